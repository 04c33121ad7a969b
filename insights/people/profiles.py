"""The parts of all competitions joined to one record a person."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from archive.canonical import id_order
from archive.layout import LAST
from archive.records import Person
from insights.people.identity import Identities
from insights.people.parts import credited
from insights.people.records import (
    Authored,
    NamedTeam,
    Part,
    Profile,
    Result,
    Role,
    Standout,
    Teammate,
    Work,
    YearOf,
)
from insights.people.robustness import robustness
from insights.people.roll import MIN_TEAMS, TOP50, Marks, Roll, call_roll, marks_of
from insights.rounding import DIGITS
from insights.solutions import by_solution

T = TypeVar("T")
PODIUM = 3
"""Last rank of the podium."""


class Known(Struct):
    """What the parts say of one person."""

    results: list[Result] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    """Keys of the members of each team of several, this person among them."""
    works: dict[str, Authored] = field(default_factory=dict)
    """By key of the write-up."""
    messages: dict[int, int] = field(default_factory=dict)
    """By year."""

    def add_place(self, result: Result, members: Collection[str]) -> None:
        """A result, and the keys of all members of the team."""
        self.results.append(result)
        if len(members) > 1:
            self.members += members

    def add_work(self, authored: Authored) -> None:
        """A write-up."""
        self.works[authored.work.writeup] = authored

    def add_messages(self, years: Mapping[int, int]) -> None:
        """Messages in the forum of one competition."""
        for year, number in years.items():
            self.messages[year] = self.messages.get(year, 0) + number


class Gathered:
    """What parts say of people, put together person by person; of everybody, or of those who are wanted."""

    def __init__(self, who: Identities, min_teams: int = MIN_TEAMS, wanted: Container[str] | None = None) -> None:
        self._who, self._min_teams, self._wanted = who, min_teams, wanted
        self._people: dict[str, Known] = defaultdict(Known)
        self._values: dict[Any, Any] = {}

    def add(self, part: Part) -> None:
        """Take in what one competition says."""
        wanted, people = self._wanted, self._people
        part = shared(part, self._values)
        named = {handle for place in part.places for handle in place.members}
        signed = {handle for work in part.works for handle in work.authors}
        keys = self._who.keys(named | signed | part.messages.keys(), part.platform)
        for place in part.places:
            members = {keys[handle] for handle in place.members}
            here = members if wanted is None else [key for key in members if key in wanted]
            if here:
                result = result_of(part, place, self._min_teams)
                for key in here:
                    people[key].add_place(result, members)
        teams = {place.team: place for place in part.places}
        for work in part.works:
            for handle, role in credited(work.authors, teams.get(work.team or "")):
                key = keys[handle]
                if wanted is None or key in wanted:
                    people[key].add_work(authored_of(part, work, role))
        for handle, years in part.messages.items():
            key = keys[handle]
            if wanted is None or key in wanted:
                people[key].add_messages(years)

    def profile(self, key: str, person: Person | None, roll: Roll) -> Profile:
        """The profile of a listed person, which is made once: what was gathered for it is let go of.

        `person` is what the platform's own profile states.
        """
        return profile_of(key, self._people.pop(key), person, self._who, roll)


def profiles(parts: Iterable[Part], people: Iterable[Person], min_teams: int = MIN_TEAMS) -> Iterator[Profile]:
    """Make a profile of everybody who is listed, in the order of keys.

    Listed is whoever stands in the private top 50 of a competition of at least `min_teams` teams. `parts` are read once
    and one at a time. What the archive says of people who are not listed appears only as a teammate's handle.
    """
    stated = {person.person: person for person in people}
    who = Identities({key: person.handles for key, person in stated.items()})
    marks: list[tuple[str, Marks]] = []
    gathered = Gathered(who, min_teams)
    for part in parts:
        marks.append((part.folder, marks_of(part)))
        gathered.add(part)
    roll = call_roll(marks, who, min_teams=min_teams)
    for key in roll.addresses:
        yield gathered.profile(key, stated.get(key), roll)


def shared(part: Part, values: dict[Any, Any]) -> Part:
    """The same with facts that competitions have in common in one copy each, kept in `values`.

    They come in every result again, and so few copies stay in the processor's cache.
    """
    facts = (part.year, part.modalities, part.teams, part.source, part.as_of)
    year, modalities, teams, source, as_of = [values.setdefault(fact, fact) for fact in facts]
    return replace(part, year=year, modalities=modalities, teams=teams, source=source, as_of=as_of)


def result_of(part: Part, place: NamedTeam, min_teams: int) -> Result:
    """A place as it stands in the table of each member."""
    return Result(
        folder=part.folder,
        title=part.title,
        year=part.year if place.year == part.year else place.year,
        modalities=part.modalities,
        teams=part.teams,
        private_rank=place.private_rank,
        public_rank=place.public_rank,
        team=place.team,
        team_name=place.name,
        team_size=place.team_size,
        medal=place.medal,
        medal_basis=place.medal_basis,
        comparable=part.comparable,
        listing=part.teams >= min_teams and place.private_rank is not None and place.private_rank <= TOP50,
        source=part.source,
        as_of=part.as_of,
    )


def authored_of(part: Part, work: Work, role: Role) -> Authored:
    """A write-up as it stands among those of one person."""
    year = int(work.published[:4]) if work.published else part.year
    return Authored(folder=part.folder, competition=part.title, year=year, role=role, work=work)


def profile_of(key: str, known: Known, person: Person | None, who: Identities, roll: Roll) -> Profile:
    """The profile of a listed person; `person` is what the platform's own profile states."""
    results = sorted(known.results, key=lambda r: (-(r.year or 0), r.private_rank or LAST, r.folder))
    works = sorted(known.works.values(), key=lambda a: (-(a.year or 0), a.folder, a.work.writeup))
    own = [authored.work for authored in works if authored.role == "author"]
    ranks = [result.private_rank for result in results if result.private_rank]
    behind = [100 * (1 - result.private_rank / result.teams) for result in results if result.private_rank]
    solo = [result for result in results if result.team_size == 1]
    sizes = _count(result.team_size for result in results if result.team_size)
    activity = _activity(results, works, known.messages)
    return Profile(
        person=key,
        address=roll.addresses[key],
        handle=roll.handles[key],
        former_handles=who.handles(key)[1:],
        name=person.name if person else None,
        listed_for=sum(result.listing for result in results),
        results=tuple(results),
        best=_required(_standout(results)),
        median_private_rank=float(median(ranks)),
        median_percentile=round(median(behind), DIGITS),
        ranked=len(ranks),
        medals=_medals(results),
        top50=sum(rank <= TOP50 for rank in ranks),
        beyond_podium=sum(PODIUM < rank <= TOP50 for rank in ranks),
        solo=len(solo),
        in_team=sum(sizes.values()) - len(solo),
        usual_team_size=min(sizes, key=lambda size: (-sizes[size], size), default=None),
        best_solo=_standout(solo),
        last_active=max((year.year for year in activity), default=None),
        modalities=_most_first(modality for result in results for modality in result.modalities),
        works=tuple(works),
        writeups=len(own),
        written_up=_written_up(works),
        code=len({link.url for work in own for link in work.code}),
        techniques=_most_first(technique for work in own for technique in work.techniques),
        robustness=robustness(results),
        teammates=_teammates(key, known, roll),
        activity=activity,
        tier=person.tier if person else None,
        tier_as_of=person.tier_as_of if person else None,
        points=person.points if person else None,
        ranking=person.ranking if person else None,
        location=person.location if person else None,
        organisation=person.organisation if person else None,
        profile_url=person.profile_url if person else None,
        profile_as_of=person.as_of if person else None,
        unknown=tuple(_unknown(person, results, own, known.messages)),
        sources=tuple(sorted({result.source for result in results if result.source})),
        as_of=max([result.as_of for result in results] + ([person.as_of] if person else [])),
    )


def _written_up(works: Iterable[Authored]) -> int:
    """Solutions that the person's own write-ups tell of."""
    own: dict[str, list[Work]] = defaultdict(list)
    for authored in works:
        if authored.role == "author":
            own[authored.folder].append(authored.work)
    return sum(len(by_solution(told)) for told in own.values())


def _standout(results: Iterable[Result]) -> Standout | None:
    ranked = [result for result in results if result.private_rank]
    if not ranked:
        return None
    best = min(ranked, key=lambda r: (r.private_rank, -r.teams, r.folder))
    return Standout(rank=best.private_rank or 0, teams=best.teams, folder=best.folder)


def _required(best: Standout | None) -> Standout:
    assert best is not None, "whoever is listed has a private rank"
    return best


def _medals(results: Iterable[Result]) -> dict[str, int]:
    counts = _count(
        f"{result.medal} {'recorded' if result.medal_basis == 'recorded' else 'by rule'}"
        for result in results
        if result.medal
    )
    order = {"gold": 0, "silver": 1, "bronze": 2}
    return {name: counts[name] for name in sorted(counts, key=lambda name: (order[name.split()[0]], name))}


def _count(values: Iterable[T]) -> dict[T, int]:
    """A Counter takes longer than so few values deserve."""
    counts: dict[T, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def _most_first(values: Iterable[str]) -> dict[str, int]:
    counts = _count(values)
    return {value: counts[value] for value in sorted(counts, key=lambda value: (-counts[value], value))}


def _teammates(person: str, known: Known, roll: Roll) -> tuple[Teammate, ...]:
    shared = _count(known.members)
    shared.pop(person, None)
    most_first = sorted([(-teams, id_order(key), key) for key, teams in shared.items()])
    return tuple(
        [
            Teammate(person=key, handle=roll.handles[key], competitions=-minus, address=roll.addresses.get(key))
            for minus, _, key in most_first
        ]
    )


def _activity(results: Iterable[Result], works: Iterable[Authored], messages: Mapping[int, int]) -> tuple[YearOf, ...]:
    competed = _count(result.year for result in results if result.year)
    wrote = _count(authored.year for authored in works if authored.year and authored.role == "author")
    return tuple(
        YearOf(
            year=year,
            competitions=competed.get(year, 0),
            writeups=wrote.get(year, 0),
            messages=messages.get(year, 0),
        )
        for year in sorted({*competed, *wrote, *messages})
    )


def _unknown(
    person: Person | None, results: Sequence[Result], own: Sequence[Work], messages: Mapping[int, int]
) -> Iterator[str]:
    """Say in words what is not known."""
    if person is None:
        yield "the platform's own profile: tier, points, location, organisation"
    else:
        for name in ("tier", "points", "location", "organisation"):
            if getattr(person, name) is None:
                yield name
        if not person.person.startswith("u"):
            yield "the platform's user id"
    for what, count in (
        ("year", [result.year for result in results].count(None)),
        ("private rank", [result.private_rank for result in results].count(None)),
        ("public rank", [result.public_rank for result in results].count(None)),
        ("modality", [result.modalities for result in results].count(())),
        ("team size", [result.team_size for result in results].count(None)),
    ):
        if count:
            yield f"{what} of {count} of {len(results)} results"
    unread = sum(not work.read for work in own)
    if unread:
        yield "what the only write-up says" if len(own) == 1 else f"what {unread} of {len(own)} write-ups say"
    if not messages:
        yield "forum messages: none of theirs is known"
    yield "places outside the top 50 of both boards: the archive keeps no names there"
