"""People as recruiters, the people themselves, and readers without JavaScript meet them."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from insights.people import Profile, Query, find
from tests.browser.search import SIZE, ready, shown, tab_to
from tests.browser.visit import page_of, violations

pytestmark = pytest.mark.browser

MOST_INTERACTIONS = 8


def test_solo_gold_in_nlp_is_found_with_the_keyboard_alone(
    browser: Browser, address: str, everybody: list[Profile]
) -> None:
    since = max(profile.last_active or 0 for profile in everybody) - 1
    query = Query(modality="nlp", medal="gold", team_size=1, active_since=since, writeups=1)
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(address)
        steps: list[Callable[[], None]] = [
            lambda: page.keyboard.press("Enter"),
            lambda: page.keyboard.press("Space"),
            lambda: page.keyboard.press("Space"),
            lambda: page.keyboard.press("Space"),
            lambda: page.keyboard.type(str(since)),
            lambda: page.keyboard.press("Space"),
        ]
        stops = ['.ll-sections a[href*="people"]', '[name="modality"][value="nlp"]', '[name="medal"][value="gold"]',
                 '[name="team"][value="1"]', '[name="since"]', '[name="writes"]']  # fmt: skip
        assert len(steps) <= MOST_INTERACTIONS
        for place, (stop, step) in enumerate(zip(stops, steps, strict=True)):
            tab_to(page, stop)
            step()
            if place == 0:
                page.wait_for_url("**/people/")
                ready(page)
        wanted = {"modality": "nlp", "medal": "gold", "team": "1", "since": str(since), "writes": "1"}
        expected = find(everybody, query)
        expect(page.locator("#people-status b")).to_have_text(str(len(expected)))
        assert sorted(shown(page)) == sorted(profile.handle for profile, _ in expected)
        assert page.evaluate("Object.fromEntries(new URLSearchParams(location.search))") == wanted


@pytest.mark.parametrize(
    "asked",
    [
        "since=2099",
        "since=never",
        "from=2099",
        "from=never",
        "public=7",
        "least=many",
        "technique=magic",
        "rank=7",
        "modality=magic",
        "medal=tin",
        "team=9",
        "tier=magic",
    ],
)
def test_nobody_fits_a_choice_that_a_list_lacks(browser: Browser, address: str, asked: str) -> None:
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/?{asked}")
        ready(page)
        expect(page.locator("#people-status b")).to_have_text("0")
        expect(page.get_by_text("Nobody fits all of this.")).to_be_visible()
        name, _, value = asked.partition("=")
        if name in ("modality", "medal", "team", "tier"):
            expect(page.locator(f"[name={name}][value='{value}']")).to_be_checked()
        else:
            expect(page.locator(f"[name={name}]")).to_have_value(value)
        assert page.url.endswith(f"?{asked}")
        page.goto(f"{address}people/?sort=magic")
        ready(page)
        expect(page.locator("[name=sort]")).to_have_value("")


def test_every_choice_agrees_with_the_command_line(browser: Browser, address: str, everybody: list[Profile]) -> None:
    rng = random.Random(5)
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/")
        ready(page)
        for _ in range(150):
            wanted, query = random_query(rng, everybody)
            found = in_browser(page, wanted)
            expected = find(everybody, Query(**query))
            assert sorted(found["handles"]) == sorted(profile.handle for profile, _ in expected), wanted
            might = find([with_guesses(profile, query) for profile in everybody], Query(**query))
            assert found["unsure"] == len(might) - len(expected), wanted
            assert bool(found["unknown"]) == bool(found["unsure"])
            for facet, (name, values) in every_facet(everybody).items():
                value = rng.choice(values)
                alone = find(everybody, Query(**{**query, name: value}))
                assert found["counts"][facet].get(str(value), 0) == len(alone), (wanted, facet, value)


def with_guesses(profile: Profile, query: dict[str, Any]) -> Profile:
    """A profile in which what is asked for stands wherever nothing is known."""
    guesses = {
        "modalities": (query.get("modality"),),
        "team_size": query.get("team_size"),
        "private_rank": query.get("best_rank"),
        "public_rank": query.get("best_public_rank"),
        "year": query.get("year_from"),
    }
    results = tuple(
        replace(result, **{name: getattr(result, name) or guess for name, guess in guesses.items()})
        for result in profile.results
    )
    return replace(
        profile, results=results, last_active=profile.last_active or 9999, tier=profile.tier or query.get("tier")
    )


def every_facet(everybody: list[Profile]) -> dict[str, tuple[str, list[Any]]]:
    """Facets with counts, as the page calls them: field of the query, and values."""
    return {
        "modality": ("modality", ["nlp", "image"]),
        "medal": ("medal", ["gold", "bronze"]),
        "team": ("team_size", [1, 2, 5]),
        "rank": ("best_rank", [1, 3, 10, 50]),
        "public": ("best_public_rank", [3, 10, 50]),
        "from": ("year_from", [2016, 2020, 2024]),
        "least": ("least", [2, 3, 5]),
        "since": ("active_since", [2018, 2024]),
        "writes": ("writeups", [1]),
        "code": ("code", [1]),
        "tier": ("tier", sorted({p.tier for p in everybody if p.tier})),
        "technique": ("technique", sorted({t for p in everybody for t in p.techniques})),
    }


def random_query(rng: random.Random, everybody: list[Profile]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same choices as the page's form has them and as the command line has them."""
    wanted: dict[str, Any] = {}
    query: dict[str, Any] = {}
    for form, field, values, many in (
        ("modality", "modality", ["nlp", "image", "tabular"], True),
        ("medal", "medal", ["gold", "silver", "bronze"], True),
        ("team", "team_size", [1, 2, 3, 5], True),
        ("rank", "best_rank", [1, 3, 10, 50], False),
        ("public", "best_public_rank", [3, 10, 50], False),
        ("from", "year_from", [2016, 2020, 2024], False),
        ("since", "active_since", [2018, 2024, 2026], False),
        ("least", "least", [2, 3], False),
        ("writes", "writeups", [1], True),
        ("code", "code", [1], True),
        ("tier", "tier", sorted({p.tier for p in everybody if p.tier}), True),
        ("technique", "technique", sorted({t for p in everybody for t in p.techniques}) or [None], False),
        ("location", "location", sorted({p.location[:4] for p in everybody if p.location}) or [None], False),
        ("q", "text", [p.handle[:3] for p in everybody], False),
    ):
        value = rng.choice(values)
        if value is not None and rng.random() < 0.2:
            wanted[form] = [str(value)] if many else str(value)
            query[field] = value
    return wanted, query


def in_browser(page: Page, wanted: dict[str, Any]) -> Any:
    return page.evaluate(
        """async (wanted) => {
            const [{ find }, { readFacets, readNames }] =
              await Promise.all([import("../assets/people/facets.js"), import("../assets/people/columns.js")]);
            window.kept ??= Promise.all(["columns", "names"].map((name) =>
              fetch(`../data/people/${name}.json`).then((answer) => answer.json())));
            const [columns, texts] = await window.kept;
            const names = readNames(texts);
            const found = find(readFacets(columns), wanted, names);
            return { ...found, handles: found.people.map((index) => names.handles[index]) };
        }""",
        wanted,
    )


def test_a_person_is_found_by_a_former_handle(browser: Browser, address: str, everybody: list[Profile]) -> None:
    former = next(handle for profile in everybody for handle in profile.former_handles)
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/?q={former}")
        ready(page)
        assert sorted(shown(page)) == sorted(profile.handle for profile, _ in find(everybody, Query(text=former)))


def test_a_search_can_be_shared_by_its_address(browser: Browser, address: str, everybody: list[Profile]) -> None:
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/?medal=gold&medal=silver&sort=handle&rank=4-50")
        ready(page)
        both = {p.handle for medal in ("gold", "silver")
                for p, _ in find(everybody, Query(medal=medal, best_rank=50, worst_rank=4))}  # fmt: skip
        expect(page.locator("#people-status b")).to_have_text(str(len(both)))
        assert shown(page) == sorted(both, key=str.lower)[:50]
        assert page.locator('[name="medal"]:checked').count() == 2
        page.get_by_role("button", name="Clear all").click()
        expect(page.locator("#people-status b")).to_have_text(f"{len(everybody):,}")
        assert "?" not in page.url


def test_without_javascript_plain_lists_lead_to_everybody(
    browser: Browser, address: str, everybody: list[Profile]
) -> None:
    with page_of(browser, address, viewport=SIZE, java_script_enabled=False) as page:
        page.goto(f"{address}people/")
        assert not page.locator("#people").is_visible()
        profile = everybody[-1]
        result = next(result for result in profile.results if result.private_rank)
        modality = result.modalities[0] if result.modalities else "unknown"
        heading = page.get_by_role("heading", name=str(result.year or "unknown"), exact=True)
        page.locator(f'a[href*="people/by/{result.year or "unknown"}-{modality}/"]').first.click()
        assert heading is not None
        page.get_by_role("link", name=profile.handle, exact=True).click()
        assert page.locator("h1").inner_text() == profile.handle
        assert page.get_by_text("How to be corrected or removed").is_visible()


def test_each_row_says_which_result_fits_best(browser: Browser, address: str, everybody: list[Profile]) -> None:
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/?modality=nlp&team=1")
        ready(page)
        expected = {p.handle: min(found, key=lambda r: r.private_rank or 10**9)
                    for p, found in find(everybody, Query(modality="nlp", team_size=1))}  # fmt: skip
        assert expected
        for row in page.locator("#people-table tbody tr").all():
            best = expected[row.locator("th a").inner_text()]
            cells = row.locator("td").all_inner_texts()
            rank = best.private_rank or 0
            said = f"{rank} of" if rank < 89 else "89 or worse of"
            assert cells[0] == (f"{said} {best.teams:,}" if rank else "unknown")
            if rank and sum(r.private_rank == rank for r in everybody_results(everybody, row)) == 1:
                assert cells[1] == best.title


def everybody_results(everybody: list[Profile], row: Any) -> tuple[Any, ...]:
    handle = row.locator("th a").inner_text()
    return next(profile.results for profile in everybody if profile.handle == handle)


def test_a_search_that_nobody_fits_says_what_to_do(browser: Browser, address: str) -> None:
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/?q=nobody-has-this-handle")
        ready(page)
        expect(page.locator("#people-none")).to_be_visible()
        page.get_by_role("button", name="Clear all").click()
        expect(page.locator("#people-none")).to_be_hidden()


def test_hostile_names_are_shown_as_text(browser: Browser, address: str, built: Path, everybody: list[Profile]) -> None:
    hostile = next(p for p in everybody if any(r.team_name and "<" in r.team_name for r in p.results))
    with page_of(browser, address, viewport=SIZE) as page:
        page.goto(f"{address}people/{hostile.address}/")
        team = next(r.team_name for r in hostile.results if r.team_name and "<" in r.team_name)
        assert page.locator("bdi", has_text=team).count() >= 1
        assert page.locator("#record + * img, #record + * script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_pages_about_people(
    browser: Browser, address: str, built: Path, everybody: list[Profile], scheme: str
) -> None:
    busy = max(everybody, key=lambda profile: (len(profile.works), len(profile.results)))
    other = everybody[0]
    shards = {
        place: path.stem
        for path in (built / "data" / "people").glob("??.json")
        for place in json.loads(path.read_text())["people"]
    }
    who = ",".join(f"{shards[profile.address]}:{profile.address}" for profile in (busy, other))
    paths = ["people/?medal=gold", f"people/{busy.address}/", f"people/compare/?who={who}", "privacy/",
             "people/beyond-the-podium/", "people/by/hosts/"]  # fmt: skip
    with page_of(browser, address, viewport=SIZE, color_scheme=scheme, bypass_csp=True) as page:
        for path in paths:
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            assert violations(page, scheme) == [], path


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_about_people_do_not_scroll_sideways(
    browser: Browser, address: str, everybody: list[Profile], width: int
) -> None:
    with page_of(browser, address, viewport={"width": width, "height": 900}) as page:
        for path in ("people/", f"people/{everybody[0].address}/", "people/compare/", "people/by/hosts/"):
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(sideways) <= 0, f"{path} scrolls sideways"
