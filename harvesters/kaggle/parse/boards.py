"""Boards: rows of the paged view and of the downloaded CSV, joined on the team's id."""

import csv
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from archive.keys import team_key
from archive.records import Standing
from archive.text import clean_name, parse_count, parse_number, parse_time
from harvesters.kaggle.parse import fields
from harvesters.kaggle.parse.hide import MEMBERS
from harvesters.limits import AnswerLimits


@dataclass(frozen=True)
class Row:
    """A team on one board."""

    team: str
    rank: int | None
    """Null for a benchmark, which has no place."""
    score_text: str | None
    name: str | None = None
    last_submission: str | None = None
    members: tuple[str, ...] = field(default=())
    """Handles as printed; the merge hides deleted and redacted accounts, and what it knew of them."""
    size: int | None = None
    """All members, deleted and redacted ones included."""
    submissions: int | None = None

    @property
    def score(self) -> float | None:
        """The score as a number."""
        return parse_number(self.score_text)


def parse_view(items: Iterable[dict[str, Any]], benchmarks: frozenset[str] = frozenset()) -> list[Row]:
    """Rows of the paged view, each team once; the rank is the place in the list, in which benchmarks do not count."""
    rows, rank = [], 0
    for item in items:
        team = fields.text(item.get("teamId")) or ""
        rank += team not in benchmarks
        row = Row(
            team=team,
            rank=None if team in benchmarks else rank,
            score_text=fields.text(item.get("score")),
            name=fields.name(item.get("teamName")),
            last_submission=fields.time(item.get("submissionDate")),
        )
        rows.append(row)
    return rows


def parse_file(rows: Iterable[dict[str, str]], slug: str) -> list[Row]:
    """Rows of a downloaded board, each team once; a printed rank of 0, or none, marks a benchmark.

    The others are ranked by their places, as in the view, whatever gaps or shared ranks are printed.
    """
    once: dict[str, Row] = {}
    for row in rows:
        read = _file_row(row, slug)
        once.setdefault(read.team, read)
    places = count(1)
    return [replace(row, rank=next(places)) if row.rank else row for row in once.values()]


def _file_row(row: dict[str, str], slug: str) -> Row:
    handles = tuple(handle for part in row.get(MEMBERS, "").split(",") if (handle := clean_name(part)))
    name = clean_name(row.get("TeamName"))
    return Row(
        team=row.get("TeamId", "").strip() or team_key("kaggle", slug, name, handles),
        rank=parse_count(row.get("Rank")) or None,
        score_text=row.get("Score", "").strip() or None,
        name=name,
        last_submission=parse_time(row.get("LastSubmissionDate")),
        members=handles,
        size=len(handles) or None,
        submissions=parse_count(row.get("SubmissionCount")),
    )


def teams(rows: Iterable[Row]) -> list[Row]:
    """The rows that have a place."""
    return [row for row in rows if row.rank is not None]


def benchmarks_of(files: Iterable[list[Row]]) -> frozenset[str]:
    """Keys of the rows that the downloaded boards give no place."""
    return frozenset(row.team for rows in files for row in rows if row.rank is None)


def is_board(rows: list[Row], first_page: list[Row]) -> bool:
    """Whether a downloaded board is the one whose first page this is: the same teams with the same scores, in order."""
    first = [(row.team, row.score) for row in teams(first_page)]
    return first == [(row.team, row.score) for row in teams(rows)[: len(first)]]


def same_board(one: list[Row], other: list[Row]) -> bool:
    """Whether two boards are one: a board that is not out is silently answered with the public one."""
    return {(row.team, row.score_text) for row in one} == {(row.team, row.score_text) for row in other}


def join_boards(public: list[Row], private: list[Row], files: Iterable[list[Row]]) -> tuple[Standing, ...]:
    """One row a team with both places; members and submission counts come from the files."""
    by_file = {row.team: row for rows in files for row in rows}
    on_public, on_private = {row.team: row for row in public}, {row.team: row for row in private}
    standings = []
    for team in dict.fromkeys([*on_private, *on_public]):
        here, there = on_public.get(team), on_private.get(team)
        known = by_file.get(team)
        told = [row for row in (known, there, here) if row is not None]
        standings.append(
            Standing(
                team=team,
                name=next((row.name for row in told if row.name), None),
                members=known.members if known else (),
                team_size=known.size if known else None,
                submissions=known.submissions if known else None,
                last_submission=next((row.last_submission for row in told if row.last_submission), None),
                is_benchmark=all(row.rank is None for row in (here, there) if row is not None),
                **_place("public", here),
                **_place("private", there),
            )
        )
    return tuple(standings)


def _place(board: str, row: Row | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {f"{board}_rank": row.rank, f"{board}_score_text": row.score_text, f"{board}_score": row.score}


_UNPACKING = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError)
"""What a zip fails with: damaged streams of each method, and (RuntimeError) encryption and methods that are unknown."""


def read_board_files(body: bytes, most_bytes: int = AnswerLimits.most_bytes) -> dict[str, Any]:
    """The rows of every CSV in a downloaded zip (or of a bare CSV), whatever the files' names, as plain data.

    An empty download, as it comes for some time after a deadline, holds none. Raises ValueError for a damaged or
    encrypted zip, one of more than so many bytes when unpacked, or a file that is no board.
    """
    if not body:
        return {"files": []}
    try:
        texts = _unpack(body, most_bytes) if body[:2] == b"PK" else {"": body}
        files = [{"file": name, "rows": _read_rows(text.decode("utf-8-sig"))} for name, text in texts.items()]
    except (*_UNPACKING, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"no board: {error}") from error
    return {"files": files}


def _unpack(body: bytes, most_bytes: int) -> dict[str, bytes]:
    texts, left = {}, most_bytes
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            if name.lower().endswith(".csv"):
                with archive.open(name) as member:
                    texts[name] = member.read(left + 1)
                left -= len(texts[name])
                if left < 0:
                    raise ValueError(f"no board: unpacked it is larger than {most_bytes:,} bytes")
    return texts


def _read_rows(text: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if "Score" not in (reader.fieldnames or ()):
        raise ValueError(f"no board: columns {', '.join(reader.fieldnames or ())[:100]}")
    return [{str(name): value for name, value in row.items() if isinstance(value, str)} for row in reader]
