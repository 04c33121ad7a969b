"""Access for everybody, beyond what axe looks for: small windows, keys, colours of the reader, fingers."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_site import addresses
from tests.browser.visit import page_of

pytestmark = pytest.mark.browser

PAGES = ("data/", "data/coverage/", "data/dictionary/", "data/changes/", "method/", "privacy/", "people/")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [320, 961, 1100])
def test_no_page_scrolls_both_ways_in_a_small_window_or_at_a_zoom_of_400_percent(
    browser: Browser, address: str, competitions: dict[str, str], width: int
) -> None:
    with page_of(browser, address, viewport={"width": width, "height": 640}) as page:
        for path in [*addresses(competitions), *PAGES, "techniques/weighted-average/"]:
            page.goto(address + path)
            assert page.evaluate(SIDEWAYS) <= 0, path


def test_no_key_alone_does_anything(browser: Browser, address: str) -> None:
    """Who dictates to the browser says letters without meaning to press them (WCAG 2.1.4)."""
    with page_of(browser, address) as page:
        page.goto(f"{address}method/")
        for key in "npfs,./k":
            page.keyboard.press(key)
        page.wait_for_timeout(300)
        assert page.url == f"{address}method/"
        dialog = page.get_by_role("dialog", name="Search the site")
        expect(dialog).to_be_hidden()
        page.keyboard.press("Control+k")
        expect(dialog).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_of_the_reader_reach_charts_and_the_current_page(browser: Browser, address: str, scheme: str) -> None:
    size = {"width": 1280, "height": 900}
    with page_of(browser, address, viewport=size, color_scheme=scheme, forced_colors="active") as page:
        page.goto(f"{address}shakeups/")
        text, ink = page.locator(".chart").first.evaluate(
            "chart => [getComputedStyle(chart).fill, getComputedStyle(document.querySelector('h1')).color]"
        )
        assert text == ink
        current = page.locator(".ll-sections [aria-current]")
        assert current.evaluate("link => getComputedStyle(link).borderBottomWidth") == "2px"


def test_what_stands_in_no_sentence_is_large_enough_for_a_finger(
    browser: Browser, address: str, competitions: dict[str, str]
) -> None:
    with page_of(browser, address, viewport={"width": 390, "height": 844}) as page:
        for path, links in ((f"competitions/{competitions['teams']}/", ".jump a"), ("techniques/by-kind/", ".leads a")):
            page.goto(address + path)
            boxes = page.locator(links).evaluate_all(
                "links => links.map(link => link.getBoundingClientRect()).map(box => [box.top, box.height, box.width])"
            )
            assert len(boxes) > 2
            assert all(height >= 24 and width >= 24 for _, height, width in boxes), path
            assert all(after == before or after >= before + 24 for (before, *_), (after, *_) in pairwise(boxes)), path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hints_in_fields_are_as_legible_as_other_soft_words(browser: Browser, address: str, scheme: str) -> None:
    """The browser's own grey has 3.9 to 1 in the dark."""
    with page_of(browser, address, color_scheme=scheme) as page:
        page.goto(f"{address}competitions/")
        page.locator("[data-ll-search]").click()
        for field in ("#filter [name=q]", "#filter [name=from]", ".ll-search input"):
            hint, soft = page.locator(field).evaluate(
                """field => [getComputedStyle(field, "::placeholder").color,
                             getComputedStyle(document.querySelector(".kicker, .note")).color]"""
            )
            assert hint == soft, field
