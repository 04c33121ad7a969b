"""`leaderlore check`: the contract of `data/`, checked. Every problem names file, line, field and what to do."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from archive import layout
from archive.by_hand import written_rows
from archive.check.corrections import check_corrections
from archive.check.dates import check_dates, check_profile_dates
from archive.check.files import MERGE, check_file
from archive.check.people import check_people, check_redacted
from archive.check.problem import Problem
from archive.check.quality import check_quality
from archive.check.references import check_references
from archive.check.tree import check_tree
from archive.descriptor import Settings, SettingsError, files, read_settings
from archive.faults import UNMERGED, first_fault, merge_mark
from archive.records import Change, Correction, Person
from archive.redactions import Redactions
from archive.store import FIELD_OF, Archive, State

__all__ = ["Problem", "check"]


def check(
    root: Path,
    redactions: Redactions | None = None,
    progress: Callable[[str], None] = lambda _: None,
    now: str | None = None,
) -> list[Problem]:
    """All problems of an archive; an archive that does not exist is empty and has none.

    `redactions` may bring answers remembered from earlier runs; its rows are those of the archive. `now` is the time
    after which no date may lie; without it none is looked at.
    """
    if not root.is_dir():
        return []
    problems = list(check_tree(root))
    whole = {table.name: _read(root, table, problems) for table in (*layout.WHOLE, layout.RUNS, layout.PEOPLE)}
    if redactions is None:
        listed, withheld = (tuple(chain.from_iterable(whole[name].values())) for name in ("redactions", "withheld"))
        redactions = Redactions(listed, withheld=withheld)
    people: dict[str, tuple[Person, ...]] = {Path(file).stem: rows for file, rows in whole["people"].items()}
    problems += check_people(people, redactions)
    problems += check_profile_dates(people, now) if now else ()
    policy = _settings(root).text_policy
    folders = Archive(root).folders()
    corrections = _corrections(root, set(folders), problems)
    slugs: dict[str, str] = {}
    for folder in folders:
        progress(folder)
        state = _state(root, folder, problems)
        if state is None:
            continue
        slugs[folder] = state.competition.slug
        problems += check_references(folder, state, policy)
        problems += check_redacted(folder, state, redactions)
        problems += check_quality(folder, state)
        problems += check_corrections(_file_of(folder), state, corrections.get(folder, ()))
        problems += check_dates(folder, state, now) if now else ()
    problems += _twice(slugs)
    problems += _news(whole["changes"], set(slugs.values()) | (set(folders) - set(slugs)))
    problems += [
        Problem(file, f"holds the run of {run.source}", f"rename it to runs/{run.source}.json", field="source")
        for file, rows in whole["runs"].items()
        for run in rows
        if run.source != Path(file).stem
    ]
    return problems


def _twice(slugs: dict[str, str]) -> Iterator[Problem]:
    folder_of: dict[str, str] = {}
    for folder, slug in slugs.items():
        if (other := folder_of.setdefault(slug, folder)) != folder:
            file = layout.COMPETITION.path.format(folder=folder)
            yield Problem(
                file, f"slug {slug!r} has folder {other!r} too", "delete one of the two folders", field="slug"
            )


def _news(changes: dict[str, tuple[Change, ...]], slugs: set[str]) -> Iterator[Problem]:
    """News of what is not there. A competition whose file cannot be read is: its news are no fault of theirs."""
    for file, rows in changes.items():
        for line, change in enumerate(rows, 2):
            if change.slug not in slugs and change.what != "competition-removed":
                yield Problem(
                    file, f"news of {change.slug!r}, which is not in the archive", "delete the line", line, "slug"
                )


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
    if not rows.get(layout.COMPETITION.name):
        return None
    return State(rows.pop(layout.COMPETITION.name)[0], **{FIELD_OF[name]: found for name, found in rows.items()})


def _file_of(folder: str) -> str:
    return f"corrections/{folder}.yml"


def _corrections(root: Path, folders: set[str], problems: list[Problem]) -> dict[str, list[tuple[int, Correction]]]:
    """Corrections that can be read, by folder, each with its number in its file; problems of the files are added."""
    found: dict[str, list[tuple[int, Correction]]] = defaultdict(list)
    for path in sorted((root / "corrections").glob("*.yml")):
        file = _file_of(path.stem)
        if path.stem not in folders:
            problems.append(
                Problem(file, "corrects a competition that is not in the archive", "delete it, or mend its name")
            )
        for number, row in enumerate(_rows(file, path.read_bytes(), problems), 1):
            try:
                found[path.stem].append((number, Correction.model_validate(row)))
            except ValidationError as error:
                remedy = "write record, field, value, reason and expect"
                for fault in error.errors():
                    field = ".".join(map(str, fault["loc"]))
                    problems.append(Problem(file, f"correction {number}: {fault['msg']}", remedy, field=field))
    return found


def _rows(file: str, data: bytes, problems: list[Problem]) -> list[Any]:
    """The rows of a file of corrections, none where it cannot be read."""
    if line := merge_mark(data):
        problems.append(Problem(file, UNMERGED, MERGE, line))
        return []
    try:
        return written_rows(data.decode())
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        problems.append(Problem(file, f"not YAML: {first_fault(error)}", "mend it by hand", line))
        return []
