"""Whole harvests under faults: each ends complete, or with a clear error and the old files untouched."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from harvesters.base import CredentialsError
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Act, Fault, always, of
from tests.kaggle_server.harvesting import Bench
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import NOW, Message, World, make_world

RUNNING, RECENT, OLD = "made-up-challenge-000", "made-up-challenge-001", "made-up-challenge-002"


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=3)


def every(number: int) -> Callable[[int], bool]:
    return lambda n: n % number == number - 1


@pytest.mark.parametrize(
    "act",
    [
        faults.status(429),
        faults.status(429, {"Retry-After": "0"}),
        faults.status(500),
        faults.status(502),
        faults.status(503, {"Retry-After": "0"}),
        faults.cut(),
        faults.html(),
        faults.broken_json(),
    ],
)
def test_every_third_request_fails_in_passing(act: Act, bench: Bench) -> None:
    bench.server.faults.append(Fault("", act, at=every(3)))
    result = bench.harvest()
    assert result.failures == []
    assert_complete(bench.archive, bench.server.world)


@pytest.mark.parametrize(
    "act",
    [
        faults.status(429),
        faults.status(429, {"Retry-After": "0"}),
        faults.status(500),
        faults.status(502),
        faults.status(503),
        faults.cut(),
        faults.stall(0.4),
        faults.html(),
        faults.broken_json(),
        faults.status(400),
    ],
)
def test_a_fault_that_lasts_fails_that_unit_alone_and_leaves_the_old_files(act: Act, bench: Bench) -> None:
    bench.server.world = make_world(competitions=2, teams=40, topics=2)
    bench.harvest()
    before = bench.files()
    bench.server.world.competitions[RUNNING].board(public=True)[0].public += 1
    topic = bench.server.world.competitions[RECENT].topics[0]
    topic.comments.append(Message(77, "player00001", NOW - timedelta(hours=1), "A late thought"))
    bench.server.faults.append(Fault("GetLeaderboard", act, at=always, where=of(RUNNING)))
    result = bench.harvest()
    (failure,) = result.failures
    assert failure.startswith(f"{RUNNING}/boards: get_leaderboard")
    after = bench.files()
    assert {name for name in after if after[name] != before.get(name)} == {
        f"competitions/{RECENT}/threads.jsonl", "changes.csv", "runs/kaggle.json",
    }  # fmt: skip
    bench.server.faults.clear()
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


@pytest.mark.parametrize("method", ["ListCompetitionPages", "GetCompetitionDataFilesSummary", "ListKernels"])
def test_a_competition_whose_facts_failed_is_not_settled_without_them(method: str, bench: Bench) -> None:
    bench.server.faults.append(
        Fault(method, faults.status(500), at=always, where=lambda body: OLD in body.values()),
    )
    (failure,) = bench.harvest().failures
    assert failure.startswith(f"{OLD}/facts")
    bench.server.faults.clear()
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


def test_stalled_answers(bench: Bench) -> None:
    bench.server.faults.append(Fault("ListTopicMessages", faults.stall(0.5), at=(1,)))
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


def test_a_truncated_zip_is_asked_for_again_and_without_it_the_view_is_enough(bench: Bench) -> None:
    bench.server.faults.append(Fault("DownloadLeaderboard", faults.truncated(), at=(0, 2)))
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


def test_a_zip_that_stays_truncated_fails_that_board_alone(bench: Bench) -> None:
    bench.harvest()
    before = bench.files()
    bench.server.world.competitions[RUNNING].board(public=True)[0].public += 1
    bench.server.faults.append(Fault("DownloadLeaderboard", faults.truncated(), at=always, where=of(RUNNING)))
    result = bench.harvest()
    assert len(result.failures) == 1
    assert "no board" in result.failures[0]
    assert bench.files() == before


def test_401_after_some_requests_ends_the_run_and_the_next_goes_on(bench: Bench) -> None:
    bench.server.faults.append(Fault("", faults.status(401), at=lambda n: n >= 30))
    with pytest.raises(CredentialsError, match=r"from KAGGLE_API_TOKEN \(401\): make a new token"):
        bench.harvest()
    done = len(bench.server.log)
    assert done == 31
    bench.server.faults.clear()
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)
    assert len(bench.server.log) < 150 - done, "what was answered is not asked again"


def test_what_is_refused_is_reported_and_the_rest_is_complete(bench: Bench) -> None:
    refusal = faults.status(403, message="You must accept this competition's rules")
    bench.server.faults += [
        Fault("GetCompetitionDataFilesSummary", refusal, at=always),
        Fault("GetLeaderboard", refusal, at=always, where=of(OLD)),
        Fault("DownloadLeaderboard", refusal, at=always, where=of(RECENT)),
    ]
    result = bench.harvest()
    assert result.failures == []
    assert any(line.startswith(f"{RECENT}: no downloaded board, so no members") for line in result.warnings)
    assert any(f"{OLD}/boards: not for us" in line and "/rules" in line for line in result.warnings)
    assert bench.archive.standings(OLD) == ()
    assert bench.archive.standings(RECENT)


@pytest.mark.parametrize(
    ("act", "next_step"),
    [
        (
            faults.html(403),
            "see at https://www.kaggle.com/settings that the account is verified, and what --probe says",
        ),
        (
            faults.status(400),
            "see at https://www.kaggle.com/settings that the account is verified, and what --probe says",
        ),
        (faults.html(200), "run the same command again later"),
    ],
)
def test_without_the_list_the_run_ends_and_says_what_to_do(act: Act, next_step: str, bench: Bench) -> None:
    bench.server.faults.append(Fault("ListCompetitions", act, at=always))
    (failure,) = bench.harvest().failures
    assert failure.startswith("no list of competitions: list_competitions")
    assert failure.endswith(f"; {next_step}")


def test_a_competition_that_is_not_there(bench: Bench) -> None:
    result = bench.harvest(only=frozenset({"no-such-thing", OLD}))
    assert len(result.failures) == 1
    assert "no-such-thing" in result.failures[0]
    assert result.failures[0].endswith("--only takes the last part of a competition's address")
    assert bench.archive.folders() == [OLD]


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_a_name_that_the_service_does_not_like_leaves_the_others_their_harvest(code: int, bench: Bench) -> None:
    bench.server.faults.append(Fault("GetCompetition", faults.status(code), at=always, where=of("a~b")))
    (failure,) = bench.harvest(only=frozenset({"a~b", OLD})).failures
    assert failure.startswith("a~b: ")
    assert bench.archive.folders() == [OLD]


def test_a_competition_that_the_platform_names_otherwise_is_not_passed_over(bench: Bench) -> None:
    competitions = bench.server.world.competitions
    competitions["its-former-name"] = competitions[OLD]
    (failure,) = bench.harvest(only=frozenset({"its-former-name"})).failures
    assert f"give --only {OLD}" in failure


def test_a_long_pause_that_the_platform_asks_for_is_the_only_failure(bench: Bench) -> None:
    bench.server.faults.append(Fault("", faults.status(429, {"Retry-After": "3600"}), at=always))
    (failure,) = bench.harvest().failures
    assert failure == "the platform asks to wait 3600 s; run the same command again after that"


def test_a_limit_that_lasts_ends_the_run_before_all_units_have_failed(bench: Bench) -> None:
    bench.server.world = make_world(competitions=9, teams=20, topics=1)
    bench.server.faults.append(Fault("ListCompetitionTopics", faults.gateway_status(429), at=always))
    *failures, end = bench.harvest().failures
    assert len(failures) == 5
    assert "429" in end
    assert "run the same command again in some hours" in end
    assert bench.server.methods().count("ListCompetitionTopics") == 6
    bench.server.faults.clear()
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


def test_a_competition_that_vanishes_between_list_and_look(bench: Bench) -> None:
    bench.server.faults.append(Fault("", faults.status(404), at=always, where=of(OLD)))
    result = bench.harvest()
    assert result.failures == []
    assert len(bench.archive.standings(RECENT)) == 210
    assert bench.archive.competition(OLD) is not None


def test_a_platform_that_is_down_is_left_alone(bench: Bench) -> None:
    bench.server.faults.append(Fault("", faults.status(503), at=lambda n: n >= 20))
    result = bench.harvest()
    assert any("does not answer" in line for line in result.failures)
    assert len(bench.server.log) < 20 + 6 * 6
    bench.server.faults.clear()
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)
