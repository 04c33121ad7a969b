"""Runs harvesters: each finding is merged and written at once, so that a run that is killed has lost nothing.

One competition's failure is reported and leaves its files as they were. Two harvests at once are refused.
"""

import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from archive.descriptor import describe_first, own_settings, write_descriptor
from archive.faults import first_fault
from archive.files import AT_ONCE, sweep
from archive.findings import Finding
from archive.keys import archive_key
from archive.layout import RUNS
from archive.merge import Report, merge, tables_of
from archive.news import news
from archive.people import Profiles
from archive.records import Change, Person, Run
from archive.redactions import Redactions
from archive.store import ArchiveError, State
from archive.texts import Texts
from archive.vocab import VocabularyError
from harvesters.base import Context, CredentialsError, Harvester, HarvestError, MissingCredentialsError, together
from pipeline.faults import is_interrupt
from pipeline.folder import locked, made_if_missing
from pipeline.pending import PendingNews
from pipeline.redaction.cleared import clear_in_place
from pipeline.redaction.memo import clean_memo
from pipeline.redaction.redact import told_in
from pipeline.redaction.seen import note
from pipeline.redaction.unasked import Unasked


@dataclass
class HarvestResult:
    """What a run did."""

    source: str
    """Name of the harvester."""
    competitions: int = 0
    """Competitions that it spoke of."""
    changed: list[str] = field(default_factory=list)
    """Files whose bytes changed, as paths below the archive."""
    changes: list[Change] = field(default_factory=list)
    """News."""
    disagreements: list[str] = field(default_factory=list)
    """Fields on which sources differ."""
    warnings: list[str] = field(default_factory=list)
    """Oddities."""
    failures: list[str] = field(default_factory=list)
    """What failed; the rest was done."""
    counts: dict[str, int] = field(default_factory=dict)
    """Records by kind."""

    @property
    def has_news(self) -> bool:
        """Whether it changed anything, or failed to."""
        return bool(self.changed or self.failures)


def harvest(harvester: Harvester, context: Context) -> HarvestResult:
    """Harvest one source into the archive.

    A source that breaks off is a failure of the run; what was merged before it stays and is reported. Raises
    CredentialsError, where some were refused after all that ends a run, and HarvestError where another harvest holds
    the archive.
    """
    settings = own_settings(context.archive.root)
    if context.dry_run:
        return _dry(harvester, context)
    with made_if_missing(context.archive.root), locked(context.archive.root):
        unread: list[str] = []
        if missing := clear_in_place(context.archive, context.cache, unread):
            context.warn(f"redactions.csv lacked {missing} rows that were applied here before: they were put back")
        context.failures += unread
        with _redactions(context) as redactions:
            sweep(context.archive.root)
            context.redactions = redactions
            texts = Texts(context.archive.root, context.cache, settings.text_policy)
            writer = _Writer(harvester.source.name, context, redactions, texts)
            with closing(writer.pending):
                fault = _take_all(harvester, context, writer)
                result = writer.finish(harvester, ended=fault is None)
        date = context.started[:10]
        with told_in(result.failures):
            result.changed += writer.unasked.redact(context.archive, context.cache, date, result.warnings.append)
        settings = own_settings(context.archive.root)
        if write_descriptor(
            context.archive.root, settings.told_by(harvester.source) if result.competitions else settings
        ):
            result.changed.append("datapackage.json")
        if not unread:
            note(context.archive, context.cache)
    if isinstance(fault, CredentialsError):
        raise fault
    return result


def _take_all(harvester: Harvester, context: Context, writer: "_Writer") -> Exception | None:
    """The fault that ended the source early, which is a failure of the run; None where it came to its end.

    A fault that nobody foresaw is one as well, so that what was merged before it is told and what waits for the end of
    a run is done. Raises MissingCredentialsError: nobody was asked, so there is nothing to end.
    """
    try:
        for given in harvester.harvest(context):
            writer.take(together(given))
    except MissingCredentialsError:
        raise
    except (HarvestError, ArchiveError, VocabularyError, OSError) as error:
        context.fail(str(error))
        return error
    except Exception as error:
        if is_interrupt(error):
            raise
        context.fail(_unforeseen(error))
        return error
    return None


def _unforeseen(error: Exception) -> str:
    """Kind and place of a fault that no message was made for, and what to do.

    Not its own words: they may quote what somebody wrote, and failures are kept in the archive.
    """
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} ({Path(place.filename).name}, line {place.lineno})"
    return f"{what}: nothing more is asked; run the same command again, and report it if it comes again"


def _redactions(context: Context) -> AbstractContextManager[Redactions]:
    return clean_memo(context.cache, context.archive.redactions(), context.archive.withheld())


def _dry(harvester: Harvester, context: Context) -> HarvestResult:
    slugs = {finding.slug for given in harvester.harvest(context) for finding in together(given)}
    return HarvestResult(harvester.source.name, len(slugs), warnings=context.warnings, failures=context.failures)


@dataclass
class _Writer:
    """Merges findings into the archive, one competition at a time."""

    source: str
    context: Context
    redactions: Redactions
    texts: Texts
    result: HarvestResult = field(init=False)
    report: Report = field(default_factory=Report)
    slugs: set[str] = field(default_factory=set)
    folders: dict[str, str] = field(init=False)
    pending: PendingNews = field(init=False)
    unasked: Unasked = field(init=False)
    saving: dict[str, Future[list[Path]]] = field(default_factory=dict)
    """Competitions that are being written, by folder."""

    def __post_init__(self) -> None:
        self.result = HarvestResult(self.source)
        cache, archive = self.context.cache, archive_key(self.context.archive.root)
        self.pending = PendingNews.of(self.context.archive, cache)
        self.unasked = Unasked(cache / f"pending-deleted-{archive}.jsonl")
        self.folders = {name.casefold(): name for name in self.context.archive.folders()}

    def take(self, findings: Sequence[Finding]) -> None:
        """Merge findings one by one and write them side by side; all are on disk when this returns.

        What cannot be stored is a failure of its competition alone. Raises HarvestError where the disk is full or
        refuses: whatever is asked for next would be lost as well.
        """
        self.saving = {}
        merged = []
        describe_first(self.context.archive.root)
        with ThreadPoolExecutor(AT_ONCE) as disk:
            for finding in findings:
                with self._failing(finding):
                    merged.append((finding, self._store(finding, disk, at_once=1 if len(findings) > 1 else AT_ONCE)))
        for finding, saved in merged:
            with self._failing(finding):
                self._changed(saved.result() if saved else [])
                self._count(finding)

    @contextmanager
    def _failing(self, finding: Finding) -> Iterator[None]:
        shown = repr(finding.slug[:80]) if finding.slug else "profiles"
        try:
            yield
        except OSError as error:
            what_next = "nothing more is asked; mend that, and run the same command again"
            raise HarvestError(f"{shown}: {error.strerror or error}: {what_next}") from error
        except (ArchiveError, ValueError) as error:
            self.context.fail(f"{shown}: {first_fault(error)}")
            self.context.unstored.add(finding.slug)

    def _count(self, finding: Finding) -> None:
        if finding.slug:
            self.slugs.add(finding.slug)
            for kind, number in finding.counts().items():
                self.context.count(kind, number)

    def _store(self, finding: Finding, disk: Executor, at_once: int) -> Future[list[Path]] | None:
        """Merge one finding and begin to save it."""
        if finding.people:
            self._store_people(finding.people)
        if not finding.slug or finding.is_silent:
            return None
        archive = self.context.archive
        folder = archive.folder_of(finding.slug, self.folders)
        if folder in self.saving:
            wait([self.saving[folder]])
        old = archive.state(folder, tables_of(finding))
        corrections, keep_texts = archive.corrections(folder), self.texts.policy == "full"
        new = merge(old, finding, self.report, self.redactions, corrections, keep_texts)
        self.unasked.note_boards(old, new, self.redactions, finding.as_of)
        self.pending.note(news(old, new, self.context.started, corrections))
        self.folders[folder.casefold()] = folder
        self.saving[folder] = disk.submit(self._save, folder, finding, new, old, at_once)
        return self.saving[folder]

    def _save(self, folder: str, finding: Finding, new: State, old: State | None, at_once: int) -> list[Path]:
        """Write texts and tables.

        Texts of redacted people and of deleted messages have lost their hash in the merge and are not kept. Neither are
        those of others that name a redacted person.
        """
        wanted = new.text_hashes() - self.redactions.withheld_texts
        kept = {sha: text for sha, text in finding.texts.items() if sha in wanted and not self.redactions.in_text(text)}
        self.texts.keep(folder, kept)
        return self.context.archive.save(folder, new, old, at_once)

    def _store_people(self, people: tuple[Person, ...]) -> None:
        known = [old for person in people if (old := self.profiles.get(person.person))]
        self.unasked.note_people(people, known, self.redactions)
        self._changed(self.context.archive.save_shards(self.profiles.take(people)))

    @cached_property
    def profiles(self) -> Profiles:
        """All profiles, read when the first new one arrives."""
        return Profiles(self.context.archive.people(), self.redactions)

    def _changed(self, paths: list[Path]) -> None:
        self.result.changed += [path.as_posix() for path in paths]

    def finish(self, harvester: Harvester, ended: bool) -> HarvestResult:
        """Write news and the run's counts; check what a healthy run gives if this one came to its end."""
        result, context = self.result, self.context
        result.counts = {"competitions": len(self.slugs), **dict(sorted(context.counts.items()))}
        result.competitions = result.counts["competitions"]
        result.warnings += [*context.warnings, *self.report.warnings]
        result.disagreements = self.report.disagreements
        result.failures += [*context.failures, *self.report.failures]
        part = context.only or context.category or context.since or context.max_requests or context.probe
        whole = ended and not part
        if whole and result.competitions < harvester.minimum:
            result.failures.append(
                f"{harvester.source.name} gave {result.competitions} competitions, a healthy run gives at least "
                f"{harvester.minimum}: the upstream may have changed its form"
            )
        if ended and not result.failures:
            unknown = sorted(slug for slug in context.only - self.slugs if slug.casefold() not in self.folders)
            result.warnings += [
                f"{slug}: {harvester.source.name} has no such competition, nor has the archive; --only takes the last "
                "part of a competition's address"
                for slug in unknown
            ]
        if result.competitions > harvester.maximum:
            result.warnings.append(f"{result.competitions} competitions are more than the {harvester.maximum} expected")
        result.changes, path = self.pending.publish(context.archive)
        self._changed([path] if path else [])
        result.changed += _write_run(context, result, harvester.whole)
        return result


def _write_run(context: Context, result: HarvestResult, whole: bool) -> list[str]:
    """The run is written only with facts, and where counts or failures differ from those of the last one written."""
    if not result.changed:
        return []
    counts = result.counts if whole else {"competitions": result.competitions}
    run = Run(source=result.source, started=context.started, counts=counts, failures=tuple(result.failures))
    last = next((known for known in context.archive.runs() if known.source == result.source), None)
    if last is not None and (last.counts, last.failures) == (run.counts, run.failures):
        return []
    path = context.archive.save_table(RUNS, [run], shard=result.source)
    return [str(path)] if path else []
