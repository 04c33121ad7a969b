"""The real files, where they lie beside the repository: outside checks of the join; a second run changes nothing."""

import csv
import os
from pathlib import Path

import pytest

from archive.store import Archive
from harvesters.base import Context, all_harvesters
from pipeline.harvest import HarvestResult, harvest

REAL = Path(os.environ.get("LEADERLORE_SHARED", Path(__file__).parents[3] / "shared")) / "real"
SOURCES = {
    "solution_lists": "solution_lists", "score_boards": ".", "writeup_folder": "writeups", "thread_folder": "threads",
    "meta_kaggle": "meta_kaggle",
}  # fmt: skip

FROZEN = (
    "detecting-insults-in-social-commentary", "freesound-audio-tagging-2019",
    "jigsaw-unintended-bias-in-toxicity-classification", "wsdm-cup-multilingual-chatbot-arena",
)  # fmt: skip
UNSPLIT = ("sf-crime", "leaf-classification")
LISTS = (*FROZEN, *UNSPLIT, "ml2021spring-hw2")
"""Enough of the 202 score lists: `make data` reads all of them."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real files do not lie in ../shared/real"),
    pytest.mark.xdist_group("real-files"),
]


def harvest_all(root: Path) -> dict[str, HarvestResult]:
    known, results = all_harvesters(), {}
    slugs = {path.stem.split("__")[0] for path in (REAL / "boards").glob("*__*.csv")} | set(LISTS)
    for source, folder in SOURCES.items():
        only = frozenset(slugs if source == "score_boards" else ())
        run = Context(Archive(root / "data"), root / "cache", "2030-01-02T03:04:05Z", REAL / folder, only=only)
        results[source] = harvest(known[source], run)
    return results


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("real")


@pytest.fixture(scope="module")
def first(root):
    return harvest_all(root)


def test_nothing_fails_and_all_are_there(first, root):
    assert [failure for result in first.values() for failure in result.failures] == []
    assert len(Archive(root / "data").folders()) >= 700
    assert first["solution_lists"].counts["writeups"] > 4600
    assert first["meta_kaggle"].counts["community competitions, not imported"] == 4747
    assert first["score_boards"].counts["score lists without a private split"] == len(UNSPLIT)


def test_no_reader_met_a_cell_row_or_column_that_it_does_not_know(first):
    assert [w for result in first.values() for w in result.warnings if "unknown" in w and "date" not in w] == []
    assert [w for result in first.values() for w in result.warnings if "could not read" in w] == []


def test_boards_agree_with_the_oracle_the_platforms_arrow_and_the_platforms_count(first, root):
    archive = Archive(root / "data")
    with (REAL / "boards" / "shakeup_oracle.tsv").open(encoding="utf-8", newline="") as file:
        oracle = list(csv.DictReader(file, delimiter="\t"))
    for expected in oracle:
        slug = expected["slug"]
        rows = archive.standings(slug)
        public, private = ([r for r in rows if getattr(r, f"{board}_rank")] for board in ("public", "private"))
        joined = [r for r in public if r.private_rank]
        assert len(rows) == int(expected["rows_private"]), slug
        assert len(public) == int(expected["ranked_public"]), slug
        assert len(private) == int(expected["ranked_private"]), slug
        assert len(joined) == int(expected["joined"]), slug
        assert sum(abs(r.public_rank - r.private_rank) for r in joined) == int(expected["sum_abs_change"]), slug
        arrows = [r for r in joined if r.platform_arrow is not None]
        assert all(r.platform_arrow == r.public_rank - r.private_rank for r in arrows), slug
        assert len(arrows) == int(expected["kaggle_change_column_agrees"] or 0), slug
        competition = archive.competition(slug)
        if competition.sources.get("teams") == "meta_kaggle":
            assert len(private) == competition.teams, slug


def test_boards_frozen_at_one_score_were_refused(first):
    refused = [w.split(":")[0] for w in first["score_boards"].warnings if "that list was refused" in w]
    assert sorted(refused) == sorted(FROZEN)


def test_a_second_run_changes_no_byte(first, root):
    before = {path: path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()}
    assert [path for result in harvest_all(root).values() for path in result.changed] == []
    assert {path: path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()} == before


def test_names_stand_for_the_top_50_of_either_board_only(first, root):
    archive = Archive(root / "data")
    rows = [row for slug in archive.folders() for row in archive.standings(slug) if not row.is_benchmark]
    low = [row for row in rows if min(row.public_rank or 51, row.private_rank or 51) > 50]
    assert low
    assert all(row.name is None and row.members == () for row in low)
    assert not any(member.startswith("del=") for row in rows for member in row.members)
