"""A competition in a few sentences, each made of claims and carrying their places as footnotes.

Nothing is said that no text says; what no text says is said to be unknown. "Only the winner" means that no other text
that was read states it, not that nobody did it.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec.structs import replace

from insights.compute import Compute, Device
from insights.computed import Computed
from insights.practice import Solution
from insights.solutions import TOP, Place

FOLDS = "k-fold"
"""The technique that a number of folds tells of too."""
MOST = 8
"""Most items of a sentence."""

Topic = Literal["basis", "shared", "apart", "compute", "dropped"]


class Item(Computed):
    """One thing that a sentence lists."""

    technique: str | None = None
    """Id of a technique; null where the item is plain text."""
    text: str = ""
    """What is said, or what is added to the technique's name: `4 of 5`."""
    places: tuple[Place, ...] = ()
    """Footnotes."""


class Sentence(Computed):
    """`before`, the items separated by commas, a full stop."""

    topic: Topic
    """What it speaks of."""
    before: str
    """Plain text."""
    items: tuple[Item, ...] = ()
    """What it lists; without items the sentence is `before` alone."""
    more: int = 0
    """Items left out for length."""


def summary(solutions: Sequence[Solution], unread: int) -> tuple[Sentence, ...]:
    """Say what the top solutions share, what set the winner apart, what they took and what they dropped."""
    top = [solution for solution in solutions if solution.rank and solution.rank <= TOP]
    if not top:
        known = f" {_plural(unread, 'solution is', 'solutions are')} known by link alone." if unread else ""
        return (
            Sentence(
                topic="basis",
                before=f"No text of a top-10 solution has been read, so what they share is unknown.{known}",
            ),
        )
    ranks = ", ".join(str(solution.rank) for solution in top)
    texts, noun = ("text", "rank") if len(top) == 1 else ("texts", "ranks")
    basis = f"This rests on the {texts} of {_plural(len(top), 'solution', 'solutions')} of the top 10 ({noun} {ranks})."
    return (
        Sentence(topic="basis", before=basis),
        _shared(top),
        _apart(solutions),
        _compute(top),
        _dropped(solutions),
    )


def _shared(top: Sequence[Solution]) -> Sentence:
    """List what at least two and at least half of the top-10 solutions use, the most common first."""
    if len(top) < 2:
        return Sentence(
            topic="shared", before="What the top solutions share is unknown: only one of them has been read."
        )
    counts = _count(top, "used")
    common = [item for item in counts if len(item.places) >= max(2, len(top) / 2)]
    if not common:
        return Sentence(topic="shared", before="No technique is stated by half of these solutions.")
    return _list("shared", "At least half of them use", _of(common, len(top)))


def _apart(solutions: Sequence[Solution]) -> Sentence:
    """List what the winner uses and no other read solution states."""
    winner = next((solution for solution in solutions if solution.rank == 1), None)
    others = [solution for solution in solutions if solution.rank and solution.rank > 1]
    if winner is None or not others:
        unread = "no other ranked solution" if winner else "no text of the winner"
        return Sentence(topic="apart", before=f"What set the winner apart is unknown: {unread} has been read.")
    elsewhere = {technique for solution in others for technique in solution.used}
    by_folds = FOLDS not in elsewhere and any(solution.compute and solution.compute.folds for solution in others)
    if by_folds:
        elsewhere.add(FOLDS)  # a number of folds says as much
    own = [Item(technique=name, places=(place,)) for name, place in winner.used.items() if name not in elsewhere]
    one = len(others) == 1
    told = "one other solution that was read" if one else f"{len(others):,} other solutions that were read"
    if own:
        nobody = "not stated by the" if one else "stated by none of the"
        return _list("apart", f"Used by the winner and {nobody} {told}:", own)
    by = "the" if one else "one or more of the"
    how = "; a stated number of folds counts as k-fold cross-validation" if by_folds and FOLDS in winner.used else ""
    return Sentence(
        topic="apart", before=f"Everything that the winner states to use is also stated by {by} {told}{how}."
    )


def _compute(top: Sequence[Solution]) -> Sentence:
    """List the hardware and hours of the top-10 solutions that state them."""
    items = [item for solution in top if (item := _took(solution)) is not None]
    silent = len(top) - len(items)
    if not items:
        nobody = "This solution does not state" if silent == 1 else "None of them states"
        return Sentence(topic="compute", before=f"{nobody} its accelerators or training hours.")
    note = f" ({silent} of {len(top)} {'does' if silent == 1 else 'do'} not say)" if silent else ""
    return _list("compute", f"Accelerators and training hours as stated{note}:", items)


def _took(solution: Solution) -> Item | None:
    found = solution.compute or Compute()
    parts = [(_device(device), device.place) for device in found.hardware]
    parts += [
        (f"{hours.text} {'hour' if hours.text == '1' else 'hours'}{_scope(hours.scope)}", hours.place)
        for hours in found.train_hours
        if hours.value is not None
    ]
    if not parts:
        return None
    return Item(text=f"rank {solution.rank}: {', '.join(text for text, _ in parts)}", places=tuple(p for _, p in parts))


def _dropped(solutions: Sequence[Solution]) -> Sentence:
    """List what read solutions of any rank tried without success or left out, the most common first."""
    counts = _count(solutions, "rejected")
    if not counts:
        return Sentence(topic="dropped", before="No text names a technique that was tried and dropped.")
    return _list("dropped", "Tried without success, or left out:", _of(counts, len(solutions)))


def _count(solutions: Iterable[Solution], what: Literal["used", "rejected"]) -> list[Item]:
    """Gather the techniques of several solutions with one place for each solution, the most common first."""
    places: dict[str, list[Place]] = {}
    for solution in solutions:
        for technique, place in (solution.used if what == "used" else solution.rejected).items():
            places.setdefault(technique, []).append(place)
    order = sorted(places, key=lambda technique: (-len(places[technique]), technique))
    return [Item(technique=technique, places=tuple(places[technique])) for technique in order]


def _of(items: Iterable[Item], total: int) -> list[Item]:
    return [replace(item, text=f"{len(item.places)} of {total}") for item in items]


def _list(topic: Topic, before: str, items: Sequence[Item]) -> Sentence:
    return Sentence(topic=topic, before=before, items=tuple(items[:MOST]), more=max(0, len(items) - MOST))


def _device(device: Device) -> str:
    return f"{device.count} x {device.device}" if device.count else f"{device.device}, count unknown"


def _scope(scope: str | None) -> str:
    return {"total": " in all", None: ", of what is not said"}.get(scope, f" a {scope}")


def _plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
