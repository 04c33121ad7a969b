from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import Competition, Link, Notebook, Person, Standing, Topic, WriteUp
from archive.redact import (
    ORDINARY,
    Mention,
    Target,
    UnknownPersonError,
    find_target,
    mentions,
    ordinary_words,
    rows_withheld,
    target_of,
    vanished,
)
from archive.redactions import Redactions
from archive.store import State

AS_OF = "2026-01-01T00:00:00Z"
ADA = Person(person="u17", handles=("ada-example", "adaex"), name="Ada E. Example", as_of=AS_OF)
NUMERIC = Person(person="@u18", handles=("u18",), as_of=AS_OF)
EIGHTEEN = Person(person="u18", handles=("bo",), as_of=AS_OF)


def state(deadline: str | None = None, **parts: object) -> State:
    return State(Competition(platform="kaggle", slug="toy", as_of=AS_OF, deadline=deadline, sources={}), **parts)


@pytest.mark.parametrize("given", ["u17", "17", "@ada-example", "ADAEX", "https://www.kaggle.com/adaex"])
def test_a_person_is_found_by_key_number_handle_or_address(given: str) -> None:
    target, known = find_target(given, [ADA, EIGHTEEN])
    assert known
    assert target == target_of(ADA)


def test_what_may_be_two_people_is_refused() -> None:
    with pytest.raises(UnknownPersonError, match="@u18, u18"):
        find_target("u18", [NUMERIC, EIGHTEEN])
    assert find_target("@u18", [NUMERIC, EIGHTEEN])[0].handles == {"u18"}


@pytest.mark.parametrize("given", ["", "@", "two words", "a/b"])
def test_what_is_no_handle_is_refused(given: str) -> None:
    with pytest.raises(UnknownPersonError, match="handle"):
        find_target(given, [])


def test_whoever_is_not_known_is_listed_as_given() -> None:
    assert find_target("stranger", [])[0].identities() == ["@stranger", "~stranger"]
    assert find_target("99", [])[0].identities() == ["u99"]


def test_listed_are_id_handles_and_names_once_each() -> None:
    target = target_of(ADA)
    assert target.identities() == ["@ada-example", "@adaex", "u17", "~adaeexample", "~adaex", "~adaexample"]
    rows = target.rows(Redactions(), "2026-01-01", "asked")
    found = Redactions(rows)
    assert all(found.hides(identity) for identity in target.identities())
    assert target.rows(found, "2026-01-02", "asked") == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Thanks to Ada E. Example!", True),
        ("thanks to @ADAEX", True),
        ("https://example.org/ada_example/1", True),
        ("https://example.org/by-Ada%20E.%20Example/1", True),
        ("by&nbsp;Ada&nbsp;Example", True),
        ("Ada examples", False),
        ("nada example", False),
        ("", False),
        (None, False),
    ],
)
def test_mentions(text: str | None, named: bool) -> None:
    assert target_of(ADA).mentions(text) is named


def test_names_of_every_script_are_found() -> None:
    target = Target(frozenset(), frozenset({"h1"}), frozenset({"例の山", "🦊🦊", "José O'Neil"}))
    assert target.mentions("https://example.org/%E4%BE%8B%E3%81%AE%E5%B1%B1")
    assert target.mentions("thanks to Jos&eacute; O&#39;Neil")
    assert target.mentions("例の山のチーム")
    assert target.mentions("Team 🦊🦊")
    assert not target.mentions("🦊")


ACCENTED = Target(frozenset({"u5"}), frozenset({"h1"}), frozenset({"José Núñez Łoś", "Jürgen Bär"}))


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/jose-nunez-los/1st-place",
        "https://jurgen-bar.github.io/",
        "https://example.org/by-juergen-baer",
        "The kernel of Juergen Baer",
        "JOSE NUNEZ LOS was first",
        "by Jose\u0301 Nu\u0301n\u0303ez Łoś",
    ],
)
def test_a_name_with_accents_is_found_without_them(text: str) -> None:
    assert ACCENTED.mentions(text)
    hidden = Redactions(ACCENTED.rows(Redactions(), "2026-01-01", "asked"))
    assert hidden.in_address(text) if text.startswith("https:") else hidden.in_title(text)


def test_a_name_without_accents_is_found_with_them() -> None:
    plain = Target(frozenset(), frozenset(), frozenset({"Jose Nunez"}))
    assert plain.mentions("Thanks to José Núñez!")
    assert Redactions(plain.rows(Redactions(), "2026-01-01", "asked")).in_title("Thanks to José Núñez!")


def test_a_short_name_without_its_accent_is_another_word() -> None:
    assert not Target(frozenset(), frozenset(), frozenset({"Bär"})).mentions("the bar is high")


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_found_wherever_it_stands_as_a_word(before: str, after: str) -> None:
    assert target_of(ADA).mentions(f"{before} ada-example {after}")


def test_records_of_others_that_name_the_person() -> None:
    left = state(
        standings=(Standing(team="t1", name="Fans of Ada Example"), Standing(team="t2", name="Others")),
        topics=(Topic(topic="5", title="Well done adaex"), Topic(topic="6", title="Adaexact")),
        writeups=(
            WriteUp(writeup="w1", url="https://example.org/1", title="Beating ada-example", kind="blog"),
            WriteUp(writeup="w2", url="https://example.org/2", kind="blog",
                    links=(Link(url="https://example.org/adaex", kind="other"),)),
            WriteUp(writeup="w3", url="https://example.org/%41daex", kind="blog"),
        ),
    )  # fmt: skip
    fork = Notebook(url="https://www.kaggle.com/code/bo/fork-of-ada-example")
    left = replace(left, competition=left.competition.model_copy(update={"notebooks": (fork,)}))
    found = list(mentions(left, target_of(ADA)))
    assert {(mention.record, mention.field) for mention in found} == {
        ("leaderboard/t1", "name"),
        ("topics/5", "title"),
        ("writeups/w1", "title"),
        ("writeups/w2", "links"),
        ("writeups/w3", "*"),
        ("competition", "notebooks"),
    }
    assert {row.field for row in rows_withheld(found, "2026-01-01")} == {"name", "title", "*"}
    assert next((row.slug, row.record) for row in rows_withheld(found, "2026-01-01")) == ("toy", "leaderboard/t1")


def test_an_ordinary_word_is_not_taken_for_a_name() -> None:
    often = [Mention("toy", f"topics/{n}", "title", "solution") for n in range(ORDINARY + 1)]
    seldom = [Mention("toy", "topics/1", "title", "adaex")]
    odd = [Mention("toy", f"topics/{n}", "title", "ada17") for n in range(ORDINARY + 1)]
    assert ordinary_words(often + seldom + odd) == {"solution"}


def test_replaced_leaves_the_form() -> None:
    text = '{"userName": "ada-example", "id": 17, "other": 170, "name": "ADA E. EXAMPLE"}'
    assert target_of(ADA).replaced(text) == '{"userName": "redacted", "id": 0, "other": 170, "name": "redacted"}'


def test_members_who_vanish_from_a_team_of_the_same_size_deleted_their_accounts() -> None:
    before = team("ada", "bo", "cy")
    assert vanished(before, team("ada", "cy"), AS_OF) == {"bo"}
    assert vanished(before, team("ADA", "bo", "cy"), AS_OF) == set()
    assert vanished(before, team("ada", "bo", "cyrus"), AS_OF) == set()
    assert vanished(before, team("ada", "bo", size=2), AS_OF) == set()
    assert vanished(before, team("ada", size=None), AS_OF) == set()
    assert vanished(None, before, AS_OF) == set()


def team(*members: str, size: int | None = 3, rank: int = 49, deadline: str | None = AS_OF) -> State:
    return state(deadline, standings=(Standing(team="t1", members=members, team_size=size, public_rank=rank),))


def test_a_team_that_leaves_the_top_loses_its_names_not_its_accounts() -> None:
    before = team("ada", "bo", "cy")
    assert vanished(before, team(), AS_OF) == {"ada", "bo", "cy"}
    assert vanished(before, team(rank=60), AS_OF) == set()


@pytest.mark.parametrize("deadline", [None, "2026-01-01T00:00:01Z"])
def test_nobody_vanishes_before_a_competition_is_known_to_be_over(deadline: str | None) -> None:
    assert vanished(team("ada", "bo", "cy"), team("ada", "cy", deadline=deadline), AS_OF) == set()
