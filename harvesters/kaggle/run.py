"""One run: which unit comes after which, and what becomes of it where it fails."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from archive.faults import first_fault
from archive.findings import Finding
from archive.records import WriteUp
from archive.store import ArchiveError
from harvesters.base import Context
from harvesters.kaggle import calls
from harvesters.kaggle.competitions import Listed
from harvesters.kaggle.errors import (
    FailedError,
    IncompleteError,
    MissingError,
    RefusedError,
    RejectedError,
    StoppedError,
    UnavailableError,
)
from harvesters.kaggle.fetch_boards import Download, fetch_boards
from harvesters.kaggle.fetch_facts import ASKED_AGAIN, PARTS, fetch_facts
from harvesters.kaggle.fetch_list import fetch_list, parse_list
from harvesters.kaggle.fetch_people import fetch_people, listed_handles
from harvesters.kaggle.fetch_threads import Forum, fetch_forum
from harvesters.kaggle.fetch_writeups import (
    Entities,
    fetch_entities,
    fetch_hackathon,
    read_entities,
    search_entities,
    with_writeups,
)
from harvesters.kaggle.journal import Journal
from harvesters.kaggle.patience import Patience
from harvesters.kaggle.plan import (
    LEFT_OUT,
    SOURCE,
    Target,
    by_value,
    find_targets,
    is_settled,
    needs_pages,
    since,
    stays_settled,
)
from harvesters.kaggle.refusals import Refusals
from harvesters.kaggle.session import Session
from harvesters.kaggle.writeups import ENTITY, told_twice, topic_writeup

AGAIN = "run the same command again later"
NOT_FOR_US = "see at https://www.kaggle.com/settings that the account is verified, and what --probe says"

HOUR = timedelta(hours=1)

MEMBERS = "members"
"""What the download of a board alone holds, where it is refused or limited."""

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
        self._targets: list[Target] = []
        self._whole = not context.only
        """Whether the competitions of this run are all there are."""

    def findings(self) -> Iterator[Finding]:
        """All findings, in the order of their value."""
        targets = self._targets = find_targets(self._list(), self._context)
        self._context.counts["competitions"] = len(targets)
        if left_out := self._context.counts.get(LEFT_OUT):
            self._context.say(f"kaggle: community competitions left out: {left_out:,} (--category community)")
        self._set_clock()
        for group in by_value(targets, self._now):
            live = [target for target in group if not self._settled_before(target)]
            for target in live:
                yield from self._unit("facts", target, self._facts)
                yield from self._unit("boards", target, self._boards)
            for target in group:
                yield from self._unit("writeups", target, self._writeups)
            for target in live:
                yield from self._unit("threads", target, self._threads)
        yield from self._people([target.slug for target in targets])
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
            self._context.fail(f"{slug}: no such competition, or none that this account may see ({error})")
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

    def _finding(self, target: Target) -> Finding:
        return Finding(SOURCE, target.slug, SOURCE, self._as_of)

    def _facts(self, target: Target, refresh: bool) -> Finding:
        again = self._refusals.due(target.slug, ASKED_AGAIN, self._now)
        parts = PARTS if needs_pages(target, refresh, self._now) else again
        facts, refused = fetch_facts(self._session, target, parts, self._context.warn)
        asked = {part: part in refused for part in ASKED_AGAIN if part in parts}
        self._refusals.note(target.slug, asked, self._now)
        return replace(self._finding(target), facts=facts)

    def _boards(self, target: Target, refresh: bool) -> Finding | None:
        archive = self._context.archive
        known = archive.standings(archive.folder_of(target.slug))
        due = bool(self._refusals.due(target.slug, [MEMBERS], self._now))
        try:
            boards = fetch_boards(self._session, target, known, self._now, refresh, self._context.warn, members=due)
        except (MissingError, RefusedError, IncompleteError):
            if known or not (hackathon := self._hackathon(target)):
                raise
            return hackathon
        if boards.download is Download.LIMITED:
            self._refusals.postpone(target.slug, MEMBERS, self._now)
        elif boards.download is not None:
            self._refusals.note(target.slug, {MEMBERS: boards.download is Download.REFUSED}, self._now)
        if boards.standings is None:
            return None
        if boards.standings:
            return replace(self._finding(target), standings=boards.standings)
        return self._hackathon(target)

    def _hackathon(self, target: Target) -> Finding | None:
        """Entries of an ended competition that has no board; None where it has none either."""
        if not target.listed.ended(self._now):
            return None
        entries, all_read = fetch_hackathon(self._session, target.slug)
        if not all_read:
            self._context.fail(f"{target.slug}/boards: the list of entries breaks off after {len(entries)}: run again")
        facts = {"format": "hackathon", "has_leaderboard": False}
        return with_writeups(replace(self._finding(target), facts=facts), entries) if entries else None

    @cached_property
    def _entities(self) -> Entities:
        """Write-ups of all competitions, asked for when first needed.

        They are hundreds of requests, and a first run may have no more: boards of the newest come first.
        """
        try:
            return self._ask_entities()
        except (FailedError, ArchiveError, ValueError) as error:
            self._context.fail(f"write-ups: {first_fault(error)}")
            return Entities({}, complete=False)

    def _ask_entities(self) -> Entities:
        archive = self._context.archive
        if self._context.only:
            found: Entities = Entities({}, complete=False)
            for target in self._targets:
                key, title = target.listed.facts.get("id", ""), target.listed.facts.get("title", target.slug)
                found.by_competition.update(
                    search_entities(self._session, key, title, self._context.warn).by_competition
                )
            return found
        known = {w.writeup for folder in archive.folders() for w in archive.writeups(folder) if w.why == ENTITY}
        return fetch_entities(self._session, set() if self._context.refresh else known, self._context.warn)

    def _writeups(self, target: Target, _refresh: bool) -> Finding | None:
        archive, entities = self._context.archive, self._entities
        folder = archive.folder_of(target.slug)
        documents = entities.by_competition.get(target.listed.facts.get("id", ""), [])
        known = archive.writeups(folder)
        told = {w.writeup for w in known if w.why == ENTITY}
        if not documents and not (entities.complete and told):
            return None
        standings = archive.standings(folder)
        found = read_entities(self._session, target.slug, documents, known, standings, self._context.fail)
        read = [writeup for writeup, _ in found]
        keys, ours = {writeup.writeup for writeup in read}, [w for w in known if w.sources == (SOURCE,)]
        gone = told - keys if entities.complete else set()
        gone |= {w.writeup for w in ours if w.kind == "forum" and told_twice(w, read)}
        if gone:
            found += [(w, "") for w in ours if w.writeup not in gone | keys]
        finding = with_writeups(self._finding(target), found)
        return replace(finding, writeups_complete=True) if gone else finding

    def _threads(self, target: Target, refresh: bool) -> Finding | None:
        archive, slug = self._context.archive, target.slug
        folder = archive.folder_of(slug)
        known, standings = archive.topics(folder), archive.standings(folder)
        again = self._refusals.due(slug, [topic.topic for topic in known], self._now)
        forum = fetch_forum(self._session, slug, known, refresh, again)
        asked = dict.fromkeys([] if forum.broken else again, False) | dict.fromkeys(forum.refused, True)
        self._refusals.note(slug, asked, self._now)
        if forum.nameless:
            found = f"{forum.nameless} of {len(forum.threads)} topics"
            self._context.warn(f"{slug}: {found} came without the handles of who wrote in them")
        for broken in forum.broken:
            self._context.fail(f"{slug}/threads: {broken}")
        finding = self._finding(target)
        gone_before = {topic.topic for topic in known if topic.title is None and not topic.messages}
        if forum.threads or any(topic.topic not in gone_before for topic in forum.gone):
            finding = self._with_forum(finding, target, forum, archive.writeups(folder))
        competition = archive.competition(folder)
        settled = (
            competition is not None
            and not (forum.broken or self._refusals.wait(slug))
            and (competition.settled == self._as_of or not stays_settled(target.listed, competition, self._now))
            and all(self._journal.done(f"{slug}/{aspect}") for aspect in ("facts", "boards"))
            and is_settled(target.listed, competition, standings, forum.newest, self._now)
        )
        if settled:
            finding = replace(finding, facts={"settled": self._as_of})
        return finding if settled or finding.topics is not None else None

    def _with_forum(self, finding: Finding, target: Target, forum: Forum, known: tuple[WriteUp, ...]) -> Finding:
        archive = self._context.archive
        standings = archive.standings(archive.folder_of(target.slug))
        told = []
        for thread in forum.threads:
            writeup = topic_writeup(thread.topic, thread.opening, target.listed.deadline, standings)
            if writeup and not told_twice(writeup, known):
                told.append((writeup, thread.opening))
        gone = {topic.topic for topic in forum.gone}
        ours = [w for w in known if w.sources == (SOURCE,)]
        withdrawn = [w for w in ours if w.kind == "forum" and w.url.rsplit("/", 1)[-1] in gone]
        if withdrawn and forum.complete:
            new = {writeup.writeup for writeup, _ in told}
            told += [(w, "") for w in ours if w not in withdrawn and w.writeup not in new]
        kept = forum.kept if forum.complete else []
        topics = (*kept, *(thread.topic for thread in forum.threads), *forum.gone)
        texts = {sha: text for thread in forum.threads for sha, text in thread.texts.items()}
        finding = replace(finding, topics=topics, topics_complete=forum.complete, texts=texts)
        complete = bool(withdrawn) and forum.complete
        return replace(with_writeups(finding, told), writeups_complete=complete) if told or complete else finding

    def _people(self, slugs: list[str]) -> Iterator[Finding]:
        """Profiles, as findings that speak of no competition."""
        archive, refresh, whole = self._context.archive, self._context.refresh, self._whole
        try:
            handles = listed_handles(archive, [archive.folder_of(slug) for slug in slugs])
            for people in fetch_people(self._session, handles, archive.people(), self._as_of, refresh, whole):
                yield Finding(SOURCE, "", SOURCE, self._as_of, people=people)
        except (FailedError, ArchiveError, ValueError) as error:
            self._context.fail(f"people: {first_fault(error)}")


def _apart(one: str, other: str) -> timedelta:
    return abs(since(one, other))
