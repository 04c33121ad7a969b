"""Every number on the pages on techniques agrees with a naive recount of the files."""

import re
import statistics
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from insights.glossary import FAMILIES, glossary
from insights.reading import READING
from pages import techniques
from pages.format import number, percent, significant
from tests.pages.conftest import Case
from tests.pages.naive_knowledge import Naive, over_competitions, ratio, ratio_within
from tests.pages.naive_partners import partners
from tests.pages.read_pages import bars, left, page, rendered, rows, share, words

INDEX, PAGE = techniques.KINDS


def lift(naive: Naive, technique: str) -> tuple[int, int, int, int, tuple[float, float, float] | None]:
    top = [s for s in naive.solutions if s["rank"] and s["rank"] <= 3]
    rest = [s for s in naive.solutions if s["rank"] and 4 <= s["rank"] <= 50]
    a, b = (sum(technique in s["used"] for s in group) for group in (top, rest))
    enough = len(naive.users(technique)) >= 10 and len(top) >= 10 and len(rest) >= 10 and b > 0
    return a, len(top), b, len(rest), ratio(a, len(top), b, len(rest)) if enough else None


def lift_within(naive: Naive, technique: str) -> tuple[int, int, int, int, tuple[float, float, float] | None]:
    strata = []
    for folder in sorted({s["folder"] for s in naive.solutions}):
        here = [s for s in naive.solutions if s["folder"] == folder and s["rank"]]
        top, rest = [s for s in here if s["rank"] <= 3], [s for s in here if 4 <= s["rank"] <= 50]
        if top and rest:
            a, b = (sum(technique in s["used"] for s in group) for group in (top, rest))
            strata.append((a, len(top), b, len(rest)))
    a, m, b, n = (sum(column) for column in zip(*strata, strict=True)) if strata else (0, 0, 0, 0)
    enough = len(naive.users(technique)) >= 10 and m >= 10 and n >= 10 and a > 0 and b > 0
    return a, m, b, n, ratio_within(strata) if enough else None


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
            ratios = [told(naive, entry.id)[-1] for told in (lift, lift_within)]
            assert row == [
                entry.name,
                number(len(users)),
                share(sum(entry.id in s["used"] for s in naive.top()), len(naive.top()), ratios=len(users) >= 10),
                *("–" if found is None else f"{found[0]:.2f} {found[1]:.2f}–{found[2]:.2f}" for found in ratios),
                number(sum(s["rank"] == 1 for s in users)),
                number(len(naive.users(entry.id, "rejected"))),
                years(naive, entry.id),
            ]
            seen += 1
    assert seen == len(glossary())
    winners = sum(s["rank"] == 1 for s in naive.solutions)
    if any(s["rank"] == 1 and s["rejected"] for s in naive.solutions):
        assert f"; {winners:,} winner{'s' * (winners != 1)} read." in words(
            soup.find(id="dropped").find_next("caption")
        )
    lifts = [found[0] for entry in glossary() if (found := lift_within(naive, entry)[-1])]
    usual = f"the median of those lifts is {statistics.median(lifts):.2f}, so compare with that." if lifts else ""
    assert usual in words(soup)
    assert bool(usual) == ("the median of those lifts" in words(soup))
    told = soup.find("p", class_="note")
    folders = {s["folder"] for s in naive.solutions}
    assert f"{len(naive.solutions):,} solutions of {len(folders)} competition" in words(told)


def test_what_winners_dropped(case: Case) -> None:
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


def test_readers_are_told_of_claims_that_nobody_had_seen(case: Case) -> None:
    """Those that were seen while the rules were made say nothing of the next text."""
    world, _ = case
    note = words(page(INDEX, world).find("p", class_="note"))
    assert f"Of {READING.claims} claims drawn by chance that nobody had seen before, {READING.right} were right" in note
    assert "72 were right" not in note


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
            low, high = over_competitions(top, technique)
            assert (
                figures[1]
                == f"{percent(count / len(top))} {count} of {len(top)}, interval {percent(low)} to {percent(high)}"
            )
        else:
            assert figures[1] == f"{count} {count} of {len(top)}"
        for figure, told, where in zip(
            figures[2:4], (lift, lift_within), ("", " in the same competitions"), strict=True
        ):
            a, m, b, n, found = told(naive, technique)
            ends = "" if found is None else f", interval {found[1]:.2f} to {found[2]:.2f}"
            shown = "too few" if found is None else f"{found[0]:.2f}"
            assert figure == f"{shown} {a} of {m} against {b} of {n}{where}{ends}"
        note = words(soup.find("p", class_="note"))
        assert ("Of the two lifts read the one within competitions" in note) == (
            lift_within(naive, technique)[-1] is not None
        )
        won = [sum(s["rank"] == 1 for s in group) for group in (users, dropped)]
        assert figures[4] == f"{won[0]} used it, {won[1]} dropped it"
        assert figures[5].startswith(f"{len(dropped):,} tried")
        check_lists(soup, naive, users, dropped, technique)
        if users:
            check_slices(soup, naive, users, technique)
            check_chart(soup, naive, users)
        captions = [str(len(group)) for group in (users, dropped) if len(group) > 150]
        others = left(soup, "used", "dropped", *soup.select("dl.figures, .pair table, section, #of-kind"))
        assert all(
            text.startswith(CONSTANT) or text.endswith(tuple(f"of {count}." for count in captions))
            for text in (
                text for text in others if text not in (glossary()[technique].name, glossary()[technique].text)
            )
        ), others


CONSTANT = ("Fewer than 10 solutions", "Used together by at least 10", "Lift, ranks 1-3", "Of the top 10")
"""Beginnings of texts that hold digits and no count."""


def check_lists(
    soup: BeautifulSoup,
    naive: Naive,
    users: list[dict[str, Any]],
    dropped: list[dict[str, Any]],
    technique: str,
) -> None:
    for heading, group, predicate in (("used", users, "uses"), ("dropped", dropped, "rejects")):
        if not group:
            continue
        shown = [[*row[:3], parts(row[3]), *row[4:6], where(row[6])] for row in rows(soup, heading)]
        told: list[list[Any]] = sorted(
            [
                number(s["rank"]),
                s["title"],
                str(s["year"] or "unknown"),
                parts(", ".join(naive.kind_names.get(kind, kind) for kind in s["kinds"]) or "unknown"),
                significant(naive.gpu_hours(s), 3),
                ", ".join(f"{n} × {card}" if n else card for card, n in naive.devices(s).items()) or "unknown",
                naive.place(s, technique, predicate),
            ]
            for s in group
        )
        assert len(shown) == min(len(group), 150)
        if len(group) <= 150:
            states = Counter(naive.proof(s, technique, predicate)["status"] for s in group)
            marks = Counter(words(mark) for mark in soup.find(id=heading).find_next("table").select("small.checked"))
            assert marks == Counter({"checked": states["accepted"], "corrected": states["corrected"]})
        assert sorted(shown) == told if len(group) <= 150 else all(row in told for row in shown)


def parts(names: str) -> list[str]:
    """A list of names in no order."""
    return sorted(names.split(", "))


def where(evidence: str) -> str:
    """The place in the words of a piece of evidence."""
    (found,) = re.findall(r"(?:\d+ % into the text, )?characters [\d,]+–[\d,]+", evidence)
    return str(found)


def check_chart(soup: BeautifulSoup, naive: Naive, users: list[dict[str, Any]]) -> None:
    """Shares of each year with ten solutions and more; counts where the technique has fewer than ten users."""
    used, read = (Counter(s["year"] for s in group if s["year"]) for group in (users, naive.solutions))
    few = len(users) < 10
    values = [used[year] if few else used[year] / read[year] if read[year] >= 10 else 0 for year in sorted(read)]
    if heights := [value / max(values) for value in values if value]:
        assert bars(soup) == pytest.approx(heights, abs=0.005)
    else:
        soup.select_one("svg.chart").extract()  # type: ignore[union-attr]


def check_slices(soup: BeautifulSoup, naive: Naive, users: list[dict[str, Any]], technique: str) -> None:
    ratios = len(users) >= 10
    by_year = [
        [
            str(year),
            share(
                sum(s["year"] == year for s in users), sum(s["year"] == year for s in naive.solutions), ratios=ratios
            ),
            competitions_of(naive, users, lambda s, year=year: s["year"] == year),
        ]
        for year in sorted({s["year"] for s in naive.solutions if s["year"]})
    ]
    tables = {words(t.caption): t for t in soup.find_all("table")}
    cells = lambda t: [[words(c) for c in row.find_all(["th", "td"])] for row in t.tbody.find_all("tr")]  # noqa: E731
    assert cells(tables["By year"]) == by_year
    kinds = {kind: sum(kind in s["kinds"] for s in users) for s in users for kind in s["kinds"]}
    by_kind = [
        [
            naive.kind_names.get(kind, kind),
            share(kinds[kind], sum(kind in s["kinds"] for s in naive.solutions), ratios=ratios),
            competitions_of(naive, users, lambda s, kind=kind: kind in s["kinds"]),
        ]
        for kind in sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    ]
    assert (cells(tables["By kind of data, task or field"]) if by_kind else []) == by_kind
    assert [words(option) for option in soup.select("#of-kind option")][1:] == [row[0] for row in by_kind]
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
    overall = soup.find(id="goes-with-overall")
    assert bool(overall) == bool(pairs)
    assert (cells(overall) if overall else []) == [row for _, _, row in sorted(pairs)[:10]]
    check_partners(soup, naive, technique)


def competitions_of(naive: Naive, users: list[dict[str, Any]], of_it: Callable[[dict[str, Any]], bool]) -> str:
    """Competitions of a year or kind with users, of all with read solutions."""
    used, read = (len({s["folder"] for s in group if of_it(s)}) for group in (users, naive.solutions))
    return f"{used} of {read}"


def check_partners(soup: BeautifulSoup, naive: Naive, technique: str) -> None:
    """Techniques that go together within competitions, and the ratio that pairs usually have."""
    found, usual = partners(naive)
    expected = []
    for minus, other, (a, m, b, n), times in sorted(found[technique])[:10]:
        assert minus < 0
        ratio = "no ratio" if times is None else f"{times[0]:.2f} {times[1]:.2f}–{times[2]:.2f}"
        expected.append([glossary()[list(glossary())[other]].name, f"{a} of {m}", f"{b} of {n}", ratio])
    assert (rows(soup, "goes-with") if expected else []) == expected
    if expected:
        note = words(soup.find(id="goes-with").find_next("p", class_="note"))
        assert (f"has {usual:.2f}, not 1" if usual else "1 is not the usual number") in note
