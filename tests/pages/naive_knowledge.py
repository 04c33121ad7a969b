"""The numbers of the pages on texts, counted again: files as plain JSON and CSV, loops, nothing of `insights`."""

import csv
import json
import math
import statistics
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

VOCAB = Path(__file__).parents[2] / "vocab"
Z = 1.959964
LENT = ("K80", "P4", "P100", "T4", "TPU", "TPU v2-8", "TPU v3-8")
"""What notebooks on Kaggle and Colab had for nothing."""


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.is_file() else []


def table(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


class Naive:
    """All competitions of an archive with a solution that was read."""

    def __init__(self, root: Path) -> None:
        self.solutions: list[dict[str, Any]] = []
        self.forums: dict[str, dict[str, float] | None] = {}
        self.chars: dict[str, int | None] = {}
        """Length of each text by the key of its write-up."""
        self.messages: dict[str, tuple[int, int]] = {}
        """Messages read that are older than the deadline, and those without a time."""
        for folder in sorted((root / "competitions").iterdir()):
            self.read(folder)
        self.cards = {row["id"]: row for row in table(VOCAB / "hardware.csv")}
        self.kind_names = {row["id"]: row["name"] for row in table(VOCAB / "modalities.csv")}
        self.members: dict[str, list[str]] = {}
        """Techniques of each family."""
        for row in table(VOCAB / "descriptions.csv"):
            self.members.setdefault(row["family"], []).append(row["id"])
        self.prices = {row["device"]: float(row["usd_hour"]) for row in table(VOCAB / "prices.csv")}

    def read(self, folder: Path) -> None:
        facts = json.loads((folder / "competition.json").read_text())
        year = (facts["deadline"] or "")[:4] or facts["year"] or (facts["opened"] or "")[:4] or None
        writeups = [row for row in lines(folder / "writeups.jsonl") if row["text_sha256"] and row["kind"] != "list"]
        claims = [row for row in lines(folder / "claims.jsonl") if row["status"] != "rejected"]
        self.chars |= {row["writeup"]: row["text_chars"] for row in writeups}
        groups: list[list[dict[str, Any]]] = []
        for writeup in writeups:
            home = next((group for group in groups if any(same(writeup, other, writeups) for other in group)), None)
            if home is None:
                groups.append([writeup])
            else:
                home.append(writeup)
        scores, bronze = private_scores(folder, facts)
        for group in groups:
            keys = [writeup["writeup"] for writeup in group]
            said = sorted(
                (claim for claim in claims if claim["subject"] in keys),
                key=lambda claim: (keys.index(claim["subject"]), claim["start"], claim["end"]),
            )
            rank = rank_of(group[0], writeups)
            used = {claim["value"] for claim in said if claim["predicate"] == "uses"}
            self.solutions.append(
                {
                    "folder": folder.name,
                    "title": facts["title"] or facts["slug"],
                    "year": int(year) if year else None,
                    "kinds": {tag["id"] for tag in facts["modalities"]},
                    "inferred": {tag["id"] for tag in facts["modalities"] if tag["source"].startswith("write-ups: ")},
                    "open_hours": open_hours(facts),
                    "rank": rank,
                    "used": used,
                    "rejected": {claim["value"] for claim in said if claim["predicate"] == "rejects"} - used,
                    "said": said,
                    "board": scores,
                    "higher": (facts["metric"] or {}).get("higher_is_better"),
                    "distance": distance(scores.get(rank), scores.get(1), bronze),
                }
            )
        self.forums[folder.name] = forum(folder, facts, claims)
        times = [
            message["posted"]
            for topic in lines(folder / "threads.jsonl")
            for message in topic["messages"]
            if message["text_sha256"]
        ]
        early = [time for time in times if time and time < (facts["deadline"] or "")]
        self.messages[folder.name] = len(early), times.count(None)

    def top(self) -> list[dict[str, Any]]:
        return [solution for solution in self.solutions if (solution["rank"] or 99) <= 10]

    def users(self, technique: str, what: str = "used") -> list[dict[str, Any]]:
        return [solution for solution in self.solutions if technique in solution[what]]

    def proof(self, solution: dict[str, Any], technique: str, predicate: str) -> dict[str, Any]:
        said = [c for c in solution["said"] if c["predicate"] == predicate and c["value"] == technique]
        return next((c for c in said if c["status"] != "machine"), said[0])

    def place(self, solution: dict[str, Any], technique: str, predicate: str) -> str:
        """Where the page must say that a solution uses or rejects a technique: checked claims first, then the first."""
        best = self.proof(solution, technique, predicate)
        chars = self.chars.get(best["subject"])
        exact = f"characters {best['start']:,}–{best['end']:,}"
        return f"{100 * (best['start'] / chars):.0f} % into the text, {exact}" if chars else exact

    def first(self, solution: dict[str, Any], predicate: str) -> float | None:
        """The value of the first claim that is a number only where the first claim is one."""
        said = [claim for claim in solution["said"] if claim["predicate"] == predicate]
        return number(said[0]["value"]) if said else None

    def total_hours(self, solution: dict[str, Any]) -> float | None:
        said = {
            number(claim["value"])
            for claim in solution["said"]
            if claim["predicate"] == "train_hours" and claim["scope"] == "total"
        }
        return said.pop() if len(said) == 1 else None

    def devices(self, solution: dict[str, Any]) -> dict[str, int | None]:
        counts: dict[str, int | None] = {}
        for claim in solution["said"]:
            if claim["predicate"] == "hardware" and counts.get(claim["value"]) is None:
                counts[claim["value"]] = claim["count"]
        return counts

    def gpu_hours(self, solution: dict[str, Any]) -> float | None:
        counts, hours = list(self.devices(solution).values()), self.total_hours(solution)
        return counts[0] * hours if len(counts) == 1 and counts[0] and hours is not None else None

    def reference_hours(self, solution: dict[str, Any]) -> float | None:
        hours = self.gpu_hours(solution)
        card = self.cards.get(next(iter(self.devices(solution)), ""))
        if hours is None or card is None:
            return None
        kind = "tflops_tensor" if card["tflops_tensor"] else "tflops_plain"
        return round(hours * float(card[kind]) / float(self.cards["V100"][kind]), 3) if card[kind] else None

    def cloud_usd(self, solution: dict[str, Any]) -> float | None:
        hours, price = self.gpu_hours(solution), self.prices.get(next(iter(self.devices(solution)), ""))
        return round(hours * price, 2) if hours is not None and price else None

    def on_one_card(self, solution: dict[str, Any]) -> bool:
        counts = self.devices(solution)
        if list(counts.values()) != [1]:
            return False
        (name,) = counts
        desk = name.startswith(("GTX ", "Titan ")) or any(
            name.startswith(f"RTX {series}0{step}0") for series in "2345" for step in "56789"
        )
        places = {claim["value"] for claim in solution["said"] if claim["predicate"] == "platform"}
        if (self.gpu_hours(solution) or 0) > solution["open_hours"]:
            return False
        return (desk and name in self.cards) or (name in LENT and bool(places) and places <= {"kaggle", "colab"})

    def single(self, solution: dict[str, Any]) -> tuple[float, int | None] | None:
        """Private score of the best single model, and the rank that it would take alone."""
        said = {c["value"] for c in solution["said"] if c["predicate"] == "score" and c["scope"] == "single private"}
        score = number(said.pop()) if len(said) == 1 else None
        if score is None:
            return None
        board, higher = solution["board"], solution["higher"]
        first = board[min(board)] if board else 0.0
        low, high = sorted((abs(score), abs(first)))
        if not board or higher is None or score * first < 0 or high > 2 * low:
            return score, None
        return score, 1 + sum(other > score if higher else other < score for other in board.values())

    def three_scores(self, solution: dict[str, Any]) -> dict[str, set[float]]:
        found: dict[str, set[float]] = {"cv": set(), "public": set(), "private": set()}
        for claim in solution["said"]:
            if claim["predicate"] == "score" and claim["scope"] in found and number(claim["value"]) is not None:
                found[claim["scope"]].add(number(claim["value"]) or 0.0)
        return found


def same(one: dict[str, Any], other: dict[str, Any], writeups: list[dict[str, Any]]) -> bool:
    first, second = rank_of(one, writeups), rank_of(other, writeups)
    if first or second:
        return first == second
    return one["team"] is not None and one["team"] == other["team"]


def rank_of(writeup: dict[str, Any], writeups: list[dict[str, Any]]) -> int | None:
    ranks = [row["private_rank"] for row in writeups if row["team"] and row["team"] == writeup["team"]]
    known = [rank for rank in (writeup["private_rank"], *reversed(ranks)) if rank]
    return known[0] if known else None


def number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def open_hours(facts: dict[str, Any]) -> float:
    if not facts["opened"] or not facts["deadline"]:
        return float("inf")
    opened, ended = (datetime.strptime(facts[name], "%Y-%m-%dT%H:%M:%SZ") for name in ("opened", "deadline"))
    return (ended - opened) / timedelta(hours=1)


def private_scores(folder: Path, facts: dict[str, Any]) -> tuple[dict[Any, float], float | None]:
    """Private scores by rank, and the score of the last bronze place."""
    board = [row for row in table(folder / "leaderboard.csv") if row["is_benchmark"] != "true"]
    rows = [(int(row["private_rank"]), row["private_score_text"], row["medal"]) for row in board if row["private_rank"]]
    public = sum(bool(row["public_rank"]) for row in board)
    if not board:
        listed = table(folder / "scores.csv")
        rows = [(int(row["rank"]), row["score_text"], "") for row in listed if row["board"] == "private"]
        public = len(listed) - len(rows)
    scores = {rank: value for rank, text, _ in rows if (value := number(text)) is not None}
    recorded = [rank for rank, _, medal in rows if medal == "bronze"]
    last = (
        max(recorded, default=0)
        if any(medal for _, _, medal in rows)
        else bronze_by_rule(max(facts["teams"] or 0, len(rows), public))
    )
    no_medals = not any(medal for _, _, medal in rows) and (
        facts["format"] == "hackathon"
        or facts["platform"] != "kaggle"
        or facts["awards_points"] is False
        or (
            facts["awards_points"] is None and facts["category"] in (None, "community", "playground", "getting-started")
        )
    )
    return scores, None if facts["two_stage"] or no_medals else scores.get(last)


def bronze_by_rule(teams: int) -> int:
    return teams * 2 // 5 if teams < 250 else 100 if teams < 1000 else teams // 10


def distance(score: float | None, winner: float | None, bronze: float | None) -> float | None:
    if score is None or winner is None or bronze is None or winner == bronze:
        return None
    return abs(winner - score) / abs(winner - bronze)


def forum(folder: Path, facts: dict[str, Any], claims: list[dict[str, Any]]) -> dict[str, float] | None:
    """First naming of each technique before the deadline; None where that cannot be told."""
    posted = {
        message["message"]: message["posted"]
        for topic in lines(folder / "threads.jsonl")
        for message in topic["messages"]
        if message["text_sha256"] and message["posted"] and message["posted"] < (facts["deadline"] or "")
    }
    if not posted:
        return None
    found: dict[str, float] = {}
    for claim in claims:
        if claim["predicate"] in ("uses", "rejects", "mentions") and claim["subject"] in posted:
            found[claim["value"]] = min(found.get(claim["value"], "9"), posted[claim["subject"]])
    return found


def wilson(count: float, of: float, z: float = Z) -> tuple[float, float]:
    middle = (count + z * z / 2) / (of + z * z)
    spread = z / (of + z * z) * math.sqrt(count * (of - count) / of + z * z / 4)
    return middle - spread, middle + spread


def ratio(a: float, m: float, b: float, n: float, z: float = Z) -> tuple[float, float, float]:
    """A ratio of shares with its MOVER-R interval, as the formula is printed."""
    p, q = a / m, b / n
    (pl, pu), (ql, qu) = wilson(a, m, z), wilson(b, n, z)
    low = (p * q - math.sqrt((p * q) ** 2 - pl * qu * (2 * p - pl) * (2 * q - qu))) / (qu * (2 * q - qu))
    high = (p * q + math.sqrt((p * q) ** 2 - pu * ql * (2 * p - pu) * (2 * q - ql))) / (ql * (2 * q - ql))
    return p / q, low, high


def ratio_within(strata: list[tuple[int, int, int, int]]) -> tuple[float, float, float]:
    """Mantel and Haenszel's ratio with the interval of Greenland and Robins, as their formulas are printed."""
    r = sum(a * n / (m + n) for a, m, b, n in strata)
    s = sum(b * m / (m + n) for a, m, b, n in strata)
    p = sum(((a + b) * m * n - a * b * (m + n)) / (m + n) ** 2 for a, m, b, n in strata)
    spread = Z * math.sqrt(p / (r * s))
    low, high = (math.exp(math.log(r / s) + sign * spread) for sign in (-1, 1))
    return round(r / s, 9), round(low, 9), round(high, 9)  # so that a half is rounded as on the page


def quantile(values: list[float], share: float) -> float:
    """Linear interpolation between the ordered values."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    steps = list(pairwise([*ordered, ordered[-1]]))
    low, high = steps[int(place)]
    return statistics.fmean([low]) + (high - low) * (place - int(place))


def over_competitions(solutions: list[dict[str, Any]], *techniques: str) -> tuple[float, float]:
    """Wilson's interval of so many solutions as those of several competitions are worth, for users of any of these."""
    groups = [list(group) for _, group in groupby(solutions, key=lambda s: s["folder"])]
    users = [sum(not s["used"].isdisjoint(techniques) for s in group) for group in groups]
    return over_groups(users, [len(group) for group in groups])


def over_groups(counts: list[int], sizes: list[int]) -> tuple[float, float]:
    """Wilson's interval of so many as those of several groups are worth."""
    n, p = sum(sizes), sum(counts) / sum(sizes)
    squares = sum((a - p * size) ** 2 for a, size in zip(counts, sizes, strict=True))
    effect = squares * len(sizes) / (len(sizes) - 1) / (n * p * (1 - p)) if 0 < p < 1 else 1
    low, high = wilson(p * n / max(effect, 1), n / max(effect, 1))
    return round(low, 9), round(high, 9)
