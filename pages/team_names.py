"""Names of teams, for the search for people: a team is often known by its name alone.

One file a year, so that a changed board makes the names of its year again and nothing else; the script reads them once
somebody types a name. Names stand as on the boards: those of the top 50 of either.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from archive.layout import LAST
from insights.computed import encode
from pages.engine.dossiers import DossierRef
from pages.engine.dossiers.board_table import unpacked
from pages.engine.kinds import Files, Unit
from pages.engine.world import World
from pages.format import UNKNOWN

SCHEMA = "leaderlore/team-names/1"
FOLDER = "data/people/teams"
"""Among the files about people, which search engines are asked not to list."""

Board = tuple[str, DossierRef]
"""Title of a competition, and where its board lies."""


def units(world: World) -> Iterator[Unit]:
    """The list of years, newest first, and one file each."""
    rows = sorted((row for row in world.rows if row.board == "teams"), key=lambda row: (-(row.year or 0), row.folder))
    years = groupby(rows, key=lambda row: str(row.year or UNKNOWN))
    boards = {year: tuple((row.title, world.dossiers[row.folder]) for row in of_it) for year, of_it in years}
    yield Unit("teams", (None, tuple(boards)))
    for year, of_it in boards.items():
        yield Unit(f"teams/{year}", (year, of_it))


def content(year: str | None, listed: Sequence[Any]) -> dict[str, bytes]:
    """The list of years where no year is given, else the names of its boards."""
    if year is None:
        return {f"{FOLDER}.json": encode({"schema": SCHEMA, "years": listed}) + b"\n"}
    found = [{"folder": ref.folder, "title": title, **_names(ref)} for title, ref in listed]
    return {
        f"{FOLDER}-{year}.json": encode({"schema": SCHEMA, "competitions": [it for it in found if it["names"]]}) + b"\n"
    }


def _names(ref: DossierRef) -> dict[str, list[Any]]:
    """Names of the teams of a board and their private ranks, null where unknown; benchmarks are no teams."""
    board = unpacked(ref.columns()).select(["name", "private_rank", "is_benchmark"])
    rows = zip(*(column.to_pylist() for column in board.columns), strict=True)
    named = sorted((rank or LAST, name) for name, rank, benchmark in rows if name and not benchmark)
    return {"names": [name for _, name in named], "ranks": [rank if rank < LAST else None for rank, _ in named]}


KINDS = (Files("team_names", units, content, long=True),)
