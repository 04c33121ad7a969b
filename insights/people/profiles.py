"""The parts of all competitions joined to one record a person."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from archive.records import Person
from insights.people.identity import Identities
from insights.people.parts import credited
from insights.people.profile import Known, profile_of
from insights.people.records import Authored, NamedTeam, Part, Profile, Result, Role, Work
from insights.people.roll import MIN_TEAMS, TOP50, Marks, Roll, call_roll, marks_of


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
