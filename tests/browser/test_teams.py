"""Teams are found by their names, in the search for people."""

import re

import pytest
from playwright.sync_api import Browser, expect

from archive.store import Archive
from tests.browser.search import ready
from tests.browser.visit import page_of

pytestmark = pytest.mark.browser


def test_a_team_is_found_by_words_of_its_name_and_leads_to_its_board(
    browser: Browser, address: str, mini_archive: Archive
) -> None:
    folder, team = next(
        (folder, it)
        for folder in mini_archive.folders()
        for it in mini_archive.standings(folder)
        if it.name and it.name.isascii() and len(it.name.split()) > 1 and not it.is_benchmark
    )
    assert team.name
    with page_of(browser, address) as page:
        page.goto(f"{address}people/")
        ready(page)
        teams = page.get_by_role("region", name="Teams of this name")
        expect(teams).to_be_hidden()
        page.get_by_label("Handle, name or team").fill(" ".join(reversed(team.name.upper().split())))
        expect(page.locator("#teams-status")).to_have_text(re.compile(r"^\d+ of [\d,]+ named teams\.$"))
        entry = teams.get_by_role("listitem").filter(has_text=team.name).first
        expect(entry).to_contain_text(f"private rank {team.private_rank}" if team.private_rank else "rank unknown")
        page.reload()
        entry.get_by_role("link").click()
        page.wait_for_url(f"**/competitions/{folder}/#leaderboard")
        page.go_back()
        expect(entry).to_be_visible()
        page.get_by_role("button", name="Clear all").click()
        expect(teams).to_be_hidden()


def test_the_header_search_hands_over_the_name_of_a_team(browser: Browser, address: str) -> None:
    with page_of(browser, address) as page:
        page.goto(f"{address}about/")
        page.locator("[data-ll-search]").click()
        page.locator(".ll-search input").fill("some team")
        expect(page.locator(".ll-search-note")).to_contain_text("People and teams are not in this search")
