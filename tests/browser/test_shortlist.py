"""The shortlist of people: kept, compared, shared and exported."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from archive.canonical import guard_cell
from insights.glossary import name_of
from insights.kinds import kind_name
from insights.people import Profile
from tests.browser.search import SIZE, ready, shown
from tests.browser.visit import page_of

pytestmark = pytest.mark.browser


def test_a_shortlist_is_kept_compared_and_exported(
    browser: Browser, address: str, everybody: list[Profile], tmp_path: Path
) -> None:
    by_handle = {profile.handle: profile for profile in everybody}
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/")
        ready(page)
        handles = shown(page)[:2]
        for handle in handles:
            page.get_by_label(f"Shortlist {handle}", exact=True).check()
        third = next(handle for handle in shown(page) if handle not in handles)
        page.get_by_role("link", name=third, exact=True).click()
        page.get_by_role("button", name="Add to shortlist").click()
        page.goto(f"{address}people/")
        ready(page)
        expect(page.locator("#shortlist-count")).to_have_text("3")
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").click()
        download.value.save_as(tmp_path / "list.csv")
        page.locator("#shortlist-compare").click()
        expect(page.locator("#compare thead th")).to_have_count(4)
        assert len(re.findall(r"[0-9a-f]{2}:", page.url)) == 3
        people = [by_handle[handle] for handle in (*handles, third)]
        for label, said in (
            ("Write-ups known", writeups), ("Median share of teams behind", behind), ("Data, tasks, fields", kinds)
        ):  # fmt: skip
            cells = page.locator("#compare tbody tr", has_text=label).first.locator("td").all_inner_texts()
            assert cells == [said(profile) for profile in people]
        page.get_by_role("button", name="Clear the shortlist").click()
        expect(page.locator("#compare-status")).to_contain_text("empty")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text())))
    assert [row["handle"] for row in rows] == [*handles, third]
    for row in rows:
        profile = by_handle[row["handle"]]
        assert row["modalities"] == "; ".join(map(kind_name, profile.modalities))
        assert row["techniques"] == "; ".join(map(name_of, profile.techniques))
    assert [row["best_rank"] for row in rows] == [str(by_handle[row["handle"]].best.rank) for row in rows]


def writeups(profile: Profile) -> str:
    solutions = f", of {profile.written_up:,} solution{'s' * (profile.written_up != 1)}"
    known = f"{profile.writeups:,}" if profile.writeups else "none known"
    return known + (solutions if profile.written_up != profile.writeups else "")


def kinds(profile: Profile) -> str:
    told = [f"{kind_name(kind)} ({count})" for kind, count in profile.modalities.items()]
    return ", ".join(told[:8]) + (f", and {len(told) - 8} more" if len(told) > 8 else "")


def behind(profile: Profile) -> str:
    return f"{int(10 * profile.median_percentile + 1e-6) / 10:g} %"


def test_a_list_that_somebody_shared_is_apart_from_ones_own_until_it_is_kept(
    browser: Browser, address: str, built: Path
) -> None:
    who = [(path.stem, place) for path in sorted((built / "data" / "people").glob("??.json"))[:3]
           for place in list(json.loads(path.read_text())["people"])[:1]]  # fmt: skip
    shared = ",".join(f"{shard}:{place}" for shard, place in who)
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/{who[0][1]}/")
        page.get_by_role("button", name="Add to shortlist").click()
        page.goto(f"{address}people/compare/?who={shared}")
        expect(page.locator("#compare-status")).to_contain_text("3 side by side. This list was shared with you")
        expect(page.get_by_role("button", name="Clear the shortlist")).to_be_hidden()
        page.locator("#compare thead button").last.click()
        expect(page.locator("#compare-status")).to_contain_text("2 side by side")
        assert page.evaluate("JSON.parse(localStorage['leaderlore.shortlist']).length") == 1
        page.get_by_role("button", name="Keep as my shortlist").click()
        expect(page.locator("#compare-status")).to_have_text("2 side by side")
        page.locator("#compare thead button").first.click()
        expect(page.locator("#compare-status")).to_have_text("1 side by side")
        page.goto(f"{address}people/compare/")
        expect(page.locator("#compare thead a")).to_have_count(1)
        assert page.locator("#compare thead a").get_attribute("href") == f"../../people/{who[1][1]}/"


def test_names_of_every_kind_export_harmlessly(browser: Browser, address: str) -> None:
    names = ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "-2+3", "'quoted", 'say "hi"', "a,b", "line\nfeed", "🦊", "מבחן"]
    names += [f"{sign}cmd()" for sign in "＝＋－＠"]  # as wide as a Chinese character; spreadsheets take them too
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/")
        cells = page.evaluate(
            "async (names) => { const { cell } = await import('../assets/csv.js');"
            " return [...names, '-12.5', null].map(cell); }",
            names,
        )
    rows = [row for (row,) in csv.reader(io.StringIO("\n".join(cells[:-1]) + "\n"))]
    assert rows == [*map(guard_cell, names), "-12.5"]
    assert cells[-1] == ""


def test_who_removes_a_column_by_keyboard_goes_on_with_the_next(browser: Browser, address: str, built: Path) -> None:
    files = sorted((built / "data" / "people").glob("??.json"))[:3]
    who = ",".join(f"{path.stem}:{next(iter(json.loads(path.read_text())['people']))}" for path in files)
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/compare/?who={who}")
        removes = page.locator("#compare thead button")
        expect(removes).to_have_count(3)
        for left in (2, 1):
            removes.first.press("Enter")
            expect(removes).to_have_count(left)
            expect(removes.first).to_be_focused()
        removes.first.press("Enter")
        expect(removes).to_have_count(0)
        expect(page.locator("#compare-status")).to_be_focused()
