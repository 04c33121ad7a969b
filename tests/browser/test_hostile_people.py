"""Scripts that show people: names that try to break out stay text in the search, the comparison and the export."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from archive.store import Archive
from pages.build import build
from tests.browser.conftest import serving
from tests.browser.visit import page_of
from tests.pages.hostile_people import NAMES, fill

pytestmark = pytest.mark.browser

HANDLES = {*NAMES, "nameless"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root, out = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("hostile-site") / "site"
    fill(Archive(root))
    build(root, out, tmp_path_factory.mktemp("cache"), 1, "2026-11-25T10:00:00Z", lambda *_: None)
    return out


@pytest.fixture(scope="module")
def place(hostile: Path) -> Iterator[str]:
    with serving(hostile) as address:
        yield address


def test_names_stay_text_in_search_comparison_and_export(
    browser: Browser, place: str, hostile: Path, tmp_path: Path
) -> None:
    shards = {path.stem: json.loads(path.read_text())["people"] for path in (hostile / "data/people").glob("??.json")}
    who = ",".join(f"{shard}:{address}" for shard, people in shards.items() for address in people)
    with page_of(browser, place, viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{place}people/?location=e")  # rows are made by the script, and say where people are
        expect(page.locator("#people-status b")).to_have_text(str(sum("e" in name.lower() for name in NAMES)))
        page.goto(f"{place}people/?sort=handle")
        expect(page.locator("#people-table tbody tr")).to_have_count(len(HANDLES))
        expect(page.locator("#people-table .in a").first).not_to_be_empty()
        assert {cell.strip() for cell in page.locator("#people-table tbody th a").all_text_contents()} == HANDLES
        page.goto(f"{place}people/compare/?who={who}")
        expect(page.locator("#compare thead a")).to_have_count(len(HANDLES))
        assert set(page.locator("#compare thead a").all_text_contents()) == HANDLES
        assert page.locator("#compare img, #compare script, #people-table img").count() == 0
        assert page.title() != "broken"
        with page.expect_download() as download:
            page.get_by_role("button", name="Export as CSV").click()
        download.value.save_as(tmp_path / "list.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text())))
    guarded = {f"'{name}" if name[0] in "=+-@'" else name for name in HANDLES}
    assert {row["handle"] for row in rows} == guarded
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@", "-"))]
