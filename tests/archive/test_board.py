"""A board of lines answers as its records would, and comes to the same file."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.board import Board, Finder, change_named, count_ranked, ranks, scores
from archive.canonical import csv_lines
from archive.findings import Finding
from archive.layout import LEADERBOARD
from archive.merge import Report, merge
from archive.records import BoardName, Standing, WriteUp
from archive.store import encode

BOARDS: tuple[BoardName, ...] = ("public", "private")
SCORES = ("0.5", "-0.00", "17", "+3", "1e-7", "=1+1", '"0.5"', "nan", "'1")
NAMES = ("The Otters", "=cmd", "a,b", 'say "x"', "[Deleted] 1", None)


def standing(
    team: str,
    public: int | None,
    private: int | None,
    score: str,
    name: str | None,
    members: tuple[str, ...],
    **more: Any,
) -> Standing:
    number = float(score) if score in SCORES[:5] else None
    shown = {"public_score_text": score, "public_score": number} if public else {}
    shown |= {"private_score_text": score, "private_score": number} if private else {}
    return Standing(team=team, name=name, members=members, public_rank=public, private_rank=private, **shown, **more)


rank = st.none() | st.integers(1, 200)
rows_of_a_board = st.lists(
    st.builds(
        standing,
        team=st.integers(1, 9999).map(str),
        public=rank,
        private=st.integers(1, 200),
        score=st.sampled_from(SCORES),
        name=st.sampled_from(NAMES),
        members=st.lists(st.sampled_from(("p1", "p2", "del=0f", "=p")), max_size=2, unique=True).map(tuple),
        team_size=st.none() | st.integers(1, 5),
        submissions=st.none() | st.integers(0, 9),
        medal=st.none() | st.just("gold"),
    ),
    min_size=1,
    max_size=40,
    unique_by=(lambda row: row.team, lambda row: row.private_rank),
)


def in_order(rows: list[Standing]) -> list[Standing]:
    assert LEADERBOARD.order is not None
    return sorted(rows, key=LEADERBOARD.order)


def as_board(rows: list[Standing]) -> Board:
    ordered = in_order(rows)
    lines: list[str | None] = list(csv_lines(Standing, ordered)[1:])
    records = {}
    for at, row in enumerate(ordered):
        if row.name or row.members or row.is_benchmark or set(str(lines[at])) & {'"', "'"}:
            records[at], lines[at] = row, None
    public, private = [row.public_rank for row in ordered], [row.private_rank for row in ordered]
    return Board(lines, [row.team for row in ordered], public, private, records)


@given(rows_of_a_board)
def test_it_is_the_sequence_of_its_records(rows: list[Standing]) -> None:
    board, records = as_board(rows), in_order(rows)
    assert list(board) == records
    assert [board[at] for at in range(-len(rows), len(rows))] == records * 2
    assert board[1:] == tuple(records[1:])
    assert encode(LEADERBOARD, board) == encode(LEADERBOARD, records)


@given(rows_of_a_board)
def test_its_answers_are_those_of_its_records(rows: list[Standing]) -> None:
    board, records = as_board(rows), tuple(as_board(rows))
    for name in BOARDS:
        assert list(ranks(board, name)) == list(ranks(records, name))
        assert list(scores(board, name)) == list(scores(records, name))
        assert count_ranked(board, name) == count_ranked(records, name)
    found, true = Finder(board), Finder(records)
    assert [found.team(row.team) for row in rows] == rows
    assert [found.ranked(row.private_rank) for row in rows] == rows
    for who in (["p1"], ["p2"], ["P1", "p2"], ["nobody"]):
        assert found.only_team_of(who) == true.only_team_of(who)
    assert found.team(None) is found.team("0") is found.ranked(None) is found.ranked(201) is None


@given(rows_of_a_board, st.booleans())
def test_a_merge_comes_to_the_same_file(rows: list[Standing], twice: bool) -> None:
    told: tuple[dict[str, Any], ...] = ({"team": rows[0].team}, {"authors": ("p1",)}, {"private_rank": 7})
    writeups = [
        WriteUp(writeup=f"w{n}", url=f"https://example.org/{n}", title="x", kind="blog", **said)
        for n, said in enumerate(told)
    ]
    files = []
    for standings in (as_board(rows), tuple(as_board(rows))):
        finding = Finding(
            "kaggle", "toy", "meta_kaggle", "2026-01-01T00:00:00Z", {}, standings, writeups=tuple(writeups)
        )
        state = merge(None, finding, Report())
        if twice:
            state = merge(replace(state, standings=tuple(state.standings)), finding, Report())
        files.append([state.competition, encode(LEADERBOARD, state.standings), state.writeups])
    assert files[0] == files[1]


def test_lines_are_left_alone_by_a_change_of_names() -> None:
    rows = [standing(str(n), n, n, "0.5", "A" if n < 3 else None, ()) for n in range(1, 6)]
    board = as_board(rows)
    changed = change_named(board, lambda row: row.model_copy(update={"name": "B"}))
    assert isinstance(changed, Board)
    assert changed.lines is board.lines
    assert [row.name for row in changed] == ["B", "B", None, None, None]


@pytest.mark.parametrize("name", BOARDS)
def test_benchmarks_are_no_teams(name: BoardName) -> None:
    rows = [standing(str(n), n, n, "0.5", None, (), is_benchmark=n == 1) for n in range(1, 6)]
    assert count_ranked(as_board(rows), name) == count_ranked(rows, name) == 4
    assert len(list(scores(as_board(rows), name))) == 4


@pytest.mark.parametrize("refused", ["public", "private"])
def test_a_board_of_one_score_is_refused_in_either_form(refused: str) -> None:
    rows = [standing(str(n), n, n, f"0.{900 + n}", None, ()) for n in range(1, 31)]
    rows = [row.model_copy(update={f"{refused}_score_text": "0.5", f"{refused}_score": 0.5}) for row in rows]
    files = []
    for standings in (as_board(rows), tuple(as_board(rows))):
        report = Report()
        finding = Finding("kaggle", "toy", "meta_kaggle", "2026-01-01T00:00:00Z", {}, standings)
        files.append(encode(LEADERBOARD, merge(None, finding, report).standings))
        assert report.warnings == [f"toy: every team on the {refused} board has one score; that board was refused"]
    assert files[0] == files[1]
    assert ",0.5,0.5," not in files[0]
