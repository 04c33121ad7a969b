"""The columns that the search page for people reads: one small file for facets, one for names.

A column is a string with one or two characters a value, base 90 from `#` on without the backslash: it compresses to
what the values tell, and the browser reads it without parsing numbers. Facets work as soon as the first file is there;
names, for the text search, follow. Everybody stands in the order of the page: most recently active first.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pages.engine.kinds import Files, Unit
from pages.engine.people import PeopleFile, Summary, load_summaries, load_titles
from pages.engine.world import World

SCHEMA = "leaderlore/people-columns/1"
DIGITS = "".join(chr(code) for code in range(ord("#"), ord("#") + 91) if chr(code) != "\\")
"""The 90 digits of a column."""
MEDALS = ("", "gold", "silver", "bronze")
FIRST_YEAR = 1999
"""Years are kept as years since; 0 is unknown."""
LOWEST_RANK = 89
"""A rank of 89 stands for all that are worse; 0 is unknown."""


def column(values: Iterable[int]) -> str:
    """A column of numbers from 0 on: the width (1 or 2), then the digits. Numbers beyond 8,099 count as that."""
    numbers = [min(value, 90 * 90 - 1) for value in values]
    if max(numbers, default=0) < 90:
        return "1" + "".join(map(DIGITS.__getitem__, numbers))
    return "2" + "".join(DIGITS[number // 90] + DIGITS[number % 90] for number in numbers)


class Ids(dict[str, int]):
    """Ids in sorted order and their places from 1 on; 0 is unknown."""

    def __init__(self, ids: Iterable[str]) -> None:
        super().__init__({name: place for place, name in enumerate(sorted(set(ids)), 1)})


def units(world: World) -> Iterator[Unit]:
    """Both files."""
    yield Unit("people columns", (world.people.summaries, world.people.titles))


def content(file: PeopleFile, competitions: PeopleFile) -> dict[str, bytes]:
    """Make both files."""
    people = load_summaries(file)
    return {
        "data/people/columns.json": _json(facet_columns(people)),
        "data/people/names.json": _json(name_columns(people, load_titles(competitions))),
    }


def facet_columns(people: Sequence[Summary]) -> dict[str, Any]:
    """Everything that facets and orders need. Columns of results hold each person's results one after the other."""
    results = [result for person in people for result in person.results]
    modalities = Ids(name for result in results for name in result.modalities)
    techniques = Ids(name for person in people for name in person.techniques)
    tiers = Ids(person.tier for person in people if person.tier)
    sets = sorted({tuple(sorted(modalities[name] for name in result.modalities)) for result in results})
    places = {members: place for place, members in enumerate(sets)}
    return {
        "schema": SCHEMA,
        "count": len(people),
        "first_year": FIRST_YEAR,
        "lowest_rank": LOWEST_RANK,
        "modalities": list(modalities),
        "techniques": list(techniques),
        "tiers": list(tiers),
        "sets": sets,
        "person": {
            "results": column(len(person.results) for person in people),
            "last": column((person.last_active or FIRST_YEAR) - FIRST_YEAR for person in people),
            "writeups": column(person.writeups for person in people),
            "code": column(person.code for person in people),
            "tier": column(tiers.get(person.tier or "", 0) for person in people),
            "used": column(len(person.techniques) for person in people),
        },
        "result": {
            "set": column(places[tuple(sorted(modalities[name] for name in r.modalities))] for r in results),
            "rank": column(min(result.private_rank or 0, LOWEST_RANK) for result in results),
            "size": column(result.team_size or 0 for result in results),
            "medal": column(MEDALS.index(result.medal or "") for result in results),
        },
        "technique": column(techniques[name] - 1 for person in people for name in person.techniques),
    }


def name_columns(people: Sequence[Summary], titles: Mapping[str, str]) -> dict[str, Any]:
    """Names, addresses, what people say of themselves, and the competition behind each result.

    Texts are parted by line feeds, which no name holds.
    """
    results = {result.folder: result for person in people for result in person.results}
    folders = Ids(results)
    locations = Ids(person.location for person in people if person.location)
    organisations = Ids(person.organisation for person in people if person.organisation)
    return {
        "schema": SCHEMA,
        "handles": "\n".join(person.handle for person in people),
        "names": "\n".join(person.name or "" for person in people),
        "addresses": {str(n): person.address for n, person in enumerate(people) if person.address != person.handle},
        "shards": "".join(person.shard for person in people),
        "locations": list(locations),
        "organisations": list(organisations),
        "location": column(locations.get(person.location or "", 0) for person in people),
        "organisation": column(organisations.get(person.organisation or "", 0) for person in people),
        "folders": list(folders),
        "titles": [titles[folder] for folder in folders],
        "teams": [results[folder].teams for folder in folders],
        "competition": column(folders[result.folder] - 1 for person in people for result in person.results),
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


KIND = Files("people_index", units, content)
