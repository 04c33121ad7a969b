from pathlib import Path

import numpy as np
import pytest

from archive import layout
from archive.records import Competition, ScoreRow, Standing
from archive.store import Archive, ArchiveError, State
from insights.boards import Board, Boards, boards_of
from insights.medals import medals
from pages.engine.dossiers.board_reading import Read, read_boards, read_scores
from pages.engine.dossiers.board_table import board_table
from tests.insights.toys import boards_of_scores


def texts(board: Board) -> list[str | None]:
    return [board.text(place) for place in range(len(board))]


def same(one: Boards, other: Boards) -> bool:
    return all(
        np.array_equal(left.rank, right.rank)
        and np.array_equal(left.score, right.score, equal_nan=True)
        and texts(left) == texts(right)
        for left, right in ((one.public, other.public), (one.private, other.private))
    ) and all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True)
        for name in ("both_public", "both_private", "both_public_score", "both_private_score")
    )


def test_columns_say_what_records_say(mini_archive: Archive) -> None:
    kinds = set()
    for folder in mini_archive.folders():
        competition = mini_archive.competition(folder)
        assert competition
        standings, board = mini_archive.standings(folder), board_table(mini_archive, folder)
        kinds.add((bool(standings), bool(mini_archive.scores(folder))))
        if not standings:
            assert (board is None) == (not mini_archive.scores(folder))
            assert board is None or not board.has_teams
            assert board is None or same(read_scores(board), boards_of_scores(mini_archive.scores(folder)))
            continue
        assert board
        assert board.has_teams
        read = read_boards(board, competition)
        boards = boards_of(standings)
        assert same(read.boards, boards)
        assert medals(competition, read.boards, read.notable) == medals(competition, boards, standings)
        known = {team.team: team for team in standings}
        assert all(
            getattr(known[team.team], name) == cell for team in read.notable for name, cell in team._asdict().items()
        )
        top = {
            row
            for row in standings
            if not row.is_benchmark and min(row.public_rank or 99, row.private_rank or 99) <= 50
        }
        assert set(read.top) == top
        assert {team.team for team in top} <= {team.team for team in read.notable}
    assert kinds == {(True, False), (False, True), (False, False)}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


FACTS = Competition(platform="kaggle", slug="toy", as_of="2026-01-01T00:00:00Z", sources={})


def toy(archive: Archive) -> Read:
    board = board_table(archive, "toy")
    assert board
    return read_boards(board, FACTS)


def test_guards_are_taken_away_and_hostile_names_come_through(archive: Archive) -> None:
    team = Standing(
        team="1", name='=cmd|"/C calc"!A0, <script>', members=("-a", "b"), private_rank=1, private_score_text="+x"
    )
    archive.save("toy", State(competition=FACTS, standings=(team,)))
    read = toy(archive)
    assert read.top == (team,)
    assert [one.team for one in read.notable] == ["1"]
    assert texts(read.boards.private) == ["+x"]


def test_scores_keep_their_text(archive: Archive) -> None:
    rows = (ScoreRow(board="public", rank=1, score_text="-0.10"), ScoreRow(board="private", rank=1, score_text="-"))
    archive.save("toy", State(competition=FACTS, scores=rows))
    board = board_table(archive, "toy")
    assert board
    boards = read_scores(board)
    assert (texts(boards.public), boards.public.score.tolist()) == (["-0.10"], [-0.1])
    assert texts(boards.private) == ["-"]
    assert np.isnan(boards.private.score[0])


def test_a_broken_board_says_which_file_and_what_to_do(archive: Archive) -> None:
    archive.save("toy", State(competition=FACTS, standings=(Standing(team="1", private_rank=1),)))
    path = archive.path(layout.LEADERBOARD, "toy")
    path.write_text(path.read_text().replace(",1,", ",first,"))
    with pytest.raises(ArchiveError, match=r"leaderboard\.csv.*leaderlore check"):
        toy(archive)


def test_so_does_one_whose_columns_somebody_moved(archive: Archive) -> None:
    archive.save("toy", State(competition=FACTS, standings=(Standing(team="1", private_rank=1),)))
    archive.path(layout.LEADERBOARD, "toy").write_text('private_rank,team\n1,"a"b\n')
    with pytest.raises(ArchiveError, match=r"leaderboard\.csv.*leaderlore check"):
        toy(archive)


@pytest.mark.parametrize(
    ("cell", "broken"),
    [
        (",1,", ",,1,"),
        (",1,", ",1.5,"),
        (",1,", ',"1'),
        ("false", "perhaps"),
        ("gold", "golden"),
        ("0.25,0.25", "0.25,1/4"),
    ],
)
def test_what_a_board_cannot_say_is_refused(archive: Archive, cell: str, broken: str) -> None:
    team = Standing(team="a", private_rank=1, private_score=0.25, private_score_text="0.25", medal="gold")
    archive.save("toy", State(competition=FACTS, standings=(team,)))
    path = archive.path(layout.LEADERBOARD, "toy")
    text = path.read_text()
    assert cell in text
    path.write_text(text.replace(cell, broken, 1))
    with pytest.raises(ArchiveError, match=r"leaderboard\.csv.*leaderlore check"):
        toy(archive)
