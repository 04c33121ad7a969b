"""Boards of several sources, ids that arrive, and what of a board is kept."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from archive.findings import Finding
from archive.keys import team_key
from archive.merge import Report, merge
from archive.merge_boards import board_sources
from archive.records import ScoreRow, Standing
from archive.store import State

AT = "2026-01-01T00:00:00Z"


def row(team: str, private: int | None = None, public: int | None = None, **more: Any) -> Standing:
    values: dict[str, Any] = {"name": f"Team {team}", "members": (f"p{team}",), "private_rank": private,
                              "public_rank": public}  # fmt: skip
    if private:
        values |= {"private_score_text": f"0.{1000 - private}", "private_score": float(f"0.{1000 - private}")}
    if public:
        values |= {"public_score_text": f"0.{2000 - public}", "public_score": float(f"0.{2000 - public}")}
    return Standing(team=team, **values | more)


def hashed(standing: Standing) -> Standing:
    """The row as a source without ids gives it."""
    return standing.model_copy(update={"team": team_key("kaggle", "toy", standing.name, standing.members)})


def boards(source: str, rows: Iterable[Standing]) -> Finding:
    return Finding("kaggle", "toy", source, AT, {}, standings=tuple(rows))


def merged(*findings: Finding, state: State | None = None) -> tuple[State, Report]:
    report = Report()
    for finding in findings:
        state = merge(state, finding, report)
    assert state is not None
    ordered = tuple(sorted(state.standings, key=lambda standing: standing.team))
    return replace(state, standings=ordered), report


def by_team(state: State) -> dict[str, Standing]:
    return {standing.team: standing for standing in state.standings}


def test_names_are_kept_for_the_top_50_of_either_board_only() -> None:
    state, _ = merged(boards("kaggle", [row(str(n), private=n, public=101 - n) for n in range(1, 101)]))
    assert all(standing.name for standing in state.standings)
    state, _ = merged(boards("kaggle", [row(str(n), private=n, public=n) for n in range(1, 101)]))
    named = {int(standing.team) for standing in state.standings if standing.name or standing.members}
    assert named == set(range(1, 51))
    assert {standing.team_size for standing in state.standings} == {1}


def test_a_team_that_falls_out_of_the_top_loses_its_name() -> None:
    first = [row(str(n), private=n) for n in range(1, 52)]
    then = [row(str(n), private=51 if n == 1 else n - 1) for n in range(1, 52)]
    state, _ = merged(boards("kaggle", first), boards("kaggle", then))
    assert by_team(state)["1"].name is None
    assert by_team(state)["51"].name == "Team 51"


def test_a_benchmark_keeps_its_name_at_any_rank() -> None:
    rows = [*(row(str(n), private=n) for n in range(1, 60)), row("b", is_benchmark=True, private_score_text="0.5")]
    state, _ = merged(boards("kaggle", rows))
    assert by_team(state)["b"].name == "Team b"


def test_when_an_id_arrives_the_hash_is_kept_as_was() -> None:
    known = hashed(row("7", public=2, submissions=9))
    by_id = boards("kaggle", [row("7", private=1)])
    for order in permutations([boards("score_boards", [known]), by_id]):
        state, _ = merged(*order)
        (team,) = state.standings
        assert (team.team, team.was) == ("7", known.team)
        assert (team.private_rank, team.public_rank) == (1, 2)
    again, _ = merged(by_id, boards("score_boards", [known]), state=merged(boards("score_boards", [known]), by_id)[0])
    assert [(team.team, team.was, team.submissions) for team in again.standings] == [("7", known.team, 9)]


def test_two_teams_of_one_name_stay_two() -> None:
    rows = [row("1", private=1, name="Same"), row("2", private=2, name="Same")]
    state, _ = merged(boards("score_boards", map(hashed, rows)), boards("kaggle", rows))
    assert [(team.team, team.was) for team in state.standings] == [(r.team, hashed(r).team) for r in rows]


def test_the_final_board_of_one_source_and_the_public_one_of_another_make_a_pair() -> None:
    both = boards("meta_kaggle", [row(str(n), private=n, public=n, medal="gold") for n in (1, 2, 3)])
    final = boards("kaggle", [row(str(n), private=4 - n) for n in (1, 2, 3)])
    results = [merged(*order) for order in permutations([both, final])]
    assert results[0][0].standings == results[1][0].standings
    state, _ = results[0]
    assert {team.team: (team.private_rank, team.public_rank, team.medal) for team in state.standings} == {
        "1": (3, 1, "gold"), "2": (2, 2, "gold"), "3": (1, 3, "gold"),
    }  # fmt: skip
    for state, _ in results:
        assert state.competition.sources == {"leaderboard": "kaggle", "public_board": "meta_kaggle"}
        assert board_sources(state.competition, state.standings) == {"public": "meta_kaggle", "private": "kaggle"}
    assert any("private board of meta_kaggle not used; that of kaggle is kept" in w for w in results[1][1].warnings)


def test_medals_of_a_source_whose_boards_are_not_used_fill_blanks_in_any_order() -> None:
    ours = boards("kaggle", [row("1", 1, 1, submissions=9), row("2", 2, 2)])
    bulk = boards("meta_kaggle", [
        row("1", 2, 2, medal="gold", medal_basis="recorded", submissions=8), row("3", 1, 1, medal="gold"),
    ])  # fmt: skip
    for order in ([ours, bulk], [bulk, ours], [ours, bulk, ours], [ours, bulk, bulk]):
        state, _ = merged(*order)
        assert {t.team: (t.private_rank, t.public_rank, t.medal, t.submissions) for t in state.standings} == {
            "1": (1, 1, "gold", 9), "2": (2, 2, None, None),
        }  # fmt: skip


def test_a_source_whose_boards_are_not_used_names_nobody_below_the_top() -> None:
    rows = [row(str(n), n, n) for n in range(1, 60)]
    unnamed = [one.model_copy(update={"members": ()}) for one in rows]
    state, _ = merged(boards("kaggle", unnamed), boards("meta_kaggle", rows))
    assert {team.team for team in state.standings if team.name or team.members} == {str(n) for n in range(1, 51)}
    assert by_team(state)["1"].members == ("p1",)


def test_a_name_that_the_better_source_took_away_is_not_brought_back() -> None:
    gone = boards("kaggle", [row("1", 1, name="[Deleted] 0", members=()), row("2", 2)])
    bulk = boards("meta_kaggle", [row("1", 1, 2), row("2", 2, 1)])
    for order in ([gone, bulk], [bulk, gone], [gone, bulk, gone, bulk]):
        assert by_team(merged(*order)[0])["1"].name is None
        assert by_team(merged(*order)[0])["1"].members == ()


def test_a_team_that_left_one_board_keeps_the_other() -> None:
    state, _ = merged(
        boards("kaggle", [row("1", private=1, public=1), row("2", private=2, public=2)]),
        boards("kaggle", [row("1", private=1)]),
    )
    assert {team.team: (team.private_rank, team.public_rank) for team in state.standings} == {
        "1": (1, 1), "2": (None, 2),
    }  # fmt: skip


def test_boards_given_twice_change_nothing() -> None:
    findings = [
        boards("score_boards", [hashed(row(str(n), private=n, platform_arrow=0, public=n)) for n in range(1, 70)]),
        boards("kaggle", [row(str(n), private=n) for n in range(1, 70)]),
    ]
    once, _ = merged(*findings)
    twice, _ = merged(*findings, state=once)
    assert twice == once


def test_an_arrow_goes_when_the_ranks_move() -> None:
    first = boards("score_boards", [row("1", private=1, public=2, platform_arrow=1), row("2", private=2, public=1)])
    same = boards("score_boards", [row("1", private=1, public=2), row("2", private=2, public=1)])
    moved = boards("score_boards", [row("1", private=2, public=2), row("2", private=1, public=1)])
    assert by_team(merged(first, same)[0])["1"].platform_arrow == 1
    assert by_team(merged(first, moved)[0])["1"].platform_arrow is None


def test_a_board_of_one_score_is_refused_and_the_last_good_one_stays() -> None:
    good = boards("kaggle", [row(str(n), private=n, public=n) for n in range(1, 21)])
    zero = {"private_score_text": "0.00000", "private_score": 0.0}
    fault = (row(str(n), private=21 - n, public=21 - n).model_copy(update=zero) for n in range(1, 21))
    broken = boards("kaggle", fault)
    state, report = merged(good, broken)
    assert [team.private_rank for team in state.standings] == [int(team.team) for team in state.standings]
    assert [team.public_rank for team in state.standings] == [21 - int(team.team) for team in state.standings]
    assert report.warnings == ["toy: every team on the private board has one score; that board was refused"]
    alone, _ = merged(broken)
    assert {team.private_rank for team in alone.standings} == {None}


def test_a_small_board_may_have_one_score() -> None:
    rows = [row(str(n), private=n).model_copy(update={"private_score_text": "1.0"}) for n in range(1, 20)]
    assert len(merged(boards("kaggle", rows))[0].standings) == 19


def test_a_team_that_stands_twice_keeps_its_best_rank_and_is_reported() -> None:
    state, report = merged(boards("kaggle", [row("1", private=5), row("1", private=2), row("2", private=1)]))
    assert by_team(state)["1"].private_rank == 2
    assert report.warnings == ["toy: team 1 stands on the board twice (ranks [2, 5]); the best is kept"]


def scores(source: str, **lists: list[str]) -> Finding:
    rows = tuple(
        ScoreRow(board="public" if board == "public" else "private", rank=rank, score_text=text)
        for board, texts in lists.items()
        for rank, text in enumerate(texts, 1)
    )
    return Finding("kaggle", "toy", source, AT, {}, scores=rows)


def test_a_score_list_replaces_the_known_one_of_its_board_alone() -> None:
    first = scores("score_boards", public=["3", "2"], private=["9"])
    for order in permutations([first, scores("another", public=["1"])]):
        state, _ = merged(*order)
        assert sorted((r.board, r.rank, r.score_text) for r in state.scores) == [
            ("private", 1, "9"), ("public", 1, "3"), ("public", 2, "2"),
        ]  # fmt: skip
        assert state.competition.sources == {"scores": "score_boards"}
    state, _ = merged(first, scores("score_boards", public=["5"]))
    assert [r.score_text for r in state.scores if r.board == "public"] == ["5"]


def test_a_score_list_of_one_score_is_refused() -> None:
    state, report = merged(scores("score_boards", public=["1", "2"]), scores("score_boards", public=["0"] * 20))
    assert [r.score_text for r in state.scores] == ["1", "2"]
    assert len(report.warnings) == 1


@pytest.mark.parametrize("rows", [(), (row("1"),)])
def test_boards_without_a_rank_change_nothing(rows: tuple[Standing, ...]) -> None:
    good = boards("kaggle", [row("1", private=1)])
    assert merged(good, boards("kaggle", rows))[0] == merged(good)[0]
