"""Brings an older archive up to the present schema, one version at a time, and every file to its canonical form.

A step is a function of the archive's folder; it rewrites what its version named or meant otherwise. Steps must be
repeatable: a run that was killed starts again at the version that the descriptor still names.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from archive.descriptor import FILE, SettingsError, files, list_digest, own_settings, write_descriptor
from archive.faults import fault_in
from archive.files import sweep, write_changed
from archive.layout import SCHEMA_VERSION, TABLES, Table
from archive.store import decode, encode

Step = Callable[[Path], None]

STEPS: dict[int, Step] = {}
"""From each older version to the next; version 1 is the first, so there is none yet."""


@dataclass
class Migration:
    """What was done."""

    steps: list[int] = field(default_factory=list)
    """Versions that were reached."""
    changed: list[str] = field(default_factory=list)
    """Files whose bytes changed for their canonical form, as paths below the archive."""
    unreadable: list[str] = field(default_factory=list)
    """Files that were left as they are, each with its first fault."""


def migrate(root: Path, steps: Mapping[int, Step] = STEPS, version: int = SCHEMA_VERSION) -> Migration:
    """Bring the archive to `version`. Each file is replaced atomically.

    Raises SettingsError for a broken descriptor, a newer schema, and an older one that no step leads from.
    """
    done, settings = Migration(), own_settings(root)
    missing = [old for old in range(settings.schema_version, version) if old not in steps]
    if missing:
        raise SettingsError(
            f"{root / FILE} has schema {missing[0]}, and nothing leads on from it: use an older release"
        )
    sweep(root)
    for old in range(settings.schema_version, version):
        steps[old](root)
        settings = replace(settings, schema_version=old + 1)
        write_descriptor(root, settings)
        done.steps.append(old + 1)
    applied = settings.redactions_applied == list_digest(root)
    _rewrite(root, done)
    if applied:
        settings = replace(settings, redactions_applied=list_digest(root))
    if root.is_dir() and write_descriptor(root, settings):
        done.changed.append(FILE)
    return done


def _rewrite(root: Path, done: Migration) -> None:
    for table in TABLES:
        for file in files(root, table):
            path = root / file
            data = path.read_bytes()
            try:
                rows = decode(table, data.decode("utf-8-sig").replace("\r\n", "\n"))
            except (ValueError, csv.Error) as error:
                done.unreadable.append(f"{file}: {fault_in(data, error)}")
                continue
            if write_changed({path: encode(table, _distinct(table, rows)) if rows else None}):
                done.changed.append(file)


def _distinct(table: Table, rows: Sequence[Any]) -> list[Any]:
    """The rows, each once: after a merge of two branches one may stand there twice, word for word."""
    first: dict[tuple[Any, ...], Any] = {}
    kept = []
    for row in rows:
        known = first.setdefault(tuple(getattr(row, name) for name in table.key), row)
        if known is row or known != row:
            kept.append(row)
    return kept
