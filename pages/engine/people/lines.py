"""What lists of people are made from: each person adds lines to groups; a group is the sorted lines of everybody.

Invariant: a group depends on its lines alone, and a person's lines on the profile alone. So where profiles changed, the
old lines of these people go and their new ones come; what is counted over everybody is counted on in the same way.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from archive.keys import person_shard
from insights.beyond_podium import FIRST, Steady, steady
from insights.computed import Value, encode
from insights.people import LARGEST_TEAM, TOP50, Profile, Result
from pages.engine.cache.sections import Section, joined
from pages.engine.cache.whole import write_whole
from pages.engine.people import FIRST_YEAR, MEDALS, PUBLIC_RANKS, SEPARATOR, WITHIN, Facets, ListedPerson, Names
from pages.engine.people.digits import digit
from pages.format import UNKNOWN

NAMES = "names"
FACETS = "facets"
LIST = "list"
BEYOND = "beyond"
STEADY = "steady"
PER_PART = {LIST: 500, BEYOND: 400}
"""Lines of a part of a group, so that no page grows past 150 KB; other groups have one part."""
HAS = ("writeups", "code", "location", "organisation")
"""What some people have, others not."""

_SPACES = str.maketrans(dict.fromkeys(("\t", "\n", SEPARATOR, WITHIN), " "))


def lines_of(profile: Profile, min_teams: int) -> Iterator[tuple[str, str]]:
    """Group and line, pair by pair. Groups are

    `names` and `facets`, years since the last active one: everybody in brief, most recently active first;
    `list`, year, modality: who has a private rank in such a competition, by handle;
    `beyond`, modality (empty for all): who did well repeatedly beyond the podium, by handle;
    `steady`, folder: who of its ranks 4-50 is in the table over all modalities, by handle.
    """
    since = f"{9999 - (profile.last_active or 0):04}"
    place = f"{since}{99_999 - len(profile.results):05}{_clean(profile.handle.lower())}"
    yield group(NAMES, since), "\t".join(_names(place, profile))
    yield group(FACETS, since), "\t".join(_facets(place, profile))
    sorted_by = _joined("\t", (profile.handle.lower(), profile.address))
    for (year, modality), ranks in _ranks(profile).items():
        entry = ListedPerson(profile.handle, profile.name, profile.address, *min(ranks), len(ranks))
        yield group(LIST, year, modality), f"{sorted_by}\t{_json(entry)}"
    of_all = steady(profile, min_teams=min_teams)
    if of_all is None:
        return
    line = _json(of_all)
    yield group(BEYOND, ""), f"{sorted_by}\t{line}"
    for modality in profile.modalities:
        if row := steady(profile, modality, min_teams=min_teams):
            yield group(BEYOND, modality), f"{sorted_by}\t{_json(row)}"
    for result in profile.results:
        if FIRST <= (result.private_rank or 0) <= TOP50:
            yield group(STEADY, result.folder), f"{sorted_by}\t{result.private_rank:02}\t{line}"


def _ranks(profile: Profile) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """By year and modality: private ranks, each with the teams of the competition."""
    ranks: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for result in profile.results:
        if result.private_rank:
            for modality in result.modalities or (UNKNOWN,):
                ranks[str(result.year or UNKNOWN), modality].append((result.private_rank, result.teams))
    return ranks


def group(*names: str) -> str:
    """Name of a group."""
    return _joined("\t", names)


def facets_of(profile: Profile) -> list[tuple[str, str]]:
    """Facet and value of all that a person counts for."""
    results = profile.results
    facets: dict[str, Iterable[object]] = {
        "modality": profile.modalities,
        "medal": {result.medal for result in results},
        "team": {min(result.team_size, LARGEST_TEAM) for result in results if result.team_size},
        "best": (profile.best.rank,),
        "technique": profile.techniques,
        "last": (profile.last_active,),
        "tier": (profile.tier,),
        "has": [name for name in HAS if getattr(profile, name)],
    }
    return [(facet, str(value)) for facet, values in facets.items() for value in values if value]


@dataclass
class Change:
    """What goes from groups and counts, and what comes."""

    gone: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    come: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take_out(self, profile: Profile, min_teams: int) -> None:
        """Somebody is not as in this profile any more."""
        for name, line in lines_of(profile, min_teams):
            self.gone[name].append(line)
        self.counts.subtract(facets_of(profile))

    def put_in(self, profile: Profile, min_teams: int) -> None:
        """Somebody is as in this profile now."""
        for name, line in lines_of(profile, min_teams):
            self.come[name].append(line)
        self.counts.update(facets_of(profile))

    def groups(self) -> Set[str]:
        """Names of the groups that it is about."""
        return self.gone.keys() | self.come.keys()

    def lines(self, name: str) -> tuple[list[str], list[str]]:
        """Lines that go from a group, and lines that come."""
        return self.gone.get(name, []), self.come.get(name, [])

    def kept(self, path: Path) -> "KeptChange":
        """The same in a file."""
        names = sorted(self.groups())
        lines = ("\n".join(lines).encode("utf-8", "surrogatepass") for name in names for lines in self.lines(name))
        write_whole(path, joined(list(lines)))
        return KeptChange(str(path), dict(zip(names, count(0, 2), strict=False)), self.counts)


class KeptChange(Value):
    """A change whose lines lie in a file: those of everybody would grow with the archive in the memory of one process.

    Its groups are read one at a time.
    """

    path: str
    sections: dict[str, int]
    """By group: the section of the lines that go; those that come are in the next one."""
    counts: Counter[tuple[str, str]]

    def groups(self) -> Set[str]:
        """Names of the groups that it is about."""
        return self.sections.keys()

    def lines(self, name: str) -> tuple[list[str], list[str]]:
        """Lines that go from a group, and lines that come."""
        if name not in self.sections:
            return [], []
        first = self.sections[name]
        gone, come = (
            Section(self.path, number).read_bytes().decode("utf-8", "surrogatepass") for number in (first, first + 1)
        )
        return split_lines(gone), split_lines(come)


def changed_group(
    name: str, changes: Iterable[Change | KeptChange], before: Callable[[], Iterable[str]]
) -> list[str] | None:
    """The lines of a group after changes of different people; None where they are what they were `before`."""
    gone, come = list[str](), list[str]()
    for change in changes:
        goes, comes = change.lines(name)
        gone += goes
        come += comes
    if sorted(gone) == sorted(come):
        return None
    left = set(gone)
    return sorted([line for line in before() if line not in left] + come)


def split_lines(text: str) -> list[str]:
    """The lines of a group as they lie in a file."""
    return text.split("\n") if text else []


def _names(place: str, profile: Profile) -> Names[str]:
    return Names(
        order=place,
        address=profile.address,
        handle=_clean(profile.handle),
        former=_joined(SEPARATOR, profile.former_handles),
        name=_clean(profile.name or ""),
        shard=person_shard(profile.person),
        location=_clean(profile.location or ""),
        organisation=_clean(profile.organisation or ""),
        folders=_joined(SEPARATOR, [result.folder for result in _in_order(profile)]),
    )


def _facets(place: str, profile: Profile) -> Facets[str]:
    results = _in_order(profile)
    return Facets(
        order=place,
        address=profile.address,
        tier=_clean(profile.tier or ""),
        last=str(profile.last_active or ""),
        writeups=str(profile.writeups),
        code=str(profile.code),
        techniques=_joined(SEPARATOR, profile.techniques),
        modalities=SEPARATOR.join([_joined(WITHIN, result.modalities) for result in results]),
        ranks="".join([digit(result.private_rank or 0) for result in results]),
        sizes="".join([digit(result.team_size or 0) for result in results]),
        medals="".join([digit(MEDALS.index(result.medal or "")) for result in results]),
        public="".join([digit(_public(result.public_rank)) for result in results]),
        years="".join([digit(max(0, (result.year or 0) - FIRST_YEAR)) for result in results]),
    )


def _public(rank: int | None) -> int:
    return 1 + bisect_left(PUBLIC_RANKS, rank) if rank else 0


def _in_order(profile: Profile) -> list[Result]:
    """The results, newest first. Ranks do not order them, so that a name stays as it is where ranks change."""
    return sorted(profile.results, key=lambda result: (-(result.year or 0), result.folder))


def _clean(text: str) -> str:
    """Text for a cell; names hold no such characters where `leaderlore check` is content."""
    return text if text.isprintable() else text.translate(_SPACES)


def _joined(separator: str, values: Iterable[str]) -> str:
    return separator.join(map(_clean, values))


def _json(value: ListedPerson | Steady) -> str:
    return encode(value).decode()
