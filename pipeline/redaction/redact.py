"""Takes a person out of every file: the list first, so that nothing brings them back, then data, texts, cache and site.

Raw answers that name the person are deleted; a harvest asks for them again, and the list is applied before they are
written. Files of a built site that name them are deleted too; a build makes them again. What leads to other places goes
after those: a text after the note that it is withheld, records after the texts that they name, and last the profile,
which alone knows all names. So a run that is killed is finished by the same command.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.by_others import leave_out, withheld_texts, withhold
from archive.descriptor import list_digest, own_settings, write_descriptor
from archive.layout import CHANGES, REDACTIONS, RUNS, WITHHELD
from archive.people import is_hidden
from archive.records import Claim, Withheld
from archive.redact import REPLACEMENT, Mention, Target, mentions, ordinary_words, rows_withheld
from archive.store import Archive, ArchiveError, State
from pipeline.redaction.kept_list import FOLDER as LISTS
from pipeline.redaction.kept_list import put_back
from pipeline.redaction.memo import FILE as MEMO
from pipeline.redaction.memo import clean_memo
from pipeline.redaction.traces import clear_site, find_traces, lines_with, readable

KEPT = frozenset({MEMO, LISTS, "theme"})
"""In the cache: slow hashes, and the site's look. Neither names anybody."""


@dataclass
class RedactReport:
    """What was done. It names nobody: it may be kept."""

    listed: int = 0
    """Rows added to the list."""
    changed: list[str] = field(default_factory=list)
    """Files of the archive that changed, as paths below it."""
    deleted: int = 0
    """Files deleted from the cache, and texts."""
    site: int = 0
    """Files deleted from the built site."""
    withheld: int = 0
    """Names, titles and texts by others that named the person."""
    ordinary: int = 0
    """Names of the person that are ordinary words and were left where others use them."""
    left: list[str] = field(default_factory=list)
    """Places that still hold a name, as `file:line`: to be mended by hand."""


def redact(
    archive: Archive, cache: Path, target: Target, date: str, reason: str, site: Path | None = None
) -> RedactReport:
    """List a person and take them out of archive, cache and site. The caller holds the archive's lock."""
    report = RedactReport()
    settings = own_settings(archive.root)
    all_applied = settings.redactions_applied == list_digest(archive.root)
    found, texts, quoting = _found(archive, target)
    ordinary = ordinary_words(found)
    report.ordinary = len(ordinary)
    with clean_memo(cache, archive.redactions()) as known:
        rows = target.rows(known, date, reason, ordinary)
    report.listed = len(rows)
    _save(archive.save_table(REDACTIONS, [*archive.redactions(), *rows]), report)
    put_back(archive, cache)
    rows_of_others = rows_withheld((mention for mention in found if mention.word not in ordinary), date)
    report.withheld = len(rows_of_others)
    searched = replace_words(target, ordinary)
    quoted = {claim.text_sha256 for claim in quoting if searched.mentions(claim.quote)}
    traces = find_traces([archive.root / "texts", cache], searched, texts | quoted, keep=KEPT)
    rows_of_others += [
        Withheld(slug="*", record=f"texts/{sha}", field="*", date=date)
        for sha in sorted((traces.texts | quoted) - texts)
    ]
    _withhold(archive, rows_of_others, report)
    report.deleted = traces.delete()
    _clear_records(archive, target, searched, report)
    _save_notes(archive, searched, report)
    if site:
        report.site = clear_site(site, None if ordinary else target)
    people = [person for person in archive.people() if not target.person(person)]
    report.changed += map(str, archive.save_people(people))
    with clean_memo(cache, archive.redactions()):
        pass  # forgets whoever is on the list now
    if all_applied:
        settings = replace(settings, redactions_applied=list_digest(archive.root))
    if write_descriptor(archive.root, settings):
        report.changed.append("datapackage.json")
    report.left = list(lines_with(archive.root, searched))
    return report


def apply_list(
    archive: Archive, cache: Path, site: Path | None = None, unread: list[str] | None = None
) -> RedactReport:
    """Take everybody on the list out of the archive again: after a merge, or a row added by hand.

    Only identities are known, so each handle of the archive costs one slow hash, the first time, and a site goes whole
    where the archive held somebody. Files that cannot be read are told in `unread` and left, and the list does not
    count as applied; raises ArchiveError where nobody wants to know of them.
    """
    report = RedactReport(listed=put_back(archive, cache))
    with clean_memo(cache, archive.redactions(), archive.withheld()) as redactions:
        for folder in archive.folders():
            with told_in(unread):
                if state := archive.state(folder):
                    report.changed += map(str, archive.save(folder, _with_own_claims(redactions.state(state))))
        with told_in(unread):
            people = [person for person in archive.people() if not is_hidden(person, redactions)]
            report.changed += map(str, archive.save_people(people))
    if site and report.changed:
        report.site = clear_site(site, None)
    settings = own_settings(archive.root)
    if not unread:
        settings = replace(settings, redactions_applied=list_digest(archive.root))
    if write_descriptor(archive.root, settings):
        report.changed.append("datapackage.json")
    return report


@contextmanager
def told_in(unread: list[str] | None) -> Iterator[None]:
    """Add the fault of a file that cannot be read to the list, and go on; without a list it is raised."""
    try:
        yield
    except ArchiveError as error:
        if unread is None:
            raise
        unread.append(str(error))


def replace_words(target: Target, ordinary: set[str]) -> Target:
    """The target by what can be searched for: without handles that are ordinary words."""
    return Target(target.ids, target.handles - ordinary, target.names - ordinary)


def _found(archive: Archive, target: Target) -> tuple[list[Mention], set[str], list[Claim]]:
    """Where others name the person, the hashes of the person's own texts, and claims whose quotes name them."""
    found, texts, quoting = list[Mention](), set[str](), list[Claim]()
    for _, state in _states(archive, target):
        left = target.state(state)
        found += mentions(left, target)
        texts |= state.text_hashes() - left.text_hashes()
        quoting += (claim for claim in left.claims if target.mentions(claim.quote))
    return found, texts, quoting


def _clear_records(archive: Archive, target: Target, searched: Target, report: RedactReport) -> None:
    """Clear the person's own records of competitions, by which a killed run would find their texts again, and links
    and notebooks by others that name them."""
    for folder, state in _states(archive, target):
        left = _with_own_claims(leave_out(target.state(state), searched))
        report.changed += map(str, archive.save(folder, left))


def _with_own_claims(state: State) -> State:
    """The state without claims of texts that went from it, which nobody but `derive` would take out."""
    texts = {writeup.writeup: writeup.text_sha256 for writeup in state.writeups}
    texts |= {message.message: message.text_sha256 for topic in state.topics for message in topic.messages}
    return replace(state, claims=tuple(row for row in state.claims if texts.get(row.subject) == row.text_sha256))


def _states(archive: Archive, target: Target) -> Iterator[tuple[str, State]]:
    """Competitions whose files name the person: most do not, and need not be read as records."""
    for folder in archive.folders():
        files = (archive.root / "competitions" / folder).iterdir()
        if any(path.is_file() and target.mentions(readable(path)) for path in files) and (
            state := archive.state(folder)
        ):
            yield folder, state


def _withhold(archive: Archive, rows: list[Withheld], report: RedactReport) -> None:
    """Leave out what others wrote, now and in later harvests."""
    known = archive.withheld()
    listed = {(row.slug, row.record, row.field) for row in known}
    fresh = [row for row in rows if (row.slug, row.record, row.field) not in listed]
    _save(archive.save_table(WITHHELD, [*known, *fresh]), report)
    texts = withheld_texts(rows)
    folders = {archive.folder_of(row.slug) for row in rows if row.slug != "*"}
    folders |= {
        folder
        for folder in archive.folders()
        if texts and any(claim.quote and claim.text_sha256 in texts for claim in archive.claims(folder))
    }
    for folder in sorted(folders):
        if state := archive.state(folder):
            report.changed += map(str, archive.save(folder, withhold(state, rows)))


def _save_notes(archive: Archive, target: Target, report: RedactReport) -> None:
    """News and failures of runs that name the person lose their words."""
    changes = [
        change.model_copy(update={"detail": None}) if target.mentions(change.detail) else change
        for change in archive.changes()
    ]
    _save(archive.save_table(CHANGES, list(dict.fromkeys(changes))), report)
    for run in archive.runs():
        failures = tuple(REPLACEMENT if target.mentions(line) else line for line in run.failures)
        _save(archive.save_table(RUNS, [run.model_copy(update={"failures": failures})], shard=run.source), report)


def _save(path: Path | None, report: RedactReport) -> None:
    if path:
        report.changed.append(str(path))
