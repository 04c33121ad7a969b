"""The page for organizers agrees with a naive recount of the files."""

import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup

from archive.store import Archive
from insights.computed import encode
from pages import organizers
from pages.engine.cache.sections import Section, joined
from pages.engine.dossiers.board_table import board_table
from pages.engine.dossiers.dossier import dossier_of, texts_of
from pages.engine.kinds import Unit
from pages.engine.world import Kept
from pages.format import number, percent
from tests.pages.conftest import REPOSITORY
from tests.pages.naive_knowledge import VOCAB, Naive, table
from tests.pages.naive_knowledge import number as score
from tests.pages.read_pages import rendered, rows, words

DATA = REPOSITORY / "data"


@pytest.fixture(scope="module")
def soup(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    """The page of this repository's data."""
    archive = Archive(DATA)
    of_all = [
        dossier_of(archive, folder, texts_of(archive, folder), board_table(archive, folder))
        for folder in archive.folders()
    ]
    kept = tmp_path_factory.mktemp("kept") / "knowledge"
    kept.write_bytes(joined([encode(dossier.knowledge) for dossier in of_all]))
    told = tuple(Kept(one.row.folder, "", Section(str(kept), number)) for number, one in enumerate(of_all))
    return rendered(organizers.KIND, Unit("organizers/", (tuple(one.row for one in of_all), told)))


@pytest.fixture(scope="module")
def facts() -> list[dict[str, Any]]:
    """Every competition as its file has it, with the scores of its boards."""
    found = []
    for folder in sorted((DATA / "competitions").iterdir()):
        it = json.loads((folder / "competition.json").read_text(encoding="utf-8"))
        found.append(it | {"boards": scores(folder)})
    return found


def scores(folder: Path) -> dict[str, list[float | None]]:
    board = [row for row in table(folder / "leaderboard.csv") if row["is_benchmark"] != "true"]
    if board:
        return {
            name: [score(row[f"{name}_score_text"]) for row in board if row[f"{name}_rank"]]
            for name in ("public", "private")
        }
    listed = table(folder / "scores.csv")
    return {
        name: [score(row["score_text"]) for row in listed if row["board"] == name] for name in ("public", "private")
    }


def spread(values: list[Any], form: Callable[[Any], str]) -> str:
    if len(values) < 10:
        return f"too few {len(values)}" if values else "unknown"
    # To nine digits, as everything that is published: half a percent may lie a hair above or below.
    low, middle, high = (form(round(float(value), 9)) for value in np.quantile(values, (0.25, 0.5, 0.75)))
    return f"{middle} {low}–{high} of {len(values)}"


def test_what_others_chose(soup: BeautifulSoup, facts: list[dict[str, Any]]) -> None:
    names = {row["id"]: row["name"] for row in table(VOCAB / "modalities.csv")}
    by_name = defaultdict(list)
    for it in facts:
        for kind in {tag["id"] for tag in it["modalities"]} | (set(it["tags"]) & names.keys()):
            by_name[names[kind]].append(it)
    shown = rows(soup, "choices")
    assert {row[0] for row in shown} == by_name.keys()
    assert [int(row[1]) for row in shown] == sorted((len(of_it) for of_it in by_name.values()), reverse=True)
    for name, count, prize, _, share, days, limit, code in shown:
        of_it = by_name[name]
        shares = [it["public_share"] for it in of_it if it["public_share"] not in (None, 0, 1)]
        told = [it["code_competition"] for it in of_it if it["code_competition"] is not None]
        assert int(count) == len(of_it)
        assert prize == spread([it["prize_usd"] for it in of_it if it["prize_usd"]], lambda value: f"${number(value)}")
        assert share == spread(shares, percent)
        assert days == spread([length for it in of_it if (length := days_open(it)) is not None], number)
        limits = [it["max_daily_submissions"] for it in of_it if it["max_daily_submissions"] is not None]
        assert limit == spread(limits, number)
        assert code == (f"{sum(told)} of {len(told)}" if told else "unknown")


def days_open(it: dict[str, Any]) -> float | None:
    if not it["opened"] or not it["deadline"]:
        return None
    return float((np.datetime64(it["deadline"][:-1]) - np.datetime64(it["opened"][:-1])) / np.timedelta64(1, "D"))


def test_submissions_a_day(soup: BeautifulSoup, facts: list[dict[str, Any]]) -> None:
    shown = rows(soup, "limits")
    known = [it for it in facts if it["max_daily_submissions"] is not None]
    assert [row[0] for row in shown] == ["1 or 2", "3 or 4", "5", "6 to 10", "more than 10"]
    for (_, count, by_team), (low, high) in zip(shown, ((0, 2), (3, 4), (5, 5), (6, 10), (11, 10**9)), strict=True):
        of_it = [it for it in known if low <= it["max_daily_submissions"] <= high]
        made = [it["submissions"] / it["teams"] for it in of_it if it["submissions"] is not None and it["teams"]]
        assert (int(count), by_team) == (len(of_it), spread(made, number))


def test_how_boards_tie(soup: BeautifulSoup, facts: list[dict[str, Any]]) -> None:
    tied: dict[str, list[float]] = defaultdict(list)
    plateau: dict[str, list[float]] = defaultdict(list)
    names = {row["id"]: row["name"] for row in table(VOCAB / "metrics.csv")}
    for it in facts:
        if it["format"] == "simulation":
            continue
        metrics = ["all metrics", names.get((it["metric"] or {}).get("id"))]
        for board, found in (("private", tied), ("public", plateau)):
            all_scores = it["boards"][board]
            counts = Counter(value for value in all_scores if value is not None)
            if counts:
                many = sum(n for n in counts.values() if n > 1) if board == "private" else max(counts.values())
                for metric in filter(None, metrics):
                    found[metric].append(many / len(all_scores))
    shown = rows(soup, "ties")
    assert {row[0] for row in shown} == {metric for metric, values in tied.items() if len(values) >= 10}
    assert len(shown) > 2
    for metric, first, second in shown:
        assert (first, second) == (spread(tied[metric], percent), spread(plateau[metric], percent))


def test_what_is_not_told_is_no_denial(soup: BeautifulSoup) -> None:
    told, naive = words(soup.find(id="elsewhere").find_next("ul")), Naive(DATA)
    leaks, probes, splits = (len(naive.users(technique)) for technique in organizers.TOLD)
    assert (
        f"of {number(len(naive.solutions))} read ones: Data leak used {leaks}, Leaderboard probing {probes}, "
        f"Adversarial validation {splits}. Silence is unknown, not “no”"
    ) in told


def test_how_many_teams_came(site: Path) -> None:
    """Every table, recounted from the table of competitions that the site offers."""
    with gzip.open(site / "data/tables/competitions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        known = [it for it in csv.DictReader(file) if it["teams"]]
    section = BeautifulSoup((site / "organizers/index.html").read_text(encoding="utf-8"), "lxml").find(id="turnout")
    assert f"The teams of {len(known)} competitions" in section.find_next("p").get_text()
    tables = section.parent.find_all("table")
    shown = {table.caption.get_text(): table for table in tables}
    for caption, field in (("By category", "category"), ("By year of the deadline", "year")):
        rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in shown[caption].tbody.find_all("tr")]
        names = {it[field] for it in known if it[field]}
        assert {row[0] for row in rows} == names
        for name, count, middle in rows:
            teams = [int(it["teams"]) for it in known if it[field] == name]
            low, median, high = (number(value) for value in np.quantile(teams, (0.25, 0.5, 0.75)))
            told = f"{median} {low}–{high}" if len(teams) >= 10 else "too few"
            assert (count, middle) == (str(len(teams)), told)
