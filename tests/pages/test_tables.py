import csv
import gzip
import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from frictionless import Package

from archive.records import Competition, Standing, WriteUp
from archive.store import Archive, State
from pages.build import build
from tests.pages.conftest import DAY, quiet

NAMES = ("=1+1", "'quoted", "NULL", "nan", 'a,b;"c"', "@x", "-", "x" * 300)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of one competition whose teams have awkward names."""
    root = tmp_path_factory.mktemp("tables")
    archive = Archive(root / "data")
    standings = tuple(
        Standing(team=str(rank), name=name, members=("=a", "b"), public_rank=rank, private_rank=rank, private_score=0.5)
        for rank, name in enumerate(NAMES, 1)
    )
    writeup = WriteUp(writeup="w1", title="=HYPERLINK()", url="https://example.org/1", kind="blog")
    competition = Competition(
        platform="kaggle", slug="toy", title="+toy", deadline="2020-01-01T00:00:00Z", as_of=DAY, sources={}
    )
    archive.save("toy", State(competition=competition, standings=standings, writeups=(writeup,)))
    build(archive.root, root / "site", root / "cache", 1, DAY, quiet)
    return root / "site/data/tables"


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode(), newline="")))


def test_parquet_has_the_names_as_they_are_and_csv_none_that_runs(tables: Path) -> None:
    plain = pq.read_table(tables / "leaderboards-2020.parquet").to_pylist()
    assert [row["name"] for row in plain] == list(NAMES)
    assert plain[0]["members"] == "=a;b"
    assert plain[0]["private_score"] == 0.5
    guarded = rows(tables / "leaderboards-2020.csv.gz")
    assert [re.sub("^'", "", row["name"]) for row in guarded] == list(NAMES)
    assert not [row for row in guarded for cell in row.values() if cell.startswith(("=", "+", "@", "-"))]


def test_both_forms_have_the_same_columns_and_rows(tables: Path) -> None:
    for parquet in tables.glob("*.parquet"):
        table = pq.read_table(parquet)
        other = rows(parquet.with_name(f"{parquet.stem}.csv.gz"))
        assert len(other) == len(table), parquet
        assert not other or list(other[0]) == table.column_names, parquet
    assert rows(tables / "writeups.csv.gz")[0]["title"] == "'=HYPERLINK()"
    assert rows(tables / "competitions.csv.gz")[0]["title"] == "'+toy"


def test_the_descriptor_describes_what_is_there(tables: Path) -> None:
    folder = tables.parent
    descriptor = json.loads((folder / "datapackage.json").read_text())
    described = {resource["path"] for resource in descriptor["resources"]}
    assert described == {f"tables/{path.name}" for path in tables.glob("*.gz")}
    assert all(field["description"] for resource in descriptor["resources"] for field in resource["schema"]["fields"])
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "note"])
