"""The record of one person: what follows from all that competitions say."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from statistics import median

from msgspec import Struct, field

from archive.canonical import id_order
from archive.layout import LAST
from archive.records import Person
from insights.people.identity import Identities
from insights.people.records import Authored, Profile, Result, Standout, Teammate, Work, YearOf
from insights.people.robustness import robustness
from insights.people.roll import TOP50, Roll
from insights.rounding import DIGITS
from insights.solutions import PODIUM, by_solution

_STATED = ("name", "tier", "tier_as_of", "points", "ranking", "location", "organisation", "profile_url")
"""Taken over from the platform's own profile."""
_OF_RESULTS = {
    "year": "year",
    "private rank": "private_rank",
    "public rank": "public_rank",
    "modality": "modalities",
    "team size": "team_size",
}
"""Fields of results that may be unknown."""


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


def profile_of(key: str, known: Known, person: Person | None, who: Identities, roll: Roll) -> Profile:
    """The profile of a listed person; `person` is what the platform's own profile states."""
    results = sorted(known.results, key=lambda r: (-(r.year or 0), r.private_rank or LAST, r.folder))
    works = sorted(known.works.values(), key=lambda a: (-(a.year or 0), a.folder, a.work.writeup))
    own = [authored.work for authored in works if authored.role == "author"]
    ranks = [result.private_rank for result in results if result.private_rank]
    behind = [100 * (1 - result.private_rank / result.teams) for result in results if result.private_rank]
    solo = [result for result in results if result.team_size == 1]
    sizes = Counter(result.team_size for result in results if result.team_size)
    activity = _activity(results, works, known.messages)
    best = _standout(results)
    assert best is not None, "whoever is listed has a private rank"
    return Profile(
        person=key,
        address=roll.addresses[key],
        handle=roll.handles[key],
        former_handles=who.handles(key)[1:],
        listed_for=sum(result.listing for result in results),
        results=tuple(results),
        best=best,
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
        profile_as_of=person.as_of if person else None,
        **{name: getattr(person, name, None) for name in _STATED},
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


def _medals(results: Iterable[Result]) -> dict[str, int]:
    counts = Counter(
        f"{result.medal} {'recorded' if result.medal_basis == 'recorded' else 'by rule'}"
        for result in results
        if result.medal
    )
    order = {"gold": 0, "silver": 1, "bronze": 2}
    return {name: counts[name] for name in sorted(counts, key=lambda name: (order[name.split()[0]], name))}


def _most_first(values: Iterable[str]) -> dict[str, int]:
    counts = Counter(values)
    return {value: counts[value] for value in sorted(counts, key=lambda value: (-counts[value], value))}


def _teammates(person: str, known: Known, roll: Roll) -> tuple[Teammate, ...]:
    shared = Counter(known.members)
    shared.pop(person, None)
    return tuple(
        Teammate(person=key, handle=roll.handles[key], competitions=shared[key], address=roll.addresses.get(key))
        for key in sorted(shared, key=lambda key: (-shared[key], id_order(key), key))
    )


def _activity(results: Iterable[Result], works: Iterable[Authored], messages: Mapping[int, int]) -> tuple[YearOf, ...]:
    competed = Counter(result.year for result in results if result.year)
    wrote = Counter(authored.year for authored in works if authored.year and authored.role == "author")
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
    for what, name in _OF_RESULTS.items():
        if count := sum(getattr(result, name) in (None, ()) for result in results):
            yield f"{what} of {count} of {len(results)} results"
    unread = sum(not work.read for work in own)
    if unread:
        yield "what the only write-up says" if len(own) == 1 else f"what {unread} of {len(own)} write-ups say"
    if not messages:
        yield "forum messages: none of theirs is known"
    yield "places outside the top 50 of both boards: the archive keeps no names there"
