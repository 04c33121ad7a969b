"""Plain lists of people by year and modality: all that the search finds, for readers without JavaScript."""

from collections import defaultdict
from collections.abc import Sequence

from pages.engine.people import Entry, ListLink, Summary

PER_PAGE = 500
"""People on a page, so that none grows past 150 KB."""
UNKNOWN = "unknown"


def lists(people: Sequence[Summary]) -> list[tuple[ListLink, tuple[Entry, ...]]]:
    """Lists by year, newest first, and modality, in parts of 500, each in the order of handles.

    A person stands in the list of a year and a modality with a private rank in such a competition.
    """
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for person in people:
        best: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for result in person.results:
            for modality in (result.modalities or [UNKNOWN]) if result.private_rank else []:
                best[str(result.year or UNKNOWN), modality].append((result.private_rank or 0, result.teams))
        for key, ranks in best.items():
            rank, teams = min(ranks)
            groups[key].append(Entry(person.handle, person.name, person.address, rank, teams, len(ranks)))
    found = []
    for year, modality in sorted(groups, key=lambda key: (-int(key[0]) if key[0].isdigit() else 0, key[1])):
        entries = sorted(groups[year, modality], key=lambda entry: entry.handle.lower())
        parts = -(-len(entries) // PER_PAGE)
        for part in range(1, parts + 1):
            members = tuple(entries[(part - 1) * PER_PAGE : part * PER_PAGE])
            name = f"{year}-{modality}" + (f"-{part}" if part > 1 else "")
            link = ListLink(f"people/by/{name}/", year, modality, part, parts, len(members))
            found.append((link, members))
    return found
