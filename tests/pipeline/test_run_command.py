"""`leaderlore run` without credentials, against pages that this machine serves."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import harvesters.linked_pages
from archive.store import Archive
from archive.vocab import VocabularyError
from harvesters.linked_pages.web import Limits, Web
from pipeline.cli import main
from pipeline.derive import Derived
from pipeline.run import PAGE_REQUESTS, budgets
from tests.harvesters.linked_pages.pages import Answer, Pages
from tests.harvesters.linked_pages.test_harvest import STORY, archive


@pytest.mark.parametrize(
    ("whole", "pages", "expected"),
    [
        (None, None, (None, PAGE_REQUESTS)),
        (500, None, (450, 50)),
        (5, None, (5, 0)),
        (500, 0, (500, 0)),
        (500, 200, (300, 200)),
        (10, 50, (1, 9)),
        (1, 1, (1, 0)),
        (None, 7, (None, 7)),
    ],
)
def test_budgets(whole: int | None, pages: int | None, expected: tuple[int | None, int]) -> None:
    assert budgets(whole, pages) == expected


@dataclass
class Built:
    """What the build would report."""


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials anywhere, no site, and pages from the loopback address only."""
    for name in ("KAGGLE_API_TOKEN", "KAGGLE_USERNAME", "KAGGLE_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("KAGGLE_CONFIG_DIR", str(tmp_path))
    monkeypatch.setattr("pipeline.commands.run.build_site", lambda *_: Built())
    monkeypatch.setattr("pipeline.commands.run.report_lines", lambda *_: [])

    def quick(limits: Limits) -> Web:
        return Web(Limits(connect=2, read=2, whole=2, pause=0, requests=limits.requests), allow_loopback=True)

    monkeypatch.setattr(harvesters.linked_pages, "Web", quick)


def run(root: Path, *arguments: str) -> dict[str, Any]:
    folders = ["--data", str(root / "data"), "--cache", str(root / "cache"), "--json"]
    done = CliRunner().invoke(main, [*folders, "run", *arguments])
    assert done.exit_code == 0, done.output
    document: dict[str, Any] = json.loads(done.stdout)
    return document


@pytest.mark.usefixtures("alone")
def test_without_credentials_nobody_is_asked_unless_it_is_said(tmp_path: Path) -> None:
    with Pages({"/a": STORY}) as pages:
        archive(tmp_path, pages.url("/a"))
        for document in (run(tmp_path), run(tmp_path, "--page-requests", "0")):
            assert (document["harvest"], document["pages"]) == (None, None)
        assert pages.asked == []


@pytest.mark.usefixtures("alone")
def test_pages_are_read_and_their_claims_derived_in_the_same_run(tmp_path: Path) -> None:
    story = Answer(b"<article><h1>Ours</h1><p>We trained LightGBM on five folds. " + b"It took patience. " * 20)
    with Pages({"/a": story, "/b": story}) as pages:
        known = archive(tmp_path, pages.url("/a"), pages.url("/b"))
        assert run(tmp_path, "--page-requests", "2")["pages"]["counts"]["pages read"] == 1
        assert pages.asked == ["/robots.txt", "/a"], "the best rank first, and no request beyond the budget"
        assert "lightgbm" in {claim.value for claim in Archive(known.root).claims("toy")}
        run(tmp_path, "--page-requests", "10")
        assert [path for path in pages.asked if path != "/robots.txt"] == ["/a", "/b"]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_step_that_fails_takes_no_news_of_the_harvest_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    def faulty(*_: object) -> Derived:
        raise VocabularyError("vocab/loss.yml, row 'focal': mend it and run the same command again")

    monkeypatch.setattr("pipeline.commands.run.derive", faulty)
    with Pages({"/a": STORY}) as pages:
        known = archive(tmp_path, pages.url("/a"))
        (known.root / "corrections").mkdir()
        (known.root / "corrections" / "moon.yml").write_text("[]\n")
        folders = ["--data", str(known.root), "--cache", str(tmp_path / "cache")]
        done = CliRunner().invoke(main, [*folders, *options, "run", "--page-requests", "9"])
    told = done.stderr if options else done.output
    assert done.exit_code == 1
    assert "linked_pages: 1 competition, " in told
    assert "corrections/moon.yml: there is no such competition" in told
    assert "vocab/loss.yml, row 'focal'" in told
    report = json.loads((tmp_path / "cache/report/report.json").read_text())
    assert (report["files_changed"] > 0, len(report["failures"])) == (True, 1)


@pytest.mark.usefixtures("alone")
def test_news_that_cannot_be_read_keep_nothing_else_from_being_done(tmp_path: Path) -> None:
    known = archive(tmp_path)
    (known.root / "changes.csv").write_text("<<<<<<< HEAD\n")
    folders = ["--data", str(known.root), "--cache", str(tmp_path / "cache")]
    done = CliRunner().invoke(main, [*folders, "run", "--page-requests", "0"])
    assert done.exit_code == 1
    assert "changes.csv cannot be read" in done.output
    assert "claims: 0" in done.output


@pytest.mark.usefixtures("alone")
def test_the_number_of_workers_is_that_of_every_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int | None] = []

    def noted(archive: Archive, cache: Path, jobs: int | None = None) -> Derived:
        asked.append(jobs)
        return Derived()

    monkeypatch.setattr("pipeline.commands.run.derive", noted)
    (tmp_path / "data").mkdir()
    run(tmp_path, "--jobs", "3")
    assert asked == [3]
