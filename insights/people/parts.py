"""What one competition says of people: places of named teams, write-ups with their authors, forum messages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from archive.forum import messages_of
from archive.records import Claim, Competition, WriteUp
from archive.store import State
from insights.boards import boards_of, team_count
from insights.medals import Placing, medals, with_medal
from insights.people.code import own_code
from insights.people.records import NamedTeam, Part, Role, Work
from insights.practice import year_of
from insights.shakeup import why_not

COMPUTE = frozenset({"hardware", "platform", "train_hours", "inference_hours", "ram_gb", "cpu_cores", "cost_usd"})
"""Predicates of claims that say what a solution was computed on."""


def part_of(state: State) -> Part:
    """Take from one competition what it says of people."""
    boards = boards_of(state.standings)
    zones = medals(state.competition, boards, state.standings)
    return part_from(
        state.competition,
        teams=team_count(state.competition, boards),
        applicable=why_not(state.competition, boards) is None,
        standings=tuple(with_medal(team, zones) for team in state.standings if not team.is_benchmark),
        writeups=state.writeups,
        claims=state.claims,
        messages=messages_of(state.topics),
    )


def part_from(
    competition: Competition,
    *,
    teams: int,
    applicable: bool,
    standings: Iterable[Placing],
    writeups: Iterable[WriteUp],
    claims: Iterable[Claim],
    messages: dict[str, dict[int, int]],
) -> Part:
    """Put together what is known of a competition already; `applicable` tells that its boards can be compared."""
    year = year_of(competition)
    places = tuple(_place(team, year) for team in standings if team.members)
    return Part(
        folder=competition.folder or competition.slug,
        title=competition.title or competition.slug,
        platform=competition.platform,
        host=competition.host,
        year=year,
        modalities=tuple(tag.id for tag in competition.modalities),
        teams=teams,
        comparable=applicable and not competition.two_stage,
        places=places,
        works=tuple(_works(writeups, claims, competition.slug, year, places)),
        messages=messages,
        source=competition.sources.get("leaderboard"),
        as_of=competition.as_of,
    )


def _place(team: Placing, year: int | None) -> NamedTeam:
    return NamedTeam(
        team=team.team,
        name=team.name,
        members=tuple(dict.fromkeys(team.members)),
        team_size=team.team_size or len(team.members),
        private_rank=team.private_rank,
        public_rank=team.public_rank,
        medal=team.medal,
        medal_basis=team.medal_basis,
        year=year or (int(team.last_submission[:4]) if team.last_submission else None),
    )


def _works(
    writeups: Iterable[WriteUp], claims: Iterable[Claim], slug: str, year: int | None, places: Iterable[NamedTeam]
) -> Iterable[Work]:
    members = {place.team: place.members for place in places}
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status != "rejected":
            said[claim.subject].append(claim)
    for writeup in writeups:
        of_it = said[writeup.writeup]
        yield Work(
            writeup=writeup.writeup,
            title=writeup.title,
            url=writeup.url,
            kind=writeup.kind,
            team=writeup.team,
            authors=writeup.authors,
            private_rank=writeup.private_rank,
            published=writeup.published,
            code=own_code(writeup, slug, year, members.get(writeup.team or "", ())),
            techniques=tuple(sorted({claim.value for claim in of_it if claim.predicate == "uses"})),
            compute=tuple(claim for claim in of_it if claim.predicate in COMPUTE),
            read=bool(of_it),
        )


def credited(authors: Collection[str], team: NamedTeam | None) -> Iterator[tuple[str, Role]]:
    """Handles of who wrote a write-up, as author or as team: the authors that it names; else the only member of its
    team, else its team as a whole."""
    if authors:
        yield from ((handle, "author") for handle in authors)
    elif team is not None:
        yield from ((handle, "author" if team.team_size == 1 else "team") for handle in team.members)
