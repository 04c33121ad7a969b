"""`--only`, `--category` and `--since` for sources whose files do not say what a competition is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive.records import WriteUp
from archive.store import Archive, State
from harvesters.base import Context, Harvest, together
from harvesters.linked_pages import harvest_with
from harvesters.score_boards import harvest as harvest_boards
from harvesters.solution_lists import harvest as harvest_lists
from harvesters.thread_folder import harvest as harvest_threads
from harvesters.writeup_folder import harvest as harvest_writeups
from tests.harvesters import test_solution_lists, test_thread_folder, test_writeup_folder
from tests.harvesters.files import as_csv, context, write
from tests.harvesters.linked_pages.pages import Pages
from tests.harvesters.linked_pages.test_harvest import STORY, web
from tests.insights.toys import competition

OLD, NEW, OTHER = "old-cup", "new-cup", "other-cup"
"""The archive knows the first two."""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "data")
    made.save(OLD, State(competition(slug=OLD, category="featured", deadline="2020-01-01T00:00:00Z")))
    made.save(NEW, State(competition(slug=NEW, category="research", deadline="2025-01-01T00:00:00Z")))
    return made


def boards(folder: Path) -> Harvest:
    for slug in (OLD, NEW, OTHER):
        write(folder / f"{slug}__public.csv", "Rank,TeamName,Score\n1,Bears,0.5\n")
    return harvest_boards


def threads(folder: Path) -> Harvest:
    said = [test_thread_folder.message(n, competition=slug) for n, slug in enumerate((OLD, NEW, OTHER))]
    write(folder / "threads.jsonl", "\n".join(map(json.dumps, said)))
    return harvest_threads


def writeups(folder: Path) -> Harvest:
    rows = [test_writeup_folder.entry(file=f"{slug}.md", competition_slug=slug) for slug in (OLD, NEW, OTHER)]
    for row in rows:
        write(folder / row["file"], test_writeup_folder.TEXT)
    write(folder / "index.tsv", as_csv(rows, delimiter="\t"))
    return harvest_writeups


def lists(folder: Path) -> Harvest:
    kinds = {OLD: "Featured", NEW: "Research", OTHER: "Playground"}
    rows = [
        test_solution_lists.entry(link=f"https://www.kaggle.com/c/{slug}", kind=kind) for slug, kind in kinds.items()
    ]
    write(folder / "competitions.yml", yaml.safe_dump({"competitions": rows}))
    return harvest_lists


@pytest.mark.parametrize("source", [boards, threads, writeups, lists])
@pytest.mark.parametrize(
    ("options", "slugs"),
    [
        ({}, {OLD, NEW, OTHER}),
        ({"since": "2024-01-01T00:00:00Z"}, {NEW, OTHER}),
        ({"category": "featured"}, {OLD}),
        ({"category": "research", "since": "2026-01-01T00:00:00Z"}, set()),
        ({"only": frozenset({OLD, NEW}), "since": "2024-01-01T00:00:00Z"}, {NEW}),
    ],
)
def test_what_the_archive_knows_decides(
    source: Callable[[Path], Harvest], options: dict[str, Any], slugs: set[str], archive: Archive, tmp_path: Path
) -> None:
    harvest = source(tmp_path / "in")
    run = context(tmp_path, tmp_path / "in", archive=archive, **options)
    assert {finding.slug for given in harvest(run) for finding in together(given)} == slugs
    assert run.failures == []


def test_pages_of_competitions_that_were_not_asked_for_are_not_read(archive: Archive, tmp_path: Path) -> None:
    with Pages({"/a": STORY, "/b": STORY}) as pages:
        for slug, path in ((OLD, "/a"), (NEW, "/b")):
            known = archive.competition(slug)
            assert known is not None
            link = WriteUp(writeup=path[1:], url=pages.url(path), kind="blog")
            archive.save(slug, State(known, writeups=(link,)))
        run = Context(archive, tmp_path / "cache", "2030-01-01T00:00:00Z", since="2024-01-01T00:00:00Z")
        assert [finding.slug for finding in harvest_with(run, web())] == [NEW]
        assert pages.asked == ["/robots.txt", "/b"]


def test_a_corrupt_competition_fails_alone(archive: Archive, tmp_path: Path) -> None:
    write(archive.root / "competitions" / OLD / "competition.json", "{")
    harvest = boards(tmp_path / "in")
    run = context(tmp_path, tmp_path / "in", archive=archive, since="2024-01-01T00:00:00Z")
    assert {finding.slug for given in harvest(run) for finding in together(given)} == {NEW, OTHER}
    assert ["leaderlore check" in failure for failure in run.failures] == [True]
