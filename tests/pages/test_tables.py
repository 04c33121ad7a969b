import csv
import gzip
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from archive.canonical import to_csv
from archive.records import Change, Competition, Standing, WriteUp
from archive.store import Archive, State
from pages.build import build
from pages.engine.dossiers import DossierRef
from pages.engine.dossiers.board_table import board_table, packed_columns, packed_rows
from pages.tables import content
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
    return rows_in(path.read_bytes())


def rows_in(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(content).decode(), newline="")))


def pack(archive: Archive, ref: DossierRef) -> None:
    board = board_table(archive, ref.folder)
    assert board
    ref.keep([b""] * 5, packed_rows(board, ref.folder), packed_columns(board))


def boards(folder: Path, numbers: Sequence[int], width: int | None = None) -> tuple[DossierRef, ...]:
    """Boards of two teams each; only the last `width` columns of each file, the other way round."""
    refs = [DossierRef(f"toy-{number}", "", folder) for number in numbers]
    for number, ref in zip(numbers, refs, strict=True):
        file = folder / f"competitions/toy-{number}/leaderboard.csv"
        file.parent.mkdir(parents=True)
        teams = tuple(Standing(team=f"{number}{team}", name="=a", private_rank=team) for team in (1, 2))
        lines = list(csv.reader(to_csv(Standing, teams).splitlines()))
        file.write_text("".join(",".join(line if width is None else line[width::-1]) + "\n" for line in lines))
        pack(Archive(folder), ref)
    return tuple(refs)


def written(name: str, year: str | None, members: Sequence[object]) -> tuple[bytes, bytes]:
    """The Parquet and the CSV file of a table."""
    files = []
    for write in content(name, year, members).values():
        assert callable(write)
        write(file := io.BytesIO())
        files.append(file.getvalue())
    return files[0], files[1]


def test_a_table_is_written_in_groups_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members = boards(tmp_path, (1, 2, 3))
    whole, packed = written("leaderboards", "2020", members)
    monkeypatch.setattr("pages.tables.BOARD_ROWS", 1)
    grouped, same = written("leaderboards", "2020", members)
    assert pq.ParquetFile(io.BytesIO(whole)).num_row_groups == 1
    assert pq.ParquetFile(io.BytesIO(grouped)).num_row_groups == 3
    assert packed == same
    table = pq.read_table(io.BytesIO(grouped))
    assert table.equals(pq.read_table(io.BytesIO(whole)))
    assert table["folder"].to_pylist() == [row["folder"] for row in rows_in(packed)] == [
        "toy-1", "toy-1", "toy-2", "toy-2", "toy-3", "toy-3"
    ]  # fmt: skip
    assert table["team"].to_pylist() == ["11", "12", "21", "22", "31", "32"]


@given(st.lists(st.none() | st.text("='a,\"é", min_size=1), min_size=1))
def test_every_name_comes_back_without_its_guard(names: list[str | None]) -> None:
    with TemporaryDirectory() as folder:
        archive, ref = Archive(Path(folder)), DossierRef("toy", "", Path(folder))
        teams = tuple(Standing(team=str(number), name=name) for number, name in enumerate(names))
        facts = Competition(platform="kaggle", slug="toy", as_of=DAY, sources={})
        archive.save("toy", State(competition=facts, standings=teams))
        pack(archive, ref)
        parquet, _ = written("leaderboards", "2020", (ref,))
    rows = pq.read_table(io.BytesIO(parquet)).to_pylist()
    assert {row["team"]: row["name"] for row in rows} == {team.team: team.name for team in teams}


def test_other_tables_are_written_in_groups_too(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = tuple(
        (f"toy-{number}", Change(date="2020-01-01", slug=f"toy-{number}", what="board", detail=detail))
        for number, detail in enumerate(("=1", "", 'a "b", c'))
    )
    monkeypatch.setattr("pages.tables.GROUP_ROWS", 1)
    parquet, packed = written("changes", None, changes)
    assert pq.ParquetFile(io.BytesIO(parquet)).num_row_groups == 3
    assert [row["detail"] for row in pq.read_table(io.BytesIO(parquet)).to_pylist()] == ["=1", "", 'a "b", c']
    assert [row["detail"] for row in rows_in(packed)] == ["'=1", "", 'a "b", c']


def test_a_table_without_rows_has_its_columns() -> None:
    parquet, packed = written("changes", None, ())
    assert pq.read_table(io.BytesIO(parquet)).num_rows == 0
    assert next(csv.reader([gzip.decompress(packed).decode()])) == pq.read_table(io.BytesIO(parquet)).column_names


def test_a_board_with_other_columns_or_in_another_order_gives_the_same_rows(tmp_path: Path) -> None:
    usual, _ = written("leaderboards", "2020", boards(tmp_path / "usual", (1,)))
    other, packed = written("leaderboards", "2020", boards(tmp_path / "other", (1,), width=-2))
    assert pq.read_table(io.BytesIO(other)).equals(pq.read_table(io.BytesIO(usual)))
    assert rows_in(packed)[0]["name"] == "'=a"


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
