"""The columns that the search page for people reads: one small file for facets, one for names.

A column is a string with one or more digits a value (see `pages.engine.people.digits`): it compresses to what the
values tell, and the browser reads it without parsing numbers. Facets work as soon as the first file is there; names,
for the text search, follow. Everybody stands in the order of the page: most recently active first.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pages.engine.kinds import Files, Unit
from pages.engine.people import (
    FIRST_YEAR,
    SEPARATOR,
    WITHIN,
    Facets,
    Names,
    PeopleFile,
    load_facets,
    load_names,
    load_titles,
)
from pages.engine.people.digits import MOST, digits, width_of
from pages.engine.world import World

SCHEMA = "leaderlore/people-columns/1"
LOWEST_RANK = MOST
"""This rank stands for all that are worse; 0 is unknown."""


def column(texts: Sequence[str], values: Mapping[str, int] | None = None) -> str:
    """A column of numbers from 0 on: the width of the widest, then the digits.

    `values` says what number each text stands for; without it they are numbers, an empty one 0.
    """
    numbers = {text: values[text] if values else int(text or 0) for text in set(texts)}
    width = width_of(max(numbers.values(), default=0))
    written = {text: digits(number, width) for text, number in numbers.items()}
    return str(width) + "".join(map(written.__getitem__, texts))


def ids(texts: Iterable[str]) -> dict[str, int]:
    """Ids in sorted order and their places from 1 on; 0 is unknown."""
    known = sorted({text for text in texts if text})
    return {"": 0} | {name: place for place, name in enumerate(known, 1)}


def facet_units(world: World) -> Iterator[Unit]:
    """The small file."""
    yield Unit("facets", (world.people.facets,))


def name_units(world: World) -> Iterator[Unit]:
    """The other one."""
    yield Unit("names", (world.people.names, world.people.titles))


def facets(files: Sequence[PeopleFile]) -> dict[str, bytes]:
    """Make the file for facets."""
    return {"data/people/columns.json": _json(facet_columns(load_facets(files)))}


def names(files: Sequence[PeopleFile], competitions: PeopleFile) -> dict[str, bytes]:
    """Make the file for the text search."""
    return {"data/people/names.json": _json(name_columns(load_names(files), load_titles(competitions)))}


def facet_columns(people: Facets[list[str]]) -> dict[str, Any]:
    """Everything that facets and orders need. Columns of results hold each person's results one after the other."""
    of_results, used = _values(people.modalities), _values(list(filter(None, people.techniques)))
    modalities, techniques, tiers = ids(_values(set(of_results), WITHIN)), ids(used), ids(people.tier)
    members = {text: tuple(sorted(modalities[name] for name in text.split(WITHIN) if name)) for text in set(of_results)}
    sets = sorted(set(members.values()))
    places = {text: sets.index(of_it) for text, of_it in members.items()}
    years = {text: int(text or FIRST_YEAR) - FIRST_YEAR for text in set(people.last)}
    return {
        "schema": SCHEMA,
        "count": len(people.address),
        "first_year": FIRST_YEAR,
        "lowest_rank": LOWEST_RANK,
        "modalities": list(modalities)[1:],
        "techniques": list(techniques)[1:],
        "tiers": list(tiers)[1:],
        "sets": sets,
        "person": {
            "results": column([str(len(text)) for text in people.ranks]),
            "last": column(people.last, years),
            "writeups": column(people.writeups),
            "code": column(people.code),
            "tier": column(people.tier, tiers),
            "used": column([str(text.count(SEPARATOR) + 1 if text else 0) for text in people.techniques]),
        },
        "result": {
            "set": column(of_results, places),
            "rank": "1" + "".join(people.ranks),
            "size": "1" + "".join(people.sizes),
            "medal": "1" + "".join(people.medals),
            "public": "1" + "".join(people.public),
            "year": "1" + "".join(people.years),
        },
        "technique": column(used, {name: place - 1 for name, place in techniques.items()}),
    }


def name_columns(people: Names[list[str]], titles: Mapping[str, tuple[str, int]]) -> dict[str, Any]:
    """Names, addresses, what people say of themselves, and the competition behind each result.

    Texts are parted by line feeds, which no name holds.
    """
    competitions = _values(people.folders)
    folders, locations, organisations = ids(competitions), ids(people.location), ids(people.organisation)
    pairs = enumerate(zip(people.address, people.handle, strict=True))
    return {
        "schema": SCHEMA,
        "handles": "\n".join(people.handle),
        "former": {str(n): cell.replace(SEPARATOR, "\n") for n, cell in enumerate(people.former) if cell},
        "names": "\n".join(people.name),
        "addresses": {str(n): address for n, (address, handle) in pairs if address != handle},
        "shards": "".join(people.shard),
        "locations": list(locations)[1:],
        "organisations": list(organisations)[1:],
        "location": column(people.location, locations),
        "organisation": column(people.organisation, organisations),
        "folders": list(folders)[1:],
        "titles": [titles[folder][0] for folder in list(folders)[1:]],
        "teams": [titles[folder][1] for folder in list(folders)[1:]],
        "competition": column(competitions, {folder: place - 1 for folder, place in folders.items()}),
    }


def _values(cells: Collection[str], separator: str = SEPARATOR) -> list[str]:
    """The values of several cells, one after the other."""
    return separator.join(cells).split(separator) if cells else []


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


KINDS = (
    Files("people_facets", facet_units, facets, long=True),
    Files("people_names", name_units, names, long=True),
)
