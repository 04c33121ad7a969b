"""Which record stands in which file, in which form and order. The one place that names the files of `data/`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from archive import records as r
from archive.canonical import id_order

SCHEMA_VERSION = 1
"""Version of the layout; a change of a name or a rule raises it and adds a step to `archive.migrate`."""

LAST = 10**9
"""Stands for an unknown rank in a sort order."""


@dataclass(frozen=True)
class Table:
    """One kind of file."""

    name: str
    """Name of the table in downloads and in the descriptor."""
    kind: type[BaseModel]
    """Record type of a row."""
    path: str
    """Path below `data/`; `{folder}` and `{shard}` stand for a competition's folder and a shard."""
    form: Literal["json", "jsonl", "csv"]
    """File form."""
    order: Callable[[Any], Any] | None = None
    """Sort key of the rows."""
    key: tuple[str, ...] = ()
    """Fields that no two rows of a file share."""


COMPETITION = Table("competitions", r.Competition, "competitions/{folder}/competition.json", "json", key=("slug",))
LEADERBOARD = Table(
    "leaderboards", r.Standing, "competitions/{folder}/leaderboard.csv", "csv",
    lambda s: (s.private_rank or LAST, s.public_rank or LAST, s.team), ("team",),
)  # fmt: skip
SCORES = Table(
    "scores", r.ScoreRow, "competitions/{folder}/scores.csv", "csv", lambda s: (s.board, s.rank), ("board", "rank")
)
THREADS = Table(
    "threads", r.Topic, "competitions/{folder}/threads.jsonl", "jsonl", lambda t: id_order(t.topic), ("topic",)
)
WRITEUPS = Table(
    "writeups", r.WriteUp, "competitions/{folder}/writeups.jsonl", "jsonl",
    lambda w: (w.private_rank or LAST, w.writeup), ("writeup",),
)  # fmt: skip
CLAIMS = Table(
    "claims", r.Claim, "competitions/{folder}/claims.jsonl", "jsonl",
    lambda c: (c.subject, c.start, c.end, c.predicate, c.value, c.scope or ""),
    ("subject", "start", "end", "predicate", "value", "scope"),
)  # fmt: skip
PEOPLE = Table("people", r.Person, "people/{shard}.jsonl", "jsonl", lambda p: id_order(p.person), ("person",))
VERDICTS = Table(
    "verdicts", r.Verdict, "corrections/verdicts.csv", "csv",
    lambda v: (v.text_sha256, v.start, v.end, v.predicate, v.value),
    ("text_sha256", "start", "end", "predicate", "value"),
)  # fmt: skip
REDACTIONS = Table("redactions", r.Redaction, "redactions.csv", "csv", lambda x: x.hash, ("salt", "hash"))
WITHHELD = Table(
    "withheld", r.Withheld, "withheld.csv", "csv", lambda w: (w.slug, w.record, w.field), ("slug", "record", "field")
)
CHANGES = Table(
    "changes", r.Change, "changes.csv", "csv", lambda c: (c.date, c.slug, c.what, c.detail or ""),
    ("date", "slug", "what", "detail"),
)  # fmt: skip
RUNS = Table("runs", r.Run, "runs/{shard}.json", "json", key=("source",))

PER_COMPETITION = (COMPETITION, LEADERBOARD, SCORES, THREADS, WRITEUPS, CLAIMS)
WHOLE = (VERDICTS, REDACTIONS, WITHHELD, CHANGES)
TABLES = (*PER_COMPETITION, PEOPLE, *WHOLE, RUNS)

FOLDERS = frozenset({"texts", *(table.path.split("/")[0] for table in TABLES if "/" in table.path)})
"""The archive's folders at its root: those of the tables, and that of the texts."""
