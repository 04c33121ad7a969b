"""For organizers: the top 50 of one competition with what its teams published, as a page and as CSV.

Below it, who of ranks 4-50 did well repeatedly in the whole archive.
"""

import csv
import io
from collections.abc import Iterator
from functools import lru_cache

from archive.canonical import guard_cell
from archive.merge_boards import NAMED_RANKS
from insights.beyond_podium import REPEATEDLY, Steady
from insights.computed import Value, decode
from insights.people.records import NamedTeam, Part, Work
from pages.engine.dossiers import DossierRef
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.people import DEEP, Listed, Members, PeopleFile, load_listed, load_steady, members_of
from pages.engine.row import Row
from pages.engine.world import World
from pages.format import plural

PER_PAGE = 600
"""Competitions on a page of the list."""


class Team(Value):
    """One team and what it published."""

    place: NamedTeam
    members: Members
    missing: int
    """Members who are not named."""
    works: tuple[Work, ...]
    techniques: tuple[str, ...]
    """What any of these texts claims to use."""
    read: bool
    """Whether any of them was read."""


class Top50Page(Context):
    """The top 50 of one competition."""

    part: Part
    teams: tuple[Team, ...]
    published: int
    """How many of them published something."""
    with_code: int
    """How many of them linked code."""
    file: str
    """Address of the table as CSV."""
    steady: tuple[tuple[int, str, Steady], ...]
    """Private rank here, last part of the address, and what is known of the person."""
    repeatedly: int
    """Places in ranks 4-50 that make "repeatedly"."""
    min_teams: int
    """Teams of a competition whose places count for that."""


class HostsPage(Context):
    """All such pages, by host."""

    rows: tuple[Row, ...]
    part: int
    parts: int


def units(world: World) -> Iterator[Unit]:
    """One page a competition whose teams are known."""
    for row in world.rows:
        if row.members_known:
            people = world.people
            files = world.dossiers[row.folder], people.listed[row.folder], people.steady.get(row.folder)
            yield Unit(f"people/top50/{row.folder}/", (*files, people.min_teams))


def teams_of(part: Part, listed: Listed) -> tuple[Team, ...]:
    """Teams of the private top 50 with their write-ups, best first."""
    ranked = [place for place in part.places if place.private_rank and place.private_rank <= NAMED_RANKS]
    ranked.sort(key=lambda place: (place.private_rank or 0, place.team))
    members = members_of(listed, ((place.team, place.members) for place in ranked))
    works: dict[str | None, list[Work]] = {}
    for work in part.works:
        works.setdefault(work.team, []).append(work)
    return tuple(
        Team(
            place,
            named,
            missing=max(0, (place.team_size or 0) - len(named)),
            works=(own := tuple(works.get(place.team, ()))),
            techniques=tuple(sorted({name for work in own for name in work.techniques})),
            read=any(work.read for work in own),
        )
        for place, named in zip(ranked, members, strict=True)
    )


@lru_cache(maxsize=1)
def _load(ref: DossierRef, listed: PeopleFile) -> tuple[Part, tuple[Team, ...]]:
    """What the page and the table of one competition are both made from."""
    part = decode(ref.part.read_bytes(), Part)
    return part, teams_of(part, load_listed(listed))


def fill(ref: DossierRef, listed: PeopleFile, steady: PeopleFile | None, min_teams: int) -> Top50Page:
    """Make the page of one competition."""
    part, teams = _load(ref, listed)
    return Top50Page(
        title=f"Top 50 of {part.title}",
        description=f"Who stands in the top 50 of {part.title}, and what they published.",
        part=part,
        teams=teams,
        published=sum(bool(team.works) for team in teams),
        with_code=sum(any(work.code for work in team.works) for team in teams),
        file=_file(part.folder),
        steady=load_steady(steady),
        repeatedly=REPEATEDLY,
        min_teams=min_teams,
    )


def table(ref: DossierRef, listed: PeopleFile, *_: object) -> dict[str, bytes]:
    """The same as CSV; cells that a spreadsheet would run are guarded."""
    part, teams = _load(ref, listed)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("private_rank", "public_rank", "team", "members", "team_size", "medal", "medal_basis", "writeups",
                     "code", "techniques"))  # fmt: skip
    for team in teams:
        place = team.place
        links = dict.fromkeys(link.url for work in team.works for link in work.code)
        cells = (
            place.private_rank, place.public_rank, place.name, ";".join(place.members), place.team_size, place.medal,
            place.medal_basis, " ".join(work.url for work in team.works), " ".join(links), " ".join(team.techniques),
        )  # fmt: skip
        writer.writerow(guard_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    return {_file(part.folder): out.getvalue().encode()}


def _file(folder: str) -> str:
    return f"data/people/top50/{folder}.csv"


def host_units(world: World) -> Iterator[Unit]:
    """The list, in parts."""
    known = (row for row in world.rows if row.members_known)
    rows = sorted(known, key=lambda row: ((row.host or "~").lower(), -(row.year or 0)))
    parts = max(1, -(-len(rows) // PER_PAGE))
    for part in range(1, parts + 1):
        members = tuple(rows[(part - 1) * PER_PAGE : part * PER_PAGE])
        yield Unit("people/by/hosts" + (f"-{part}/" if part > 1 else "/"), (members, part, parts))


def fill_hosts(rows: tuple[Row, ...], part: int, parts: int) -> HostsPage:
    """Make a part of the list."""
    described = f"{plural(len(rows), 'competition')} whose top 50 is known, by host."
    title = "For organizers: top 50 by host" + (f", part {part}" if parts > 1 else "")
    return HostsPage(title, described, rows, part, parts)


KINDS = (
    Kind("top50", DEEP, units, fill, listed=False, twin=table),
    Kind("top50_hosts", DEEP, host_units, fill_hosts, listed=False),
)
