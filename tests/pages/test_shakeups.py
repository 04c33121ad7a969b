from types import SimpleNamespace
from typing import Any, cast

import pytest

from insights.boards import boards_of
from insights.closeness import Closeness
from pages import competitions, home, shakeups
from pages.engine.kinds import Kind
from pages.engine.row import Row
from pages.engine.world import World
from tests.insights.toys import competition, shakeup_by_rule, teams
from tests.pages.read_pages import page, words

BOARDS = boards_of(teams([(rank % 30 + 1, rank) for rank in range(1, 31)]))
FACTS: dict[str, Any] = dict.fromkeys(Row.__struct_fields__) | {
    "folder": "toy", "title": "Toy", "as_of": "2026-01-01T00:00:00Z", "sources": (), "writeups": 0, "solutions": 0,
    "messages": 0, "year": 2020, "public_share": 0.3, "both_boards": True, "closeness": Closeness(),
}  # fmt: skip


def said(kind: Kind, one_stage: int, two_stage: int = 0) -> str:
    stages = [None] * one_stage + [True] * two_stage
    rows = tuple(
        Row(**FACTS | {"shakeup": shakeup_by_rule(competition(two_stage=staged), BOARDS)}) for staged in stages
    )
    return words(page(kind, cast(World, SimpleNamespace(rows=rows, knowledge_files=()))))


def test_competitions_without_two_stages_are_the_denominator() -> None:
    assert "Of 4 competitions whose shake-up is known, two-stage ones left out" in said(home.KIND, 4, 3)
    assert "The shake-up of 4 competitions is known, two-stage ones left out" in said(shakeups.KIND, 4, 3)


@pytest.mark.parametrize("kind", [home.KIND, shakeups.KIND], ids=lambda kind: kind.name)
def test_nobody_says_that_there_was_one_stage(kind: Kind) -> None:
    """Sources name two stages and nothing else: of all others it is unknown."""
    assert "one-stage" not in said(kind, 4, 3).casefold()


def test_solutions_are_counted_with_the_competitions_that_they_are_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """A competition of which digests by others alone are known has write-ups and no solution."""
    monkeypatch.setitem(FACTS, "writeups", 2)
    assert "0 linked, in 0 competitions" in said(home.KIND, 4)
    monkeypatch.setitem(FACTS, "solutions", 1)
    assert "4 linked, in 4 competitions" in said(home.KIND, 4)


def test_messages_are_not_all_said_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deleted ones are known and have no text."""
    monkeypatch.setitem(FACTS, "messages", 3)
    assert "forum messages 12 known, not republished" in said(home.KIND, 4)


@pytest.mark.parametrize("kind", [home.KIND, *competitions.KINDS[:2]], ids=lambda kind: kind.name)
def test_newest_is_no_claim_where_the_day_is_not_known(kind: Kind) -> None:
    shaken = shakeup_by_rule(competition(), BOARDS)
    facts = FACTS | {"shakeup": shaken, "tags": (), "category": "featured"}
    known, unknown = Row(**facts | {"deadline": "2020-05-01T00:00:00Z"}), Row(**facts)
    note = "Where a year stands alone the day is unknown"
    for rows, says in (((known,), False), ((known, unknown), True)):
        assert (note in words(page(kind, cast(World, SimpleNamespace(rows=rows, knowledge_files=()))))) == says


def test_limits_and_years_stand_each_in_their_own_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FACTS, "max_daily_submissions", 3)
    text = said(shakeups.KIND, 4)
    shown = "Band Competitions Median shake-up Quartiles {} 4"
    assert shown.format("3 or 4 a day") in text
    assert shown.format("2020") in text


def test_the_clearest_wins_stand_first(monkeypatch: pytest.MonkeyPatch) -> None:
    shaken = shakeup_by_rule(competition(), BOARDS)
    leads = (0.2, None, 0.85, 0.04)
    rows = tuple(
        Row(**FACTS | {"shakeup": shaken, "folder": str(lead), "closeness": Closeness(lead=lead)}) for lead in leads
    )
    monkeypatch.setattr(shakeups, "CLEAR", 2)
    text = words(page(shakeups.KIND, cast(World, SimpleNamespace(rows=rows, knowledge_files=()))))
    assert "The clearest wins, largest lead first: 2 of 3." in text
    assert text.index("85 % Toy") < text.index("20 % Toy")
    assert "4 % Toy" not in text
    assert "half have a lead" not in text, "three are too few for a median"
    assert "How clear" not in said(shakeups.KIND, 4)
    front = words(page(home.KIND, cast(World, SimpleNamespace(rows=rows, knowledge_files=()))))
    assert "Of 3 competitions with a known lead" in front
    assert front.index("Toy unknown 85 %") < front.index("Toy unknown 4 %")
    assert "Clearest wins" not in said(home.KIND, 4)


def test_two_stage_competitions_alone_are_still_listed() -> None:
    assert "The shake-up of no competition of the archive is known yet" in said(home.KIND, 0, 3)
    text = said(shakeups.KIND, 0, 3)
    assert "The shake-up of no competition of this archive is known" in text
    assert text.count("Toy") == 3


def test_dots_are_rows_only_where_all_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shakeups, "RANKED", 4)
    assert "Each dot is a row" in said(shakeups.KIND, 4)
    assert "Each dot is a row" not in said(shakeups.KIND, 5)


def test_what_is_not_known_is_told_from_what_does_not_apply() -> None:
    facts = (competition(), competition(format="hackathon"), competition(public_share=0))
    boards = (boards_of(()), boards_of(()), BOARDS)
    shaken = [shakeup_by_rule(fact, board) for fact, board in zip(facts, boards, strict=True)]
    assert [it.unknown for it in shaken] == [True, False, False]
    rows = tuple(Row(**FACTS | {"shakeup": it}) for it in shaken)
    _, _, rest = words(page(shakeups.KIND, cast(World, SimpleNamespace(rows=rows)))).partition("Where it is unknown")
    unknown, _, rest = rest.partition("Where it does not apply")
    assert "no private board is known 1" in unknown
    assert "hackathon" not in unknown
    assert "judged, not scored: there are no boards to compare 1" in rest
    assert "a public share of 0 or 100 %: the boards are not two parts of one test set 1" in rest


def test_why_there_is_no_correlation() -> None:
    assert "Year. 9 competitions: too few for a correlation" in said(shakeups.KIND, 9)
    assert "Year. 10 competitions: no correlation where all have one value" in said(shakeups.KIND, 10)


def test_who_does_not_see_the_dots_hears_how_many_and_what_they_show() -> None:
    assert "One dot a competition. 9 competitions: too few for a correlation." in said(shakeups.KIND, 9)
