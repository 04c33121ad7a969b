"""Which pages show groups of people (see `pages.engine.people.lines`), and in what order they are named."""

from collections.abc import Iterable, Iterator, Mapping

from pages.engine.people import ListLink, SteadyLink
from pages.engine.people.lines import BEYOND, LIST, PER_PART, group


def parts_of(name: str, lines: int) -> Iterator[tuple[str, int, int]]:
    """Of each part of a group: name of its file, number of its first line, and how many it has."""
    most = PER_PART.get(name.split("\t")[0], max(lines, 1))
    for first in range(0, lines, most):
        yield f"{name}\t{first // most + 1}", first, min(most, lines - first)


def everybody(kind: str, groups: Mapping[str, int]) -> list[str]:
    """The files of everybody's names or facets, most recently active first."""
    names = (group(kind, *rest) for rest in sorted(_named(kind, groups)))
    return [file for name in names for file, _, _ in parts_of(name, groups[name])]


def list_links(groups: Mapping[str, int]) -> Iterator[tuple[str, ListLink]]:
    """Plain lists by year, newest first, and modality, with the names of their files."""
    for year, modality in sorted(
        _named(LIST, groups), key=lambda key: (-int(key[0]) if key[0].isdigit() else 0, key[1])
    ):
        name = group(LIST, year, modality)
        parts = list(parts_of(name, groups[name]))
        for part, (file, _, people) in enumerate(parts, 1):
            address = f"people/by/{year}-{modality}{_numbered(part)}/"
            yield file, ListLink(address, year, modality, part, len(parts), people)


def steady_links(groups: Mapping[str, int]) -> Iterator[tuple[str, SteadyLink]]:
    """Tables beyond the podium, with the names of their files: over all modalities, then of each."""
    for (modality,) in sorted(_named(BEYOND, groups)):
        name = group(BEYOND, modality)
        parts = list(parts_of(name, groups[name]))
        for part, (file, _, people) in enumerate(parts, 1):
            address = f"people/beyond-the-podium/{modality or 'all'}{_numbered(part)}/"
            yield file, SteadyLink(address, modality, part, len(parts), people)


def _named(kind: str, groups: Iterable[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(name.split("\t")[1:]) for name in groups if name.startswith(f"{kind}\t"))


def _numbered(part: int) -> str:
    return f"-{part}" if part > 1 else ""
