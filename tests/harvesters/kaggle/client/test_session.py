import gzip
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import harvesters.kaggle
from archive.redactions import Redactions, new_redaction
from harvesters.kaggle.client import calls
from harvesters.kaggle.client.session import Session, parse_http_date
from harvesters.kaggle.client.settings import USER_AGENT
from harvesters.kaggle.errors import (
    FailedError,
    MissingError,
    NoAccessError,
    RefusedError,
    RejectedError,
    StoppedError,
    UnavailableError,
)
from harvesters.kaggle.parse.boards import read_board_files
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Act, Fault, always
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.world import make_world

NewSession = Callable[..., Session]
SLUG = "made-up-challenge-001"


@pytest.mark.parametrize(
    "act",
    [
        faults.status(429),
        faults.status(429, {"Retry-After": "7"}),
        faults.status(500),
        faults.status(502),
        faults.status(503),
        faults.hidden_status(503),
        faults.gateway_status(429),
        faults.gateway_status(503, hidden=True),
        faults.html(200),
        faults.html(503),
        faults.broken_json(200),
        faults.broken_json(500),
        faults.nested(100_000),
        faults.cut(0.5),
        faults.cut(0.0),
        faults.stall(0.4),
        faults.rewritten(lambda answer: {"code": "four hundred"}),
    ],
)
def test_a_passing_fault_is_retried_and_costs_nothing(act: Act, server: KaggleServer, new_session: NewSession) -> None:
    server.faults.append(Fault("ListCompetitions", act, at=(0, 1)))
    with new_session(read=0.1) as session:
        answer = session.ask(calls.list_competitions())
    if "competitions" in answer:
        assert [c["id"] for c in answer["competitions"]] == [c.id for c in server.world.competitions.values()]
    else:
        assert answer == {"code": "four hundred"}, "an odd but readable answer is the parser's business"


def test_a_lasting_fault_is_given_up_with_a_clear_error(server: KaggleServer, new_session: NewSession) -> None:
    server.faults.append(Fault("ListCompetitions", faults.status(502), at=always))
    with new_session(attempts=4) as session, pytest.raises(UnavailableError, match=r"4 attempts failed.*status 502"):
        session.ask(calls.list_competitions())
    assert len(server.log) == 4


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (faults.status(400), RejectedError),
        (faults.status(403, message="You must accept the rules"), RefusedError),
        (faults.hidden_status(403), RefusedError),
        (faults.gateway_status(403), RefusedError),
        (faults.gateway_status(403, hidden=True), RefusedError),
        (faults.broken_json(403), RefusedError),
        (faults.html(404), MissingError),
        (faults.status(401), NoAccessError),
    ],
)
def test_what_will_not_pass_is_not_retried(
    act: Act, error: type[Exception], server: KaggleServer, new_session: NewSession
) -> None:
    server.faults.append(Fault("GetCompetition", act, at=always))
    with new_session() as session, pytest.raises(error):
        session.ask(calls.get_competition(SLUG))
    assert len(server.log) == 1


@pytest.mark.parametrize("depth", [400, 600, 800, 100_000])
def test_an_answer_is_kept_or_unreadable_however_deep_it_is_nested(
    depth: int, server: KaggleServer, new_session: NewSession
) -> None:
    server.faults.append(Fault("GetCompetition", faults.nested(depth), at=always))
    with new_session(attempts=1) as session, suppress(UnavailableError):
        assert session.ask(calls.get_competition(SLUG)) == session.ask(calls.get_competition(SLUG))


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:59 -1200", f"Fri, 31 Dec {'9' * 30} 23:59:59 GMT", "today"])
def test_a_date_that_no_calendar_has_is_none(date: str) -> None:
    assert parse_http_date(date) is None


def test_a_truncated_zip_is_asked_for_again(server: KaggleServer, new_session: NewSession) -> None:
    server.faults.append(Fault("DownloadLeaderboard", faults.truncated()))
    with new_session() as session:
        answer = session.ask(calls.download_board(SLUG), read=read_board_files)
    assert [len(file["rows"]) for file in answer["files"]] == [60]
    assert len(server.log) == 2


def test_a_board_that_lies_in_a_store_is_fetched_there_without_the_token(
    server: KaggleServer, new_session: NewSession
) -> None:
    server.faults.append(Fault("DownloadLeaderboard", faults.redirected("localhost")))
    with new_session() as session:
        answer = session.ask(calls.download_board(SLUG), read=read_board_files)
    assert [len(file["rows"]) for file in answer["files"]] == [60]
    first, second = server.log
    assert (second.method, second.authorization, second.user_agent) == ("/stored", None, USER_AGENT)
    assert first.authorization is not None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_cookies_of_the_service_are_not_sent_back(host: str, server: KaggleServer, new_session: NewSession) -> None:
    """With the cookie of a session the gateway overlooks the token and answers 401, as users saw in 2026."""
    server.faults.append(Fault("DownloadLeaderboard", faults.redirected(host)))
    with new_session() as session:
        session.ask(calls.list_competitions())
        session.ask(calls.download_board(SLUG), read=read_board_files)
        session.ask(calls.get_competition(SLUG))
    assert [request.cookie for request in server.log] == [None] * 4


def test_unknown_enums_nulls_and_fields_lose_no_page(server: KaggleServer, new_session: NewSession) -> None:
    def change(answer: dict) -> None:
        answer["documents"][0]["ownerUser"]["tier"] = "SUPREME_BEING"
        answer["documents"][1]["discussionDocument"]["type"] = None
        answer["documents"][2]["neverSeen"] = {"a": [1]}
        answer["documents"][3]["ownerUser"] = None

    server.faults.append(Fault("ListEntities", faults.rewritten(change)))
    with new_session() as session:
        answer = session.ask(calls.search_writeups())
    assert len(answer["documents"]) == len(server.world.writeups)
    assert answer["documents"][0]["ownerUser"]["tier"] == "SUPREME_BEING"


def test_a_web_page_in_place_of_an_answer_is_named(server: KaggleServer, new_session: NewSession) -> None:
    server.faults.append(Fault("GetCompetition", faults.html(200), at=always))
    with new_session(attempts=1) as session, pytest.raises(UnavailableError) as caught:
        session.ask(calls.get_competition(SLUG))
    assert f"a web page in place of an answer ({server.url}/" in str(caught.value)


def test_the_budget_counts_every_request(server: KaggleServer, new_session: NewSession) -> None:
    server.faults.append(Fault("GetCompetition", faults.status(500)))
    with new_session(budget=3) as session:
        session.ask(calls.get_competition(SLUG))
        session.ask(calls.list_pages(SLUG))
        with pytest.raises(StoppedError, match="budget of 3 requests"):
            session.ask(calls.summarise_data(SLUG))
        assert session.ask(calls.list_pages(SLUG)), "what is known costs nothing"
    assert len(server.log) == 3


def test_one_run_asks_once_and_the_next_asks_again(server: KaggleServer, new_session: NewSession) -> None:
    for run in ("first", "first", "second"):
        with new_session(run=run) as session:
            session.ask(calls.get_competition(SLUG))
    assert len(server.log) == 2


def test_a_torn_file_in_the_cache_is_asked_for_again(
    server: KaggleServer, new_session: NewSession, tmp_path: Path
) -> None:
    with new_session() as session:
        session.ask(calls.get_competition(SLUG))
        (kept,) = tmp_path.rglob("*.json.gz")
        kept.write_bytes(kept.read_bytes()[:50])
        assert session.ask(calls.get_competition(SLUG))["id"] == 40_001
    assert len(server.log) == 2


def test_a_token_that_a_server_echoes_reaches_neither_message_nor_disk(
    server: KaggleServer, new_session: NewSession, tmp_path: Path
) -> None:
    token = server.world.token
    server.faults.append(Fault("ListCompetitionPages", faults.status(403, message=f"Bearer {token} may not")))
    server.faults.append(Fault("GetCompetition", faults.rewritten(lambda answer: answer | {"echo": f"a {token} b"})))
    with new_session() as session:
        with pytest.raises(FailedError) as caught:
            session.ask(calls.list_pages(SLUG))
        session.ask(calls.get_competition(SLUG))
    assert token not in str(caught.value)
    assert not [path for path in tmp_path.rglob("*.gz") if token.encode() in gzip.decompress(path.read_bytes())]
    assert list(tmp_path.rglob("*.gz"))


def test_verbose_in_the_environment_prints_nothing(
    new_session: NewSession, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VERBOSE", "1")
    monkeypatch.setenv("KAGGLE_VERBOSE", "1")
    with new_session() as session:
        session.ask(calls.get_competition(SLUG))
    assert capsys.readouterr() == ("", "")


def test_redacted_people_never_reach_the_disk(server: KaggleServer, new_session: NewSession, tmp_path: Path) -> None:
    server.world = make_world(teams=8, people=20)
    writeup = server.world.writeups[0]
    redactions = Redactions((new_redaction(f"@{writeup.owner}", "2026-01-01", ()),))
    with new_session(redactions=redactions) as session:
        session.ask(calls.search_writeups())
        session.ask(calls.search_users())
        files = session.ask(calls.download_board(writeup.competition), read=read_board_files)
    assert files["files"][0]["rows"]
    for path in tmp_path.rglob("*.gz"):
        text = gzip.decompress(path.read_bytes()).decode()
        assert writeup.owner not in text
        assert server.world.users[writeup.owner].name not in text


def test_too_large_an_answer_is_not_read(new_session: NewSession) -> None:
    with (
        new_session(most_bytes=1000, attempts=1) as session,
        pytest.raises(UnavailableError, match="larger than 1,000 bytes"),
    ):
        session.ask(calls.list_competitions())


def test_no_other_module_of_the_harvest_sends_anything() -> None:
    root = Path(harvesters.kaggle.__file__).parent
    sources = {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*.py")}
    assert len(sources) > 20
    sending = {name for name, text in sources.items() if re.search(r"import requests|KaggleClient|HTTPAdapter", text)}
    assert sending == {"client/session.py"}
