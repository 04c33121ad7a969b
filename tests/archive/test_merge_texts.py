"""Topics and write-ups of several sources."""

from dataclasses import replace
from itertools import permutations
from typing import Any

from archive.findings import Finding
from archive.keys import writeup_key
from archive.merge import Report, merge
from archive.records import Claim, Link, Message, Standing, Topic, WriteUp
from archive.store import State

AT = "2026-01-01T00:00:00Z"
URL = "https://example.org/solution"
SHA, OTHER_SHA = "a" * 64, "b" * 64


def said(source: str, **parts: Any) -> Finding:
    return Finding("kaggle", "toy", source, AT, {}, **parts)


def merged(*findings: Finding, keep_texts: bool = False) -> tuple[State, Report]:
    state, report = None, Report()
    for finding in findings:
        state = merge(state, finding, report, keep_texts=keep_texts)
    assert state is not None
    return state, report


def writeup(**values: Any) -> WriteUp:
    url = values.get("url", URL)
    return WriteUp(**{"writeup": writeup_key(url=url), "url": url, "kind": "blog"} | values)


def told(source: str, *writeups: WriteUp, complete: bool = False) -> Finding:
    return said(source, writeups=writeups, writeups_complete=complete)


def test_a_write_up_is_one_whoever_tells_of_it_and_in_any_order() -> None:
    by_api = told("kaggle", writeup(title="How we won", authors=("ann",)))
    by_list = told("solution_lists", writeup(title="1st place", private_rank=1, rank_source="list"))
    for order in permutations([by_api, by_list]):
        (one,) = merged(*order)[0].writeups
        assert (one.title, one.authors, one.private_rank) == ("How we won", ("ann",), 1)
        assert one.sources == ("kaggle", "solution_lists")


def test_a_write_up_known_by_its_address_takes_the_platforms_id() -> None:
    by_list = told("solution_lists", writeup(title="Theirs"))
    by_api = told("kaggle", writeup(writeup="w77", title="Ours"))
    for order in permutations([by_list, by_api, by_list]):
        (one,) = merged(*order)[0].writeups
        assert (one.writeup, one.title) == ("w77", "Ours")


def test_a_lesser_sources_id_does_not_take_the_place_of_a_better_ones() -> None:
    other = f"{URL}/other"
    by_api = told("kaggle", writeup(writeup="w1"), writeup(url=other))
    by_bulk = told("meta_kaggle", writeup(writeup="w2"), writeup(writeup="w1", url=other))
    for order in permutations([by_api, by_bulk, by_api, by_bulk]):
        known = {one.writeup: one.url for one in merged(*order)[0].writeups}
        assert known == {"w1": URL, writeup_key(url=other): other}


def test_claims_follow_a_write_up_to_the_platforms_id() -> None:
    page = writeup(text_sha256=SHA, text_chars=9)
    claim = Claim(subject=page.writeup, predicate="uses", value="lstm", start=0, end=1, text_sha256=SHA,
                  method="reader", version="1")  # fmt: skip
    state = replace(merged(told("linked_pages", page))[0], claims=(claim,))
    (moved,) = merge(state, told("kaggle", writeup(writeup="w77")), Report()).claims
    assert moved == claim.model_copy(update={"subject": "w77"})


def test_a_write_up_that_moved_to_a_known_address_is_one() -> None:
    moved = "https://example.org/renamed"
    before, after = (told("kaggle", writeup(writeup="w77", url=url, title="Ours")) for url in (URL, moved))
    by_list = told("solution_lists", writeup(url=moved, private_rank=1, rank_source="list"))
    for order in permutations([before, by_list]):
        state, _ = merged(*order, after)
        (one,) = state.writeups
        assert (one.writeup, one.url, one.private_rank) == ("w77", moved, 1)
        assert one.sources == ("kaggle", "solution_lists")
        assert merge(merge(state, by_list, Report()), after, Report()) == state


def test_a_lesser_source_that_has_the_old_address_joins_nothing() -> None:
    by_api = told("kaggle", writeup(writeup="w77", url="https://example.org/renamed"))
    by_list, bulk = told("solution_lists", writeup()), told("meta_kaggle", writeup(writeup="w77"))
    state, _ = merged(by_api, by_list, bulk)
    assert len(state.writeups) == 2
    assert merge(merge(state, by_list, Report()), bulk, Report()) == state


def test_what_left_an_address_is_not_joined_to_what_stands_there_now() -> None:
    """The id had been at the second address, and what lies there now is told of after it."""
    other = "https://example.org/other"
    elsewhere = told("kaggle", writeup(writeup="w77", url=other, authors=("ann",)))
    back = told("kaggle", writeup(writeup="w77", authors=("ann",)), writeup(url=other))
    state, _ = merged(elsewhere, back)
    assert {one.url: one.authors for one in state.writeups} == {URL: ("ann",), other: ()}
    assert merge(state, back, Report()) == state


def test_a_text_counts_by_who_gave_it_and_its_giver_may_change_it() -> None:
    folder = told("writeup_folder", writeup(text_sha256=SHA, text_chars=9))
    page = told("linked_pages", writeup(text_sha256=OTHER_SHA, text_chars=5))
    listed = told("kaggle", writeup(title="No text"))
    for order in permutations([folder, page, listed]):
        (one,) = merged(*order)[0].writeups
        assert (one.text_sha256, one.text_chars, one.text_source) == (SHA, 9, "writeup_folder")
    (one,) = merged(listed, folder, told("writeup_folder", writeup(text_sha256=OTHER_SHA, text_chars=5)))[0].writeups
    assert (one.text_sha256, one.text_chars) == (OTHER_SHA, 5)


def test_ranks_that_differ_are_listed_and_the_better_evidence_wins() -> None:
    titled = told("kaggle", writeup(private_rank=2, rank_source="title"))
    listed = told("solution_lists", writeup(private_rank=3, rank_source="list"))
    for order in permutations([titled, listed]):
        state, report = merged(*order)
        assert (state.writeups[0].private_rank, state.writeups[0].rank_source) == (3, "list")
        assert report.disagreements == [f"toy: {URL}: ranks [2, 3]; kept 3"]


def test_of_a_complete_list_what_is_missing_was_withdrawn() -> None:
    first, second = writeup(), writeup(url="https://example.org/other")
    both = told("kaggle", first, second)
    assert len(merged(both, told("kaggle", first))[0].writeups) == 2
    (left,) = merged(both, told("kaggle", first, complete=True))[0].writeups
    assert left.url == URL
    assert len(merged(both, told("solution_lists", second), told("kaggle", first, complete=True))[0].writeups) == 2


def board(*teams: Standing) -> Finding:
    return said("kaggle", standings=teams)


ANN = Standing(team="5", members=("Ann",), name="A", private_rank=4, public_rank=9)
BOB = Standing(team="6", members=("bob",), name="B", private_rank=5, public_rank=1)


def test_the_board_places_a_write_up_by_its_authors_and_wins_over_a_list() -> None:
    listed = told("solution_lists", writeup(authors=("ann",), private_rank=1, rank_source="list"))
    for order in permutations([listed, board(ANN, BOB)]):
        (one,) = merged(*order)[0].writeups
        assert (one.team, one.private_rank, one.public_rank, one.rank_source) == ("5", 4, 9, "board")
    assert merged(listed, board(ANN, BOB), listed)[0].writeups == merged(listed, board(ANN, BOB))[0].writeups


def test_authors_of_two_teams_place_nothing() -> None:
    (one,) = merged(board(ANN, BOB), told("kaggle", writeup(authors=("ann", "bob"))))[0].writeups
    assert (one.team, one.private_rank) == (None, None)


def test_without_authors_the_rank_leads_to_the_team_and_its_word_stays_whose_it_was() -> None:
    (one,) = merged(board(ANN, BOB), told("solution_lists", writeup(private_rank=5, rank_source="list")))[0].writeups
    assert (one.team, one.public_rank, one.rank_source) == ("6", 1, "list")


def test_a_team_that_is_not_on_the_board_is_not_referred_to() -> None:
    by_id = told("kaggle", writeup(team="99", authors=("zoe",)))
    assert merged(by_id)[0].writeups[0].team == "99"
    for order in permutations([by_id, board(ANN)]):
        assert merged(*order)[0].writeups[0].team is None


def test_a_team_that_is_not_on_the_board_takes_no_rank_away_that_others_told() -> None:
    board = said("kaggle", standings=(Standing(team="1", private_rank=1),))
    by_team = told("meta_kaggle", writeup(team="9", rank_source="board"))
    by_list = told("solution_lists", writeup(private_rank=7, rank_source="list"))
    for order in permutations([board, by_team, by_list]):
        for again in (by_team, by_list):
            (one,) = merged(*order, by_team, by_list, again)[0].writeups
            assert (one.team, one.private_rank, one.rank_source) == (None, 7, "list")


def test_a_rank_of_the_board_goes_with_a_team_that_left_it() -> None:
    moved_up = BOB.model_copy(update={"private_rank": 4})
    for authors in (("ann",), ()):
        told_of = told("kaggle", writeup(team="5", authors=authors, private_rank=4, rank_source="board"))
        (one,) = merged(board(ANN, BOB), told_of, board(moved_up))[0].writeups
        assert (one.team, one.private_rank, one.public_rank, one.rank_source) == (None, None, None, None)
        listed = told("solution_lists", writeup(private_rank=3, rank_source="list"))
        (one,) = merged(board(ANN, BOB), told_of, board(moved_up), listed)[0].writeups
        assert (one.private_rank, one.rank_source) == (3, "list")


def test_a_write_up_follows_its_team_to_the_id() -> None:
    hashed = ANN.model_copy(update={"team": "x" + "0" * 12})
    state, _ = merged(said("score_boards", standings=(hashed,)), told("kaggle", writeup(authors=("ann",))))
    assert state.writeups[0].team == hashed.team
    known = Standing(**dict(ANN) | {"was": hashed.team})
    assert merge(state, board(known), Report()).writeups[0].team == "5"


def topic(**values: Any) -> Topic:
    return Topic(**{"topic": "1", "title": "Hello"} | values)


def test_a_topic_is_its_best_sources_whole() -> None:
    by_api, by_folder = said("kaggle", topics=(topic(author="ann"),)), said("thread_folder", topics=(topic(votes=3),))
    for order in permutations([by_api, by_folder]):
        (one,) = merged(*order)[0].topics
        assert (one.author, one.votes, one.sources) == ("ann", None, ("kaggle", "thread_folder"))


def test_of_complete_topics_what_is_missing_is_gone() -> None:
    two = said("kaggle", topics=(topic(), topic(topic="2")))
    assert len(merged(two, said("kaggle", topics=(topic(),)))[0].topics) == 2
    assert [t.topic for t in merged(two, said("kaggle", topics=(topic(),), topics_complete=True))[0].topics] == ["1"]
    other = said("thread_folder", topics=(topic(topic="2"),))
    assert len(merged(two, other, said("kaggle", topics=(topic(),), topics_complete=True))[0].topics) == 2


def test_messages_stand_once_and_a_deleted_one_keeps_no_text() -> None:
    messages = (
        Message(message="1", text="hi", text_sha256=SHA),
        Message(message="2", parent="1", deleted=True, text="gone", text_sha256=OTHER_SHA),
        Message(message="3", parent="7"),
        Message(message="3", parent="1"),
    )
    finding = said("kaggle", topics=(topic(messages=messages),))
    kept = merged(finding, keep_texts=True)[0].topics[0].messages
    assert [(m.message, m.parent, m.text, m.text_sha256) for m in kept] == [
        ("1", None, "hi", SHA), ("2", "1", None, None), ("3", "1", None, None),
    ]  # fmt: skip
    assert {m.text for m in merged(finding)[0].topics[0].messages} == {None}


def test_links_come_from_the_source_of_the_text() -> None:
    link = Link(url="https://example.org/code", kind="code")
    with_text = told("writeup_folder", writeup(text_sha256=SHA, links=(link,)))
    (one,) = merged(with_text, told("kaggle", writeup()))[0].writeups
    assert one.links == (link,)
