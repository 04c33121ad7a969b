"""The site as readers meet it: phone and desktop, light and dark, with and without JavaScript."""

import gzip
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from archive.store import Archive
from tests.browser.visit import page_of

pytestmark = pytest.mark.browser

FIRST_LOAD = 300_000
"""Bytes, compressed, that a first visit may cost."""
WIDTHS = {"phone": 390, "desktop": 1280}


@pytest.fixture(scope="session")
def competitions(mini_archive: Archive) -> dict[str, str]:
    """One competition with teams on both boards, one with scores alone, one with no board."""
    found: dict[str, str] = {}
    for folder in mini_archive.folders():
        standings = mini_archive.standings(folder)
        kind = "teams" if standings else "scores" if mini_archive.scores(folder) else "none"
        if folder.casefold() == "edge-same-slug-2" or folder == "edge-hostile-names":
            continue  # one shares its title with another, the other's title is no words
        if kind != "teams" or all(row.public_rank and row.private_rank for row in standings[:20]):
            found.setdefault(kind, folder)
    return found


def addresses(competitions: dict[str, str]) -> list[str]:
    summaries = ["competitions/", "shakeups/", "techniques/", "compute/", "score-against-cost/", "ideas/"]
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
    path = "competitions/" if column == 1 else f"competitions/{competitions['teams']}/"
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
            found = Axe().run(page).response["violations"]
            said = [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found]
            assert not said, path


def test_search_finds_a_competition_by_its_name_and_a_page_by_its_words(
    browser: Browser, address: str, mini_archive: Archive, competitions: dict[str, str]
) -> None:
    folder = competitions["teams"]
    competition = mini_archive.competition(folder)
    assert competition
    assert competition.title
    with page_of(browser, address) as page:
        page.goto(f"{address}about/")
        page.keyboard.press("/")
        page.locator(".ll-search input").fill(competition.title)
        first = page.locator(".ll-search-results a").first
        expect(first).to_have_attribute("href", re.compile(f"competitions/{folder}/"))
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/competitions/{folder}/")
        page.locator("[data-ll-search]").click()
        page.locator(".ll-search select[name=type]").select_option("Page")
        page.locator(".ll-search input").fill("opt-out")
        expect(page.locator(".ll-search-results a").first).to_have_attribute("href", re.compile("privacy/"))


@pytest.mark.parametrize("at", ["", "about/", "years/2020/"])
def test_the_search_says_where_people_are_found_and_where_to_look_when_it_finds_nothing(
    browser: Browser, address: str, at: str
) -> None:
    with page_of(browser, address) as page:
        page.goto(address + at)
        page.locator("[data-ll-search]").click()
        expect(page.get_by_role("link", name="search for people")).to_have_attribute("href", f"{address}people/")
        page.locator(".ll-search input").fill("zzq&zzq")
        expect(page.locator(".ll-search-status")).to_have_text("Nothing was found. Look elsewhere:")
        links = page.locator(".ll-search-results a").evaluate_all("links => links.map(link => link.href)")
        assert links == [f"{address}{path}?q=zzq%26zzq" for path in ("competitions/", "people/")]


@pytest.mark.parametrize("by", ["a press", "keys"])
def test_a_result_of_the_search_is_reached_as_a_hand_does(
    browser: Browser, address: str, competitions: dict[str, str], by: str
) -> None:
    folder = competitions["teams"]
    with page_of(browser, address) as page:
        page.goto(address)
        page.locator("[data-ll-search]").click()
        page.locator(".ll-search input").press_sequentially(folder.partition("-")[0])
        first = page.locator(f".ll-search-results a[href*='competitions/{folder}/']")
        expect(first).to_be_visible()
        if by == "a press":
            first.click(delay=150)  # the button stays down for a moment, and the input loses its focus with it
        else:
            for _ in range(12):
                page.keyboard.press("ArrowDown")
                page.wait_for_timeout(200)  # longer than a list takes to be made anew
                if first.evaluate("link => link === document.activeElement"):
                    break
            page.keyboard.press("Enter")
        page.wait_for_url(f"**/competitions/{folder}/")


def test_the_filter_narrows_and_its_state_is_in_the_address(browser: Browser, address: str) -> None:
    with page_of(browser, address) as page:
        page.goto(f"{address}competitions/")
        page.locator("#filter select[name=category]").select_option(index=1)
        category = page.locator("#filter select[name=category]").input_value()
        page.locator("#filter input[name=boards]").check()
        expect(page.locator("#filter-count")).to_contain_text(re.compile(r"\d+ of 18 competitions"))
        assert f"category={category}" in page.url
        assert "boards=1" in page.url
        shown = page.locator("#filter-results tbody tr")
        count = shown.count()
        assert count == len([row for row in shown.all_inner_texts() if category in row])
        page.reload()
        expect(page.locator("#filter-results tbody tr")).to_have_count(count)
        page.locator("#filter button[type=reset]").click()
        expect(page.locator("#unfiltered")).to_be_visible()
        assert "?" not in page.url


def test_the_filter_says_of_a_competition_what_the_list_says(browser: Browser, address: str) -> None:
    def rows(page: Page, where: str) -> list[list[str]]:
        return [re.split(r"\s*\t\s*", row) for row in page.locator(f"{where} tbody tr").all_inner_texts()]

    with page_of(browser, address) as page:
        page.goto(f"{address}competitions/")
        listed = rows(page, "#unfiltered")
        page.locator("#filter select[name=sort]").select_option("s")
        expect(page.locator("#filter-results tbody tr")).to_have_count(len(listed))
        found = rows(page, "#filter-results")
    assert sorted(found) == sorted(listed)
    assert all(cell for row in found for cell in (row[1], row[2], row[-1]))
    shaken = [row[3] for row in found if row[3] != "–"]
    one_stage = [words for words in shaken if "two-stage" not in words]
    assert shaken[: len(one_stage)] == sorted(one_stage, key=float, reverse=True)
    assert len(one_stage) < len(shaken)


def test_the_filter_finds_by_metric(browser: Browser, address: str, mini_archive: Archive) -> None:
    metrics = {folder: it.metric.name for folder in mini_archive.folders()
               if (it := mini_archive.competition(folder)) and it.metric and it.metric.name}  # fmt: skip
    folder, metric = next(iter(metrics.items()))
    with page_of(browser, address) as page:
        page.goto(f"{address}competitions/?q={metric}")
        expect(page.locator(f'#filter-results a[href$="competitions/{folder}/"]')).to_be_visible()


def test_the_filter_knows_kinds_of_data_by_the_names_that_readers_know(
    browser: Browser, address: str, mini_archive: Archive
) -> None:
    facts = [it for folder in mini_archive.folders() if (it := mini_archive.competition(folder))]
    of_kind = [it for it in facts if any(tag.id == "tabular" for tag in it.modalities)]
    code = [it for it in facts if it.code_competition]
    assert of_kind
    assert code
    with page_of(browser, address) as page:
        shown = page.locator("#filter-results tbody tr")
        page.goto(f"{address}competitions/")
        kind = page.get_by_label("Kind of data")
        kind.select_option(label=f"Tables ({len(of_kind)})")
        expect(shown).to_have_count(len(of_kind))
        assert page.url.endswith("?kind=tabular")
        page.reload()
        expect(kind).to_have_value("tabular")
        expect(shown).to_have_count(len(of_kind))
        page.goto(f"{address}competitions/?q=tables")
        expect(shown).to_have_count(len(of_kind))
        page.goto(f"{address}competitions/?q=code+competition")
        expect(shown).to_have_count(len(code))
        page.goto(f"{address}competitions/?code=yes")
        expect(shown).to_have_count(len(code))


def test_the_filter_says_what_to_do_where_nothing_fits(browser: Browser, address: str) -> None:
    with page_of(browser, address) as page:
        page.goto(f"{address}competitions/?q=nosuchthing")
        expect(page.get_by_text("No competition fits all of this.")).to_be_visible()
        expect(page.locator("#filter-count")).to_have_text("0 of 18 competitions")
        expect(page.locator("#filter-results")).to_be_hidden()
        page.locator("#filter input[name=q]").fill("")
        expect(page.get_by_text("No competition fits all of this.")).to_be_hidden()
        expect(page.locator("#unfiltered")).to_be_visible()


def test_the_box_on_the_home_page_leads_to_the_filtered_index(
    browser: Browser, address: str, competitions: dict[str, str]
) -> None:
    word = competitions["teams"].split("-")[0]
    with page_of(browser, address) as page:
        page.goto(address)
        page.locator("#home-q").fill(word)
        page.keyboard.press("Enter")
        page.wait_for_url("**/competitions/?q=*")
        expect(page.locator(f'#filter-results a[href$="competitions/{competitions["teams"]}/"]')).to_be_visible()


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
        assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= FIRST_LOAD, path
