"""The real boards against rank statistics that someone else computed from them."""

import csv
import os
from pathlib import Path

import pytest

from archive.records import Standing
from insights.boards import boards_of
from tests.insights.toys import competition, shakeup_by_rule

SHARED = Path(os.environ.get("LEADERLORE_SHARED", Path(__file__).parents[3] / "shared"))
BOARDS = SHARED / "real" / "boards"
ORACLE = BOARDS / "shakeup_oracle.tsv"

pytestmark = pytest.mark.skipif(not ORACLE.exists(), reason=f"no real boards: {ORACLE} is absent")


def oracle() -> list[dict[str, str]]:
    if not ORACLE.exists():
        return []
    with ORACLE.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def rows(slug: str, side: str) -> dict[str, tuple[int, str]]:
    """Read rank and score by team; a team is its id, or its name and members, which no two teams share."""
    with (BOARDS / f"{slug}__{side}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {
            row.get("TeamId") or row["TeamName"] + "\n" + row["TeamMemberUserNames"]: (int(row["Rank"]), row["Score"])
            for row in csv.DictReader(lines)
            if row["Rank"] not in ("", "0")
        }


def standings(slug: str) -> list[Standing]:
    public, private = rows(slug, "public"), rows(slug, "private")
    return [
        Standing(
            team=str(index),
            public_rank=public[team][0] if team in public else None,
            public_score=float(public[team][1]) if team in public else None,
            private_rank=private[team][0] if team in private else None,
            private_score=float(private[team][1]) if team in private else None,
        )
        for index, team in enumerate(sorted(public.keys() | private.keys()))
    ]


@pytest.mark.parametrize("expected", oracle(), ids=lambda row: row["slug"])
def test_agrees_with_the_oracle(expected: dict[str, str]) -> None:
    found = shakeup_by_rule(competition(), boards_of(standings(expected["slug"])))
    n = int(expected["joined"])
    assert found.n == n
    assert found.n_public_only == int(expected["ranked_public"]) - n
    assert found.n_private_only == int(expected["ranked_private"]) - n
    if n < 20:
        assert (found.applicable, found.s, found.kendall) == (False, None, None)
        return
    assert found.s == pytest.approx(float(expected["mean_abs_change_over_n"]), abs=1e-6)
    assert found.spearman == pytest.approx(float(expected["spearman_if_ranks_1_to_n"]), abs=1e-6)
    assert found.kendall == pytest.approx(float(expected["kendall_tau_raw_ranks"]), abs=1e-6)
    assert found.survival_10 == pytest.approx(int(expected["public_top10_kept"]) / 10)
    assert found.survival_50 == (pytest.approx(int(expected["public_top50_kept"]) / 50) if n >= 50 else None)
    assert (found.max_rise, found.max_fall) == (int(expected["max_rise"]), int(expected["max_fall"]))
    assert found.unmoved == int(expected["unmoved"])
