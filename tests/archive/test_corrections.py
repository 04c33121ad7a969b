from dataclasses import replace
from typing import Any

import pytest

from archive.findings import Finding
from archive.merge import NOBODY, Report, merge
from archive.records import Correction
from archive.redactions import Redactions, new_redaction
from archive.store import State
from tests.archive.small import NOW, small_state, team


def correction(record: str, field: str, value: Any, expect: Any) -> Correction:
    return Correction(record=record, field=field, value=value, expect=expect, reason="counted by hand")


def said(**facts: Any) -> Finding:
    return Finding("kaggle", "apples", "kaggle", NOW, facts)


def merged(
    finding: Finding, *corrections: Correction, state: State | None = None, redactions: Redactions = NOBODY
) -> tuple[State, list[str]]:
    report = Report()
    state = merge(state, finding, report, redactions, corrections)
    return state, report.failures


TEAMS = correction("competition", "teams", 52, expect=51)


def test_a_known_error_is_patched_every_time_and_quietly() -> None:
    first, failures = merged(said(teams=51), TEAMS)
    again, more = merged(said(teams=51), TEAMS, state=first)
    assert first.competition.teams == 52
    assert again == first
    assert failures + more == []


def test_a_source_that_does_not_speak_of_the_field_disturbs_nothing() -> None:
    first, _ = merged(said(teams=51), TEAMS)
    again, failures = merged(said(title="Apples"), TEAMS, state=first)
    assert (again.competition.teams, failures) == (52, [])


def test_a_value_in_other_words_than_the_archive_keeps_is_the_same_value() -> None:
    words = correction("competition", "public_share", "0.25", expect=0.01)
    first, failures = merged(said(public_share=0.01), words)
    again, more = merged(said(title="Apples"), words, state=first)
    assert (again.competition.public_share, failures + more) == (0.25, [])


def test_what_a_correction_gave_goes_with_it() -> None:
    first, _ = merged(said(title="Apples"), correction("competition", "reward", "Swag", expect=None))
    again, failures = merged(
        said(title="Apples"), correction("competition", "reward", "Mugs", expect=None), state=first
    )
    assert (again.competition.reward, failures) == ("Mugs", [])
    gone, _ = merged(said(title="Apples"), state=again)
    assert (gone.competition.reward, gone.competition.sources) == (None, {"title": "kaggle"})


def test_a_correction_brings_back_nobody_who_is_redacted() -> None:
    listed = Redactions((new_redaction("~ada", "2026-01-01", ()),))
    finding = Finding("kaggle", "apples", "kaggle", NOW, standings=(team(1),))
    name = correction("leaderboard/101", "name", "Ada and friends", expect="Team 1")
    assert merged(finding, name)[0].standings[0].name == "Ada and friends"
    assert merged(finding, name, redactions=listed)[0].standings[0].name is None


def test_a_patch_waits_for_the_source_that_tells_the_field() -> None:
    before, failures = merged(said(title="Apples"), TEAMS)
    after, more = merged(said(teams=51), TEAMS, state=before)
    assert (before.competition.teams, after.competition.teams, failures + more) == (None, 52, [])


def test_another_value_of_upstream_must_be_looked_at() -> None:
    state, failures = merged(said(teams=60), TEAMS)
    assert state.competition.teams == 60
    (line,) = failures
    assert line == "apples: correction of competition.teams: expected 51, upstream now says 60: look at it again"


def test_a_patch_that_upstream_has_mended_is_to_be_deleted() -> None:
    first, _ = merged(said(teams=51), TEAMS)
    state, (line,) = merged(said(teams=52), TEAMS, state=first)
    assert state.competition.teams == 52
    assert "delete the correction" in line


def test_a_fact_that_nobody_gives_has_the_correction_as_its_source() -> None:
    patch = correction("competition", "reward", "Swag", expect=None)
    state, _ = merged(said(title="Apples"), patch)
    assert (state.competition.reward, state.competition.sources["reward"]) == ("Swag", "correction")
    gone, _ = merged(said(title="Apples"), correction("competition", "title", None, expect="Apples"))
    assert (gone.competition.title, gone.competition.sources) == (None, {})


def test_a_board_that_is_not_used_makes_no_patch_superfluous() -> None:
    standings = small_state().standings
    finding = Finding("kaggle", "apples", "kaggle", NOW, standings=standings)
    patch = correction("leaderboard/103", "private_score", 0.5, expect=standings[2].private_score)
    patched, _ = merged(finding, patch)
    right = tuple(row for row in patched.standings if row.team == "103")
    lesser = Finding("kaggle", "apples", "score_boards", NOW, standings=right)
    assert merged(lesser, patch, state=patched)[1] == []
    assert len(merged(replace(lesser, source="kaggle"), patch, state=patched)[1]) == 1


def test_rows_of_boards_and_write_ups_are_patched_by_key() -> None:
    state = small_state()
    finding = Finding("kaggle", "apples", "kaggle", NOW, standings=state.standings, writeups=state.writeups)
    after, failures = merged(
        finding,
        correction("leaderboard/103", "submissions", 4, expect=3),
        correction("writeups/w500", "language", "en", expect=None),
    )
    assert failures == []
    assert next(row for row in after.standings if row.team == "103").submissions == 4
    assert after.writeups[0].language == "en"


def test_the_write_up_of_a_team_whose_rank_is_patched_has_the_right_rank() -> None:
    state = small_state()
    finding = Finding("kaggle", "apples", "kaggle", NOW, standings=state.standings, writeups=state.writeups)
    swap = [
        correction(f"leaderboard/{team}", "private_rank", right, expect=wrong)
        for team, right, wrong in (("103", 4, 3), ("104", 3, 4))
    ]
    after, failures = merged(finding, *swap)
    again, more = merged(finding, *swap, state=after)
    assert failures + more == []
    assert [(one.team, one.private_rank) for one in after.writeups] == [("103", 4)]
    assert again.writeups == after.writeups


@pytest.mark.parametrize(
    ("patch", "says"),
    [
        (correction("competition", "mood", 1, expect=None), "no such field"),
        (correction("leaderboard/7", "submissions", 1, expect=3), "there is no such row"),
        (
            correction("leaderboard/101", "submissions", "many", expect=3),
            "should be a valid integer",
        ),
        (correction("competition", "slug", "pears", expect="apples"), "the archive finds its records by it"),
        (correction("leaderboard/101", "team", "999", expect="101"), "the archive finds its records by it"),
    ],
)
def test_a_patch_that_cannot_be_applied_says_why(patch: Correction, says: str) -> None:
    finding = Finding("kaggle", "apples", "kaggle", NOW, standings=(team(1),))
    state, (line,) = merged(finding, patch)
    assert says in line
    assert (state.competition.slug, state.standings[0].team, state.standings[0].submissions) == ("apples", "101", 3)
