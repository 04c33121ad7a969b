import json

import pytest

from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault, always
from tests.kaggle_server.harvesting import Bench
from tests.kaggle_server.world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=6)


def test_a_few_requests_answer_the_open_questions(bench: Bench) -> None:
    result = bench.harvest(probe=True)
    assert result.failures == []
    assert len(bench.server.log) < 15
    assert bench.said[:7] == [
        "Rows on a page: 3 competitions, 200 board, 200 users, 10 write-ups, 6 topics",
        "The downloaded board: made-up-challenge-001-privateleaderboard.csv: 210 rows of Rank, TeamId, TeamName, "
        "LastSubmissionDate, Score, SubmissionCount, TeamMemberUserNames (210 teams declared)",
        "Spelling: defaults are sent: yes; nulls are sent: no; ids come as text: no; ref is a URL: yes; "
        "a category: 'Featured'",
        "Accelerator flags: enableGpu in 1, enableTpu in 0, machineShape in 1 of 5 notebooks",
        "Is the opening post among the messages: yes: 6 messages at top level, 5 comments",
        "Write-ups: 10 of 10 documents bear a competition; 10 declared",
        "Unknown competition: 404",
    ]
    assert bench.archive.folders() == []


def test_one_raw_answer_a_method_is_kept_without_names_or_token(bench: Bench) -> None:
    bench.harvest(probe=True)
    kept = sorted((bench.root / "cache" / "kaggle" / "probe").glob("*.json"))
    assert len(kept) == 9
    assert {json.loads(path.read_text())["method"] + ".json" for path in kept} == {path.name for path in kept}
    everything = "".join(path.read_text() for path in kept)
    assert "Somebody" not in everything
    assert bench.server.world.token not in everything


def test_a_question_without_an_answer_does_not_end_the_probe(bench: Bench) -> None:
    bench.server.faults.append(Fault("ListKernels", faults.status(403), at=always))
    bench.harvest(probe=True)
    assert [line for line in bench.said if line.startswith("Accelerator flags: no answer")]
    assert bench.said[6] == "Unknown competition: 404"
