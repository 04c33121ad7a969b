"""Which competitions are like this one: shared modality and task tags, metric and host, rare ones counting more."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

MOST = 6
"""Similar competitions listed for one."""
FLOOR = 0.2
"""Least similarity (0..1) worth a link."""
_BLOCK = 512


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
    column = {name: index for index, name in enumerate(names)}
    frequency = np.bincount([column[trait] for own in traits for trait in own], minlength=len(names))
    weight = np.log(len(traits) / frequency)
    rows = np.repeat(np.arange(len(traits)), [len(own) for own in traits])
    columns = np.array([column[trait] for own in traits for trait in own])
    matrix = sparse.csr_matrix((weight[columns], (rows, columns)), shape=(len(traits), len(names)))
    norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    unit = sparse.diags(1 / np.where(norm > 0, norm, 1)) @ matrix
    found: list[tuple[Similar, ...]] = []
    for start in range(0, len(traits), _BLOCK):
        cosine = (unit[start : start + _BLOCK] @ unit.T).toarray().round(6)
        for offset, line in enumerate(cosine):
            own = start + offset
            line[own] = 0
            best = [int(index) for index in np.argsort(-line, kind="stable")[:MOST] if line[index] >= FLOOR]
            found.append(
                tuple(
                    Similar(
                        index=other,
                        similarity=float(line[other]),
                        shared=tuple(
                            sorted(
                                set(traits[own]) & set(traits[other]), key=lambda name: (-weight[column[name]], name)
                            )
                        ),
                    )
                    for other in best
                )
            )
    return tuple(found)


def _named(kind: str, value: str | None) -> tuple[str, ...]:
    return (f"{kind}: {value}",) if value else ()
