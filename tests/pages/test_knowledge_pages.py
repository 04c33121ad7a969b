"""Every number on the pages on compute, cost and ideas agrees with a naive recount of the files."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from insights.glossary import glossary
from insights.ideas import IdeasTotal
from insights.shares import Share
from pages import compute, costs, ideas
from pages.engine.kinds import Unit
from pages.format import number, percent, significant
from tests.pages.conftest import Case
from tests.pages.naive_knowledge import Naive, over_groups, quantile, wilson
from tests.pages.read_pages import bars, left, page, rendered, rows, share, words


def spreads(naive: Naive) -> Iterator[tuple[str, list[float | None]]]:
    every = naive.solutions
    devices = [naive.devices(s) for s in every]
    yield "Accelerators in all", [float(sum(d.values())) if d and all(d.values()) else None for d in devices]  # type: ignore[arg-type]
    yield "Training, whole solution", [naive.total_hours(s) for s in every]
    yield "GPU-hours, derived", [naive.gpu_hours(s) for s in every]
    yield "GPU-hours on one V100, derived", [naive.reference_hours(s) for s in every]
    yield "Cloud cost, indicative", [naive.cloud_usd(s) for s in every]
    yield "Cost as stated", [naive.first(s, "cost_usd") for s in every]
    yield "Models in the final ensemble", [naive.first(s, "models") for s in every]
    yield "Folds", [naive.first(s, "folds") for s in every]


def test_compute(case: Case) -> None:
    world, naive = case
    soup = page(compute.KIND, world)
    predicates = {label: key for key, label in compute.LABELS.items()}
    for label, stated, unknown in rows(soup, "stated"):
        key = predicates[label]
        count = sum(
            naive.gpu_hours(s) is not None if key == "gpu_hours" else any(c["predicate"] == key for c in s["said"])
            for s in naive.solutions
        )
        assert (stated, unknown) == (share(count, len(naive.solutions)), number(len(naive.solutions) - count)), label
    shown = {row[0]: row[2:] for row in rows(soup, "numbers")}
    for name, values in spreads(naive):
        known = [value for value in values if value is not None]
        ends = [quantile(known, q) for q in (0.1, 0.5, 0.9)] + [max(known)] if len(known) >= 10 else []
        assert shown.pop(name) == [number(len(known)), *([significant(end, 3) for end in ends] or ["too few"])]
    assert not shown
    used = [(card, s["year"]) for s in naive.solutions for card in naive.devices(s)]
    for row in rows(soup, "cards") if used else []:
        span = [year for _, year in used if year]
        columns = [*range(min(span), max(span) + 1), *([None] if len(span) < len(used) else [])]
        by_year = [sum(pair == (row[0], year) for pair in used) for year in columns]
        assert sum(by_year) == sum(card == row[0] for card, _ in used)
        assert row[1] == number(sum(card == row[0] for card, _ in used))
        assert row[2 : 2 + len(by_year)] == [str(count or "") for count in by_year]
        assert row[2 + len(by_year) :] == facts(naive, row[0])
    if years := [year for _, year in used if year]:
        counts_of = [years.count(year) for year in range(min(years), max(years) + 1)]
        told = [count / max(counts_of) for count in counts_of if count]
        assert bars(soup) == pytest.approx(told, abs=0.005)
    platforms = [c for s in naive.solutions for c in {x["value"] for x in s["said"] if x["predicate"] == "platform"}]
    counts = sorted((-platforms.count(name), name) for name in set(platforms))
    assert (rows(soup, "platforms") if counts else []) == [[name, number(-count)] for count, name in counts]
    counted = [sum(d.values()) for s in naive.solutions if (d := naive.devices(s)) and all(d.values())]  # type: ignore[arg-type]
    others = left(soup, "stated", "numbers", "cards", "platforms")
    alone = f" One accelerator alone: {counted.count(1)} of {len(counted)} that say how many." if counted else ""
    assert others == [
        f"{len(naive.solutions):,} solutions were read. Numbers are those that authors state; the rest is unknown and "
        "counted as such. Derived numbers say so.",
        f"Over the solutions that state it; with fewer than 10 there are no quantiles.{alone}",
        *([] if not used else CARD_WORDS),
    ]


CARD_WORDS = [
    "Solutions by accelerator and year of the competition; a solution may state several. Throughput is the maker's "
    "peak in TFLOPS: plain is 32-bit arithmetic, tensor is dense 16-bit matrix arithmetic with 32-bit sums.",
    "Peaks are the makers'; a linked one leads to the page that it was checked against, the others are from memory. "
    "Prices are of one "
    "seller (AWS, us-east-1, on demand), dated and indicative only: a price leads to the page that reports it. A card "
    "that it does not rent, or whose price no page at hand confirms, has none.",
]
"""Words about cards that hold digits and no count."""


def facts(naive: Naive, card: str) -> list[str]:
    """Peaks and price of a card as the table prints them."""
    known = naive.cards.get(card)
    if known is None:
        return ["unknown"] * 3
    peaks = [significant(float(known[name]), 3) if known[name] else "–" for name in ("tflops_plain", "tflops_tensor")]
    return [*peaks, f"${naive.prices[card]:.2f}" if card in naive.prices else "unknown"]


def test_costs(case: Case) -> None:
    world, naive = case
    soup = page(costs.KIND, world)
    ranked = [s for s in naive.solutions if s["rank"]]
    costed = [s for s in ranked if naive.reference_hours(s) is not None]
    assert f"{len(ranked) - len(costed):,} ranked solution" in words(soup.find("p"))

    def told(s: dict[str, Any]) -> list[str]:
        about = ", ".join(naive.kind_names.get(kind, kind) for kind in sorted(s["kinds"])) or "kind unknown"
        return [number(s["rank"]), f"{s['title']} {about}", str(s["year"] or "unknown")]

    def measured(value: float | None, digits: int) -> str:
        return "unknown" if value is None else number(value, digits)

    expected = [
        [
            significant(naive.reference_hours(s), 3),
            significant(naive.gpu_hours(s), 3),
            *told(s),
            measured(s["distance"], 2),
        ]
        for s in costed
    ]
    assert sorted(rows(soup, "cost") if costed else []) == sorted(expected)
    best: dict[str, dict[str, Any]] = {}
    for s in ranked:
        if naive.on_one_card(s) and s["rank"] < best.get(s["folder"], {"rank": 10**9})["rank"]:
            best[s["folder"]] = s
    expected = [[*told(s), significant(naive.gpu_hours(s), 3), measured(s["distance"], 2)] for s in best.values()]
    assert sorted(rows(soup, "one-card") if best else []) == sorted(expected)
    naming = {s["folder"] for s in ranked if naive.devices(s)}
    if best:
        caption = words(soup.find(id="one-card").find_next("caption"))
        assert f": {len(best)} of {len(naming)} competition{'s' * (len(naming) != 1)} of which" in caption
    alone = [
        [number(s["rank"]), rank_word(found[1]), s["title"], str(s["year"] or "unknown"), str(found[0])]
        for s in ranked
        if (found := naive.single(s))
    ]
    assert sorted(rows(soup, "singles") if alone else []) == sorted(alone)
    places = {known.practice.folder: known.efficiency.best_on_one_card for known in world.knowledge}
    assert {folder: rank for folder, rank in places.items() if rank} == {f: s["rank"] for f, s in best.items()}


def test_costs_by_kind(case: Case) -> None:
    world, naive = case
    soup = page(costs.KIND, world)
    (unit,) = costs.KIND.units(world)
    told = {it["kind"]: it for it in json.loads(costs.twin(*unit.arguments)["data/kind-costs.json"])["kinds"]}
    of_kind = {kind: [s for s in naive.solutions if kind in s["kinds"]] for s in naive.solutions for kind in s["kinds"]}
    large = sorted((kind for kind in of_kind if len(of_kind[kind]) >= 5), key=lambda kind: (-len(of_kind[kind]), kind))
    shown = rows(soup, "by-kind") if large else []
    assert [row[0] for row in shown] == [naive.kind_names.get(kind, kind) for kind in large]
    for kind, row in zip(large, shown, strict=True):
        link = soup.select_one(f"#kind-{kind} th a")
        assert link
        assert link["href"] == f"../techniques/by-kind/#kind-{kind}"
        mine, devices = of_kind[kind], [naive.devices(s) for s in of_kind[kind]]
        users = {card: sum(card in it for it in devices) for it in devices for card in it}
        cards = " , ".join(f"{c} {users[c]}" for c in sorted(users, key=lambda c: (-users[c], c))[:3]) or "unknown"
        counted = [list(it.values()) for it in devices if it and all(it.values())]
        alone = f"{counted.count([1])} of {len(counted)}" if counted else "unknown"
        hours = [h for s in mine if (h := naive.gpu_hours(s)) is not None]
        enough, few = len(hours) >= 10, f"too few {len(hours)}" if hours else "unknown"
        median = f"{significant(quantile(hours, 0.5), 3)} of {len(hours)}" if enough else few
        assert row[1:6] == [number(len(mine)), share(sum(map(bool, devices)), len(mine)), cards, alone, median]
        cheap = [s for s in mine if s["rank"] and (naive.on_one_card(s) or (naive.gpu_hours(s) or 25) <= 24)]
        cheap.sort(key=lambda s: (s["rank"], -(s["year"] or 0), s["folder"]))
        places = [f"rank {s['rank']} , {s['title']} {s['year'] or 'unknown'}, {took(naive, s)}" for s in cheap[:4]]
        more = [f"{len(cheap) - 4} more"] if len(cheap) > 4 else []
        assert row[6] == (" ; ".join(places + more) if places else "none known")
        assert [(it["folder"], it["solution"]["rank"]) for it in told[kind]["cheap"]] == [
            (s["folder"], s["rank"]) for s in cheap
        ]


def took(naive: Naive, s: dict[str, Any]) -> str:
    hours = naive.gpu_hours(s)
    told = "hours unknown" if hours is None else f"{significant(hours, 3)} GPU-hours"
    return told + (", one card" if naive.on_one_card(s) else "")


def test_validation(case: Case) -> None:
    world, naive = case
    soup = page(costs.KIND, world)
    nearer = farther = equal = ambiguous = elsewhere = 0
    listed: list[list[str]] = []
    for s in naive.solutions:
        found = naive.three_scores(s)
        if not all(found.values()):
            continue
        if any(len(values) > 1 for values in found.values()):
            ambiguous += 1
            continue
        cv, public, private = (values.pop() for values in found.values())
        sizes = sorted(abs(value) for value in (cv, public, private))
        if sizes[2] > 2 * sizes[0] or len({value < 0 for value in (cv, public, private)}) > 1:
            elsewhere += 1
            continue
        gap = round(abs(cv - private), 9) - round(abs(public - private), 9)
        nearer, farther, equal = nearer + (gap < 0), farther + (gap > 0), equal + (gap == 0)
        gaps = [significant(round(abs(one - private), 9), 3) for one in (cv, public)]
        listed.append([s["title"], rank_word(s["rank"]), str(cv), str(public), str(private), *gaps])
    text = words(soup.find(id="trust").find_next("p")).replace(" ,", ",")
    if total := nearer + farther + equal:
        low, high = wilson(nearer, total)
        ends = f" (95 % interval {percent(low)} to {percent(high)})" if total >= 10 else ""
        assert f"in {share(nearer, total)}{ends}, the public score in {farther}, and neither in {equal}." in text
        assert f"Of {total:,} solution" in text
        assert sorted(rows(soup, "trust")) == sorted(listed)
    if ambiguous or elsewhere:
        assert f"{ambiguous} more {'states' if ambiguous == 1 else 'state'} several values" in text
        assert f"{elsewhere} more {'is' if elsewhere == 1 else 'are'} not on one scale" in text
    else:
        assert "left out" not in text
    alone = any(s["rank"] and naive.single(s) for s in naive.solutions)
    chart, trust = soup.select_one("svg.chart"), soup.find(id="trust").find_next("p")
    others = left(soup, "one-card", "cost", "by-kind", *(["singles"] if alone else []), "trust", trust, chart)
    assert others[0].startswith("Distance is how far a private score lies behind")  # its count: `test_costs`
    costed = [s for s in naive.solutions if s["rank"] and naive.reference_hours(s) is not None]
    assert others[1].startswith("The best-placed solution of each competition")  # its counts: `test_costs`
    counted = [f"{len(costed):,} solution{'s' * (len(costed) > 1)} with a known cost, cheapest first"] if costed else []
    by_kind = [text for text in others if text.startswith("What read solutions state")]  # `test_costs_by_kind`
    assert others[2:] == counted + by_kind
    if chart is not None:
        drawn = sum(s["distance"] is not None for s in costed)
        assert words(chart.desc).startswith(f"{drawn} solutions.")


def rank_word(rank: int | None) -> str:
    return "unknown" if rank is None else number(rank)


def test_ideas(case: Case) -> None:
    world, naive = case
    soup = page(ideas.KIND, world)
    used: dict[str, set[str]] = {}
    for s in naive.top():
        used.setdefault(s["folder"], set()).update(s["used"])
    told = {folder: forum for folder in used if (forum := naive.forums[folder]) is not None}
    pairs = [(folder, technique) for folder in told for technique in used[folder]]
    early = [(folder, technique) for folder, technique in pairs if technique in told[folder]]
    figures = [words(tag) for tag in soup.find_all("dd")]
    if not pairs:
        assert f"{len(used) - len(told):,} competition" in words(soup)
        return
    part = share(len(early), len(pairs)).partition("%")[0].rpartition(" of ")[2].split()
    assert figures[0].startswith(f"{part[1]} %" if len(part) > 1 else f"{len(early)} ")
    assert f"{len(early)} of {len(pairs)} technique" in figures[0]
    if len(pairs) >= 10:
        low, high = over_groups([len(used[f] & told[f].keys()) for f in told], [len(used[f]) for f in told])
        assert figures[0].endswith(f"interval {percent(low)} to {percent(high)}")
    assert figures[1] == "70 %"
    assert figures[2].startswith(f"{len(told)} {len(used) - len(told)} more")
    titles = {s["folder"]: s["title"] for s in naive.solutions}
    years = {s["folder"]: s["year"] for s in naive.solutions}
    expected = [
        [
            titles[f],
            str(years[f] or ""),
            share(sum(folder == f for folder, _ in early), len(used[f])),
            *map(number, naive.messages[f]),
        ]
        for f in told
        if used[f]
    ]
    assert sorted(rows(soup, "competitions")) == sorted(expected)
    names = {technique for _, technique in pairs}
    by_technique = [
        [glossary()[t].name, share(sum(one == t for _, one in early), sum(one == t for _, one in pairs))] for t in names
    ]
    assert sorted(rows(soup, "techniques")) == sorted(by_technique)
    others = left(soup, "competitions", "techniques", soup.select_one("dl.figures"))
    few = f"{len(told)} competition{'s are' if len(told) != 1 else ' is'} too few to judge the claim."
    assert [
        text
        for text in others
        if not text.startswith(("The claim: 70 %", "Techniques of top-10", "Competitions whose"))
    ] == ([text for text in others if text.startswith(few)] if len(told) < 10 else [])
    assert (len(told) < 10) == any(text.startswith(few) for text in others)
    assert "messages without a time count as late, so what was named before is a lower bound" in words(soup)


def test_forums_that_were_read_are_not_said_to_be_missing_where_no_technique_is_known() -> None:
    total = IdeasTotal(before=Share(count=0, of=0), competitions=3, without_forum=1)
    text = words(rendered(ideas.KIND, Unit("ideas/", (total, (), ()))))
    assert "Unknown so far: the texts of 3 competitions with a read forum name no technique of the top 10." in text
    assert "holds no competition" not in text
    assert "1 competition with a read top-10 solution lacks the forum or its dates." in text
