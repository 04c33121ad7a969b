"""Texts to claims: reads every text that can be read, keeps what it says, each claim with its place.

Claims are facts about texts and are stored in `data/`: a clone without any text rebuilds every page. A subject whose
text is not at hand keeps the claims that are stored. What was read is kept in the cache by competition, so that a text
is read again only where it, the reader, or a word of the vocabulary in it changed.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path

from pydantic import ValidationError

from archive.descriptor import own_settings, write_descriptor
from archive.files import sweep, write_if_changed
from archive.layout import CLAIMS, THREADS, WRITEUPS
from archive.records import Claim, Topic, Verdict, WriteUp
from archive.store import Archive, ArchiveError
from archive.text import without_mail
from archive.texts import Texts
from insights.mentions.claims import named_in_title, read_message, read_writeup
from insights.mentions.contexts import read_contexts
from insights.mentions.version import Touched, changed_rows, digests
from insights.mentions.vocabulary import scanner
from insights.modalities import titles
from pages.engine.processes.workers import Run, workers
from pipeline.folder import locked
from pipeline.redaction.quotes import Quotes
from pipeline.tag import tag

QUOTE_LIMIT = 160
"""Longest quote that is kept beside a claim, in characters."""

_TECHNIQUE = ("uses", "rejects", "mentions")
"""Predicates whose value is a technique; of one that the competition's own title names they prove nothing."""

VerdictKey = tuple[str, int, int, str, str]
Read = Callable[[str, str], tuple[Claim, ...]]


@dataclass
class Derived:
    """What a derivation did."""

    read: int = 0
    """Texts that were read."""
    kept: int = 0
    """Texts whose reading was still good."""
    missing: int = 0
    """Subjects whose text is not at hand; their stored claims stay."""
    claims: int = 0
    """Claims in the archive now."""
    changed: list[str] = field(default_factory=list)
    """Files whose bytes changed."""
    failures: list[str] = field(default_factory=list)
    """Competitions that cannot be read; they are left as they are, and the rest was done."""

    def __str__(self) -> str:
        return (
            f"claims: {self.claims}; {self.read} texts read, {self.kept} unchanged, {self.missing} not at hand; "
            f"{len(self.changed)} files changed"
        )


def derive(
    archive: Archive, cache: Path, jobs: int | None = None, progress: Callable[[str, int, int], None] | None = None
) -> Derived:
    """Bring the claims of all competitions up to date, and the tags that rest on them.

    Raises HarvestError where another process writes to the archive, and VocabularyError before any text is read.
    """
    _read_vocabulary()
    # The processes part before the archive is held: a copy of one that was killed would hold it.
    with workers(jobs or os.cpu_count() or 1) as run, locked(archive.root):
        sweep(archive.root)
        return _derive_all(archive, cache, run, progress)


def _read_vocabulary() -> None:
    """Read all lists of words: processes that part from this one have them, and a faulty row is told at once."""
    scanner()
    read_contexts()
    titles()


def _derive_all(archive: Archive, cache: Path, run: Run, progress: Callable[[str, int, int], None] | None) -> Derived:
    folders = [folder for folder in archive.folders() if _may_have_claims(archive, folder)]
    verdicts = _by_claim(archive.verdicts())
    settings = own_settings(archive.root)  # once: the descriptor lists every file
    quotes = Quotes(cache, settings.text_policy, archive.redactions(), archive.withheld())
    work = partial(_derive_or_fail, archive, cache, verdicts, quotes)
    total, answers = Derived(), dict[str, str]()
    for done, (result, new_answers) in enumerate(run(work, [(folder,) for folder in folders]), 1):
        answers |= new_answers
        total = Derived(
            total.read + result.read, total.kept + result.kept, total.missing + result.missing,
            total.claims + result.claims, total.changed + result.changed, total.failures + result.failures,
        )  # fmt: skip
        if progress:
            progress("claims", done, len(folders))
    quotes.remember(answers)
    total.changed += tag(archive, total.failures.append)
    total.failures = list(dict.fromkeys(total.failures))  # the same file, met twice
    if archive.root.is_dir():
        write_descriptor(archive.root, settings)
    return total


def _may_have_claims(archive: Archive, folder: str) -> bool:
    """Whether there are texts to read, or claims of texts that are gone."""
    return any(archive.path(table, folder).is_file() for table in (WRITEUPS, THREADS, CLAIMS))


def _by_claim(verdicts: Iterable[Verdict]) -> dict[VerdictKey, Verdict]:
    """Verdicts by the claim that they judge, and by the corrected claim: a stored one may be corrected already."""
    rows = list(verdicts)
    corrected = {
        _key(row.model_copy(update={"value": row.corrected_value})): row for row in rows if row.corrected_value
    }
    return {**corrected, **{_key(row): row for row in rows}}


def _key(row: Verdict | Claim) -> VerdictKey:
    return row.text_sha256, row.start, row.end, row.predicate, row.value


def _derive_or_fail(
    archive: Archive, cache: Path, verdicts: Mapping[VerdictKey, Verdict], quotes: Quotes, folder: str
) -> tuple[Derived, dict[str, str]]:
    """What was done, and new answers about whom texts name."""
    known = len(quotes.answers())
    try:
        result = derive_one(archive, cache, verdicts, quotes, folder)
    except ArchiveError as error:
        result = Derived(failures=[str(error)])
    return result, dict(islice(quotes.answers().items(), known, None))


def derive_one(
    archive: Archive, cache: Path, verdicts: Mapping[VerdictKey, Verdict], quotes: Quotes, folder: str
) -> Derived:
    """Bring the claims of one competition up to date."""
    stored = archive.claims(folder)
    read_text = Texts(archive.root, cache, quotes.policy).reader(folder)
    memory = _Memory(cache / "claims" / f"{folder}.json")
    result, claims = Derived(), []
    for subject, sha256, read in _subjects(archive.writeups(folder), archive.topics(folder)):
        text = read_text(sha256)
        if text is None:
            result.missing += 1
            claims += [claim for claim in stored if claim.subject == subject and claim.text_sha256 == sha256]
            continue
        known = memory.recall(subject, sha256, text)
        result.kept += known is not None
        result.read += known is None
        found = read(subject, text) if known is None else known
        memory.note(subject, sha256, found)
        quotable = bool(found) and quotes.may_quote(sha256, text)
        claims += [_quoted(claim, quotable) for claim in found]
    memory.save()
    competition = archive.competition(folder)
    given = named_in_title(competition.title) if competition else frozenset()
    claims = [claim for claim in claims if claim.predicate not in _TECHNIQUE or claim.value not in given]
    judged = tuple(_judged(claim, verdicts) for claim in claims)
    result.claims = len(judged)
    if path := archive.save_table(CLAIMS, judged, folder=folder):
        result.changed = [str(path)]
    return result


def _subjects(writeups: tuple[WriteUp, ...], topics: tuple[Topic, ...]) -> Iterator[tuple[str, str, Read]]:
    """Key, text hash and reader of everything that has a text."""
    for writeup in writeups:
        if writeup.text_sha256 and writeup.kind != "list":  # what others say of solutions is nobody's claim
            yield writeup.writeup, writeup.text_sha256, read_writeup
    for message in chain.from_iterable(topic.messages for topic in topics):
        if message.text_sha256:
            yield message.message, message.text_sha256, read_message


def _quoted(claim: Claim, keep: bool) -> Claim:
    quote = without_mail(claim.quote)[:QUOTE_LIMIT] if keep and claim.quote else None
    return claim if quote == claim.quote else claim.model_copy(update={"quote": quote})


def _judged(claim: Claim, verdicts: Mapping[VerdictKey, Verdict]) -> Claim:
    """The claim with what a person said of it."""
    verdict = verdicts.get(_key(claim))
    if verdict is None:
        return claim.model_copy(update={"status": "machine"}) if claim.status != "machine" else claim
    status = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[verdict.verdict]
    value = verdict.corrected_value if verdict.verdict == "correct" else claim.value
    return claim.model_copy(update={"status": status, "value": value or claim.value})


class _Memory:
    """What was read of one competition's texts, and with which vocabulary."""

    def __init__(self, path: Path) -> None:
        self._path, self._now = path, digests()
        self._fresh: dict[str, list[dict[str, object]]] = {}
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
            self._old, rows = dict(known["subjects"]), changed_rows(known["digests"], self._now)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._old, rows = {}, frozenset()
        self._touched = Touched(rows) if rows else None

    def recall(self, subject: str, sha256: str, text: str) -> tuple[Claim, ...] | None:
        """Claims read earlier, if reading again would give the same; none where claims had another form then."""
        stored = self._old.get(f"{subject} {sha256}")
        if stored is None:
            return None
        try:
            claims = tuple(map(Claim.model_validate, stored))
        except ValidationError:
            return None
        return None if self._touched and self._touched(text, claims) else claims

    def note(self, subject: str, sha256: str, claims: tuple[Claim, ...]) -> None:
        """Keep a reading."""
        self._fresh[f"{subject} {sha256}"] = [claim.model_dump() for claim in claims]

    def save(self) -> None:
        """Write what was read of texts that are still there."""
        if self._fresh:
            document = {"digests": self._now, "subjects": self._fresh}
            write_if_changed(self._path, json.dumps(document, ensure_ascii=False, separators=(",", ":")))
