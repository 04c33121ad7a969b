"""Which competitions are like this one: shared modality and task tags, metric and host, rare ones counting more."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from insights.boards import Floats, Ints

MOST = 6
"""Similar competitions listed for one."""
FLOOR = 0.2
"""Least similarity (0..1) worth a link."""


@dataclass(frozen=True)
class Traits:
    """What two competitions can have in common."""

    tags: tuple[str, ...]
    metric: str | None
    host: str | None


@dataclass(frozen=True)
class Similar:
    """A similar competition."""

    index: int
    """Its place in the given order."""
    similarity: float
    """Cosine of the two weighted trait vectors, 0..1."""
    shared: tuple[str, ...]
    """The traits that both have, rarest first."""


def similar(competitions: Sequence[Traits]) -> tuple[tuple[Similar, ...], ...]:
    """For each competition, in the given order, the most similar others: at most six, most similar first.

    A trait weighs log(N / number of competitions that have it), so that what nearly all share says nothing.
    """
    traits = [sorted({*item.tags, *_named("metric", item.metric), *_named("host", item.host)}) for item in competitions]
    names = sorted({trait for own in traits for trait in own})
    if not names:
        return tuple(() for _ in competitions)
    having: dict[str, list[int]] = {name: [] for name in names}
    for index, own in enumerate(traits):
        for trait in own:
            having[trait].append(index)
    weight = {name: math.log(len(traits) / len(indices)) for name, indices in having.items()}
    places = {name: np.array(indices) for name, indices in having.items()}
    norm = np.array([math.sqrt(sum(weight[trait] ** 2 for trait in own)) for own in traits])
    norm[norm == 0] = 1
    return tuple(
        tuple(
            Similar(
                index=other,
                similarity=cosine,
                shared=tuple(sorted(set(own) & set(traits[other]), key=lambda name: (-weight[name], name))),
            )
            for other, cosine in _best(index, own, weight, places, norm)
        )
        for index, own in enumerate(traits)
    )


def _best(
    index: int, own: Sequence[str], weight: Mapping[str, float], places: Mapping[str, Ints], norm: Floats
) -> Iterator[tuple[int, float]]:
    """The most similar others with their cosines."""
    products = np.zeros(len(norm))
    for trait in own:
        products[places[trait]] += weight[trait] ** 2
    cosine = (products / norm / norm[index]).round(6)
    cosine[index] = 0
    least = max(np.partition(cosine, -MOST)[-MOST] if len(cosine) > MOST else 0, FLOOR)
    near = np.flatnonzero(cosine >= least)
    for other in near[np.argsort(-cosine[near], kind="stable")][:MOST].tolist():
        yield other, float(cosine[other])


def _named(kind: str, value: str | None) -> tuple[str, ...]:
    return (f"{kind}: {value}",) if value else ()
