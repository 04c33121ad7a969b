"""Tables in the order that a reader asks for: any table by its heads, the list of competitions over all of them."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visit import page_of

pytestmark = pytest.mark.browser

TWO_STAGE = """<table class="sorts"><thead><tr><th class="num">S</th></tr></thead><tbody>
<tr><td>0.5 <small class="apart">two-stage</small></td></tr><tr><td><span class="unknown">–</span></td></tr>
<tr><td>0.1</td></tr><tr><td>0.2</td></tr></tbody></table>"""


def test_a_table_is_sorted_by_any_column_and_unknown_comes_last(browser: Browser, address: str) -> None:
    with page_of(browser, address) as page:
        page.goto(f"{address}score-against-cost/")
        table = page.locator("#cost ~ .wide table.sorts").first

        def column(number: int) -> list[str]:
            return table.locator(f"tbody tr > :nth-child({number})").all_inner_texts()

        for down in (True, False):
            table.get_by_role("button", name="Private rank", exact=True).press("Enter")
            expect(table.locator("[aria-sort]")).to_have_attribute("aria-sort", "descending" if down else "ascending")
            ranks = [int(rank) for rank in column(3)]
            assert len(set(ranks)) > 1
            assert ranks == sorted(ranks, reverse=down)
        for _ in range(2):
            table.get_by_role("button", name="Distance", exact=True).click()
            known = [text != "unknown" for text in column(6)]
            assert known == sorted(known, reverse=True)
        table.get_by_role("button", name="Competition").click()
        titles = [text.partition("\n")[0].casefold() for text in column(4)]
        assert titles[0] < titles[-1]


def test_a_year_is_sorted_by_day_reward_and_shake_up(browser: Browser, address: str, built: Path) -> None:
    year = max((built / "years").iterdir(), key=lambda page: (page / "index.html").stat().st_size).name
    with page_of(browser, address) as page:
        page.goto(f"{address}years/{year}/")
        table = page.locator("table.sorts")
        texts = table.locator("tbody td:nth-child(2)")
        days = texts.all_inner_texts()
        assert len(set(days)) > 1

        def told(day: str) -> float:
            return float(page.evaluate("day => Date.parse(day)", day))

        table.get_by_role("button", name="Deadline").click()
        assert [told(day) for day in texts.all_inner_texts()] == sorted(map(told, days), reverse=True)
        table.get_by_role("button", name="Deadline").click()
        assert [told(day) for day in texts.all_inner_texts()] == sorted(map(told, days))
        table.get_by_role("button", name="Reward").click()
        rewards = [re.sub(r"\D", "", text) for text in table.locator("tbody td:last-child").all_inner_texts()]
        sums = [int(reward) for reward in rewards if reward]
        assert sums == sorted(sums, reverse=True)
        assert all(rewards[: len(sums)])


def test_two_stage_competitions_are_sorted_apart_from_the_others(browser: Browser, address: str) -> None:
    with page_of(browser, address) as page:
        page.goto(f"{address}about/")
        page.locator("article").evaluate("(article, table) => { article.innerHTML = table }", TWO_STAGE)
        page.evaluate(f"import('{address}assets/sort.js?again')")
        for expected in (["0.2", "0.1"], ["0.1", "0.2"]):
            page.get_by_role("button", name="S", exact=True).click()
            assert page.locator("article td").all_inner_texts() == [*expected, "0.5 two-stage", "–"]


def test_the_heads_of_the_list_order_all_competitions(browser: Browser, address: str, built: Path) -> None:
    known = json.loads((built / "data/list.json").read_text())
    prizes = sorted((prize for prize in known["prize_usd"] if prize is not None), reverse=True)
    assert len(set(prizes)) > 1
    with page_of(browser, address) as page:
        page.goto(f"{address}competitions/")
        page.locator("#unfiltered").get_by_role("button", name="Reward").press("Enter")
        found = page.locator("#filter-results")
        expect(found.locator("tbody tr")).to_have_count(len(known["folder"]))
        expect(found.get_by_role("button", name="Reward")).to_be_focused()
        expect(found.locator("[aria-sort]")).to_have_attribute("aria-sort", "descending")
        assert page.url.endswith("?sort=prize")
        rewards = found.locator("tbody td:last-child").all_inner_texts()
        assert [float(re.sub(r"\D", "", reward)) for reward in rewards[: len(prizes)]] == prizes
        for order, direction in (("s", "descending"), ("calm", "ascending")):
            found.get_by_role("button", name="Shake-up").click()
            assert page.url.endswith(f"?sort={order}")
            expect(found.locator("[aria-sort]")).to_have_attribute("aria-sort", direction)
        found.get_by_role("button", name="Deadline").click()
        expect(page.locator("#unfiltered").get_by_role("button", name="Deadline")).to_be_focused()
        assert "?" not in page.url


def test_a_phone_shows_all_facts_of_a_competition_without_scrolling_sideways(browser: Browser, address: str) -> None:
    with page_of(browser, address, viewport={"width": 390, "height": 900}) as page:
        for at, table in (("competitions/", "#unfiltered"), ("competitions/?sort=prize", "#filter-results")):
            page.goto(address + at)
            row = page.locator(f"{table} tbody tr", has_text="scores").first
            expect(row).to_be_visible()
            for cell in row.locator("th, td").all():
                box = cell.bounding_box()
                assert box
                assert box["x"] + box["width"] <= 390
            label = row.locator("td").nth(3).evaluate("cell => getComputedStyle(cell, '::before').content")
            assert "Public share" in label
            empty = page.locator(f"{table} tbody td:nth-child(6):empty")
            assert empty.count()
            assert not empty.first.is_visible()
            page.locator(table).get_by_role("button", name="Reward").click()
            expect(page.locator("#filter-results [aria-sort]")).to_be_visible()
