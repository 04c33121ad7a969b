"""`leaderlore check`: the contract of `data/`, checked. Every problem names file, line, field and what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from archive import layout
from archive.check.files import check_file
from archive.check.people import check_people, check_redacted
from archive.check.problem import Problem
from archive.check.quality import check_quality
from archive.check.references import check_references
from archive.check.tree import check_tree
from archive.descriptor import Settings, SettingsError, files, read_settings
from archive.records import Correction, Person
from archive.redactions import Redactions
from archive.store import State

__all__ = ["Problem", "check"]

_PARTS = ("standings", "scores", "topics", "writeups", "claims")


def check(
    root: Path, redactions: Redactions | None = None, progress: Callable[[str], None] = lambda _: None
) -> list[Problem]:
    """All problems of an archive; an archive that does not exist is empty and has none.

    `redactions` may bring answers remembered from earlier runs; its rows are those of the archive.
    """
    if not root.is_dir():
        return []
    problems = list(check_tree(root))
    whole = {table.name: _read(root, table, problems) for table in (*layout.WHOLE, layout.RUNS, layout.PEOPLE)}
    if redactions is None:
        redactions = Redactions(tuple(row for rows in whole["redactions"].values() for row in rows))
    people: dict[str, tuple[Person, ...]] = {Path(file).stem: rows for file, rows in whole["people"].items()}
    problems += check_people(root, people, redactions)
    policy = _settings(root).text_policy
    slugs = {}
    base = root / "competitions"
    for folder in sorted(path.name for path in base.iterdir() if path.is_dir()) if base.is_dir() else ():
        progress(folder)
        state = _state(root, folder, problems)
        if state is None:
            continue
        slugs[folder] = state.competition.slug
        problems += check_references(folder, state, policy)
        problems += check_redacted(folder, state, redactions)
        problems += check_quality(folder, state)
    problems += _corrections(root, set(slugs))
    known = set(slugs.values())
    problems += [
        Problem("changes.csv", f"news of {change.slug!r}, which is not in the archive", "delete the line", field="slug")
        for rows in whole["changes"].values()
        for change in rows
        if change.slug not in known and change.what != "competition-removed"
    ]
    return problems


def _settings(root: Path) -> Settings:
    try:
        return read_settings(root)
    except SettingsError:  # reported by check_tree
        return Settings()


def _read(root: Path, table: layout.Table, problems: list[Problem]) -> dict[str, tuple]:  # type: ignore[type-arg]
    """Records of a table by file; problems of the files are added."""
    found = {}
    for file in files(root, table):
        faults, records = check_file(table, file, (root / file).read_bytes())
        problems += faults
        found[file] = records
    return found


def _state(root: Path, folder: str, problems: list[Problem]) -> State | None:
    """What can be read of one competition; None where its facts cannot."""
    rows = {}
    for table in layout.PER_COMPETITION:
        file = table.path.format(folder=folder)
        path = root / file
        if path.is_file():
            faults, rows[table.name] = check_file(table, file, path.read_bytes())
            problems += faults
    if not rows.get("competitions"):
        return None
    tables = (table.name for table in layout.PER_COMPETITION[1:])
    return State(
        rows["competitions"][0], **{part: rows.get(name, ()) for part, name in zip(_PARTS, tables, strict=True)}
    )


def _corrections(root: Path, folders: set[str]) -> Iterator[Problem]:
    for path in sorted((root / "corrections").glob("*.yml")):
        file = path.relative_to(root).as_posix()
        if path.stem not in folders:
            yield Problem(file, "corrects a competition that is not in the archive", "delete it, or mend its name")
        try:
            rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            yield Problem(file, f"not YAML: {str(error).splitlines()[0]}", "mend it by hand")
            continue
        for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
            try:
                Correction.model_validate(row)
            except ValidationError as error:
                for fault in error.errors():
                    field = ".".join(str(part) for part in fault["loc"])
                    yield Problem(
                        file,
                        f"correction {number}: {fault['msg']}",
                        "record, field, value, reason, expect",
                        field=field,
                    )
