"""A competitor who knows the field looks for the three techniques that matter: the path, click by click, on `data/`."""

import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from archive.store import Archive
from pages.build import build
from pipeline.tag import tag
from tests.browser.conftest import Quiet
from tests.browser.visit import page_of

pytestmark = pytest.mark.browser

DATA = Path(__file__).parents[2] / "data"
MOST_CLICKS = 4


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of this repository's competitions with claims, tagged anew, and where it is served."""
    root = tmp_path_factory.mktemp("walk")
    said = [path.parent for path in sorted((DATA / "competitions").glob("*/claims.jsonl"))]
    assert said, "no claims in data/: run `leaderlore derive` first"
    for folder in said:
        shutil.copytree(folder, root / "data" / "competitions" / folder.name)
    tag(Archive(root / "data"), pytest.fail)
    build(root / "data", root / "site", root / "cache", 1, "2026-11-25T10:00:00Z", lambda *_: None)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Walker:
    """Counts clicks; what is clicked must be in sight, as for somebody who scrolls a little but searches nothing."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, link: Locator) -> None:
        """Follow a link."""
        link.scroll_into_view_if_needed()
        link.click()
        self.clicks += 1


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Tables", ["LightGBM", "CatBoost", "XGBoost"]),
        ("Segmentation", ["U-Net", "Test-time augmentation", "Dice / Tversky / Jaccard loss"]),
        ("Language models", ["LoRA / QLoRA", "Qwen", "Quantisation"]),
    ],
)
@pytest.mark.parametrize("width", [1280, 390], ids=["desktop", "phone"])
def test_three_techniques_and_the_proof_of_one_within_four_clicks(
    browser: Browser, real: str, kind: str, expected: list[str], width: int
) -> None:
    with page_of(browser, real, viewport={"width": width, "height": 900}) as page:
        walker = Walker()
        page.goto(real)
        walker.click(page.get_by_role("region", name="What wins").get_by_role("link", name=kind, exact=True))
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=kind, exact=True)).first
        expect(row).to_be_in_viewport()
        for name in expected:
            expect(row.get_by_role("link", name=name, exact=True).first).to_be_visible()
        walker.click(row.get_by_role("link", name=expected[0], exact=True).first)
        expect(page.get_by_role("heading", level=1)).to_have_text(expected[0])
        proof = page.locator("#used ~ .wide table").first.get_by_role("row").nth(1)
        expect(proof.get_by_role("link").last).to_have_attribute("href", re.compile("^https://"))
        walker.click(proof.get_by_role("rowheader").get_by_role("link"))
        expect(page.get_by_role("heading", name="In short")).to_be_visible()
        assert walker.clicks <= MOST_CLICKS
