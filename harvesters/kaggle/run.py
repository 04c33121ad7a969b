"""One run: which unit comes after which, and what becomes of it where it fails."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from archive.faults import first_fault
from archive.findings import Finding
from archive.store import ArchiveError
from harvesters.base import Context
from harvesters.kaggle.client import calls
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.errors import (
    FailedError,
    MissingError,
    RefusedError,
    RejectedError,
    StoppedError,
    UnavailableError,
)
from harvesters.kaggle.fetch.list import fetch_list, parse_list
from harvesters.kaggle.journal import Journal
from harvesters.kaggle.parse.competitions import Listed
from harvesters.kaggle.patience import Patience
from harvesters.kaggle.plan import LEFT_OUT, Target, by_value, find_targets, since, stays_settled
from harvesters.kaggle.refusals import Refusals
from harvesters.kaggle.units import Units

AGAIN = "run the same command again later"
NOT_FOR_US = "see at https://www.kaggle.com/settings that the account is verified, and what --probe says"

HOUR = timedelta(hours=1)

Fetch = Callable[[Target, bool], Finding | None]
"""Fetches a unit; with true it takes nothing in the archive for granted."""


class Run:
    """Yields the findings of one run, each unit noted in the journal once its finding is in the archive."""

    def __init__(self, context: Context, session: Session, journal: Journal, refusals: Refusals) -> None:
        self._context = context
        self._session = session
        self._journal = journal
        self._refusals = refusals
        self._now = context.snapshot_time()
        self._as_of = journal.started
        """Date of the run's facts."""
        self._patience = Patience(session, context.say)
        self._whole = not context.only
        """Whether the competitions of this run are all there are."""

    def findings(self) -> Iterator[Finding]:
        """All findings, in the order of their value."""
        targets = find_targets(self._list(), self._context)
        self._context.counts["competitions"] = len(targets)
        if left_out := self._context.counts.get(LEFT_OUT):
            self._context.say(f"kaggle: community competitions left out: {left_out:,} (--category community)")
        self._set_clock()
        units = Units(
            self._context,
            self._session,
            self._journal,
            self._refusals,
            now=self._now,
            as_of=self._as_of,
            targets=targets,
            whole=self._whole,
        )
        for group in by_value(targets, self._now):
            live = [target for target in group if not self._settled_before(target)]
            for target in live:
                yield from self._unit("facts", target, units.facts)
                yield from self._unit("boards", target, units.boards)
            for target in group:
                yield from self._unit("writeups", target, units.writeups)
            for target in live:
                yield from self._unit("threads", target, units.threads)
        yield from units.people()
        self._journal.close()

    def _list(self) -> list[Listed]:
        """The competitions of the platform, or those that were asked for by name."""
        if self._context.only:
            items = [item for slug in sorted(self._context.only) if (item := self._named(slug))]
        else:
            try:
                items, self._whole = fetch_list(self._session, self._context)
            except FailedError as error:
                passes = isinstance(error, UnavailableError)
                raise StoppedError(f"no list of competitions: {error}; {AGAIN if passes else NOT_FOR_US}") from error
        return parse_list(items, self._context)

    def _named(self, slug: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = self._session.ask(calls.get_competition(slug))
        except (MissingError, RefusedError, RejectedError) as error:
            self._context.fail(
                f"{slug}: no such competition, or none that this account may see ({error}); "
                "--only takes the last part of a competition's address"
            )
            return None
        except UnavailableError as error:
            self._fail(slug, error)
            return None
        self._patience.answered()
        return found

    def _set_clock(self) -> None:
        """What has ended is judged by the platform's clock, and where ours is wrong facts are dated by it as well.

        A run that goes on asks for its list no more, and keeps the clock of its start.
        """
        if self._journal.clock is None and (said := self._session.platform_time) is not None:
            self._journal.set_clock(said)
            if (off := _apart(said, self._context.started)) > HOUR:
                self._context.warn(
                    f"the clock here is {off / HOUR:.1f} hours off the platform's; the platform's is used"
                )
        self._now = self._journal.clock or self._now
        if self._context.as_of is None and _apart(self._now, self._journal.started) > HOUR:
            self._as_of = self._now

    def _settled_before(self, target: Target) -> bool:
        """Settled by an earlier run, or by this one in a unit that is through."""
        settled = stays_settled(target.listed, target.known, self._now)
        return settled and not self._context.refresh and not self._journal.begun(f"{target.slug}/threads")

    def _unit(self, aspect: str, target: Target, fetch: Fetch) -> Iterator[Finding]:
        unit = f"{target.slug}/{aspect}"
        if self._journal.done(unit):
            return
        self._patience.tell(unit)
        failed, refused = len(self._context.failures), False
        try:
            finding = fetch(target, self._context.refresh or self._journal.begun(unit))
        except (RefusedError, MissingError) as error:
            self._context.warn(f"{unit}: not for us: {error}; rules: {target.listed.facts['url']}/rules")
            finding, refused = None, True
        except (FailedError, ArchiveError, ValueError) as error:  # no access, a corrupt file, a malformed answer
            self._fail(unit, error)
            return
        self._patience.answered()
        self._refusals.note(target.slug, {aspect: refused}, self._now)
        if finding is not None:
            self._journal.begin(unit)
            yield finding
        if len(self._context.failures) == failed:  # else a list broke off, or the archive did not take it: asked again
            self._journal.finish(unit)

    def _fail(self, unit: str, error: Exception) -> None:
        self._context.fail(f"{unit}: {first_fault(error)}")
        self._patience.failed(error)


def _apart(one: str, other: str) -> timedelta:
    return abs(since(one, other))
