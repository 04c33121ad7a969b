"""The folder as a whole: which files may be there, names of folders, schema version, descriptor, hashes of texts."""

import re
from collections.abc import Iterator
from pathlib import Path

from archive.check.problem import Problem
from archive.descriptor import FILE, Settings, SettingsError, descriptor_text, read_settings
from archive.keys import BadKeyError, check_slug
from archive.layout import SCHEMA_VERSION, TABLES, Table
from archive.text import text_sha256

_OTHER = re.compile(
    r"datapackage\.json|LICENSE\.md|README\.md|\.git(attributes|ignore)?|corrections/[^/]+\.yml|texts/[0-9a-f]{2}/[0-9a-f]{64}\.md"
)
_PATTERNS = [
    (table, re.compile(re.escape(table.path).replace(r"\{folder\}", "[^/]+").replace(r"\{shard\}", "[^/]+")))
    for table in TABLES
]
MAX_BYTES = 50_000_000
"""Code hosts refuse larger files."""


def table_of(file: str) -> Table | None:
    """The table that a path below the archive belongs to."""
    return next((table for table, pattern in _PATTERNS if pattern.fullmatch(file)), None)


def check_tree(root: Path) -> Iterator[Problem]:
    """Problems of the tree. Hidden folders at its top, such as `.git`, are those of other programs."""
    yield from _settings(root)
    for path in sorted(path for top in _own(root) for path in (top, *top.rglob("*"))):
        file = path.relative_to(root).as_posix()
        if path.is_symlink():
            yield Problem(file, "is a link", "replace it by the file itself: links may leave the archive")
        elif path.is_file():
            yield from _file(file, path)
    yield from _folders(root)


def _own(root: Path) -> list[Path]:
    """What lies at the top, without hidden folders."""
    return [path for path in root.iterdir() if not (path.name.startswith(".") and path.is_dir())]


def _settings(root: Path) -> Iterator[Problem]:
    try:
        settings = read_settings(root)
    except SettingsError as error:
        yield Problem(FILE, str(error), "see there", field="leaderlore")
        return
    if settings.schema_version < SCHEMA_VERSION:
        yield Problem(FILE, f"schema {settings.schema_version} is old", "run `leaderlore migrate`", field="schema")
    if _own(root):
        yield from _descriptor(root, settings)
    if settings.text_policy != "full" and (root / "texts").exists():
        yield Problem("texts", f"texts are kept under text policy {settings.text_policy}", "delete the folder")


def _descriptor(root: Path, settings: Settings) -> Iterator[Problem]:
    path = root / FILE
    if not path.is_file():
        yield Problem(FILE, "is missing", "restore it from git: it says which texts the archive may hold")
        return
    written, wanted = path.read_text(encoding="utf-8"), descriptor_text(root, settings)
    if written != wanted:
        pairs = zip(written.split("\n"), wanted.split("\n"), strict=False)
        line = next((number for number, (a, b) in enumerate(pairs, 1) if a != b), written.count("\n"))
        yield Problem(FILE, "does not describe what is there", "run `leaderlore migrate`", line, "resources")


def _file(file: str, path: Path) -> Iterator[Problem]:
    if table_of(file) is None and not _OTHER.fullmatch(file):
        yield Problem(file, "does not belong into an archive", "move it elsewhere or delete it")
    if path.stat().st_size > MAX_BYTES:
        yield Problem(
            file, f"has {path.stat().st_size} bytes", "code hosts refuse such files: report it", severity="warning"
        )
    if file.startswith("texts/"):
        if text_sha256(path.read_bytes().decode("utf-8", "replace")) != path.stem:
            yield Problem(file, "the text does not have the hash of its name", "delete it and harvest its source again")
        if path.parent.name != path.stem[:2]:
            yield Problem(file, "stands in the wrong folder", f"move it to texts/{path.stem[:2]}/")


def _folders(root: Path) -> Iterator[Problem]:
    base = root / "competitions"
    names = sorted(path.name for path in base.iterdir()) if base.is_dir() else []
    seen: dict[str, str] = {}
    for name in names:
        file = f"competitions/{name}"
        try:
            check_slug(name)
        except BadKeyError as error:
            yield Problem(file, str(error), "rename or delete the folder")
        if (other := seen.setdefault(name.casefold(), name)) != name:
            yield Problem(file, f"differs from {other} in case alone", f"rename it to {name}-2 and set `folder`")
        if not (base / name / "competition.json").is_file():
            yield Problem(file, "has no competition.json", "restore it from git, or delete the folder")
