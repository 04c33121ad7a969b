"""The filter of the list of competitions, and what leads to it."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from archive.store import Archive
from insights.kinds import kind_name
from tests.browser.visit import page_of

pytestmark = pytest.mark.browser


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


def test_the_filter_counts_and_lists_what_is_not_known_to_fit(browser: Browser, address: str, built: Path) -> None:
    rows = json.loads((built / "data/list.json").read_text())
    rows["code_competition"] = ["unknown", "unknown", "no", *["yes"] * (len(rows["folder"]) - 3)]
    rows["teams"] = [None, 5, None, None, *[5000] * (len(rows["folder"]) - 4)]
    total = len(rows["folder"])
    with page_of(browser, address) as page:
        page.route("**/data/list.json", lambda route: route.fulfill(json=rows))
        shown, count = page.locator("#filter-results tbody tr"), page.locator("#filter-count")

        def expect_found(query: str, said: str, listed: int) -> None:
            page.goto(f"{address}competitions/?{query}")
            expect(count).to_have_text(said)
            expect(shown).to_have_count(listed)

        might = f"{total - 3} of {total} competitions; 2 more might fit, code competition unknown"
        expect_found("code=yes", might, total - 3)
        page.get_by_label("also where it is unknown").check()
        expect(count).to_have_text(f"{might}: listed too")
        expect(shown).to_have_count(total - 1)
        assert page.url.endswith("?code=yes&unknown=1")
        expect_found("code=unknown", f"2 of {total} competitions", 2)
        both = f"{total - 4} of {total} competitions; 2 more might fit, code competition or teams unknown"
        expect_found("code=yes&teams=1000", both, total - 4)


def test_a_competition_leads_to_others_of_its_kind(browser: Browser, address: str, mini_archive: Archive) -> None:
    folder, kind = next(
        (folder, it.modalities[0].id)
        for folder in mini_archive.folders()
        if (it := mini_archive.competition(folder)) and it.modalities
    )
    with page_of(browser, address) as page:
        page.goto(f"{address}competitions/{folder}/")
        page.locator(".kicker").get_by_role("link", name=kind_name(kind), exact=True).click()
        expect(page.locator(f'#filter-results a[href$="competitions/{folder}/"]')).to_be_visible()


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


def test_a_competition_may_have_to_be_of_two_kinds(browser: Browser, address: str, mini_archive: Archive) -> None:
    facts = [it for folder in mini_archive.folders() if (it := mini_archive.competition(folder))]
    kinds = [{tag.id for tag in it.modalities} for it in facts]
    one, other = sorted(max(kinds, key=len))[:2]
    with page_of(browser, address) as page:
        page.goto(f"{address}competitions/?kind={one}")
        page.get_by_label("and of kind").select_option(other)
        both = sum({one, other} <= of for of in kinds)
        expect(page.locator("#filter-results tbody tr")).to_have_count(both)
        expect(page.locator("#filter-count")).to_contain_text(f"{both} of {len(facts)} competitions")
        assert page.url.endswith(f"?kind={one}&also={other}")


def test_words_that_name_a_kind_lead_to_it(browser: Browser, address: str) -> None:
    with page_of(browser, address) as page:
        page.goto(f"{address}competitions/?q=Tabular+data&boards=1")
        expect(page.locator("#filter-count")).to_contain_text("competitions")  # what follows moves down a line
        page.locator("#filter-meant").get_by_role("link", name="Tables").click()
        expect(page).to_have_url(re.compile(r"/competitions/\?(?=.*boards=1)(?=.*kind=tabular)(?!.*q=)"))
        expect(page.locator("#filter-results tbody tr").first).to_be_visible()
        expect(page.locator("#filter-meant")).to_be_hidden()


def test_a_row_says_what_found_it_where_it_does_not_show_it(browser: Browser, address: str, built: Path) -> None:
    """F-beta is called "Medical Board F-Beta" too: nothing on the row said why "medical" had found it."""
    rows = json.loads((built / "data/list.json").read_text())
    rows["title"][0], rows["metric"][0] = "Board of Things", "F-Beta|fbeta|Medical Board F-Beta"
    rows["title"][1], rows["metric"][1] = "Medical board", ""
    with page_of(browser, address) as page:
        page.route("**/data/list.json", lambda route: route.fulfill(json=rows))
        page.goto(f"{address}competitions/?q=medical+board")
        shown = page.locator("#filter-results tbody th")
        expect(shown.filter(has_text="Board of Things").locator(".why")).to_have_text(
            "found by another name of its metric: Medical Board F-Beta"
        )
        expect(shown.get_by_role("link", name="Medical board", exact=True)).to_be_visible()
        expect(page.locator(".why")).to_have_count(1)


def test_what_the_filter_found_is_a_csv_file(browser: Browser, address: str, built: Path, tmp_path: Path) -> None:
    rows = json.loads((built / "data/list.json").read_text())
    rows["title"] = [f"=HYPERLINK({number})" for number, _ in enumerate(rows["folder"])]
    with page_of(browser, address) as page:
        page.route("**/data/list.json", lambda route: route.fulfill(json=rows))
        page.goto(f"{address}competitions/")
        export = page.get_by_role("button", name="CSV of these")
        expect(export).to_be_hidden()
        page.goto(f"{address}competitions/?kind=tabular&sort=teams")
        shown = page.locator("#filter-results tbody th a")
        expect(shown.first).to_be_visible()
        links = shown.evaluate_all("links => links.map(link => link.href)")
        with page.expect_download() as download:
            export.click()
        download.value.save_as(tmp_path / "list.csv")
    found = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text())))
    assert [row["page"] for row in found] == links
    assert all(row["title"].startswith("'=") and "Tables" in row["kinds"] for row in found)


def test_show_more_leads_to_the_first_of_what_came(browser: Browser, address: str, built: Path) -> None:
    rows = json.loads((built / "data/list.json").read_text())
    many = {name: (column * 12)[:210] for name, column in rows.items()}
    with page_of(browser, address) as page:
        page.route("**/data/list.json", lambda route: route.fulfill(json=many))
        page.goto(f"{address}competitions/?sort=oldest")
        links = page.locator("#filter-results tbody th a")
        expect(links).to_have_count(200)
        page.get_by_role("button", name="Show 10 more").press("Enter")
        expect(links.nth(200)).to_be_focused()
        expect(links).to_have_count(210)
