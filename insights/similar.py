"""Which competitions are like this one: shared modality and task tags, metric and host, rare ones counting more."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from insights.boards import Floats, Ints
from insights.computed import Value

MOST = 6
"""Similar competitions listed for one."""
FLOOR = 0.2
"""Least similarity (0..1) worth a link."""
_HOST = "host: "


class Traits(Value):
    """What two competitions can have in common."""

    tags: tuple[str, ...]
    metric: str | None
    host: str | None


class Similar(Value):
    """A similar competition."""

    index: int
    """Its place in the given order."""
    similarity: float
    """Cosine of the two weighted trait vectors, 0..1."""
    shared: tuple[str, ...]
    """The traits that both have, rarest first."""


def similar(competitions: Sequence[Traits]) -> tuple[tuple[Similar, ...], ...]:
    """For each competition, in the given order, the most similar others: at most six, most similar first.

    A trait weighs log(N / number of competitions that have it), so that what nearly all share says nothing; nor does a
    host alone, which asks for forecasts one year and for pictures the next. Those that have the same traits, apart from
    what nobody else has, are near the same others: these are looked for once.
    """
    traits = [sorted({*item.tags, *_named("metric", item.metric), *_named("host", item.host)}) for item in competitions]
    having: dict[str, list[int]] = {}
    for index, own in enumerate(traits):
        for trait in own:
            having.setdefault(trait, []).append(index)
    weight = {name: math.log(len(traits) / len(indices)) for name, indices in having.items()}
    places = {name: np.array(indices) for name, indices in having.items()}
    norm = np.array([math.sqrt(sum(weight[trait] ** 2 for trait in own)) for own in traits])
    norm[norm == 0] = 1
    nearest: dict[tuple[tuple[str, ...], float], list[tuple[int, float]]] = {}
    found = []
    for index, (own, length) in enumerate(zip(traits, norm.tolist(), strict=True)):
        common = tuple(trait for trait in own if len(having[trait]) > 1)
        if (common, length) not in nearest:
            nearest[common, length] = list(_nearest(common, length, weight, places, norm))
        others = [(other, cosine) for other, cosine in nearest[common, length] if other != index][:MOST]
        rarest_first = sorted(common, key=lambda name: (-weight[name], name))
        found.append(
            tuple(
                Similar(other, cosine, shared=tuple(trait for trait in rarest_first if trait in traits[other]))
                for other, cosine in others
            )
        )
    return tuple(found)


def _nearest(
    common: Sequence[str], length: float, weight: Mapping[str, float], places: Mapping[str, Ints], norm: Floats
) -> Iterator[tuple[int, float]]:
    """Whoever is most similar to these traits, with cosines: one more than is listed, since one of them has them."""
    products, hosts = np.zeros(len(norm)), np.zeros(len(norm))
    for trait in common:
        (hosts if trait.startswith(_HOST) else products)[places[trait]] += weight[trait] ** 2
    cosine = (np.where(products > 0, products + hosts, 0) / norm / length).round(6)
    least = max(np.partition(cosine, -MOST - 1)[-MOST - 1] if len(cosine) > MOST else 0, FLOOR)
    near = np.flatnonzero(cosine >= least)
    for other in near[np.argsort(-cosine[near], kind="stable")][: MOST + 1].tolist():
        yield other, float(cosine[other])


def _named(kind: str, value: str | None) -> tuple[str, ...]:
    return (f"{kind}: {value}",) if value else ()
