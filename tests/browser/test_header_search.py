"""The search in the header: competitions, techniques and pages by their words."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from archive.store import Archive
from tests.browser.visit import page_of

pytestmark = pytest.mark.browser


def opened(page: Page) -> Locator:
    """Open the search; its box."""
    page.locator("[data-ll-search]").click()
    return page.locator(".ll-search input")


def test_search_finds_a_competition_by_its_name_and_a_page_by_its_words(
    browser: Browser, address: str, mini_archive: Archive, competitions: dict[str, str]
) -> None:
    folder = competitions["teams"]
    competition = mini_archive.competition(folder)
    assert competition
    assert competition.title
    with page_of(browser, address) as page:
        page.goto(f"{address}about/")
        page.keyboard.press("Control+k")
        page.locator(".ll-search input").fill(competition.title)
        first = page.locator(".ll-search-results a").first
        expect(first).to_have_attribute("href", re.compile(f"competitions/{folder}/"))
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/competitions/{folder}/")
        page.locator("[data-ll-search]").click()
        page.locator(".ll-search select[name=type]").select_option("Page")
        page.locator(".ll-search input").fill("opt-out")
        expect(page.locator(".ll-search-results a").first).to_have_attribute("href", re.compile("privacy/"))


def test_the_search_leads_to_the_row_of_a_kind_and_the_row_to_its_cost_competitions_and_people(
    browser: Browser, address: str
) -> None:
    with page_of(browser, address) as page:
        page.goto(f"{address}techniques/by-kind/")
        row = page.locator(".by-kind tr[id]").first
        anchor, name = row.get_attribute("id"), row.locator("th").evaluate("cell => cell.firstChild.textContent")
        assert anchor
        kind = anchor.removeprefix("kind-")
        page.goto(f"{address}about/")
        opened(page).fill(name)
        first = page.locator(".ll-search-results a", has_text="Kind").first
        expect(first).to_have_attribute("href", f"{address}techniques/by-kind/#{anchor}")
        first.click()
        page.wait_for_url(f"**/techniques/by-kind/#{anchor}")
        leads = {
            lead.inner_text(): lead.evaluate("link => link.href") for lead in page.locator(f"#{anchor} th a").all()
        }
        page.goto(leads["cost"])
        expect(page.locator(f"#{anchor} th")).to_be_in_viewport()
        page.goto(leads["competitions"])
        expect(page.locator("#filter [name=kind]")).to_have_value(kind)
        page.goto(leads["people"])
        expect(page.locator(f"#people [name=modality][value={kind}]")).to_be_checked()


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
        asked = [f"{address}{path}?q=zzq%26zzq" for path in ("competitions/", "people/")]
        assert links == [*asked, f"{address}techniques/"]


@pytest.mark.parametrize("by", ["a press", "keys"])
def test_a_result_of_the_search_is_reached_as_a_hand_does(
    browser: Browser, address: str, competitions: dict[str, str], by: str
) -> None:
    folder = competitions["teams"]
    with page_of(browser, address) as page:
        page.goto(address)
        opened(page).press_sequentially(folder.partition("-")[0])
        first = page.locator(f".ll-search-results a[href*='competitions/{folder}/']")
        expect(first).to_be_visible()
        if by == "a press":
            first.click(delay=150)  # the button stays down for a moment, and the input loses its focus with it
        else:
            for _ in range(40):
                page.keyboard.press("ArrowDown")
                page.wait_for_timeout(200)  # longer than a list takes to be made anew
                if first.evaluate("link => link === document.activeElement"):
                    break
            page.keyboard.press("Enter")
        page.wait_for_url(f"**/competitions/{folder}/")


def searched(page: Page, text: str) -> tuple[Locator, Locator]:
    """The words of the search, and the last link that it found for this text."""
    words = opened(page)
    words.fill(text)
    return words, page.locator(".ll-search-results a").last


def test_results_that_arrive_late_leave_the_focus_where_it_is(
    browser: Browser, address: str, competitions: dict[str, str]
) -> None:
    with page_of(browser, address) as page:
        page.goto(address)
        words, link = searched(page, competitions["teams"].partition("-")[0])
        link.focus()
        at = link.evaluate("link => { link.dataset.old = 'yes'; return link.href }")
        words.dispatch_event("input")  # as the last letter does, a moment before
        expect(page.locator(".ll-search-results a[data-old]")).to_have_count(0)
        assert page.evaluate("document.activeElement.href") == at
        words.evaluate("input => { input.value = 'zzzzzz' }")
        words.dispatch_event("input")
        expect(words).to_be_focused()


def test_results_that_arrive_between_press_and_release_wait_for_the_release(
    browser: Browser, address: str, competitions: dict[str, str]
) -> None:
    with page_of(browser, address) as page:
        page.goto(address)
        words, link = searched(page, competitions["teams"].partition("-")[0])
        at = link.evaluate("link => { link.dataset.old = 'yes'; return link.href }")
        link.hover()
        page.mouse.down()
        words.dispatch_event("input")  # as the last letter does, a moment before
        page.wait_for_timeout(600)
        expect(page.locator(".ll-search-results a[data-old]")).to_have_count(1)
        page.mouse.up()
        expect(page).to_have_url(at)


@pytest.mark.parametrize(
    ("words", "leads_to"), [("lgbm", "techniques/lightgbm/"), ("semantic segmentation", "#kind-segmentation")]
)
def test_the_search_knows_other_names_of_techniques_and_kinds(
    browser: Browser, address: str, words: str, leads_to: str
) -> None:
    with page_of(browser, address) as page:
        page.goto(f"{address}about/")
        opened(page).fill(words)
        expect(page.locator(".ll-search-results a").first).to_have_attribute("href", re.compile(re.escape(leads_to)))


def test_the_search_hands_its_words_to_the_search_for_people(browser: Browser, address: str) -> None:
    with page_of(browser, address) as page:
        page.goto(f"{address}about/")
        opened(page).fill("some one")
        link = page.get_by_role("link", name="search for people")
        expect(link).to_have_attribute("href", f"{address}people/?q=some+one")


def test_several_ideas_in_one_search_are_read_by_their_parts(browser: Browser, address: str) -> None:
    """No page has the words of all of them: the search found nothing."""
    with page_of(browser, address) as page:
        page.goto(f"{address}about/")
        words = opened(page)
        words.fill("lgbm tabular data 2020 ensembling qqqqqq")
        expect(page.locator(".ll-search-status")).to_have_text("Nothing has all of these words. By their parts:")
        links = page.locator(".ll-search-results a")
        assert links.evaluate_all("links => links.map(link => link.href)") == [
            f"{address}techniques/lightgbm/?kind=tabular#used",
            f"{address}competitions/?kind=tabular&from=2020&to=2020",
            f"{address}techniques/lightgbm/",
            f"{address}techniques/by-kind/#kind-tabular",
            f"{address}techniques/#ensembling",
        ]
        links.nth(1).click()
        page.wait_for_url("**/competitions/?kind=tabular&from=2020&to=2020")
        expect(page.locator("#filter-count")).to_contain_text("of 18 competitions")
