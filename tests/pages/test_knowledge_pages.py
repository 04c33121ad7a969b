"""Every number on the pages on techniques, compute, cost and ideas agrees with a naive recount of the files."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from bs4 import BeautifulSoup

from archive.store import Archive
from insights.glossary import FAMILIES, glossary
from pages import compute, costs, ideas, techniques
from pages.engine.dossier import dossier_of
from pages.engine.environment import environment
from pages.engine.kinds import Kind, Unit
from pages.engine.world import World
from pages.format import number, percent, significant
from tests.pages.knowledge_world import fill
from tests.pages.naive_knowledge import Naive, quantile, ratio, wilson

REPOSITORY = Path(__file__).parents[2]
INDEX, PAGE = techniques.KINDS

Case = tuple[World, Naive]


@pytest.fixture(scope="module", params=["made up", "this repository's data"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    if request.param == "made up":
        archive = Archive(tmp_path_factory.mktemp("knowledge"))
        fill(archive, 60)
    else:
        archive = Archive(REPOSITORY / "data")
        if not any((archive.root / "competitions").glob("*/claims.jsonl")):
            pytest.skip("no claims in data/: run `leaderlore derive` first")
    folders = [f for f in archive.folders() if any(writeup.text_sha256 for writeup in archive.writeups(f))]
    known = tuple(dossier_of(archive, folder).knowledge for folder in folders)
    return cast(World, SimpleNamespace(knowledge=known)), Naive(archive.root)


def rendered(kind: Kind, unit: Unit) -> BeautifulSoup:
    context = kind.fill(*unit.arguments)
    html = environment().get_template(f"{kind.name}.html").render(vars(context), root="../")
    return BeautifulSoup(html, "lxml")


def page(kind: Kind, world: World) -> BeautifulSoup:
    (unit,) = kind.units(world)
    return rendered(kind, unit)


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split())


def rows(soup: BeautifulSoup, heading: str) -> list[list[str]]:
    """Cells of the first table below a heading."""
    found = soup.find(id=heading)
    assert found is not None, heading
    body = found.find_next("tbody")
    assert body is not None, heading
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in body.find_all("tr")]


def share(count: int, of: int, *, ratios: bool = True) -> str:
    return f"{count:,} of {of:,} {percent(count / of)}" if of >= 10 and ratios else f"{count:,} of {of:,}"


def lift(naive: Naive, technique: str) -> tuple[int, int, int, int, tuple[float, float, float] | None]:
    top = [s for s in naive.solutions if s["rank"] and s["rank"] <= 3]
    rest = [s for s in naive.solutions if s["rank"] and 4 <= s["rank"] <= 50]
    a, b = (sum(technique in s["used"] for s in group) for group in (top, rest))
    enough = len(naive.users(technique)) >= 10 and len(top) >= 10 and len(rest) >= 10 and b > 0
    return a, len(top), b, len(rest), ratio(a, len(top), b, len(rest)) if enough else None


def years(naive: Naive, technique: str) -> str:
    found = sorted({s["year"] for s in naive.users(technique) if s["year"]})
    return "" if not found else f"{found[0]}" if found[0] == found[-1] else f"{found[0]}–{found[-1]}"


def test_index_of_techniques(case: Case) -> None:
    world, naive = case
    soup = page(INDEX, world)
    seen = 0
    for family in FAMILIES:
        for row in rows(soup, family):
            (entry,) = (e for e in glossary().values() if e.name == row[0])
            users = naive.users(entry.id)
            _, _, _, _, found = lift(naive, entry.id)
            assert row == [
                entry.name,
                number(len(users)),
                share(sum(entry.id in s["used"] for s in naive.top()), len(naive.top()), ratios=len(users) >= 10),
                "–" if found is None else f"{found[0]:.2f} {found[1]:.2f}–{found[2]:.2f}",
                number(sum(s["rank"] == 1 for s in users)),
                number(len(naive.users(entry.id, "rejected"))),
                years(naive, entry.id),
            ]
            seen += 1
    assert seen == len(glossary())
    told = soup.find("p", class_="note")
    folders = {s["folder"] for s in naive.solutions}
    assert f"{len(naive.solutions):,} solutions of {len(folders)} competition" in words(told)


def test_kinds_of_data_and_what_winners_dropped(case: Case) -> None:
    world, naive = case
    soup = page(INDEX, world)
    winners = [s for s in naive.solutions if s["rank"] == 1]
    counts = {t: sum(t in s["rejected"] for s in winners) for t in glossary()}
    expected = [
        [
            glossary()[t].name,
            number(n),
            number(sum(t in s["used"] for s in winners)),
            number(len(naive.users(t, "rejected"))),
        ]
        for t, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if n
    ]
    assert rows(soup, "dropped") == expected
    kinds = {kind for s in naive.solutions for kind in s["kinds"]}
    sizes = {kind: [s for s in naive.solutions if kind in s["kinds"]] for kind in kinds}
    large = sorted((kind for kind in kinds if len(sizes[kind]) >= 10), key=lambda kind: (-len(sizes[kind]), kind))
    shown = rows(soup, "by-kind") if large else []
    assert [row[:2] for row in shown] == [[kind, number(len(sizes[kind]))] for kind in large]
    for kind, row in zip(large, shown, strict=True):
        here = {t: sum(t in s["used"] for s in sizes[kind]) for t in glossary()}
        most = sorted((t for t in here if here[t] >= 3), key=lambda t: (-here[t], t))[:12]
        assert row[2] == " , ".join(f"{glossary()[t].name} {percent(here[t] / len(sizes[kind]))}" for t in most)
        others = [s for s in naive.solutions if kind not in s["kinds"]]
        for name, times in (part.rsplit(" ×", 1) for part in row[3].split(" , ") if "×" in part):
            (t,) = (e.id for e in glossary().values() if e.name == name)
            found = here[t] / len(sizes[kind]) / (sum(t in s["used"] for s in others) / len(others))
            assert times == number(found, 1)
            assert found >= 1.5


def test_each_technique(case: Case) -> None:
    world, naive = case
    for unit in PAGE.units(world):
        technique = unit.address.split("/")[1]
        soup = rendered(PAGE, unit)
        users, dropped = naive.users(technique), naive.users(technique, "rejected")
        figures = [words(tag) for tag in soup.find_all("dd")]
        top, count = naive.top(), sum(technique in s["used"] for s in naive.top())
        assert figures[0].startswith(f"{len(users):,} of {len(naive.solutions):,} read solution")
        assert f"in {len({s['folder'] for s in users}):,} competition" in figures[0]
        if len(users) >= 10 and len(top) >= 10:
            low, high = wilson(count, len(top))
            assert (
                figures[1]
                == f"{percent(count / len(top))} {count} of {len(top)}, interval {percent(low)} to {percent(high)}"
            )
        else:
            assert figures[1] == f"{count} {count} of {len(top)}"
        a, m, b, n, found = lift(naive, technique)
        against = f"{a} of {m} against {b} of {n}"
        ends = "" if found is None else f", interval {found[1]:.2f} to {found[2]:.2f}"
        assert figures[2] == f"{'too few' if found is None else f'{found[0]:.2f}'} {against}{ends}"
        won = [sum(s["rank"] == 1 for s in group) for group in (users, dropped)]
        assert figures[3] == f"{won[0]} used it, {won[1]} dropped it"
        assert figures[4].startswith(f"{len(dropped):,} tried")
        check_lists(soup, users, dropped)
        if users:
            check_slices(soup, naive, users, technique)


def check_lists(soup: BeautifulSoup, users: list[dict[str, Any]], dropped: list[dict[str, Any]]) -> None:
    for heading, group in (("used", users), ("dropped", dropped)):
        if not group:
            continue
        shown = [row[:3] for row in rows(soup, heading)]
        told = sorted([number(s["rank"]), s["title"], str(s["year"] or "")] for s in group)
        assert len(shown) == min(len(group), 150)
        assert sorted(shown) == told if len(group) <= 150 else all(row in told for row in shown)


def check_slices(soup: BeautifulSoup, naive: Naive, users: list[dict[str, Any]], technique: str) -> None:
    ratios = len(users) >= 10
    by_year = [
        [
            str(year),
            share(
                sum(s["year"] == year for s in users), sum(s["year"] == year for s in naive.solutions), ratios=ratios
            ),
        ]
        for year in sorted({s["year"] for s in naive.solutions if s["year"]})
    ]
    tables = {words(t.caption): t for t in soup.find_all("table")}
    cells = lambda t: [[words(c) for c in row.find_all(["th", "td"])] for row in t.tbody.find_all("tr")]  # noqa: E731
    assert cells(tables["By year"]) == by_year
    kinds = {kind: sum(kind in s["kinds"] for s in users) for s in users for kind in s["kinds"]}
    by_kind = [
        [kind, share(kinds[kind], sum(kind in s["kinds"] for s in naive.solutions), ratios=ratios)]
        for kind in sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    ]
    assert (cells(tables["By kind of data or task"]) if by_kind else []) == by_kind
    pairs = []
    for other in glossary():
        both = sum(other in s["used"] for s in users)
        if other != technique and both >= 10:
            times = both * len(naive.solutions) / (len(users) * len(naive.users(other)))
            pairs += (
                [(-round(times, 9), other, [glossary()[other].name, number(both), number(times, 2)])]
                if times > 1
                else []
            )
    shown = rows(soup, "goes-with") if pairs else []
    assert shown == [row for _, _, row in sorted(pairs)[:10]]


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
        by_year = [sum(pair == (row[0], year) for pair in used) for year in range(min(span), max(span) + 1)]
        assert row[1] == number(sum(card == row[0] for card, _ in used))
        assert row[2 : 2 + len(by_year)] == [str(count or "") for count in by_year]
    platforms = [c for s in naive.solutions for c in {x["value"] for x in s["said"] if x["predicate"] == "platform"}]
    counts = sorted((-platforms.count(name), name) for name in set(platforms))
    assert (rows(soup, "platforms") if counts else []) == [[name, number(-count)] for count, name in counts]


def test_costs(case: Case) -> None:
    world, naive = case
    soup = page(costs.KIND, world)
    ranked = [s for s in naive.solutions if s["rank"]]
    costed = [s for s in ranked if naive.reference_hours(s) is not None]
    assert f"{len(ranked) - len(costed):,} ranked solution" in words(soup.find("p"))

    def told(s: dict[str, Any]) -> list[str]:
        return [number(s["rank"]), s["title"], str(s["year"] or "")]

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
    places = {known.practice.folder: known.efficiency.best_on_one_card for known in world.knowledge}
    assert {folder: rank for folder, rank in places.items() if rank} == {f: s["rank"] for f, s in best.items()}


def test_validation(case: Case) -> None:
    world, naive = case
    soup = page(costs.KIND, world)
    nearer = farther = equal = ambiguous = elsewhere = 0
    for found in (naive.three_scores(s) for s in naive.solutions):
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
    text = words(soup.find(id="trust").find_next("p"))
    if total := nearer + farther + equal:
        assert f"in {share(nearer, total)} , the public score in {farther}, and neither in {equal}." in text
        assert len(rows(soup, "trust")) == total
    assert f"{ambiguous} more state several values" in text
    assert f"{elsewhere} more are not on one scale" in text


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
    assert f"{len(early)} of {len(pairs)} technique" in figures[0]
    assert figures[2].startswith(f"{len(told)} {len(used) - len(told)} more")
    titles = {s["folder"]: s["title"] for s in naive.solutions}
    expected = [[titles[f], share(sum(folder == f for folder, _ in early), len(used[f]))] for f in told if used[f]]
    assert sorted([row[0], row[2]] for row in rows(soup, "competitions")) == sorted(expected)
    names = {technique for _, technique in pairs}
    by_technique = [
        [glossary()[t].name, share(sum(one == t for _, one in early), sum(one == t for _, one in pairs))] for t in names
    ]
    assert sorted(rows(soup, "techniques")) == sorted(by_technique)
