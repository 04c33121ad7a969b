"""The part of a competition's page that follows from texts: summary, techniques, compute, cost, ideas, validation."""

from collections.abc import Callable, Iterable, Sequence

from insights.cards import REFERENCE
from insights.compute import Compute, Derived, Stated
from insights.computed import Value
from insights.cv_trust import CvTrust
from insights.efficiency import Efficiency, Single
from insights.glossary import FAMILIES, glossary
from insights.ideas import Idea, Ideas
from insights.knowledge import Knowledge
from insights.practice import Solution
from insights.shares import Share, share_of
from insights.solutions import Place
from insights.summary import Sentence, summary
from pages.charts.cost import cost_chart
from pages.cites import Cite, cite
from pages.format import significant

LONG = 1e6
"""Numbers from here on are printed in words."""


class Item(Value):
    """One item of a sentence with the numbers of its footnotes."""

    technique: str | None
    text: str
    notes: tuple[int, ...]


class Line(Value):
    """One sentence of the summary."""

    before: str
    items: tuple[Item, ...]
    more: int


class Mark(Value):
    """One solution in the row of a technique."""

    rank: int | None
    cite: Cite


class TechniqueRow(Value):
    """One technique in this competition."""

    technique: str
    family: str
    used: tuple[Mark, ...]
    rejected: tuple[Mark, ...]


class Cell(Value):
    """A stated or derived number with its evidence."""

    text: str
    cite: Cite | None
    """None for a derived number."""
    how: str | None = None
    """How a derived number follows."""


class ComputeRow(Value):
    """What one solution states of its compute; an empty tuple is unknown."""

    rank: int | None
    hardware: tuple[Cell, ...]
    platforms: tuple[Cell, ...]
    machine: tuple[Cell, ...]
    """CPU cores and main memory."""
    training: tuple[Cell, ...]
    inference: tuple[Cell, ...]
    ensemble: tuple[Cell, ...]
    """Models, folds, parameters, size."""
    cost: tuple[Cell, ...]
    derived: tuple[Cell, ...]


class IdeaRow(Value):
    """One technique of the top 10 and where it was first named."""

    idea: Idea
    where: str | None
    """Place of the first mention in its message."""


class Lessons(Value):
    """All of it."""

    solutions: int
    unread: int
    lines: tuple[Line, ...]
    notes: tuple[Cite, ...]
    """Footnotes, in order; the first is number 1."""
    techniques: tuple[TechniqueRow, ...]
    compute: tuple[ComputeRow, ...]
    silent: int
    """Read solutions that say nothing of compute."""
    efficiency: Efficiency
    singles: tuple[tuple[Single, Cite], ...]
    """Best single models beside the places of the whole solutions."""
    cost_chart: str | None
    reference: str
    ideas: Ideas
    idea_rows: tuple[IdeaRow, ...]
    ideas_before: Share
    cv_trust: CvTrust


def lessons(known: Knowledge) -> Lessons:
    """Arrange what the texts of one competition say."""
    practice = known.practice
    solutions = practice.solutions
    lines, notes = _summary(summary(solutions, practice.unread), solutions)
    computed = tuple(_compute_row(solution, solution.compute) for solution in solutions if solution.compute)
    early = sum(idea.forum is not None for idea in known.ideas.ideas)
    return Lessons(
        solutions=len(solutions),
        unread=practice.unread,
        lines=lines,
        notes=notes,
        techniques=tuple(_technique_rows(solutions)),
        compute=computed,
        silent=len(solutions) - len(computed),
        efficiency=known.efficiency,
        singles=_singles(known.efficiency, solutions),
        cost_chart=cost_chart("cost", known.efficiency.solutions, frontier=True),
        reference=REFERENCE,
        ideas=known.ideas,
        idea_rows=tuple(_idea_row(idea) for idea in known.ideas.ideas),
        ideas_before=share_of(early, len(known.ideas.ideas)),
        cv_trust=known.cv_trust,
    )


def _singles(found: Efficiency, solutions: Sequence[Solution]) -> tuple[tuple[Single, Cite], ...]:
    texts = [text for solution in solutions for text in solution.texts]
    return tuple((one, cite(one.place, texts)) for one in found.singles)


def _summary(sentences: Iterable[Sentence], solutions: Sequence[Solution]) -> tuple[tuple[Line, ...], tuple[Cite, ...]]:
    """Number the footnotes; one place that proves two things is one footnote."""
    number: dict[Place, int] = {}
    lines = []
    for sentence in sentences:
        items = [
            Item(item.technique, item.text, tuple(number.setdefault(place, len(number) + 1) for place in item.places))
            for item in sentence.items
        ]
        lines.append(Line(sentence.before, tuple(items), sentence.more))
    texts = [text for solution in solutions for text in solution.texts]
    return tuple(lines), tuple(cite(place, texts) for place in number)


def _technique_rows(solutions: Sequence[Solution]) -> Iterable[TechniqueRow]:
    """One row a technique, by family, the most used first."""
    used = _marks(solutions, lambda solution: solution.used)
    rejected = _marks(solutions, lambda solution: solution.rejected)
    families = list(FAMILIES)
    rows = [
        TechniqueRow(technique, glossary()[technique].family, used.get(technique, ()), rejected.get(technique, ()))
        for technique in used.keys() | rejected.keys()
        if technique in glossary()
    ]
    return sorted(rows, key=lambda row: (families.index(row.family), -len(row.used), row.technique))


def _marks(
    solutions: Sequence[Solution], places: Callable[[Solution], dict[str, Place]]
) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, tuple[Mark, ...]] = {}
    for solution in solutions:
        for technique, place in places(solution).items():
            found[technique] = (*found.get(technique, ()), Mark(solution.rank, cite(place, solution.texts)))
    return found


def _compute_row(solution: Solution, found: Compute) -> ComputeRow:
    def stated(label: str, *values: Stated | None) -> list[Cell]:
        return [Cell(_number(label, value), cite(value.place, solution.texts)) for value in values if value]

    hardware = [
        Cell(
            (f"{it.count} × {it.device}" if it.count else f"{it.device}, count unknown")
            + (f", {it.memory_gb:g} GB each" if it.memory_gb else ""),
            cite(it.place, solution.texts),
        )
        for it in found.hardware
    ]
    return ComputeRow(
        rank=solution.rank,
        hardware=tuple(hardware),
        platforms=tuple(Cell(it.platform, cite(it.place, solution.texts)) for it in found.platforms),
        machine=(*stated("cores", found.cpu_cores), *stated("GB", found.ram_gb)),
        training=tuple(stated("h", *found.train_hours)),
        inference=(*stated("h", found.inference_hours), *stated("s", found.latency)),
        ensemble=(
            *stated("models", found.models),
            *stated("folds", found.folds),
            *stated("parameters", found.parameters),
            *stated("MB on disk", found.model_size),
        ),
        cost=tuple(stated("US dollars", found.cost_usd)),
        derived=tuple(
            Cell(f"{significant(it.value, 3)} {unit}", None, it.how)
            for it, unit in (
                (found.gpu_hours, "GPU-hours"),
                (found.reference_hours, f"{REFERENCE}-hours"),
                (found.cloud_usd, "US dollars in a cloud"),
            )
            if isinstance(it, Derived)
        ),
    )


def _number(label: str, stated: Stated) -> str:
    """A stated number with its unit and what it belongs to: `36 h in all`."""
    scope = {"total": " in all", None: ""}.get(stated.scope, f" a {stated.scope}")
    long = stated.value is not None and stated.value >= LONG
    return f"{_short(stated.value or 0) if long else stated.text} {label}{scope}"


def _short(value: float) -> str:
    """A large number in words: 25 million."""
    factor, name = (1e9, "billion") if value >= 1e9 else (1e6, "million")
    return f"{value / factor:g} {name}"


def _idea_row(idea: Idea) -> IdeaRow:
    place = idea.forum.place if idea.forum else None
    return IdeaRow(idea, None if place is None else f"characters {place.start:,}–{place.end:,}")
