"""Where ideas came from: the test of the claim that most of a competition's value is in its forum."""

from collections.abc import Iterator

from insights.computed import Value
from insights.ideas import CLAIMED, IdeasTotal, ideas_total
from insights.shares import Share, share_of
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.world import World
from pages.format import percent


class IdeasRow(Value):
    """One competition."""

    folder: str
    title: str
    year: int | None
    before: Share
    """Techniques of its top 10 that the forum named before the deadline, of all of them."""
    messages: int
    undated: int


class TechniqueRow(Value):
    """One technique over the counted competitions."""

    technique: str
    before: Share
    """Competitions whose forum named it before the deadline, of those whose top 10 used it."""


class IdeasPage(Context):
    """What the page shows."""

    total: IdeasTotal
    claimed: float
    rows: tuple[IdeasRow, ...]
    techniques: tuple[TechniqueRow, ...]


def units(world: World) -> Iterator[Unit]:
    """The one page."""
    total = ideas_total((known.practice.solutions, known.ideas) for known in world.knowledge)
    rows, named, used = [], dict[str, int](), dict[str, int]()
    for known in world.knowledge:
        found = known.ideas
        if not found.applicable or not found.ideas:
            continue
        early = [idea.technique for idea in found.ideas if idea.forum]
        for idea in found.ideas:
            used[idea.technique] = used.get(idea.technique, 0) + 1
            named[idea.technique] = named.get(idea.technique, 0) + (idea.forum is not None)
        practice, before = known.practice, share_of(len(early), len(found.ideas))
        rows.append(IdeasRow(practice.folder, practice.title, practice.year, before, found.messages, found.undated))
    rows.sort(key=lambda row: (-(row.year or 0), row.folder))
    order = sorted(used, key=lambda technique: (-used[technique], technique))
    techniques = tuple(TechniqueRow(it, share_of(named[it], used[it])) for it in order)
    yield Unit("ideas/", (total, tuple(rows), techniques))


def fill(total: IdeasTotal, rows: tuple[IdeasRow, ...], techniques: tuple[TechniqueRow, ...]) -> IdeasPage:
    """Make the page."""
    share = percent(total.before.share) if total.before.share is not None else f"{total.before.count}"
    return IdeasPage(
        title="Where ideas come from",
        description=f"How many techniques of top solutions the forum named before the deadline: {share} so far.",
        total=total,
        claimed=CLAIMED,
        rows=rows,
        techniques=techniques,
    )


KIND = Kind("ideas", "ideas/", units, fill)
