"""One competition: its facts, both boards, the shake-up, the score curves, its write-ups and its sources."""

from collections.abc import Iterator
from typing import Any

from archive.keys import safe_url
from archive.records import Competition, Correction, WriteUp
from archive.told import shown
from insights.computed import Value
from insights.curves import ScoresAt
from insights.kinds import kind_name
from insights.medals import COLOURS, Medals, Placing
from insights.metrics import metric_names
from insights.plateaus import Plateau
from insights.score_gap import ScoreGap
from insights.shakeup import Shakeup
from pages.charts.curves import curves_chart
from pages.competition_facts import Fact, facts_of, key_figures
from pages.engine.dossiers import DossierRef
from pages.engine.kinds import Context, Kind, SearchRecord, Unit
from pages.engine.people import Members, PeopleFile, authors_of, load_listed, members_of
from pages.engine.row import Row
from pages.engine.world import World
from pages.format import UNKNOWN, day, number, plural
from pages.lessons import Lessons, lessons
from pages.twin import Neighbour, Sibling, twin


class BoardRow(Value):
    """One team of the table of both boards."""

    team: Placing
    gained: int | None
    """Places gained from the public to the private board; None where the team is on one board only."""
    members: Members


class Corrected(Value):
    """A fact that somebody corrected by hand."""

    what: str
    """The field, with the team or write-up that it is of."""
    said: str | None
    """What the source says; None where no source says anything."""
    now: str
    """What stands here instead."""
    reason: str


class CompetitionPage(Context):
    """What the page shows."""

    competition: Competition
    row: Row
    figures: tuple[Fact, ...]
    """The few numbers at the top."""
    facts: tuple[Fact, ...]
    """The table of facts."""
    places: tuple[BoardRow, ...]
    """Teams in the top 50 of either board."""
    team_of: dict[str, BoardRow]
    """Of those with a name, by key of the write-up that is theirs."""
    named: bool
    """Whether any of them has a name: the archive keeps names for the top 50 only, and some sources give none."""
    teams_public: int
    teams_private: int
    medals: Medals
    has_medals: bool
    """Whether an empty cell means that a team has no medal; elsewhere it is not known that there are any."""
    zones: tuple[tuple[str, Any], ...]
    """Medal zones that are known, with their cut-offs."""
    shakeup: Shakeup
    mean_change: float | None
    """Places that the private board moved a team by, on average: S times n."""
    ranks_chart: str | None
    curves_chart: str | None
    round_ranks: tuple[ScoresAt, ...]
    """Rank, public and private score at round ranks: the numbers of the curves."""
    not_drawn: int
    """Teams whose score the curves leave out."""
    plateaus: tuple[Plateau, ...]
    score_gap: ScoreGap
    writeups: tuple[WriteUp, ...]
    authors: dict[str, Members]
    """Authors by key of the write-up."""
    lessons: Lessons
    """What follows from the texts."""
    similar: tuple[Neighbour, ...]
    """Similar competitions that are not of its series."""
    series: tuple[Sibling, ...]
    """Other editions of its series, newest first."""
    corrected: tuple[Corrected, ...]
    sources: dict[str, str]
    """Source of each fact; of a corrected one the correction."""
    json_ld: dict[str, Any]
    """The page's data as schema.org describes it."""


def units(world: World) -> Iterator[Unit]:
    """One page a competition."""
    rows, dossiers, site_url = world.rows, world.dossiers, world.site_url  # a world notes whatever it is asked for
    near, editions, listed = world.similar, world.series, world.people.listed
    for row in rows:
        similar = tuple(
            Neighbour(slug=other.folder, title=other.title, year=other.year, shared=found.shared)
            for found in near[row.folder]
            for other in (rows[found.index],)
        )
        others = (rows[place] for place in editions[row.folder])
        series = tuple(Sibling(slug=it.folder, title=it.title, year=it.year) for it in others)
        people = listed.get(row.folder) if row.members_known else None
        arguments = (dossiers[row.folder], row, similar, series, people, site_url)
        yield Unit(f"competitions/{row.folder}/", arguments)


def fill(
    ref: DossierRef,
    row: Row,
    similar: tuple[Neighbour, ...],
    series: tuple[Sibling, ...],
    people: PeopleFile | None,
    site_url: str,
) -> CompetitionPage:
    """Make the page of one competition from its dossier and what `row`, `similar` and `series` say of others."""
    dossier = ref.load()
    competition, zones = dossier.competition, dossier.medals
    known = tuple((name, cut) for name in COLOURS if (cut := getattr(zones, name)) is not None)
    public, private = dossier.curve_public, dossier.curve_private
    listed = load_listed(people)
    members = members_of(listed, ((team.team, team.members) for team in dossier.standings_top50))
    places = tuple(map(BoardRow, dossier.standings_top50, map(_gained, dossier.standings_top50), members))
    named = {place.team.team: place for place in places if place.team.name}
    return CompetitionPage(
        title=row.title,
        description=_description(row),
        competition=competition,
        row=row,
        figures=key_figures(dossier, row),
        facts=facts_of(dossier),
        places=places,
        team_of={it.writeup: named[it.team] for it in dossier.writeups if it.team in named},
        named=bool(named),
        teams_public=dossier.teams_public,
        teams_private=dossier.teams_private,
        medals=zones,
        has_medals=zones.applicable or bool(zones.recorded),
        zones=known,
        shakeup=row.shakeup,
        mean_change=None if row.shakeup.s is None else row.shakeup.s * (row.shakeup.n or 0),
        ranks_chart=dossier.ranks_chart,
        curves_chart=curves_chart(public.points, private.points, {name: cut.rank for name, cut in known}),
        round_ranks=dossier.round_ranks,
        not_drawn=public.sentinels + public.far + private.sentinels + private.far,
        plateaus=dossier.plateaus,
        score_gap=dossier.score_gap,
        writeups=dossier.writeups,
        authors=authors_of(listed, dossier.writeups),
        lessons=lessons(dossier.knowledge),
        similar=tuple(it for it in similar if it.slug not in {sibling.slug for sibling in series}),
        series=series,
        corrected=tuple(map(_corrected, dossier.corrections)),
        sources=dossier.sources,
        json_ld=_json_ld(row, dossier.competition, site_url),
    )


def _corrected(it: Correction) -> Corrected:
    what = it.field if it.record == "competition" else f"{it.record} {it.field}"
    said = None if it.expect is None else shown(it.expect)
    return Corrected(what=what.replace("_", " "), said=said, now=shown(it.value), reason=it.reason)


def _gained(team: Placing) -> int | None:
    return team.public_rank - team.private_rank if team.public_rank and team.private_rank else None


def _description(row: Row) -> str:
    """One sentence that says what is to be found here."""
    parts = [
        plural(row.teams, "team") if row.teams else None,
        f"deadline {day(row.deadline)}" if row.deadline else None,
    ]
    parts += [
        "both leaderboards" if row.both_boards else None,
        f"write-ups of {plural(row.solutions, 'solution')}" if row.solutions else None,
        f"shake-up {number(row.shakeup.s, 3)}" if row.shakeup.s is not None else None,
    ]
    return f"{row.title}: {', '.join(part for part in parts if part) or 'what the archive knows'}."


def _json_ld(row: Row, competition: Competition, site_url: str) -> dict[str, Any]:
    """schema.org/Dataset: what a dataset search reads."""
    data = f"{site_url}data/competitions/{row.folder}"
    board = None if row.board == "none" else "leaderboards" if row.both_boards else "leaderboard"
    parts = ("facts", board, "write-ups" if row.writeups else None)
    known = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{row.title}: {', '.join(part for part in parts if part)}",
        "description": _description(row),
        "url": f"{site_url}competitions/{row.folder}/",
        "sameAs": safe_url(competition.url),
        "dateModified": row.as_of[:10],
        "temporalCoverage": f"{row.opened[:10]}/{row.deadline[:10]}" if row.opened and row.deadline else None,
        "keywords": list(row.tags) or None,
        "isAccessibleForFree": True,
        "distribution": [{"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": f"{data}.json"}],
    }
    return {key: value for key, value in known.items() if value is not None}


def search_records(_ref: DossierRef, row: Row, *_: object) -> Iterator[SearchRecord]:
    """What the search finds this page by."""
    tags = dict.fromkeys(
        (*row.tags, *map(kind_name, row.tags), *(["code competition"] if row.code_competition else []))
    )
    words = [
        row.title,
        row.folder.replace("-", " "),
        row.host,
        *metric_names(row.metric, row.metric_id),
        row.category,
        *tags,
    ]
    note = " · ".join(part for part in (row.host, day(row.deadline) if row.deadline else None) if part)
    yield SearchRecord(
        type="Competition",
        title=row.title,
        note=note,
        content=". ".join(word for word in words if word),
        year=str(row.year or UNKNOWN),
        category=row.category or UNKNOWN,
    )


def _twin(
    ref: DossierRef, row: Row, similar: tuple[Neighbour, ...], series: tuple[Sibling, ...], *_: object
) -> dict[str, bytes]:
    return twin(ref.load(), row, similar, series)


KIND = Kind("competition", "competitions/_shell/", units, fill, twin=_twin, indexed=search_records)
