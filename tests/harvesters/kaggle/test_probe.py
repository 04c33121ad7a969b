import json
from contextlib import suppress
from typing import Any

import pytest

from harvesters.base import CredentialsError
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Act, Fault, always
from tests.kaggle_server.harvesting import Bench
from tests.kaggle_server.wire import METHODS
from tests.kaggle_server.world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=6)


def said(bench: Bench) -> dict[str, str]:
    """Answers by question."""
    return dict(line.split(": ", 1) for line in bench.said[:-1])


def test_a_few_requests_answer_the_open_questions(bench: Bench) -> None:
    bench.server.world.competitions["made-up-challenge-002"].category = "InClass"
    result = bench.harvest(probe=True)
    assert result.failures == []
    assert len(bench.server.log) == 25
    assert said(bench) == {
        "Rows on a page": "3 competitions, 200 board, 200 users, 10 write-ups, 6 topics",
        "The general tab": "2 Featured, 1 InClass, no more",
        "The downloaded board": "made-up-challenge-001-privateleaderboard.csv: 210 rows of Rank, TeamId, TeamName, "
        "LastSubmissionDate, Score, SubmissionCount, TeamMemberUserNames (210 teams declared)",
        "The board's view": "210 of 210 declared teams, the list ended there",
        "Spelling": "defaults are sent: yes; nulls are sent: no; ids come as text: no; ref is a URL: yes; "
        "a category: 'Featured'",
        "What is not read": "nothing",
        "Accelerator flags": "enableGpu in 1, enableTpu in 0, machineShape in 1 of 5 notebooks",
        "Is the opening post among the messages": "yes: 6 messages at top level, 5 comments",
        "Write-ups": "10 of 10 documents bear a competition; 10 declared",
        "Depth of the search": "0 documents after 1,000, 0 documents after 10,000",
        "Unknown competition": "404",
        "Without credentials": "list 401, board 401, search 401",
        "A token that is none": "active: False",
        "Other methods": "get_competition: answered, list_competition_pages: answered, "
        "get_competition_data_files_summary: answered, get_resolved_write_up_links: answered, "
        "list_hackathon_write_ups: missing",
        "Limits": "25 requests at 1e+06 a second met no refusal",
    }
    assert bench.archive.folders() == []


def test_a_dry_run_says_what_the_probe_would_ask_and_asks_nothing(bench: Bench) -> None:
    bench.harvest(dry_run=True, probe=True, max_requests=1000)
    assert bench.server.log == []
    assert bench.said[0] == "Rows on a page: Whether 200 rows come where 200 are asked for."
    assert bench.said[-1] == "at most 1,000 requests"
    asked = [line.split(":")[0] for line in bench.said[:-1]]
    bench.said.clear()
    bench.harvest(probe=True)
    assert asked == list(said(bench))


def test_what_has_ended_is_judged_by_the_platforms_clock(bench: Bench) -> None:
    bench.harvest(started="2027-01-01T00:00:00Z", probe=True)
    assert said(bench)["The downloaded board"].startswith("made-up-challenge-001-privateleaderboard.csv")


def test_without_credentials_means_that_none_are_sent(bench: Bench) -> None:
    bench.harvest(probe=True)
    bare = [request for request in bench.server.log if request.authorization is None]
    assert [request.method.rsplit("/", 1)[-1] for request in bare] == [
        "ListCompetitions", "GetLeaderboard", "ListEntities",
    ]  # fmt: skip
    assert bench.server.log[-1].authorization is not None


def test_one_raw_answer_of_every_method_is_kept_without_names_or_token(bench: Bench) -> None:
    bench.server.world.competitions["made-up-challenge-001"].entries = bench.server.world.writeups[:1]
    bench.harvest(probe=True)
    kept = sorted((bench.root / "cache" / "kaggle" / "probe").glob("*.json"))
    assert {json.loads(path.read_text())["method"] + ".json" for path in kept} == {path.name for path in kept}
    assert len(kept) == len(METHODS)
    everything = "".join(path.read_text() for path in kept)
    assert "Somebody" not in everything
    assert bench.server.world.token not in everything


def test_a_question_without_an_answer_does_not_end_the_probe(bench: Bench) -> None:
    bench.server.faults.append(Fault("ListKernels", faults.status(403), at=always))
    bench.server.faults.append(Fault("IntrospectToken", faults.status(401), at=always))
    bench.server.faults.append(Fault("GetTopic", faults.status(429, {"Retry-After": "0"})))
    bench.harvest(probe=True)
    answers = said(bench)
    assert answers["Accelerator flags"].startswith("no answer: list_kernels")
    assert answers["A token that is none"] == "401"
    assert answers["Limits"].endswith("met 429 with Retry-After 1 times")


def test_the_probe_tells_what_the_harvest_would_not_read(bench: Bench) -> None:
    first, second, *_ = bench.server.world.competitions.values()
    first.reward, first.metric = "25,000 Gold", "Wobble Score"
    second.category = "HOST_SEGMENT_EXPEDITION"

    def change(answer: dict[str, Any]) -> None:
        answer["competitions"][0] |= {"neverSeen": 1, "deadline": "soon"}
        answer["competitions"].append({"ref": ".."})

    bench.server.faults.append(Fault("ListCompetitions", faults.rewritten(change), at=always))
    bench.harvest(probe=True)
    answer = said(bench)["What is not read"]
    assert answer.startswith("unknown field neverSeen (1), reward 25,000 Gold (1), metric Wobble Score (1), ")
    assert "no deadline (1), unknown category expedition (1), no category (1)" in answer
    assert len(answer.split(" (1)")) == 8


def test_answers_in_a_form_that_nobody_foresaw_end_no_probe(bench: Bench) -> None:
    def change(answer: dict[str, Any]) -> None:
        answer["competitions"].insert(0, {"ref": "https://www.kaggle.com/c/..%2fpasswd", "teamCount": 10**6})

    odd = faults.rewritten(lambda answer: {"topics": [{"id": "seven", "commentCount": 3}, {"id": 1.5}]})
    bench.server.faults += [
        Fault("ListCompetitions", faults.rewritten(change), at=always),
        Fault("ListCompetitionTopics", odd, at=always),
        Fault("DownloadLeaderboard", faults.remade(lambda good: b"Score\n"), at=always),
    ]
    bench.harvest(probe=True)
    answers = said(bench)
    assert answers["The board's view"] == "210 of 210 declared teams, the list ended there"
    assert answers["Is the opening post among the messages"] == "the competition has no topic"
    assert answers["The downloaded board"].startswith(": 0 rows of")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (faults.status(429, {"Retry-After": "3600"}), "asks to wait 3600 s"),
        (faults.status(401), "refuses the credentials"),
    ],
)
def test_a_probe_that_is_cut_keeps_what_was_answered(fault: Act, words: str, bench: Bench) -> None:
    bench.server.faults.append(Fault("ListKernels", fault, at=always))
    with suppress(CredentialsError):
        (failure,) = bench.harvest(probe=True).failures
        assert words in failure
    assert bench.said[-1].startswith("10 requests; raw answers in ")
    assert len(list((bench.root / "cache" / "kaggle" / "probe").glob("*.json"))) == 5


def test_a_board_longer_than_the_probe_reads_and_a_view_that_is_capped(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harvesters.kaggle.probe.BOARD_PAGES", 1)
    bench.harvest(probe=True)
    assert said(bench)["The board's view"] == "200 of 210 declared teams, not read further"
    bench.said.clear()
    capped = faults.rewritten(lambda answer: {"submissions": answer["submissions"][:100]})
    bench.server.faults.append(Fault("GetLeaderboard", capped, at=always))
    bench.harvest(probe=True)
    assert said(bench)["The board's view"] == "100 of 210 declared teams, the list ended there"
