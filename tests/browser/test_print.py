"""The site on paper, which does not scroll."""

import pytest
from playwright.sync_api import Browser

from insights.people import Profile
from tests.browser.search import ready
from tests.browser.visit import page_of

pytestmark = pytest.mark.browser

PAPER = 718
"""Pixels of A4 between its margins."""
CUT_OFF = (
    """boxes => boxes.filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent.slice(0, 80))"""
)


def test_no_column_of_a_table_is_cut_off_on_paper(
    browser: Browser, address: str, competitions: dict[str, str], everybody: list[Profile]
) -> None:
    busy = max(everybody, key=lambda profile: (len(profile.works), len(profile.results)))
    paths = [f"people/{busy.address}/", f"competitions/{competitions['teams']}/", "competitions/", "techniques/",
             "techniques/lightgbm/", "shakeups/", "organizers/", "score-against-cost/", "people/"]  # fmt: skip
    with page_of(browser, address, viewport={"width": PAPER, "height": 1000}) as page:
        page.emulate_media(media="print")
        for path in paths:
            page.goto(address + path)
            if path == "people/":
                ready(page)
            assert page.locator(".wide:visible").evaluate_all(CUT_OFF) == [], path
