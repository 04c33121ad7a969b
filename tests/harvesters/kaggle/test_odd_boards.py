"""Whole harvests of odd answers about a board: it ends complete, or with a clear error and the old file kept."""

from typing import Any

import pytest

from archive.merge_boards import SUSPICIOUS_ROWS
from harvesters.kaggle.parse.boards import read_board_files
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault, always, of
from tests.kaggle_server.harvesting import Bench
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import World, make_world

RUNNING, RECENT, OLD = "made-up-challenge-000", "made-up-challenge-001", "made-up-challenge-002"


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=3)


@pytest.mark.parametrize("changes", [("doubled",), ("overlapping",)])
def test_doubled_and_overlapping_pages_of_a_board(changes: tuple[str], bench: Bench) -> None:
    first: list[Any] = []

    def change(answer: dict[str, Any]) -> dict[str, Any] | None:
        if "nextPageToken" in answer:
            first[:] = answer["submissions"]
            return None
        if changes == ("doubled",) and len(answer["submissions"]) == 10:
            return {"submissions": first, "nextPageToken": "t190"}
        return {"submissions": first[-30:] + answer["submissions"]}

    bench.server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", faults.rewritten(change), at=always),
    ]
    result = bench.harvest()
    assert result.failures == []
    for slug, competition in bench.server.world.competitions.items():
        ranks = {row.team: row.public_rank for row in bench.archive.standings(slug)}
        board = competition.board(public=True)
        assert ranks == {str(team.id): place for place, team in enumerate(board, 1)}


def test_a_page_token_that_repeats_fails_that_board_and_keeps_the_old_one(bench: Bench) -> None:
    bench.harvest()
    before = bench.files()
    bench.server.world.competitions[RUNNING].board(public=True)[0].public += 1
    circle = faults.rewritten(
        lambda answer: answer | {"submissions": answer["submissions"][:40], "nextPageToken": "t0"}
    )
    bench.server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", circle, at=always, where=of(RUNNING)),
    ]
    result = bench.harvest()
    assert len(result.failures) == 1
    assert "runs in a circle" in result.failures[0]
    assert bench.files() == before


def test_a_board_that_breaks_off_is_not_whole_where_no_count_is_declared(bench: Bench) -> None:
    uncounted = faults.rewritten(lambda a: {"competitions": [c | {"teamCount": 0} for c in a["competitions"]]})
    circle = faults.rewritten(
        lambda answer: answer | {"submissions": answer["submissions"][:41], "nextPageToken": "t0"}
    )
    bench.server.faults += [
        Fault("ListCompetitions", uncounted, at=always),
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", circle, at=always, where=of(RUNNING)),
    ]
    (failure,) = bench.harvest().failures
    assert "runs in a circle" in failure
    assert bench.archive.standings(RUNNING) == ()


def test_a_board_of_one_score_is_refused_and_the_old_one_kept(bench: Bench) -> None:
    bench.harvest()
    before = bench.files()
    competition = bench.server.world.competitions[RUNNING]
    assert len(competition.teams) >= SUSPICIOUS_ROWS
    for team in competition.teams:
        team.public = 0.0
    result = bench.harvest()
    assert any("one score" in line for line in result.warnings)
    assert bench.files() == before


@pytest.mark.parametrize("rows", [209, 200, 1])
def test_fewer_rows_than_declared_fail_loudly(rows: int, bench: Bench) -> None:

    def short(answer: dict[str, Any]) -> dict[str, Any]:
        return {"submissions": answer["submissions"][:rows]}

    bench.server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", faults.rewritten(short), at=always, where=of(OLD)),
    ]
    result = bench.harvest()
    assert len(result.failures) == 1
    assert f"{OLD}/boards" in result.failures[0]
    assert "210 declared" in result.failures[0]
    assert bench.archive.standings(OLD) == ()
    competition = bench.archive.competition(OLD)
    assert competition is not None
    assert competition.settled is None


def test_fewer_rows_than_declared_leave_the_old_board(bench: Bench) -> None:
    bench.harvest()
    before = bench.files()
    bench.server.world.competitions[RUNNING].board(public=True)[0].public += 1

    def short(answer: dict[str, Any]) -> dict[str, Any]:
        return {"submissions": answer["submissions"][:150]}

    bench.server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", faults.rewritten(short), at=always, where=of(RUNNING)),
    ]
    (failure,) = bench.harvest().failures
    assert failure == f"{RUNNING}/boards: 150 teams on the boards, 210 declared; kept what was known"
    assert bench.files() == before


@pytest.mark.parametrize("odd", [{}, {"teamId": "1 or 2"}])
def test_a_malformed_row_of_a_board_fails_that_board_alone(odd: dict[str, Any], bench: Bench) -> None:
    def change(answer: dict[str, Any]) -> None:
        answer["submissions"][3] = odd | {"score": "0.5", "teamName": "Nobody"}

    bench.server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", faults.rewritten(change), at=always, where=of(RECENT)),
    ]
    (failure,) = bench.harvest().failures
    assert failure.startswith(f"{RECENT}/boards: team: ")
    assert [len(bench.archive.standings(slug)) for slug in (RUNNING, RECENT, OLD)] == [210, 0, 210]
    assert all(bench.archive.topics(slug) for slug in (RUNNING, RECENT, OLD))


def without_ranks(good: bytes) -> bytes:
    """The older form of the download: no ranks and no members, and a row for each time that a team improved."""
    rows = read_board_files(good)["files"][0]["rows"]
    lines = [f"{row['TeamId']},{row['TeamName']},{row['LastSubmissionDate']},{row['Score']}" for row in rows]
    return "\n".join(["TeamId,TeamName,SubmissionDate,Score", *lines, *lines[:7], ""]).encode()


def test_a_download_without_ranks_makes_nobody_a_benchmark(bench: Bench) -> None:
    old_form = faults.remade(without_ranks)
    bench.server.faults.append(Fault("DownloadLeaderboard", old_form, at=always))
    result = bench.harvest()
    assert result.failures == []
    assert f"{OLD}: no members of teams: the downloaded board prints no ranks" in result.warnings
    for slug, competition in bench.server.world.competitions.items():
        rows = bench.archive.standings(slug)
        ranks = {row.team: row.public_rank for row in rows}
        assert ranks == {str(team.id): place for place, team in enumerate(competition.board(public=True), 1)}
        assert not any(row.is_benchmark for row in rows)


def test_a_download_that_is_the_public_board_after_the_end_too(bench: Bench) -> None:
    """As users report of the real service."""
    bench.server.world.downloads_public = True
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


def test_a_view_capped_by_the_service_is_made_whole_by_the_file(bench: Bench) -> None:
    capped = faults.rewritten(lambda answer: {"submissions": answer["submissions"][:100]})
    bench.server.faults.append(Fault("GetLeaderboard", capped, at=always, where=lambda b: not b.get("overridePublic")))
    assert bench.harvest().failures == []
    rows = bench.archive.standings(OLD)
    assert len([row for row in rows if row.private_rank]) == 210


def test_a_whole_board_of_many_small_pages_that_is_cut(bench: Bench) -> None:
    def small(answer: dict[str, Any]) -> dict[str, Any]:
        first = answer["submissions"][0]["teamId"] == first_team
        return {"submissions": answer["submissions"][:20], **({"nextPageToken": "t20"} if first else {})}

    competition = bench.server.world.competitions[OLD]
    first_team = competition.board(public=False)[0].id

    def private(body: dict[str, Any]) -> bool:
        return of(OLD)(body) and not body.get("overridePublic")

    bench.server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", faults.rewritten(small), at=always, where=private),
    ]
    result = bench.harvest()
    assert len(result.failures) == 1
    assert "cut at 40 rows" in result.failures[0]
