"""The search for people on a phone, where choices and results stand below each other."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.search import ready
from tests.browser.visit import page_of

pytestmark = pytest.mark.browser


def test_a_shared_search_shows_who_was_found_and_how_much_was_chosen(browser: Browser, address: str) -> None:
    with page_of(browser, address, viewport={"width": 390, "height": 900}) as page:
        page.goto(f"{address}people/?medal=gold&medal=silver&rank=10&sort=best")
        ready(page)
        expect(page.locator("#people-table tbody tr").first).to_be_in_viewport()
        choices = page.get_by_text("Choose (3 chosen)")
        expect(page.locator("#people")).to_be_hidden()
        choices.click()
        expect(page.locator("[name=medal][value=gold]")).to_be_checked()
        page.get_by_role("button", name="Clear all").click()
        expect(page.get_by_text("Choose", exact=True)).to_be_visible()
