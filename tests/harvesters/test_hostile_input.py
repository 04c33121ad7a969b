"""Whatever a file holds, a reader gives valid records or says which unit it left out."""

import json

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive.records import Competition
from harvesters.meta_kaggle.competitions import COMPETITIONS, parse_competition
from harvesters.score_boards.boards import join_boards, one_row_a_team
from harvesters.score_boards.rows import parse_row
from harvesters.solution_lists import harvest as harvest_lists
from harvesters.thread_folder import harvest as harvest_threads
from tests.harvesters.files import context, write

CELL = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "-", "0", "1", "-1", "1e400", "nan", "inf", "99999999999999999999", "=cmd", "../..", "<script>", "True",
         "\u202eabc", "a\x00b", "x" * 10_000, "[Deleted] 1", "del=00", "01/02/2020", "13/45/2020 99:99:99"]
    ),
)  # fmt: skip
BOARD_COLUMNS = (
    "Rank", "RankChangeFromPublic", "TeamId", "TeamName", "Medal", "IsBenchmark", "TeamMemberUserNames", "Score",
    "SubmissionCount", "LastSubmissionDate", "LastSubmissionDateRaw",
)  # fmt: skip
LIST_FIELDS = ("title", "kind", "prize", "team", "metric", "link", "year")


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(BOARD_COLUMNS, CELL)), max_size=4))
def test_any_cells_of_a_board_give_valid_standings(printed):
    rows = one_row_a_team((parse_row(dict(row), "kaggle", "toy", lambda _: None) for row in printed), "toy", id)
    for standing in join_boards(rows, dict(list(rows.items())[:2])):
        assert len(standing.name or "") <= 300
        assert not any(";" in handle for handle in standing.members)
        assert not (standing.is_benchmark and (standing.public_rank or standing.private_rank))


@given(st.fixed_dictionaries(dict.fromkeys(COMPETITIONS.columns, CELL)))
def test_any_cells_of_a_competition_give_valid_facts(cells):
    read = {name: reader(cells[column]) for column, (name, reader) in COMPETITIONS.columns.items() if cells[column]}
    values = {name: value for name, value in read.items() if value is not None} | {"slug": "toy"}
    facts = parse_competition(values, {})
    Competition(platform="kaggle", slug="toy", as_of="2030-01-01T00:00:00Z", sources={}, **facts)


LINK = st.fixed_dictionaries(
    {"rank": CELL, "link": CELL.map("https://www.kaggle.com/c/toy/discussion/".__add__), "kind": CELL}
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries(dict.fromkeys(LIST_FIELDS, CELL) | {"solutions": st.none() | st.lists(LINK, max_size=3)}),
    st.recursive(
        st.none() | CELL, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(CELL, inner, max_size=2)
    ),
)
def test_any_entry_of_a_list_is_read_or_reported(tmp_path, entry, junk):
    file = write(tmp_path / "competitions.yml", yaml.safe_dump({"competitions": [entry, junk]}))
    run = context(tmp_path, file)
    findings = list(harvest_lists(run))
    for finding in findings:
        Competition(platform="kaggle", slug=finding.slug, as_of=finding.as_of, sources={}, **finding.facts)
    assert len(findings) + sum("skipped" in warning for warning in run.warnings) >= 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            ["competition", "topic_id", "message_id", "parent_id", "posted", "votes", "markdown", "author"]
        ),
        CELL | st.none() | st.integers() | st.booleans() | st.lists(CELL, max_size=2),
    )
)
@example({"competition": "0", "message_id": "0", "topic_id": "0 0"})
@example({"competition": "0", "message_id": "0", "topic_id": "²"})
def test_any_message_is_read_or_reported(tmp_path, row):
    run = context(tmp_path, write(tmp_path / "threads.jsonl", json.dumps(row)))
    findings = list(harvest_threads(run))
    assert len(findings) + len(run.failures) == 1
