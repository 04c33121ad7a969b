"""What each unit of a run asks, and what it makes of the answers and of what the archive knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from archive.authority import KAGGLE
from archive.faults import first_fault
from archive.findings import Finding
from archive.records import Standing, WriteUp
from archive.store import Archive, ArchiveError
from harvesters.base import Context
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.errors import FailedError, IncompleteError, MissingError, RefusedError
from harvesters.kaggle.fetch.boards import Download, fetch_boards
from harvesters.kaggle.fetch.facts import ASKED_AGAIN, PARTS, fetch_facts
from harvesters.kaggle.fetch.people import fetch_people, listed_handles
from harvesters.kaggle.fetch.threads import Forum, fetch_forum
from harvesters.kaggle.fetch.writeups import (
    Entities,
    fetch_entities,
    fetch_hackathon,
    read_entities,
    search_entities,
    with_writeups,
)
from harvesters.kaggle.journal import Journal
from harvesters.kaggle.parse.writeups import ENTITY, told_twice, topic_writeup
from harvesters.kaggle.plan import Target, is_settled, needs_pages, stays_settled
from harvesters.kaggle.refusals import Refusals

MEMBERS = "members"
"""What the download of a board alone holds, where it is refused or cannot be had now."""


@dataclass(frozen=True)
class Units:
    """The units of one run: each fetches one aspect of a competition, or nothing where nothing is new.

    With `refresh` a unit takes nothing in the archive for granted. Raises what `harvesters.kaggle.errors` names,
    ArchiveError for a corrupt file, and ValueError for a malformed answer.
    """

    context: Context
    session: Session
    journal: Journal
    refusals: Refusals
    now: str
    """By the platform's clock: what has ended is judged by it."""
    as_of: str
    """Date of the run's facts."""
    targets: Sequence[Target]
    """The competitions of this run."""
    whole: bool
    """Whether they are all there are."""

    @property
    def _archive(self) -> Archive:
        return self.context.archive

    def _finding(self, target: Target) -> Finding:
        return Finding(KAGGLE, target.slug, KAGGLE, self.as_of)

    def facts(self, target: Target, refresh: bool) -> Finding:
        """What its entry and its pages say."""
        again = self.refusals.due(target.slug, ASKED_AGAIN, self.now)
        parts = PARTS if needs_pages(target, refresh, self.now) else again
        facts, refused = fetch_facts(self.session, target, parts, self.context.warn)
        asked = {part: part in refused for part in ASKED_AGAIN if part in parts}
        self.refusals.note(target.slug, asked, self.now)
        return replace(self._finding(target), facts=facts)

    def boards(self, target: Target, refresh: bool) -> Finding | None:
        """Both boards, or the entries of a hackathon."""
        archive = self._archive
        known = archive.standings(archive.folder_of(target.slug))
        due = bool(self.refusals.due(target.slug, [MEMBERS], self.now))
        try:
            boards = fetch_boards(self.session, target, known, self.now, refresh, self.context.warn, members=due)
        except (MissingError, RefusedError, IncompleteError):
            if known or not (hackathon := self._hackathon(target)):
                raise
            return hackathon
        if boards.download is Download.LATER:
            self.refusals.postpone(target.slug, MEMBERS, self.now)
        elif boards.download is not None:
            self.refusals.note(target.slug, {MEMBERS: boards.download is Download.REFUSED}, self.now)
        if boards.standings is None:
            return None
        if boards.standings:
            return replace(self._finding(target), standings=boards.standings)
        return self._hackathon(target)

    def _hackathon(self, target: Target) -> Finding | None:
        """Entries of an ended competition that has no board; None where it has none either."""
        if not target.listed.ended(self.now):
            return None
        entries, all_read = fetch_hackathon(self.session, target.slug)
        if not all_read:
            self.context.fail(f"{target.slug}/boards: the list of entries breaks off after {len(entries)}: run again")
        facts = {"format": "hackathon", "has_leaderboard": False}
        return with_writeups(replace(self._finding(target), facts=facts), entries) if entries else None

    def writeups(self, target: Target, _refresh: bool) -> Finding | None:
        """Its write-ups among those of all competitions."""
        archive, entities = self._archive, self._entities
        folder = archive.folder_of(target.slug)
        documents = entities.by_competition.get(target.listed.facts.get("id", ""), [])
        known = archive.writeups(folder)
        told = {w.writeup for w in known if w.why == ENTITY}
        if not documents and not (entities.complete and told):
            return None
        standings = archive.standings(folder)
        found = read_entities(self.session, target.slug, documents, known, standings, self.context.fail)
        read = [writeup for writeup, _ in found]
        keys, ours = {writeup.writeup for writeup in read}, [w for w in known if w.sources == (KAGGLE,)]
        gone = told - keys if entities.complete else set()
        gone |= {w.writeup for w in ours if w.kind == "forum" and told_twice(w, read)}
        if gone:
            found += [(w, "") for w in ours if w.writeup not in gone | keys]
        finding = with_writeups(self._finding(target), found)
        return replace(finding, writeups_complete=True) if gone else finding

    @cached_property
    def _entities(self) -> Entities:
        """Write-ups of all competitions, asked for when first needed.

        They are hundreds of requests, and a first run may have no more: boards of the newest come first.
        """
        try:
            return self._ask_entities()
        except (FailedError, ArchiveError, ValueError) as error:
            self.context.fail(f"write-ups: {first_fault(error)}")
            return Entities({}, complete=False)

    def _ask_entities(self) -> Entities:
        if self.context.only:
            found: Entities = Entities({}, complete=False)
            for target in self.targets:
                key, title = target.listed.facts.get("id", ""), target.listed.facts.get("title", target.slug)
                found.by_competition.update(search_entities(self.session, key, title, self.context.warn).by_competition)
            return found
        known = set() if self.context.refresh else self._known_entities()
        return fetch_entities(self.session, known, self.context.warn)

    def _known_entities(self) -> set[str]:
        """Write-ups of the archive that were found so; those of a file that cannot be read are found again."""
        known = set()
        for folder in self._archive.folders():
            try:
                known |= {writeup.writeup for writeup in self._archive.writeups(folder) if writeup.why == ENTITY}
            except ArchiveError as error:
                self.context.fail(str(error))
        return known

    def threads(self, target: Target, refresh: bool) -> Finding | None:
        """Its forum, with the solutions told there; and that it is settled, where nothing is left to come."""
        archive, slug = self._archive, target.slug
        folder = archive.folder_of(slug)
        known, standings = archive.topics(folder), archive.standings(folder)
        again = self.refusals.due(slug, [topic.topic for topic in known], self.now)
        forum = fetch_forum(self.session, slug, known, refresh, again)
        asked = dict.fromkeys([] if forum.broken else again, False) | dict.fromkeys(forum.refused, True)
        self.refusals.note(slug, asked, self.now)
        if forum.nameless:
            found = f"{forum.nameless} of {len(forum.threads)} topics"
            self.context.warn(f"{slug}: {found} came without the handles of who wrote in them")
        for broken in forum.broken:
            self.context.fail(f"{slug}/threads: {broken}")
        finding = self._finding(target)
        gone_before = {topic.topic for topic in known if topic.title is None and not topic.messages}
        if forum.threads or any(topic.topic not in gone_before for topic in forum.gone):
            finding = _with_forum(finding, target, forum, archive.writeups(folder), standings)
        if self._settles(target, forum, standings):
            return replace(finding, facts={"settled": self.as_of})
        return finding if finding.topics is not None else None

    def _settles(self, target: Target, forum: Forum, standings: Sequence[Standing]) -> bool:
        slug, competition = target.slug, self._archive.competition(self._archive.folder_of(target.slug))
        return (
            competition is not None
            and not (forum.broken or self.refusals.wait(slug))
            and (competition.settled == self.as_of or not stays_settled(target.listed, competition, self.now))
            and all(self.journal.done(f"{slug}/{aspect}") for aspect in ("facts", "boards"))
            and is_settled(target.listed, competition, standings, forum.newest, self.now)
        )

    def people(self) -> Iterator[Finding]:
        """Profiles, as findings that speak of no competition."""
        archive, refresh, whole = self._archive, self.context.refresh, self.whole
        try:
            folders = [archive.folder_of(target.slug) for target in self.targets]
            handles = listed_handles(archive, folders, self.context.fail)
            for people in fetch_people(self.session, handles, archive.people(), self.as_of, refresh, whole):
                yield Finding(KAGGLE, "", KAGGLE, self.as_of, people=people)
        except (FailedError, ArchiveError, ValueError) as error:
            self.context.fail(f"people: {first_fault(error)}")


def _with_forum(
    finding: Finding, target: Target, forum: Forum, known: Sequence[WriteUp], standings: Sequence[Standing]
) -> Finding:
    """The same with the forum and its solutions: all of ours where one was withdrawn, so that a merge takes it out."""
    told = [
        (writeup, thread.opening)
        for thread in forum.threads
        if (writeup := topic_writeup(thread.topic, thread.opening, target.listed.deadline, standings))
        and not told_twice(writeup, known)
    ]
    gone = {topic.topic for topic in forum.gone}
    ours = [w for w in known if w.sources == (KAGGLE,)]
    withdrawn = [w for w in ours if w.kind == "forum" and w.url.rsplit("/", 1)[-1] in gone]
    complete = bool(withdrawn) and forum.complete
    if complete:
        new = {writeup.writeup for writeup, _ in told}
        told += [(w, "") for w in ours if w not in withdrawn and w.writeup not in new]
    kept = forum.kept if forum.complete else []
    topics = (*kept, *(thread.topic for thread in forum.threads), *forum.gone)
    texts = {sha: text for thread in forum.threads for sha, text in thread.texts.items()}
    finding = replace(finding, topics=topics, topics_complete=forum.complete, texts=texts)
    return replace(with_writeups(finding, told), writeups_complete=complete) if told or complete else finding
