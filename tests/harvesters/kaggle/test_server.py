import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import pytest
import requests

from harvesters.kaggle.client import calls
from harvesters.kaggle.client.answers import Call
from harvesters.kaggle.client.session import Session
from tests.kaggle_server.harvesting import ROOT
from tests.kaggle_server.server import KaggleServer


def test_the_made_up_platform_can_be_started_by_hand() -> None:
    command = [sys.executable, "-m", "tests.kaggle_server"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"export LEADERLORE_KAGGLE_ENDPOINT=(\S+) KAGGLE_API_TOKEN=(\S+)\n", line)
        assert found, line
        url = f"{found[1]}/v1/competitions.CompetitionApiService/ListCompetitions"
        asked = requests.post(url, json={}, headers={"Authorization": f"Bearer {found[2]}"}, timeout=10)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    assert len(asked.json()["competitions"]) == 6
    assert process.returncode == 0


SLUG = "made-up-challenge-001"
TOPIC = 2_001_000
CALLS = (
    calls.list_competitions(),
    calls.list_largest(),
    calls.list_general(),
    calls.get_competition(SLUG),
    calls.list_pages(SLUG),
    calls.summarise_data(SLUG),
    calls.view_board(SLUG, public=True),
    calls.download_board(SLUG),
    calls.list_topics(SLUG, 1),
    calls.list_messages(SLUG, TOPIC),
    calls.get_topic(TOPIC),
    calls.list_comments(TOPIC),
    calls.list_kernels(SLUG),
    calls.search_writeups(),
    calls.search_users(),
    calls.resolve_links(4_000_101),
    calls.list_hackathon_writeups(SLUG),
    calls.introspect("no token"),
)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.method.rsplit(".", 1)[-1])
def test_the_official_client_understands_every_answer_and_loses_nothing_of_it(
    call: Call, server: KaggleServer, new_session: Callable[..., Session]
) -> None:
    """The harvest reads raw answers and would not notice a made-up form that the real service cannot give."""
    server.world.competitions[SLUG].entries = server.world.writeups[:1]
    with new_session() as session:
        answer = attrgetter(call.method)(session._client)(call.request)
        if not isinstance(answer, requests.Response):
            unknown = _unknown(session.ask(call), json.loads(answer.to_json(answer)), "")
            assert unknown == set()


def _unknown(raw: Any, read: Any, place: str) -> set[str]:
    """Fields of the raw answer that the client has no place for."""
    if isinstance(raw, list):
        pairs = zip(raw, read, strict=True)
        return {name for one, other in pairs for name in _unknown(one, other, place)}
    if not isinstance(raw, dict):
        return set()
    lost = {f"{place}.{name}" for name in raw if name not in read and raw[name] not in (0, "", False, [], None)}
    kept = raw.keys() & read.keys()
    return lost.union(*(_unknown(raw[name], read[name], f"{place}.{name}") for name in kept))
