import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from archive.canonical import guard_cell, id_order, read_csv, read_json, read_jsonl, to_csv, to_json, to_jsonl
from archive.records import Change, Competition, Message, Metric, Person, Standing, Topic, WriteUp
from archive.text import clean_name
from tests.archive.small import NOW, small_state

HOSTILE = st.sampled_from(
    ["../../etc", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "'=x", "''", "+1-2", "@sum", "-1", "＝1", "a;b",
     'say "hi", you', "\u202egnp.exe", "\u200b", "line\nbreak", "\r", "\ttab", "null", "nan", "x" * 10_000]
)  # fmt: skip
WORDS = st.one_of(HOSTILE, st.text(max_size=20))
HANDLES = WORDS.filter(lambda word: clean_name(word.replace(";", ",")) is not None)
SCORES = st.one_of(WORDS, st.floats(allow_nan=False, allow_infinity=False).map(repr))
RANKS = st.one_of(st.none(), st.integers(1, 10**6))

STANDINGS = st.builds(
    Standing,
    team=st.from_regex(r"[0-9]{1,9}|x[0-9a-f]{12}", fullmatch=True),
    name=st.one_of(st.none(), WORDS),
    members=st.lists(HANDLES, max_size=4).map(tuple),
    public_rank=RANKS,
    public_score_text=st.one_of(st.none(), SCORES),
    public_score=st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
    private_rank=RANKS,
    is_benchmark=st.booleans(),
    platform_arrow=st.one_of(st.none(), st.integers(-9999, 9999)),
)
COMPETITIONS = st.builds(
    Competition,
    platform=st.just("kaggle"),
    slug=st.just("toy"),
    title=st.one_of(st.none(), WORDS),
    tags=st.lists(HANDLES, max_size=3).map(tuple),
    metric=st.one_of(st.none(), st.builds(Metric, name=WORDS)),
    prize_usd=st.one_of(st.none(), st.floats(0, 1e9)),
    as_of=st.just(NOW),
    sources=st.dictionaries(st.sampled_from(["title", "tags"]), st.just("kaggle")),
)


@given(st.lists(STANDINGS, max_size=5))
def test_csv_reads_back_as_it_was_and_is_its_own_canonical_form(rows: list[Standing]) -> None:
    text = to_csv(Standing, rows)
    assert read_csv(Standing, text) == tuple(rows)
    assert to_csv(Standing, read_csv(Standing, text)) == text
    assert "\r" not in text
    assert text.count("\n") == len(rows) + 1


@given(st.lists(STANDINGS, max_size=5))
def test_no_cell_of_a_csv_runs_as_a_formula(rows: list[Standing]) -> None:
    cells = [cell for row in csv.reader(io.StringIO(to_csv(Standing, rows), newline="")) for cell in row]
    risky = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r"))]
    assert [cell for cell in risky if not float(cell) < float("inf")] == []


@given(st.lists(STANDINGS, max_size=5))
def test_jsonl_reads_back_as_it_was_one_record_a_line(rows: list[Standing]) -> None:
    text = to_jsonl(rows)
    assert read_jsonl(Standing, text) == tuple(rows)
    assert text.count("\n") == len(rows)


@given(COMPETITIONS)
def test_json_reads_back_as_it_was(competition: Competition) -> None:
    text = to_json(competition)
    assert read_json(Competition, text) == competition
    assert to_json(read_json(Competition, text)) == text
    json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def test_every_table_of_one_competition_reads_back() -> None:
    state = small_state()
    assert read_json(Competition, to_json(state.competition)) == state.competition
    assert read_csv(Standing, to_csv(Standing, state.standings)) == state.standings
    assert read_jsonl(Topic, to_jsonl(state.topics)) == state.topics
    assert read_jsonl(WriteUp, to_jsonl(state.writeups)) == state.writeups


def test_a_board_is_written_like_this() -> None:
    row = Standing(team="7", name="=1+1, or not", members=("ann", "bob"), private_rank=3, private_score_text="-0.00000",
                   private_score=-0.0, last_submission=NOW)  # fmt: skip
    assert to_csv(Standing, [row]) == (
        "team,was,name,members,team_size,public_rank,public_score_text,public_score,private_rank,private_score_text,"
        "private_score,submissions,last_submission,medal,medal_basis,is_benchmark,platform_arrow\n"
        f'7,,"\'=1+1, or not",ann;bob,,,,,3,-0.00000,-0.0,,{NOW},,,false,\n'
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1", "'=1"), ("'=1", "''=1"), ("'", "''"), ("-0.5", "-0.5"), ("+1e-5", "+1e-5"), ("-1-2", "'-1-2"),
     ("-1\n", "'-1\n"), ("@a", "'@a"), ("a=b", "a=b"), ("", "")],
)  # fmt: skip
def test_an_apostrophe_guards_what_a_spreadsheet_would_run(text: str, cell: str) -> None:
    assert guard_cell(text) == cell


def test_a_separator_inside_a_handle_becomes_a_comma() -> None:
    row = Standing(team="7", members=("a;b", "c"), private_rank=1)
    assert row.members == ("a,b", "c")
    assert read_csv(Standing, to_csv(Standing, [row])) == (row,)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Standing, {"team": "a b"}),
        (Standing, {"team": ""}),
        (Standing, {"team": "7", "members": ("",)}),
        (Standing, {"team": "7", "private_score": float("nan")}),
        (Standing, {"team": "7", "private_score": float("inf")}),
        (Standing, {"team": "7", "private_rank": 0}),
        (WriteUp, {"writeup": "w1", "url": "javascript:alert(1)", "kind": "blog"}),
        (WriteUp, {"writeup": "w1", "url": "https://example.org", "kind": "blog", "mood": "good"}),
    ],
)
def test_a_record_refuses_what_cannot_be_stored(kind: type[BaseModel], values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        kind(**values)


def test_a_record_cleans_names_and_drops_addresses_that_are_none() -> None:
    competition = Competition(
        platform="kaggle", slug="toy", title=" a\u202eb\u200b \n c ", host="\u200b", url="javascript:alert(1)",
        as_of=NOW, sources={},
    )  # fmt: skip
    assert (competition.title, competition.host, competition.url) == ("ab c", None, None)


@pytest.mark.parametrize(
    "text", ["date,slug\n2026-01-01,toy,competition-added\n", "date,slug,what\n2026-01-01,toy\n", 'date\n"2026']
)
def test_a_cut_row_is_an_error_not_a_guess(text: str) -> None:
    with pytest.raises((ValueError, csv.Error)):
        read_csv(Change, text)


@pytest.mark.parametrize("text", ["", "made-up,fault\n", "na"])
def test_a_cut_header_is_an_error_and_no_empty_table(text: str) -> None:
    with pytest.raises(ValueError, match="its header lacks team: is the file cut"):
        read_csv(Standing, text)


@pytest.mark.parametrize("row", ["1,2", "", "2026-01-01,toy,ended,,"])
def test_a_row_of_more_or_fewer_cells_is_named_by_its_line(row: str) -> None:
    with pytest.raises(ValueError, match="line 3 has more or fewer cells than the header's 4"):
        read_csv(Change, f"date,slug,what,detail\n2026-01-01,toy,ended,\n{row}\n")


def test_a_column_that_an_older_file_lacks_is_unknown() -> None:
    (row,) = read_csv(Change, "date,slug,what\n2026-01-01,toy,ended\n")
    assert row.detail is None


def test_numbers_in_text_sort_as_numbers() -> None:
    assert sorted(["10", "9", "100", "w1"], key=id_order) == ["9", "10", "w1", "100"]


@given(st.text(), st.text(), st.none() | st.integers())
def test_a_line_is_what_the_json_module_prints(title: str, body: str, votes: int | None) -> None:
    message = Message(message="1", author=title, text=body, votes=votes)
    records = [
        Topic(topic="1", title=title, votes=votes, messages=(message,)),
        WriteUp(writeup="w1", url="https://example.org/1", kind="blog", title=title, authors=("a",), why=body),
        Person(person="u1", handles=("a",), name=title, points=1e-07, as_of="2026-01-01T00:00:00Z"),
    ]
    printed = [json.dumps(r.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")) for r in records]
    assert to_jsonl(records).split("\n") == [*printed, ""]
