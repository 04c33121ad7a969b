"""Raw answers on disk: later pages of a list are named by tokens that no other run uses."""

from pathlib import Path
from typing import Any

import pytest

from harvesters.kaggle.client import calls
from harvesters.kaggle.client.answers import Answers, Call


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(tmp_path)


def page(token: str = "") -> Call:
    return calls.list_competitions(token)


def read(answers: Answers, run: str, *tokens: str) -> None:
    """Keep a list of which each page leads to the next of these tokens, the first page having none."""
    for token, following in zip(("", *tokens), (*tokens, ""), strict=True):
        answers.keep(page(token), run, {"nextPageToken": following} if following else {})


def kept(answers: Answers, *tokens: str) -> list[str]:
    return [token for token in tokens if answers.get(page(token), None) is not None]


@pytest.mark.parametrize("call", [page(), calls.view_board("toy", False, ""), calls.list_hackathon_writeups("toy")])
def test_a_page_is_asked_for_as_the_harvest_asks(call: Call) -> None:
    made: dict[str, Any] = {
        "list_competitions": page("x"),
        "get_leaderboard": calls.view_board("toy", False, "x"),
        "list_hackathon_write_ups": calls.list_hackathon_writeups("toy", "x"),
    }
    assert call.page("x").key() == made[call.method.rpartition(".")[2]].key()
    assert call.key() != call.page("x").key()


def test_pages_go_when_nothing_leads_to_them_any_more(answers: Answers, tmp_path: Path) -> None:
    for run in range(5):
        read(answers, f"run {run}", f"{run}a", f"{run}b")
    assert kept(answers, "", *(f"{run}{letter}" for run in range(5) for letter in "ab")) == ["", "4a", "4b"]
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 3


def test_a_list_that_grew_or_shrank_keeps_what_it_has(answers: Answers) -> None:
    read(answers, "first", "a", "b", "c")
    read(answers, "second", "a", "b")
    assert kept(answers, "a", "b", "c") == ["a", "b"]
    read(answers, "third", "a", "b", "c")
    assert kept(answers, "a", "b", "c") == ["a", "b", "c"]
    read(answers, "fourth")
    assert kept(answers, "", "a", "b", "c") == [""]


def test_what_the_run_asked_itself_stays(answers: Answers) -> None:
    """A list that it read twice, since the platform took a token no more."""
    read(answers, "one", "a", "b")
    answers.keep(page(), "one", {"nextPageToken": "c"})
    assert kept(answers, "", "a", "b") == ["", "a", "b"]


def test_tokens_that_run_in_a_circle_end(answers: Answers) -> None:
    for token, following in (("", "a"), ("a", "b"), ("b", "a")):
        answers.keep(page(token), "first", {"nextPageToken": following})
    read(answers, "second", "c")
    assert kept(answers, "", "a", "b", "c") == ["", "c"]


def test_other_lists_keep_their_pages(answers: Answers) -> None:
    board = calls.view_board("toy", False, "a")
    answers.keep(board, "first", {})
    read(answers, "first", "a")
    read(answers, "second", "b")
    assert answers.get(board, None) == {}


def test_a_damaged_page_ends_the_clearing(answers: Answers, tmp_path: Path) -> None:
    read(answers, "first", "a", "b")
    (tmp_path / page("a").key()[:2] / f"{page('a').key()}.json.gz").write_bytes(b"half")
    read(answers, "second", "c")
    assert kept(answers, "", "c") == ["", "c"]
