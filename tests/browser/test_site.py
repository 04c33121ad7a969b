"""The site as readers meet it: phone and desktop, light and dark, with and without JavaScript."""

import gzip
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, expect

from archive.store import Archive
from tests.browser.visit import page_of, violations

pytestmark = pytest.mark.browser

FIRST_LOAD = 300_000
"""Bytes, compressed, that a first visit may cost."""
WIDTHS = {"phone": 390, "desktop": 1280}


@cache
def compressed_size(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))


def addresses(competitions: dict[str, str]) -> list[str]:
    summaries = [
        "competitions/",
        "organizers/",
        "shakeups/",
        "techniques/",
        "techniques/by-kind/",
        "compute/",
        "score-against-cost/",
        "ideas/",
    ]
    techniques = ["techniques/pseudo-labeling/", "techniques/nested-cv/"]
    return ["", *summaries, *techniques, *(f"competitions/{folder}/" for folder in competitions.values())]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_open_without_a_fault(
    browser: Browser, address: str, competitions: dict[str, str], width: str, scheme: str
) -> None:
    assert len(competitions) >= 2
    size = {"width": WIDTHS[width], "height": 900}
    with page_of(browser, address, viewport=size, color_scheme=scheme) as page:
        for path in addresses(competitions):
            page.goto(address + path)
            assert page.locator("h1").count() == 1
            sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(sideways) <= 0, f"{path} scrolls sideways"
            dark = page.locator("body").get_attribute("data-md-color-scheme") == "slate"
            assert dark == (scheme == "dark")


def test_names_in_a_list_are_not_broken_within_words_on_a_phone(browser: Browser, address: str, built: Path) -> None:
    people = next((built / "people/by").glob("2*-image")).relative_to(built)
    with page_of(browser, address, viewport={"width": WIDTHS["phone"], "height": 900}) as page:
        for path in ("competitions/", f"{people}/"):
            page.goto(address + path)
            title = page.locator("table.data tbody th").first.bounding_box()
            assert title
            assert title["width"] > 140


@pytest.mark.parametrize("column", [1, 4], ids=["a list", "a board"])
def test_names_and_the_head_of_their_column_stay_where_a_phone_scrolls_a_table_sideways(
    browser: Browser, address: str, competitions: dict[str, str], column: int
) -> None:
    path = "techniques/" if column == 1 else f"competitions/{competitions['teams']}/"
    with page_of(browser, address, viewport={"width": WIDTHS["phone"], "height": 900}) as page:
        page.goto(address + path)
        box = page.locator(".wide", has=page.locator("table.board" if column == 4 else "table.named")).first
        edge = box.bounding_box()
        assert edge
        box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
        for cell in ("tbody th", f"thead th:nth-child({column})", "caption"):
            place = box.locator(cell).first.bounding_box()
            assert place
            assert abs(place["x"] - edge["x"]) < 1, cell


def test_numbers_of_footnotes_stand_inside_their_box(browser: Browser, address: str, built: Path) -> None:
    """A box cuts what juts out; the number hangs to the left of its text."""
    told = next(path for path in sorted((built / "competitions").glob("*/index.html")) if "note-1" in path.read_text())
    with page_of(browser, address, viewport={"width": WIDTHS["phone"], "height": 900}) as page:
        page.goto(f"{address}competitions/{told.parent.name}/")
        box = page.locator("details:has(ol.notes)")
        box.locator("summary").click()
        edge, text = box.bounding_box(), box.locator("li").first.bounding_box()
        assert edge
        assert text
        assert text["x"] - edge["x"] >= 28


def test_a_phone_names_the_number_of_solutions_of_a_kind(browser: Browser, address: str) -> None:
    """316, 118 by techniques, solutions: that read as 118 solutions."""
    with page_of(browser, address, viewport={"width": WIDTHS["phone"], "height": 900}) as page:
        page.goto(f"{address}techniques/by-kind/")
        cell = page.locator(".by-kind td.num").first
        around = [cell.evaluate(f"cell => getComputedStyle(cell, '::{side}').content") for side in ("before", "after")]
        assert around == ['"Solutions: "', "none"]


def test_links_in_cells_are_not_broken_within_words_on_a_phone(browser: Browser, address: str) -> None:
    with page_of(browser, address, viewport={"width": WIDTHS["phone"], "height": 900}) as page:
        page.goto(f"{address}competitions/edge-two-stage/")
        link = page.locator("#compute ~ .wide td a").first
        assert link.evaluate("link => { link.textContent = 'kagglekaggle'; return link.getClientRects().length }") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser: Browser, address: str, competitions: dict[str, str], scheme: str) -> None:
    with page_of(
        browser, address, viewport={"width": 1280, "height": 900}, color_scheme=scheme, bypass_csp=True
    ) as page:
        for path in [*addresses(competitions), "data/", "data/coverage/", "method/", "privacy/"]:
            page.goto(address + path)
            assert violations(page, scheme) == [], path


def test_tables_without_links_scroll_by_keyboard_on_a_phone(browser: Browser, address: str) -> None:
    with page_of(browser, address, viewport={"width": WIDTHS["phone"], "height": 900}, bypass_csp=True) as page:
        for path in ("compute/", "data/coverage/", "data/dictionary/"):
            page.goto(address + path)
            assert violations(page) == [], path


def test_without_javascript_every_competition_can_be_reached(
    browser: Browser, address: str, mini_archive: Archive
) -> None:
    with page_of(browser, address, java_script_enabled=False) as page:
        page.goto(f"{address}competitions/")
        assert not page.locator("#filter").is_visible()
        years = page.locator(".years a").evaluate_all("links => links.map(link => link.href)")
        reached: set[str] = set()
        for year in years:
            page.goto(year)
            links = page.locator("table a").evaluate_all("links => links.map(link => link.href)")
            reached |= {link.rstrip("/").rpartition("/")[2] for link in links}
        assert reached == set(mini_archive.folders())
        page.goto(f"{address}competitions/{sorted(reached)[0]}/")
        assert page.locator("#facts").is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_the_menu_of_a_phone_leads_to_every_page_of_it(browser: Browser, address: str, scripts: bool) -> None:
    size = {"width": WIDTHS["phone"], "height": 844}
    with page_of(browser, address, viewport=size, java_script_enabled=scripts) as page:
        page.goto(f"{address}method/")
        menu = page.get_by_role("navigation", name="All pages")
        coverage = menu.get_by_role("link", name="Coverage")
        expect(coverage).not_to_be_in_viewport()
        page.locator("header label", has_text="Menu").click()
        expect(coverage).to_be_in_viewport(ratio=1)
        expect(menu.locator("[aria-current]")).to_have_text("Method")
        coverage.click()
        page.wait_for_url("**/data/coverage/")
        expect(coverage).not_to_be_in_viewport()


def test_a_key_that_moves_the_focus_into_the_menu_shows_it(browser: Browser, address: str) -> None:
    with page_of(browser, address, viewport={"width": 700, "height": 844}) as page:
        page.goto(f"{address}method/")
        home = page.get_by_role("navigation", name="All pages").get_by_role("link", name="Home")
        for _ in range(10):
            page.keyboard.press("Tab")
            if home.evaluate("link => link === document.activeElement"):
                break
        expect(home).to_be_focused()
        expect(home).to_be_in_viewport(ratio=1)
        page.get_by_role("heading", name="Shake-up", exact=True).click()
        expect(home).not_to_be_in_viewport()


def test_the_colours_can_be_switched_and_stay_switched(browser: Browser, address: str) -> None:
    with page_of(browser, address, color_scheme="light") as page:
        page.goto(address)
        page.get_by_title("Switch to dark colours").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.goto(f"{address}method/")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_first_visit_stays_light(browser: Browser, address: str, built: Path, competitions: dict[str, str]) -> None:
    for path in addresses(competitions):
        files: set[Path] = set()

        def note(request: Request, files: set[Path] = files) -> None:
            file = built / request.url.removeprefix(address).partition("?")[0]
            files.add(file / "index.html" if file.is_dir() else file)

        with page_of(browser, address) as page:
            page.on("request", note)
            page.goto(address + path, wait_until="networkidle")
        assert sum(map(compressed_size, files)) <= FIRST_LOAD, path
