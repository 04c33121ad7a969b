"""What a run asks for, and in which order: newly ended and running competitions first, nothing that is settled.

Community (in-class) competitions are counted and left out: they are tens of thousands, with nine teams in the middle
one (Meta Kaggle, 2022). They are harvested with `--category community`, with `--only`, or where another source or an
earlier run has brought them into the archive; then after all others, for a run that is cut by its budget should have
spent it elsewhere.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.authority import KAGGLE, base
from archive.records import Competition, Standing
from archive.store import ArchiveError
from harvesters.base import Context
from harvesters.kaggle.parse.competitions import Listed

FRESH = timedelta(days=90)
"""Competitions that ended within this time come before all older ones, threads included."""

QUIET = timedelta(days=30)
"""Ended for so long, and no new message for so long: settled. Notebooks and their votes are then read a last time."""

NO_BOARD = timedelta(days=180)
"""Ended for so long without a private board: there will be none, as far as we know."""

BOARD_AGAIN = timedelta(days=365)
"""So long after a competition was settled without a board of the platform it is looked at once more: some are opened
late, and a look costs two requests."""

COMMUNITY = "community"
LEFT_OUT = "community competitions, not harvested"
"""Name of their count."""


@dataclass(frozen=True)
class Target:
    """A competition to be harvested, with what the archive knows of it."""

    listed: Listed
    folder: str | None
    """Its folder; null for one that is new."""
    known: Competition | None

    @property
    def slug(self) -> str:
        """Slug."""
        return self.listed.slug


def wanted(listed: Listed, context: Context) -> bool:
    """Whether the options of the run let the competition through."""
    facts = listed.facts
    return (
        context.wants(listed.slug)
        and (context.category is None or facts.get("category") == context.category)
        and (context.since is None or (listed.deadline or context.since) >= context.since)
    )


def find_targets(listed: Sequence[Listed], context: Context) -> list[Target]:
    """The wanted ones, each with its place in the archive; community competitions that are left out are counted.

    One that the platform has renamed is a failure: under its new name the archive would hold its teams twice.
    """
    folders = {name.casefold(): name for name in context.archive.folders()}
    opted_in = bool(context.only) or context.category == COMMUNITY
    former = _former_names(listed, folders, context)
    targets = []
    for one in listed:
        if not wanted(one, context):
            continue
        if one.slug.casefold() not in folders and (old := former.get(one.facts.get("id"))):
            context.fail(f"{one.slug} is what the archive has as {old}: remove competitions/{old}, and run again")
            continue
        try:
            folder = context.archive.folder_of(one.slug, folders)
            known = context.archive.competition(folder) if folder.casefold() in folders else None
        except ArchiveError as error:
            context.fail(f"{one.slug}: {error}")
            continue
        if known is None and one.facts.get("category") == COMMUNITY and not opted_in:
            context.count(LEFT_OUT)
        else:
            targets.append(Target(one, folder if known else None, known))
    return targets


def _former_names(listed: Sequence[Listed], folders: dict[str, str], context: Context) -> dict[str | None, str]:
    """Folders of competitions that the list does not name, by the platform's id; none where it names nothing new."""
    named = {one.slug.casefold() for one in listed}
    if named <= folders.keys():
        return {}
    found: dict[str | None, str] = {}
    for folder in (folders[name] for name in folders.keys() - named):
        with suppress(ArchiveError):
            known = context.archive.competition(folder)
            if known and known.platform == KAGGLE and known.id:
                found[known.id] = folder
    return found


def by_value(targets: Iterable[Target], now: str) -> list[list[Target]]:
    """Groups in the order of their value: fresh ones, older ones, and the same of community competitions.

    In each the latest deadline comes first, but what has ended before what still runs.
    """
    groups: list[list[Target]] = [[], [], [], []]
    for target in targets:
        deadline = target.listed.deadline
        ended_long_ago = deadline is not None and since(deadline, now) > FRESH
        community = target.listed.facts.get("category") == COMMUNITY
        groups[2 * community + ended_long_ago].append(target)
    for group in groups:
        group.sort(key=lambda t: (not t.listed.ended(now), _reversed(t.listed.deadline), t.slug))
    return groups


def _reversed(deadline: str | None) -> float:
    return -datetime.fromisoformat(deadline).timestamp() if deadline else 0.0


def since(then: str, now: str) -> timedelta:
    """Time that has passed."""
    return datetime.fromisoformat(now) - datetime.fromisoformat(then)


def needs_pages(target: Target, refresh: bool, now: str) -> bool:
    """Whether pages, data summary and notebooks are asked for: at first sight, after the end, and QUIET after it."""
    if refresh or target.known is None or not _ours(target.known):
        return True
    deadline, read = target.listed.deadline, target.known.as_of
    if deadline is None or now < deadline:
        return False
    return read < deadline or since(deadline, read) < QUIET <= since(deadline, now)


def _ours(known: Competition) -> bool:
    return base(known.sources.get("url", "")) == KAGGLE


def is_settled(listed: Listed, known: Competition, standings: Iterable[Standing], newest: str | None, now: str) -> bool:
    """Whether nothing moves any more: ended and quiet for QUIET, with our final board, or without one for NO_BOARD."""
    deadline = listed.deadline
    if deadline is None or since(deadline, now) < QUIET or (newest is not None and since(newest, now) < QUIET):
        return False
    final = known.sources.get("leaderboard") == KAGGLE and any(row.private_rank for row in standings)
    return final or since(deadline, now) >= NO_BOARD


def stays_settled(listed: Listed, known: Competition | None, now: str) -> bool:
    """Whether what an earlier run settled is so still; one whose deadline has moved since is open again.

    So is one without a board of the platform for which it is time, unless it is known to have none.
    """
    if known is None or known.settled is None:
        return False
    board = known.has_leaderboard is False or known.sources.get("leaderboard") == KAGGLE
    if not board and since(known.settled, now) >= BOARD_AGAIN:
        return False
    return listed.deadline is None or since(listed.deadline, known.settled) >= QUIET


MOST_LINES = 40
"""Competitions that a dry run names."""


def describe(context: Context) -> list[str]:
    """What a run would ask for, from what the archive knows; nothing is asked."""
    known = [one for _, one in context.known() if one.platform == KAGGLE]
    chosen = [one for one in known if wanted(_listed(one), context)]
    live = [
        Target(_listed(one), one.folder, one)
        for one in chosen
        if context.refresh or not stays_settled(_listed(one), one, context.started)
    ]
    named = [
        _line(target, one) for group in by_value(live, context.started) for target in group if (one := target.known)
    ]
    named += [f"{slug}: all of it" for slug in sorted(context.only - {one.slug for one in known})]
    lines = ["the competitions named, one request each" if context.only else "the list of competitions, 200 a request"]
    lines += named[:MOST_LINES]
    if len(named) > MOST_LINES:
        lines.append(f"... and {len(named) - MOST_LINES:,} more")
    if not context.only:
        community = "" if context.category == COMMUNITY else "; community ones are left out"
        lines.append(f"every competition that is new: facts, both boards, write-ups, forum{community}")
    lines.append("write-ups and people: the search, and whoever is new in a top 50")
    lines.append(f"not asked again: {len(chosen) - len(live):,} settled competitions (--refresh asks)")
    if context.max_requests:
        lines.append(f"in this order, at most {context.max_requests:,} requests")
    return lines


def _line(target: Target, known: Competition) -> str:
    if _ours(known):
        return f"{target.slug}: boards and forum, what moved since {known.as_of[:10]}"
    return f"{target.slug}: all of it, known from other sources alone"


def _listed(known: Competition) -> Listed:
    """A competition of the archive as a list would give it, as far as a plan needs it."""
    facts = {"category": known.category, "deadline": known.deadline}
    return Listed(known.slug, {name: value for name, value in facts.items() if value is not None})
