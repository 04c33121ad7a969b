import pytest

from archive.check.references import check_references
from archive.records import Competition, Standing
from archive.store import State
from tests.archive.small import NOW


@pytest.mark.parametrize(
    ("platform", "ranks", "wrong"),
    [
        ("kaggle", (1, 2, 2, 4), ["rank 2 stands on line 3 too", "rank 3 is missing of 1 to 4"]),
        ("elsewhere", (1, 2, 2, 4), []),
        ("elsewhere", (1, 1, 2, 2), []),
        ("elsewhere", (1, 2, 2, 5), ["rank 3 is missing of 1 to 5"]),
        ("elsewhere", (2, 3, 4, 5), ["rank 1 is missing of 1 to 5"]),
    ],
)
def test_teams_share_ranks_on_other_platforms_alone(platform: str, ranks: tuple[int, ...], wrong: list[str]) -> None:
    teams = tuple(Standing(team=str(team), private_rank=rank) for team, rank in enumerate(ranks))
    facts = Competition(platform=platform, slug="toy", as_of=NOW, sources={"leaderboard": "score_boards"})
    problems = check_references("toy", State(facts, standings=teams), "none")
    assert [problem.message for problem in problems] == wrong
