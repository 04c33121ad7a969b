"""Every number on kinds of data and tasks agrees with a naive recount of the files."""

import json
import math
from collections import Counter
from typing import Any

from insights.glossary import FAMILIES, glossary
from pages import home, kinds_of_data
from pages.format import number, percent, significant
from tests.pages.conftest import Case
from tests.pages.naive_knowledge import Z, over_competitions, ratio, wilson
from tests.pages.read_pages import page, rendered, rows, words

KIND = kinds_of_data.KIND


def test_most_used_and_what_sets_a_kind_apart(case: Case) -> None:
    world, naive = case
    soup = page(KIND, world)
    kinds = {kind for s in naive.solutions for kind in s["kinds"]}
    sizes = {kind: [s for s in naive.solutions if kind in s["kinds"]] for kind in kinds}
    large = sorted((kind for kind in kinds if len(sizes[kind]) >= 5), key=lambda kind: (-len(sizes[kind]), kind))
    for fold in soup.select(".by-kind tr:has(> [colspan])"):
        fold.extract()
    for kind in large:
        leads = [lead.extract() for lead in soup.select(f"#kind-{kind} th a")]
        assert [lead["href"] for lead in leads] == [
            f"../competitions/?kind={kind}", f"../score-against-cost/#kind-{kind}", f"../people/?modality={kind}"
        ]  # fmt: skip
    shown = rows(soup, "by-kind") if large else []
    inferred = {kind: sum(kind in s["inferred"] for s in sizes[kind]) for kind in large}
    assert [row[:2] for row in shown] == [
        [
            naive.kind_names.get(kind, kind),
            stand_behind(sizes[kind]) + (f" {number(inferred[kind])} by techniques" if inferred[kind] else ""),
        ]
        for kind in large
    ]
    for kind, row in zip(large, shown, strict=True):
        here = {t: sum(t in s["used"] for s in sizes[kind]) for t in glossary()}
        size = len(sizes[kind])
        fewest = 2 if size < 20 else 3
        most = sorted(
            (t for t in here if here[t] >= fewest), key=lambda t: (-here[t], len(naive.users(t)) - here[t], t)
        )[:8]
        told = {t: f"{here[t]} of {size}" if size < 10 else percent(here[t] / size) for t in most}
        several = len({s["folder"] for s in sizes[kind]}) > 1
        for t in most:
            alone = several and len({s["folder"] for s in sizes[kind] if t in s["used"]}) == 1
            told[t] += ", all in one competition" if alone else ""
        assert row[2] == (" , ".join(f"{glossary()[t].name} {told[t]}" for t in most) or "no technique by several")
        size -= inferred[kind]
        here = {t: sum(t in s["used"] and kind not in s["inferred"] for s in sizes[kind]) for t in glossary()}
        fewest = 2 if size < 20 else 3
        others = [s for s in naive.solutions if kind not in s["kinds"]]
        elsewhere = {t: sum(t in s["used"] for s in others) for t in here}
        times = {
            t: round(here[t] * len(others) / (size * elsewhere[t]), 9) if elsewhere[t] else None
            for t in here
            if here[t] >= fewest and min(size, len(others)) >= 10
        }
        mine = [s for s in sizes[kind] if kind not in s["inferred"]]
        ends = {t: interval for t in times if (interval := times_interval(t, mine, others))}
        apart = sorted(
            (
                t
                for t, found in times.items()
                if (found is None or found >= 1.5)
                and (sure := times_interval(t, mine, others, 3.290527))
                and sure[0] > 1
                and len({s["folder"] for s in sizes[kind] if t in s["used"] and kind not in s["inferred"]}) >= 2
            ),
            key=lambda t: (round(here[t] - elsewhere[t] / len(others) * size, 9), t),
            reverse=True,
        )[:8]
        words_of = []
        for t in apart:
            low, high = (significant(end, 2) for end in ends[t])
            ratio_of = f"×{significant(times[t], 2)} ({low}–{high})" if elsewhere[t] else f"only here (over ×{low})"
            words_of.append(f"{glossary()[t].name} {ratio_of}, {here[t]} and {elsewhere[t]}")
        told_of = f"of {size} here, {len(others)} elsewhere: " + " ; ".join(words_of)
        assert row[3] == (told_of if words_of else "too few to tell" if size < 10 else "nothing clear")


def test_what_a_kind_of_data_does_about_each_family(case: Case) -> None:
    """The folds of the page and the page's JSON say the same, and both what the files say."""
    world, naive = case
    soup = page(KIND, world)
    (unit,) = KIND.units(world)
    assert KIND.twin
    told = json.loads(KIND.twin(*unit.arguments)["data/kinds-of-data.json"])
    assert (told["schema"], told["solutions"]) == ("leaderlore/kinds-of-data/1", len(naive.solutions))
    kinds = {kind for s in naive.solutions for kind in s["kinds"]}
    sizes = {kind: [s for s in naive.solutions if kind in s["kinds"]] for kind in kinds}
    assert {kind["modality"] for kind in told["kinds"]} == {kind for kind in kinds if len(sizes[kind]) >= 5}
    for kind in told["kinds"]:
        mine = sizes[kind["modality"]]
        others = [s for s in naive.solutions if kind["modality"] not in s["kinds"]]
        several = len(mine) >= 10 and len({s["folder"] for s in mine}) > 1
        expected, plain = [], []
        for family, title in FAMILIES.items():
            members = naive.members[family]
            users = [s for s in mine if not s["used"].isdisjoint(members)]
            if not users:
                continue
            here = {t: sum(t in s["used"] for s in mine) for t in members}
            most = sorted(
                (t for t in members if here[t] >= (2 if len(mine) < 20 else 3)),
                key=lambda t: (-here[t], len(naive.users(t)) - here[t], t),
            )[:3]
            ends = over_competitions(mine, *members) if several else None
            cell = number(len(users)) + (f" {percent(len(users) / len(mine))}" if len(mine) >= 10 else "")
            cell += f" ({percent(ends[0])}–{percent(ends[1])})" if ends else ""
            names = ", ".join(f"{glossary()[t].name} {number(here[t])}" for t in most)
            expected.append([title, cell, names or "none by several"])
            elsewhere = sum(not s["used"].isdisjoint(members) for s in others)
            plain.append((family, len(users), elsewhere, len({s["folder"] for s in users}), most, ends and list(ends)))
        row = soup.find(id=f"kind-{kind['modality']}").find_next_sibling("tr")
        if not expected:
            assert row is None or row.get("id")
        else:
            heads = row.select("details > table.families > thead th[scope=col]")
            assert [words(head) for head in heads] == ["Family", f"Used by, of {len(mine):,}", "Most used of it"]
            cells = [line.select("th[scope=row], td") for line in row.select(".families > tbody > tr")]
            assert [[words(cell).replace(" ,", ",") for cell in line] for line in cells] == expected
        assert plain == [
            (
                it["family"],
                it["here"]["count"],
                it["elsewhere"]["count"],
                it["competitions"],
                [one["technique"] for one in it["most"]],
                it["interval"],
            )
            for it in kind["families"]
        ]


def test_a_page_that_grows_too_large_names_one_technique_of_a_family(case: Case) -> None:
    world, _ = case
    (unit,) = KIND.units(world)
    small = rendered(KIND, unit, most=30)
    named = [len(cell.select("a")) for cell in small.select(".families td:last-child")]
    assert max(named, default=0) <= 1
    links = [link["href"] for link in page(KIND, world).select(".families a")]
    assert set(links) <= {f"../{technique}/" for technique in glossary()}
    assert len(links) >= len(named) - named.count(0)


def times_interval(
    technique: str, mine: list[dict[str, Any]], others: list[dict[str, Any]], z: float = Z
) -> tuple[float, float | None] | None:
    """The ratio's interval, each side as many solutions as it is worth; None where one is of one competition."""
    worth = []
    for side in (mine, others):
        sizes = Counter(s["folder"] for s in side)
        users = Counter(s["folder"] for s in side if technique in s["used"])
        if len(sizes) < 2:
            return None
        share, groups = users.total() / len(side), len(sizes)
        squares = sum((users[folder] - share * of) ** 2 for folder, of in sizes.items())
        drawn = share * (1 - share) / len(side)
        effect = max(1.0, squares / len(side) ** 2 * groups / (groups - 1) / drawn) if drawn else 1.0
        worth.append((users.total() / effect, len(side) / effect))
    (a, m), (b, n) = worth
    if not b:
        low, _ = wilson(a, m, z)
        return math.sqrt(low * (2 * a / m - low)) / wilson(b, n, z)[1], None
    return ratio(a, m, b, n, z)[1:]


def stand_behind(solutions: list[dict[str, Any]]) -> str:
    """How many solutions, of how many competitions, and the most of one."""
    counts = Counter(s["folder"] for s in solutions)
    up_to = f", up to {max(counts.values())} of one" if len(counts) > 1 else ""
    return f"{number(len(solutions))} in {len(counts)} competition{'s' * (len(counts) > 1)}{up_to}"


def test_kinds_on_the_home_page(case: Case) -> None:
    world, naive = case
    shown = [words(item) for item in page(home.KIND, world).select("ul.kinds li")]
    kinds = {kind for s in naive.solutions for kind in s["kinds"]}
    sizes = {kind: sum(kind in s["kinds"] for s in naive.solutions) for kind in kinds}
    listed = sorted((kind for kind in kinds if sizes[kind] >= 5), key=lambda kind: (-sizes[kind], kind))
    assert shown == [f"{naive.kind_names.get(kind, kind)} {number(sizes[kind])}" for kind in listed]
    assert bool(listed) == ("What solutions of all ranks use most, not winners alone" in words(page(home.KIND, world)))
