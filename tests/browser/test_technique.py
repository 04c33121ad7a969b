"""A technique's page: who used it, in which kind of competition, at what cost."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from insights.kinds import kind_name
from tests.browser.visit import page_of

pytestmark = pytest.mark.browser


def test_users_of_a_technique_are_narrowed_to_a_kind_and_the_address_says_so(
    browser: Browser, address: str, built: Path
) -> None:
    twins = [json.loads(file.read_text()) for file in sorted((built / "data/techniques").glob("*.json"))]
    twin = next(it for it in twins if len({kind for use in it["used_by"] for kind in use["kinds"]}) > 1)
    kind = twin["used_by"][0]["kinds"][0]
    of_kind = sum(kind in use["kinds"] for use in twin["used_by"])
    listed = sum(kind in use["kinds"] for use in twin["used_by"] + twin["rejected_by"])
    with page_of(browser, address) as page:
        page.goto(f"{address}techniques/{twin['id']}/")
        page.get_by_role("link", name=kind_name(kind), exact=True).click()
        page.wait_for_url(f"**/techniques/{twin['id']}/?kind={kind}#used")
        expect(page.locator("#used ~ .wide").first.locator("tbody tr:visible")).to_have_count(of_kind)
        expect(page.locator("#of-kind output")).to_contain_text(f"{listed} of ")
        expect(page.locator("#used")).to_be_in_viewport()
        page.locator("#of-kind select").select_option("")
        expect(page.locator("#used ~ .wide").first.locator("tbody tr:visible")).to_have_count(len(twin["used_by"]))
        assert page.url.endswith(f"/techniques/{twin['id']}/#used")
