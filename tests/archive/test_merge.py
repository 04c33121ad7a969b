"""Facts of several sources as one record. Boards and texts have tests of their own."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.authority import ORDER, by_authority, outranks
from archive.findings import Finding
from archive.merge import Report, merge
from archive.records import Competition, Correction, Metric
from archive.store import State

BEFORE, DEADLINE, AFTER = "2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z"


def finding(source: str, as_of: str = AFTER, **facts: Any) -> Finding:
    return Finding("kaggle", "toy", source, as_of, facts)


def merged(*findings: Finding, corrections: tuple[Correction, ...] = ()) -> tuple[Competition, Report]:
    state: State | None = None
    report = Report()
    for one in findings:
        state = merge(state, one, report, corrections=corrections)
    assert state is not None
    return state.competition, report


def test_the_more_authoritative_source_wins_in_any_order_and_the_loser_is_listed() -> None:
    by_api, by_list = finding("kaggle", title="Toy Cup"), finding("solution_lists", title="The Toy Cup", reward="Swag")
    for order in permutations([by_api, by_list]):
        competition, report = merged(*order)
        assert (competition.title, competition.reward) == ("Toy Cup", "Swag")
        assert competition.sources == {"reward": "solution_lists", "title": "kaggle"}
        assert report.disagreements == [
            "toy: title: kaggle says 'Toy Cup', solution_lists says 'The Toy Cup'; kept kaggle"
        ]


FACTS = {
    "title": st.sampled_from(["Toy", "Toy Cup"]),
    "teams": st.integers(0, 3),
    "deadline": st.just(DEADLINE),
    "tags": st.sampled_from([("nlp",), ("image",)]),
}
WORDS = st.fixed_dictionaries({}, optional=FACTS)


SOURCES = st.sampled_from([*ORDER, "another", "yet_another"])


@given(st.lists(st.tuples(SOURCES, WORDS), max_size=4, unique_by=lambda t: t[0]))
def test_facts_do_not_depend_on_the_order_of_sources(words: list[tuple[str, dict[str, Any]]]) -> None:
    findings = [finding("kaggle", url="https://example.org"), *(finding(source, **facts) for source, facts in words)]
    results = {merged(*order)[0].model_dump_json() for order in permutations(findings)}
    assert len(results) == 1


TIMES = st.sampled_from([BEFORE, AFTER])


@given(st.lists(st.tuples(SOURCES, TIMES, WORDS), max_size=4, unique_by=lambda t: t[0]))
def test_a_second_round_of_the_same_sources_changes_nothing(words: list[tuple[str, str, dict[str, Any]]]) -> None:
    findings = [finding(source, as_of, **{"deadline": DEADLINE} | facts) for source, as_of, facts in words]
    findings.append(finding("last", title="Toy", deadline=DEADLINE))
    once, _ = merged(*findings)
    twice, _ = merged(*findings, *findings)
    assert twice == once


def test_a_source_replaces_its_own_word() -> None:
    competition, report = merged(finding("kaggle", title="Old"), finding("kaggle", title="New"))
    assert competition.title == "New"
    assert report.disagreements == []


def test_the_date_moves_only_with_a_fact() -> None:
    first, same, moved = (finding("kaggle", f"2025-0{month}-01T00:00:00Z", title=title)
                          for month, title in ((3, "Toy"), (4, "Toy"), (5, "Toys")))  # fmt: skip
    assert merged(first)[0].as_of == first.as_of
    assert merged(first, same)[0].as_of == first.as_of
    assert merged(first, same, moved)[0].as_of == moved.as_of
    assert merged(moved, finding("kaggle", BEFORE, reward="Swag"))[0].as_of == moved.as_of


def test_a_count_taken_before_the_deadline_gives_way_to_any_later_word() -> None:
    early = finding("kaggle", BEFORE, deadline=DEADLINE, teams=10)
    assert merged(early)[0].sources["teams"] == "kaggle (before the deadline)"
    for order in permutations([early, finding("solution_lists", AFTER, teams=12)]):
        competition, _ = merged(*order)
        assert (competition.teams, competition.sources["teams"]) == (12, "solution_lists")
    competition, report = merged(early, finding("kaggle", AFTER, deadline=DEADLINE, teams=11))
    assert (competition.teams, competition.sources["teams"]) == (11, "kaggle")
    assert report.disagreements == []


def test_a_count_turns_out_to_be_early_when_the_deadline_arrives() -> None:
    counted, dated = finding("score_boards", BEFORE, teams=10), finding("meta_kaggle", BEFORE, deadline=DEADLINE)
    for order in permutations([counted, dated]):
        assert merged(*order)[0].sources["teams"] == "score_boards (before the deadline)"


def test_counts_taken_before_a_deadline_that_moved_give_way() -> None:
    moved = "2025-02-20T00:00:00Z"
    between = finding("kaggle", "2025-02-10T00:00:00Z", teams=3, deadline=DEADLINE)
    competition, _ = merged(between, finding("kaggle", AFTER, deadline=moved), finding("meta_kaggle", teams=4))
    assert (competition.teams, competition.sources["teams"]) == (4, "meta_kaggle")


def test_the_deadline_of_a_source_that_does_not_count_makes_no_count_early() -> None:
    by_list = finding("solution_lists", AFTER, teams=4, deadline="2026-01-01T00:00:00Z")
    competition, _ = merged(finding("kaggle", AFTER, title="Toy", deadline=DEADLINE), by_list)
    assert (competition.teams, competition.sources["teams"]) == (4, "solution_lists")


def test_a_metric_is_filled_from_a_source_that_means_the_same() -> None:
    named, known = Metric(name="AUC "), Metric(id="auc", name="auc", higher_is_better=True)
    for order in permutations([finding("kaggle", metric=named), finding("solution_lists", metric=known)]):
        competition, report = merged(*order)
        assert competition.metric == Metric(id="auc", name="AUC", higher_is_better=True)
        assert competition.sources["metric"] == "kaggle"
        assert report.disagreements == []


def test_a_metric_of_another_kind_is_a_disagreement_and_fills_nothing() -> None:
    ours, theirs = Metric(id="auc"), Metric(id="rmse", name="RMSE", higher_is_better=False)
    for order in permutations([finding("kaggle", metric=ours), finding("solution_lists", metric=theirs)]):
        competition, report = merged(*order)
        assert competition.metric == ours
        assert report.disagreements == ["toy: metric: kaggle says 'auc', solution_lists says 'RMSE'; kept kaggle"]


def test_a_fact_without_a_value_says_nothing() -> None:
    competition, _ = merged(finding("kaggle", title="Toy"), finding("kaggle", title=None))
    assert competition.title == "Toy"


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="mood"):
        merged(finding("kaggle", mood="good"))


def test_authority_is_a_total_order() -> None:
    assert by_authority(["b", "linked_pages", "a", "kaggle (before the deadline)", "kaggle", "b"]) == (
        "kaggle", "linked_pages", "a", "b", "kaggle (before the deadline)",
    )  # fmt: skip
    assert outranks("a", "b")
    assert not outranks("b", "a")
    assert outranks("anybody", None)
