"""`datapackage.json`: what the archive is, its settings, and every table with its files and columns.

A Frictionless Data Package. A table that stands in many files is one resource with a list of paths; it holds no hashes
and no times, so that a changed score changes the board's file and nothing else (git has the hashes).
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from archive.authority import titled
from archive.docstrings import meanings
from archive.faults import UNMERGED, first_fault, merge_mark
from archive.files import write_if_changed
from archive.layout import COMPETITION, PEOPLE, REDACTIONS, SCHEMA_VERSION, TABLES, Table
from archive.records import Source

TextPolicy = Literal["full", "excerpt", "none"]
FILE = "datapackage.json"
LICENCES = [
    {
        "name": "other-attribution",
        "title": "Facts of public record; terms by source in LICENSE.md",
        "path": "LICENSE.md",
    }
]


class SettingsError(Exception):
    """A descriptor that this version cannot work with; the message says what to do."""


@dataclass(frozen=True)
class Settings:
    """What an archive says of itself."""

    schema_version: int = SCHEMA_VERSION
    """Version of records and layout."""
    text_policy: TextPolicy = "excerpt"
    """`full` keeps texts, `excerpt` a short quote beside each claim, `none` neither."""
    fictional: bool = False
    """A made-up world (`leaderlore demo`): every page says so."""
    people_min_teams: int = 100
    """People in the private top 50 of a competition of at least so many teams have a profile."""
    people_noindex: bool = True
    """Ask search engines to leave the pages about people out."""
    redactions_applied: str | None = None
    """SHA-256 of the `redactions.csv` that all files were last cleared of; null where there was none.

    Where it differs from the file's, a row came by hand or with a merge, and a build asks about every name (slowly)."""
    sources: tuple[Source, ...] = ()
    """Who told what the archive holds, by name, with terms and licence."""

    def told_by(self, source: Source) -> "Settings":
        """The same with this source among those that told something; what it says of itself now counts."""
        others = (known for known in self.sources if known.name != source.name)
        return replace(self, sources=tuple(sorted((*others, source), key=lambda one: one.name)))


_LEAST = f'{{"leaderlore": {{"schema": {SCHEMA_VERSION}, "text_policy": "none", "fictional": false}}}}'
REQUIRED = ("schema", "text_policy", "fictional")
"""Settings that are always written, under these names."""
OPTIONAL: dict[str, tuple[Callable[[Any], bool], str]] = {
    "people_min_teams": (lambda value: type(value) is int and value > 0, "a whole number from 1 on"),
    "people_noindex": (lambda value: type(value) is bool, "true or false"),
    "redactions_applied": (lambda value: type(value) is str, "what `leaderlore redact` wrote"),
}
"""Settings that are written only where they differ from the default: what is allowed, and in words."""


def read_settings(root: Path) -> Settings:
    """Settings of an archive; the defaults where it has no descriptor.

    Raises SettingsError for a broken descriptor, for a schema version that is newer than this program, and for a
    setting that nobody knows or that makes no sense: to overlook one could show people who are not to be shown.
    """
    path = root / FILE
    if not path.is_file():
        return Settings()
    data = path.read_bytes()
    if line := merge_mark(data):
        raise SettingsError(
            f"{path}: {UNMERGED} on line {line}: take one side (git checkout --ours -- {path}), and run "
            "`leaderlore migrate`, which lists all files again"
        )
    try:
        package = json.loads(data.decode())
        own, sources = package["leaderlore"], map(_source, package.get("sources", ()))
        known = {name: value for name, value in own.items() if name not in REQUIRED}
        settings = Settings(int(own["schema"]), own["text_policy"], bool(own["fictional"]), sources=tuple(sources))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fault = first_fault(error) if isinstance(error, ValueError) else repr(error)
        raise SettingsError(
            f"{path} is broken ({fault}): restore it from git; without it texts of others could come into the archive"
        ) from error
    if settings.schema_version > SCHEMA_VERSION:
        raise SettingsError(
            f"{path} has schema {settings.schema_version}, this program knows up to {SCHEMA_VERSION}: update leaderlore"
        )
    if settings.text_policy not in get_args(TextPolicy):
        raise SettingsError(
            f"{path}: text_policy is {settings.text_policy!r}: use one of {', '.join(get_args(TextPolicy))}"
        )
    for name, value in known.items():
        if name not in OPTIONAL:
            raise SettingsError(f"{path}: there is no setting {name}: mend its name ({', '.join(OPTIONAL)})")
        is_allowed, in_words = OPTIONAL[name]
        if not is_allowed(value):
            raise SettingsError(f"{path}: {name} is {value!r}: write {in_words}")
    return replace(settings, **known)


def own_settings(root: Path) -> Settings:
    """The same for whoever writes texts or the descriptor: only an archive that holds nothing yet may lack its own.

    Raises SettingsError as above, and where the descriptor is lost: the default policy could let in what this archive
    does not keep of the texts of others.
    """
    path = root / FILE
    if not path.is_file() and any(files(root, table) for table in (COMPETITION, PEOPLE)):
        raise SettingsError(
            f"{path} is missing, which says what is kept of texts: restore it from git (git checkout -- {path}), or "
            f"write {_LEAST} into it with the policy of this archive ({', '.join(get_args(TextPolicy))}), and run "
            "`leaderlore migrate`"
        )
    return read_settings(root)


def list_digest(root: Path) -> str | None:
    """SHA-256 of the list of redactions; None where there is none."""
    path = root / REDACTIONS.path
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def write_descriptor(root: Path, settings: Settings) -> bool:
    """Write the descriptor of what lies in the folder; True where its bytes changed."""
    return write_if_changed(root / FILE, descriptor_text(root, settings))


def describe_first(root: Path) -> None:
    """Give a new archive its descriptor before anything else, so that a first run that is killed can go on."""
    if not (root / FILE).is_file():
        write_descriptor(root, Settings())


def descriptor_text(root: Path, settings: Settings) -> str:
    """The bytes that the descriptor of this folder has."""
    return json.dumps(describe(root, settings), ensure_ascii=False, indent=1) + "\n"


def describe(root: Path, settings: Settings) -> dict[str, Any]:
    """The descriptor of what lies in the folder."""
    resources = [resource(table, paths) for table in TABLES if (paths := files(root, table))]
    if any((root / "texts").glob("*/*.md")):
        resources.append({"name": "texts", "path": [f"texts/{d.name}" for d in sorted((root / "texts").iterdir())]})
    return {
        "profile": "data-package",
        "name": "leaderlore-archive",
        "title": "Leaderlore: an archive of machine-learning competitions",
        "licenses": LICENCES,
        **({"sources": list(map(titled, settings.sources))} if settings.sources else {}),
        "leaderlore": {
            "schema": settings.schema_version,
            "text_policy": settings.text_policy,
            "fictional": settings.fictional,
            **{name: value for name in OPTIONAL if (value := getattr(settings, name)) != getattr(Settings, name)},
        },
        "resources": resources,
    }


def _source(described: dict[str, Any]) -> Source:
    return Source.model_validate({name: value for name, value in described.items() if name != "title"})


def files(root: Path, table: Table) -> list[str]:
    """Paths of a table's files below the root, sorted."""
    pattern = table.path.format(folder="*", shard="*")
    return sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))


def resource(table: Table, paths: list[str]) -> dict[str, Any]:
    """One table as a Data Package resource."""
    described: dict[str, Any] = {"name": table.name, "path": paths[0] if len(paths) == 1 else paths}
    if table.form == "csv":
        schema: dict[str, Any] = {"fields": list(_fields(table.kind)), "missingValues": [""]}
        if "{" not in table.path:  # of a table in many files the rows of one file have keys of their own
            schema["primaryKey"] = list(table.key)
        return {**described, "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
                "encoding": "utf-8", "schema": schema}  # fmt: skip
    media = "application/json" if table.form == "json" else "application/x-ndjson"
    return {**described, "format": table.form, "mediatype": media, "encoding": "utf-8"}


def _fields(kind: type[BaseModel]) -> Iterator[dict[str, Any]]:
    told = meanings(kind)
    for name, field in kind.model_fields.items():
        constraints = {"constraints": {"required": True}} if field.is_required() else {}
        yield {"name": name, "type": table_type(field.annotation), "description": told.get(name, ""), **constraints}


def table_type(annotation: Any) -> str:
    """Frictionless type of a column; times stay strings, since fractions of a second are allowed."""
    return {bool: "boolean", int: "integer", float: "number"}.get(plain_type(annotation), "string")


def plain_type(annotation: Any) -> Any:
    """The type without `| None` and `Annotated`."""
    if get_origin(annotation) is Annotated:
        return plain_type(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        kept = [part for part in get_args(annotation) if part is not NoneType]
        return plain_type(kept[0]) if len(kept) == 1 else annotation
    return annotation
