"""Downloads: whole tables, files by competition, the descriptor that a program reads."""

import json
from collections.abc import Iterator
from typing import Any

from archive.descriptor import table_type
from insights.computed import Value
from pages.engine.kinds import Context, Files, Kind, Unit
from pages.engine.world import World
from pages.fields import fields_of
from pages.format import plural
from pages.tables import CHANGES, COMPETITIONS, TABLES, WRITEUPS, TableKind, path_of, sharded

DESCRIPTOR = "data/datapackage.json"
TERMS = {"name": "other-attribution", "title": "Facts of public record; each source has its own terms"}


class TableFiles(Value):
    """A table and the years of its files; one None where it is one file."""

    name: str
    title: str
    years: tuple[str | None, ...]

    @property
    def paths(self) -> tuple[tuple[str | None, str, str], ...]:
        """Year, path of the Parquet file, path of the CSV file, below `data/`."""
        table = next(table for table in TABLES if table.name == self.name)
        return tuple((year, _below(table, year, "parquet"), _below(table, year, "csv.gz")) for year in self.years)


class DownloadsPage(Context):
    """What the page shows."""

    tables: tuple[TableFiles, ...]
    competitions: int


def page_units(world: World) -> Iterator[Unit]:
    """The one page."""
    yield Unit("data/", (_tables(world), len(world.rows)))


def fill(tables: tuple[TableFiles, ...], competitions: int) -> DownloadsPage:
    """Make the page."""
    description = (
        f"Facts, leaderboards and write-up links of {plural(competitions, 'competition')} as Parquet, CSV and JSON."
    )
    return DownloadsPage("Data", description, tables, competitions)


def descriptor_units(world: World) -> Iterator[Unit]:
    """The descriptor of the downloads."""
    yield Unit("descriptor", (_tables(world), world.site_url))


def descriptor(tables: tuple[TableFiles, ...], site_url: str) -> dict[str, bytes]:
    """A Frictionless Data Package of the CSV files."""
    package = {
        "name": "leaderlore",
        "title": "Leaderlore: an archive of machine-learning competitions",
        "homepage": site_url,
        "licenses": [{**TERMS, "path": f"{site_url}about/#sources"}],
        "resources": [resource for table in tables for resource in _resources(table)],
    }
    return {DESCRIPTOR: (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()}


def _below(table: TableKind, year: str | None, form: str) -> str:
    return path_of(table, year, form).removeprefix("data/")


def _tables(world: World) -> tuple[TableFiles, ...]:
    years: dict[str, list[str | None]] = {table.name: [None] for table in (COMPETITIONS, WRITEUPS, CHANGES)}
    for table, year, _ in sharded(world):
        years.setdefault(table.name, []).append(year)
    return tuple(
        TableFiles(table.name, table.title, tuple(years[table.name])) for table in TABLES if table.name in years
    )


def _resources(files: TableFiles) -> Iterator[dict[str, Any]]:
    table = next(table for table in TABLES if table.name == files.name)
    for year, _, path in files.paths:
        yield {
            "name": f"{files.name}-{year}" if year else files.name,
            "title": files.title,
            "path": path,
            "format": "csv",
            "compression": "gz",
            "encoding": "utf-8",
            "schema": {"fields": _fields(table), "missingValues": [""]},
        }


def _fields(table: TableKind) -> list[dict[str, str]]:
    notes = {note.name: note.meaning for record in table.records for note in fields_of(record)}
    notes["folder"] = "Folder and address of the competition."
    return [
        {"name": name, "type": table_type(annotation), "description": notes[name]}
        for name, annotation in table.columns().items()
    ]


KINDS = (Kind("downloads", "data/", page_units, fill), Files("descriptor", descriptor_units, descriptor))
