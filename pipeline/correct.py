"""Applies all corrections to the archive as it is: no source has to speak of a competition again."""

from contextlib import closing
from pathlib import Path

from archive.authority import CORRECTION
from archive.corrected import Corrected, expecting_own_words, left_over, read_news
from archive.corrections import waiting
from archive.descriptor import own_settings, write_descriptor
from archive.faults import first_fault
from archive.files import sweep
from archive.findings import Finding
from archive.merge import Report, merge
from archive.news import news
from archive.redactions import Redactions
from archive.store import Archive, ArchiveError
from pipeline.folder import locked
from pipeline.harvest import HarvestResult
from pipeline.pending import PendingNews
from pipeline.redaction.cleared import clear_in_place
from pipeline.redaction.memo import clean_memo
from pipeline.redaction.seen import note


def correct(archive: Archive, cache: Path, started: str) -> HarvestResult:
    """Bring every competition up to its corrections; one that cannot be read is a failure, and the rest is done.

    Raises HarvestError where another process writes to the archive.
    """
    result = HarvestResult("corrections", failures=_strays(archive))
    own_settings(archive.root)  # a descriptor that is lost or broken stops it before anything is written
    with locked(archive.root):
        unread: list[str] = []
        clear_in_place(archive, cache, unread)
        result.failures += unread
        sweep(archive.root)
        pending, written = PendingNews.of(archive, cache), read_news(archive.changes())
        with clean_memo(cache, archive.redactions(), archive.withheld()) as redactions, closing(pending):
            for folder in archive.folders():
                try:
                    _correct_one(archive, folder, redactions, written, pending, started, result)
                except ArchiveError as error:
                    result.failures.append(str(error))
                except ValueError as error:
                    result.failures.append(f"{folder!r}: {first_fault(error)}")
        result.failures = list(dict.fromkeys(result.failures))  # the same file, met twice
        result.changes, path = pending.publish(archive)
        result.changed += [str(path)] if path else []
        if archive.root.is_dir() and write_descriptor(archive.root, own_settings(archive.root)):
            result.changed.append("datapackage.json")
        if not unread:
            note(archive, cache)
    return result


def _strays(archive: Archive) -> list[str]:
    """Corrections of what is not in the archive, and those that nobody reads."""
    folders = set(archive.folders())
    base = archive.root / "corrections"
    return [
        f"corrections/{path.name}: there is no such competition: mend its name, or harvest the competition first"
        for path in sorted(base.glob("*.yml"))
        if path.stem not in folders
    ] + [f"corrections/{path.name}: is not read: rename it to {path.stem}.yml" for path in sorted(base.glob("*.yaml"))]


def _correct_one(
    archive: Archive, folder: str, redactions: Redactions, written: dict[str, list[Corrected]], pending: PendingNews,
    started: str, result: HarvestResult,
) -> None:  # fmt: skip
    """Join a finding that says nothing to what the archive holds: what a harvest does, without its source."""
    competition, corrections = archive.competition(folder), archive.corrections(folder)
    told = written.get(competition.slug, []) if competition else []
    if competition is None or not (corrections or told or CORRECTION in competition.sources.values()):
        return
    old = archive.state(folder)
    assert old is not None
    own = tuple(expecting_own_words(old, corrections, told))
    report, silence = Report(), Finding(competition.platform, competition.slug, CORRECTION, competition.as_of)
    new = merge(old, silence, report, redactions, own)
    pending.note(news(old, new, started, own))
    result.changed += map(str, archive.save(folder, new, old))
    result.competitions += bool(corrections)
    slug = competition.slug
    result.failures += [*report.failures, *(f"{slug}: {line}" for line in waiting(new, own))]
    result.warnings += [
        f"{slug}: {one}: no correction says so any more. If no source does either, write it once more with value and "
        "expect exchanged, and run `leaderlore correct`"
        for one in left_over(new, own, told)
    ]
