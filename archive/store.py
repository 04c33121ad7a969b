"""Reading and writing `data/`. A folder that does not exist is an empty archive."""

import csv
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from archive import layout
from archive import records as r
from archive.board import Board
from archive.canonical import read_csv, read_json, read_jsonl, to_csv, to_json, to_jsonl
from archive.faults import fault_in
from archive.files import AT_ONCE, write_changed
from archive.keys import SLUG_LIMIT, check_slug, person_shard

R = TypeVar("R", bound=BaseModel)


class ArchiveError(Exception):
    """A data file that cannot be read, with what to do next."""


@dataclass(frozen=True)
class State:
    """All that the archive holds of one competition."""

    competition: r.Competition
    standings: Sequence[r.Standing] = ()
    scores: tuple[r.ScoreRow, ...] = ()
    topics: tuple[r.Topic, ...] = ()
    writeups: tuple[r.WriteUp, ...] = ()
    claims: tuple[r.Claim, ...] = ()

    def rows(self, table: layout.Table) -> Sequence[Any]:
        """The rows of one per-competition table."""
        if table is layout.COMPETITION:
            return (self.competition,)
        rows: Sequence[Any] = getattr(self, FIELD_OF[table.name])
        return rows

    def text_hashes(self) -> set[str]:
        """Hashes of all texts that write-ups and messages refer to."""
        of_messages = {message.text_sha256 for topic in self.topics for message in topic.messages}
        return {sha for sha in {writeup.text_sha256 for writeup in self.writeups} | of_messages if sha}


_HANDLES = re.compile(r'"handles":\[((?:"[^"\\]*",?)+)\]')
"""The handles in a line of a profile. Inside of its texts every quotation mark has a backslash before it."""

FIELD_OF = {
    layout.LEADERBOARD.name: "standings",
    layout.SCORES.name: "scores",
    layout.THREADS.name: "topics",
    layout.WRITEUPS.name: "writeups",
    layout.CLAIMS.name: "claims",
}
"""Field of State that holds the rows of a table."""


@dataclass(frozen=True)
class Archive:
    """The data folder. Reads raise ArchiveError; `leaderlore check` says all that is wrong at once."""

    root: Path

    def folders(self) -> list[str]:
        """Folders of all competitions, sorted."""
        base = f"{self.root}/competitions"
        names = os.listdir(base) if os.path.isdir(base) else []
        return sorted(name for name in names if os.path.exists(f"{base}/{name}/competition.json"))

    def competition(self, folder: str) -> r.Competition | None:
        """Facts of the competition in this folder."""
        rows = self._read(layout.COMPETITION, folder=folder)
        return rows[0] if rows else None

    def standings(self, folder: str) -> tuple[r.Standing, ...]:
        """Teams of both boards."""
        return self._read(layout.LEADERBOARD, folder=folder)

    def scores(self, folder: str) -> tuple[r.ScoreRow, ...]:
        """Boards known without teams."""
        return self._read(layout.SCORES, folder=folder)

    def topics(self, folder: str) -> tuple[r.Topic, ...]:
        """Forum topics with messages."""
        return self._read(layout.THREADS, folder=folder)

    def writeups(self, folder: str) -> tuple[r.WriteUp, ...]:
        """Write-ups."""
        return self._read(layout.WRITEUPS, folder=folder)

    def claims(self, folder: str) -> tuple[r.Claim, ...]:
        """Claims of all texts of the competition."""
        return self._read(layout.CLAIMS, folder=folder)

    def state(self, folder: str, tables: Iterable[layout.Table] = layout.PER_COMPETITION) -> State | None:
        """One competition, of its rows only those in `tables`; None where the folder is empty or missing."""
        competition = self.competition(folder)
        if competition is None:
            return None
        return State(
            competition, **{FIELD_OF[t.name]: self._read(t, folder=folder) for t in tables if t.name in FIELD_OF}
        )

    def people(self) -> tuple[r.Person, ...]:
        """All profiles."""
        shards = sorted((self.root / "people").glob("*.jsonl"))
        return tuple(person for shard in shards for person in self._read(layout.PEOPLE, shard=shard.stem))

    def handles(self) -> set[str]:
        """Handles of everybody with a profile, read without the rest of it.

        Of a line that is not as this project writes it, or spells a handle with escapes, none is found.
        """
        shards = (self.root / "people").glob("*.jsonl")
        texts = (shard.read_bytes().decode("utf-8", "replace") for shard in shards)
        found = [handles for text in texts for handles in _HANDLES.findall(text)]
        return set(",".join(found)[1:-1].split('","')) if found else set()

    def verdicts(self) -> tuple[r.Verdict, ...]:
        """What people said of claims."""
        return self._read(layout.VERDICTS)

    def redactions(self) -> tuple[r.Redaction, ...]:
        """Who is not to be named."""
        return self._read(layout.REDACTIONS)

    def withheld(self) -> tuple[r.Withheld, ...]:
        """What others wrote that names a redacted person, by place."""
        return self._read(layout.WITHHELD)

    def changes(self) -> tuple[r.Change, ...]:
        """News, oldest first."""
        return self._read(layout.CHANGES)

    def runs(self) -> tuple[r.Run, ...]:
        """The last run of each source that changed its counts."""
        stems = sorted(path.stem for path in (self.root / "runs").glob("*.json"))
        return tuple(run for stem in stems for run in self._read(layout.RUNS, shard=stem))

    def corrections(self, folder: str) -> tuple[r.Correction, ...]:
        """Patches of known upstream errors."""
        path = self.root / "corrections" / f"{folder}.yml"
        if not path.is_file():
            return ()
        from yaml import YAMLError  # few archives have corrections, and every command waits for imports

        from archive.by_hand import written_rows

        data = path.read_bytes()
        try:
            return tuple(map(r.Correction.model_validate, written_rows(data.decode())))
        except (YAMLError, ValueError) as error:
            raise ArchiveError(
                f"corrections/{folder}.yml is no list of corrections ({fault_in(data, error)}): run `leaderlore check` "
                "for row and field"
            ) from error

    def folder_of(self, slug: str, taken: Mapping[str, str] | None = None) -> str:
        """The folder for a slug: itself, or with a suffix `-2` where another slug differs in case alone.

        On a file system or a host that ignores case the two would be one folder. `taken` are the known folders by
        their case-folded names, for a caller that asks often.
        """
        check_slug(slug)
        if taken is not None and slug.casefold() not in taken:
            return slug
        if self._slug_in(slug) == slug:
            return slug
        if taken is None:
            taken = {name.casefold(): name for name in self.folders()}
        candidate, number = slug, 1
        while (name := taken.get(candidate.casefold())) is not None:
            if self._slug_in(name) == slug:
                return name
            number += 1
            suffix = f"-{number}"
            candidate = slug[: SLUG_LIMIT - len(suffix)] + suffix
        return candidate

    def _slug_in(self, folder: str) -> str | None:
        known = self.competition(folder)
        return known.slug if known else None

    def save(self, folder: str, state: State, old: State | None = None, at_once: int = AT_ONCE) -> list[Path]:
        """Write one competition; the files whose bytes changed, as paths below the root.

        With the state that was read before, only tables that differ from it are written, so it may be a partial one.
        So many files are written `at_once`.
        """
        name = None if folder == state.competition.slug else folder
        state = replace(state, competition=state.competition.model_copy(update={"folder": name}))
        tables = [t for t in layout.PER_COMPETITION if old is None or state.rows(t) != old.rows(t)]
        return self._write({self.path(table, folder): (table, state.rows(table)) for table in tables}, at_once)

    def save_people(self, people: Iterable[r.Person]) -> list[Path]:
        """Write all profiles in their shards; shards that became empty are removed."""
        shards: dict[str, list[r.Person]] = {path.stem: [] for path in (self.root / "people").glob("*.jsonl")}
        for person in people:
            shards.setdefault(person_shard(person.person), []).append(person)
        return self.save_shards(shards)

    def save_shards(self, shards: Mapping[str, Sequence[r.Person]]) -> list[Path]:
        """Write these shards of the profiles; an empty one is removed."""
        return self._write(
            {self.path(layout.PEOPLE, shard=shard): (layout.PEOPLE, rows) for shard, rows in shards.items()}
        )

    def save_table(
        self, table: layout.Table, rows: Sequence[BaseModel], *, folder: str = "", shard: str = ""
    ) -> Path | None:
        """Write one file of a table; its path below the root where bytes changed. No rows remove the file."""
        return next(iter(self._write({self.path(table, folder, shard): (table, rows)})), None)

    def path(self, table: layout.Table, folder: str = "", shard: str = "") -> Path:
        """Path of a table's file."""
        return self.root / table.path.format(folder=folder, shard=shard)

    def _read(self, table: layout.Table, folder: str = "", shard: str = "") -> tuple[Any, ...]:
        path = self.path(table, folder, shard)
        if not path.is_file():
            return ()
        data = path.read_bytes()
        try:
            return decode(table, data.decode())
        except (ValueError, csv.Error) as error:
            file = path.relative_to(self.root)
            raise ArchiveError(
                f"{file} cannot be read ({fault_in(data, error)}): run `leaderlore check` for line and field"
            ) from error

    def _write(
        self, files: Mapping[Path, tuple[layout.Table, Sequence[BaseModel]]], at_once: int = AT_ONCE
    ) -> list[Path]:
        """Write tables to their files, all or none; a table without rows has no file."""
        contents = {path: encode(table, rows) if rows else None for path, (table, rows) in sorted(files.items())}
        return [path.relative_to(self.root) for path in write_changed(contents, at_once=at_once)]


def encode(table: layout.Table, rows: Sequence[BaseModel]) -> str:
    """The canonical text of a file."""
    if isinstance(rows, Board):
        return rows.to_csv()
    ordered = sorted(rows, key=table.order) if table.order else list(rows)
    if table.form == "csv":
        return to_csv(table.kind, ordered)
    return to_jsonl(ordered) if table.form == "jsonl" else to_json(ordered[0])


def decode(table: layout.Table, text: str) -> tuple[Any, ...]:
    """The records of a file's text, in its order."""
    if table.form == "csv":
        return read_csv(table.kind, text)
    return read_jsonl(table.kind, text) if table.form == "jsonl" else (read_json(table.kind, text),)
