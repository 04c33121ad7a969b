import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.check import Problem, check
from archive.keys import person_shard
from archive.store import Archive
from tests.archive.small import NOW, SALT, SHA, TEXT, write_small

APPLES = "competitions/apples"
BOARD, FACTS = f"{APPLES}/leaderboard.csv", f"{APPLES}/competition.json"
SCORES = f"{APPLES}/scores.csv"
WRITEUPS, THREADS, CLAIMS = f"{APPLES}/writeups.jsonl", f"{APPLES}/threads.jsonl", f"{APPLES}/claims.jsonl"
PERSON = f"people/{person_shard('u1')}.jsonl"

Fault = Callable[[Path], None]


def swap(file: str, old: str, new: str) -> Fault:
    """Replace one piece of a file's text."""

    def plant(root: Path) -> None:
        text = (root / file).read_bytes().decode()
        assert old in text
        (root / file).write_bytes(text.replace(old, new, 1).encode())

    return plant


def raw(file: str, change: Callable[[bytes], bytes]) -> Fault:
    def plant(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change(path.read_bytes() if path.exists() else b""))

    return plant


def lines(file: str, change: Callable[[list[bytes]], list[bytes]]) -> Fault:
    return raw(file, lambda data: b"".join(line + b"\n" for line in change(data.splitlines())))


def cell(line: int, name: str, value: str) -> Fault:
    """Set one cell of the board; `line` counts from 1, the header's."""

    def change(rows: list[bytes]) -> list[bytes]:
        cells = rows[line - 1].split(b",")
        cells[rows[0].split(b",").index(name.encode())] = value.encode()
        return [*rows[: line - 1], b",".join(cells), *rows[line:]]

    return lines(BOARD, change)


def record(file: str, line: int, **values: object) -> Fault:
    """Set fields of one record of a JSONL file."""

    def change(rows: list[bytes]) -> list[bytes]:
        changed = json.dumps({**json.loads(rows[line - 1]), **values}, separators=(",", ":"), ensure_ascii=False)
        return [*rows[: line - 1], changed.encode(), *rows[line:]]

    return lines(file, change)


def message(number: int, **values: object) -> Fault:
    def plant(root: Path) -> None:
        topic = json.loads((root / THREADS).read_text())
        topic["messages"][number].update(values)
        (root / THREADS).write_text(json.dumps(topic, separators=(",", ":")) + "\n")

    return plant


def moved(old: str, new: str) -> Fault:
    return lambda root: (root / old).rename(root / new) and None


def link(root: Path) -> None:
    os.symlink("/etc", root / "competitions" / "elsewhere")


def schema(version: int) -> Fault:
    return swap("datapackage.json", '"schema": 1', f'"schema": {version}')


def drop(column: str) -> Fault:
    def change(rows: list[bytes]) -> list[bytes]:
        index = rows[0].split(b",").index(column.encode())
        return [b",".join(part for i, part in enumerate(row.split(b",")) if i != index) for row in rows]

    return lines(BOARD, change)


NOTEBOOK = '"notebooks": [{"url": "https://www.kaggle.com/code/gone/x"}]'
WRONG_TEXT = f"texts/{SHA[:2]}/{SHA}.md"

FAULTS: dict[str, tuple[Fault, str, int | None, str | None, str]] = {
    "truncated board": (raw(BOARD, lambda data: data[:-30]), BOARD, 53, None, "harvest"),
    "truncated record": (raw(WRITEUPS, lambda data: data[:60]), WRITEUPS, 1, None, "restore"),
    "wrong hash of a text": (raw(WRONG_TEXT, lambda _: b"other"), WRONG_TEXT, None, None, "delete"),
    "text in the wrong folder": (raw(f"texts/00/{SHA}.md", lambda _: TEXT.encode()),
                                 f"texts/00/{SHA}.md", None, None, "move"),
    "unsorted rows": (lines(BOARD, lambda rows: [rows[0], rows[2], rows[1], *rows[3:]]), BOARD, 2, None, "migrate"),
    "duplicate key": (lines(WRITEUPS, lambda rows: [*rows, rows[0]]), WRITEUPS, 2, "writeup", "migrate"),
    "two rows of one key": (lines(WRITEUPS, lambda rows: [*rows, rows[0].replace(b"3rd", b"Third")]), WRITEUPS, 2,
                            "writeup", "harvest"),
    "a message twice": (message(1, message="71"), THREADS, 1, "messages.message", "harvest"),
    "dangling team": (record(WRITEUPS, 1, team="999"), WRITEUPS, 1, "team", "harvest"),
    "dangling subject of a claim": (record(CLAIMS, 1, subject="w7"), CLAIMS, 1, "subject", "leaderlore run"),
    "claim of another text": (record(CLAIMS, 1, text_sha256="0" * 64), CLAIMS, 1, "text_sha256", "leaderlore run"),
    "claim without extent": (record(CLAIMS, 1, end=3), CLAIMS, 1, "end", "leaderlore run"),
    "dangling parent": (message(1, parent="70"), THREADS, 1, "messages.parent", "harvest"),
    "rank gap": (lines(BOARD, lambda rows: [*rows[:10], *rows[11:]]), BOARD, 11, "private_rank", "harvest"),
    "rank twice": (cell(5, "private_rank", "3"), BOARD, 5, "private_rank", "harvest"),
    "CR line ends": (raw(BOARD, lambda data: data.replace(b"\n", b"\r\n")), BOARD, 1, None, "LF"),
    "byte-order mark": (raw(BOARD, lambda data: b"\xef\xbb\xbf" + data), BOARD, 1, None, "BOM"),
    "NUL": (raw(FACTS, lambda data: data.replace(b"pears", b"pea\x00s")), FACTS, 6, None, "restore"),
    "not UTF-8": (raw(BOARD, lambda data: data.replace(b"Team 9", b"Team \xff")), BOARD, 10, None, "restore"),
    "unknown field": (record(WRITEUPS, 1, mood="good"), WRITEUPS, 1, "mood", "dictionary"),
    "unknown column": (lines(BOARD, lambda rows: [rows[0] + b",mood", *(row + b"," for row in rows[1:])]),
                       BOARD, 1, "mood", "dictionary"),
    "missing column": (drop("submissions"), BOARD, 1, "submissions", "migrate"),
    "missing key column": (drop("team"), BOARD, 1, "team", "restore"),
    "wrong type": (cell(4, "submissions", "many"), BOARD, 4, "submissions", "restore"),
    "more than anybody counts": (cell(4, "submissions", "1" + "0" * 30), BOARD, 4, "submissions", "restore"),
    "month that there is not": (record(WRITEUPS, 1, published="2020-13-45T00:00:00Z"), WRITEUPS, 1, "published",
                                "restore"),
    "day that there is not": (cell(4, "last_submission", "2021-02-29T00:00:00Z"), BOARD, 4, "last_submission",
                              "restore"),
    "date in other digits": (swap("changes.csv", "2026-01-02", "٢٠٢٦-01-02"), "changes.csv", 2, "date", "restore"),
    "newer schema": (schema(99), "datapackage.json", None, "leaderlore", "update leaderlore"),
    "old schema": (schema(0), "datapackage.json", None, "schema", "migrate"),
    "broken descriptor": (raw("datapackage.json", lambda data: data[:50]), "datapackage.json", None, "leaderlore",
                          "git"),
    "descriptor of other files": (swap("datapackage.json", "competitions/apples/scores.csv", "scores.csv"),
                                  "datapackage.json", None, "resources", "migrate"),
    "redacted member": (cell(4, "members", "mate3;gone"), BOARD, 4, None, "redact"),
    "redacted author": (record(WRITEUPS, 1, authors=["gone"]), WRITEUPS, 1, None, "redact"),
    "redacted poster": (message(0, author="Gone"), THREADS, 1, None, "redact"),
    "redacted owner of a notebook": (swap(FACTS, '"notebooks": []', NOTEBOOK), FACTS, None, None, "redact"),
    "redacted owner of a link": (record(WRITEUPS, 1, links=[{"url": "https://github.com/gone/x", "kind": "code"}]),
                                 WRITEUPS, 1, None, "redact"),
    "redacted person in a title": (record(THREADS, 1, title="Thanks to @gone"), THREADS, 1, None, "redact"),
    "redacted person as a team": (cell(5, "name", "@gone"), BOARD, 5, None, "redact"),
    "redacted profile": (record(PERSON, 1, handles=["gone"]), PERSON, 1, "person", "redact"),
    "opted-out profile": (record(PERSON, 1, progression_opt_out=True), PERSON, 1, "person", "redact"),
    "person in the wrong shard": (moved(PERSON, "people/zz.jsonl"), "people/zz.jsonl", 1, "person", "harvest"),
    "path escape in a slug": (swap(FACTS, '"slug": "apples"', '"slug": "../apples"'), FACTS, None, "slug", "rename"),
    "folder that is no slug": (moved(APPLES, "competitions/.apples"), "competitions/.apples", None, None, "rename"),
    "folders that differ in case": (moved("competitions/Apples-2", "competitions/Apples"),
                                    "competitions/apples", None, None, "-2"),
    "folder without facts": (raw("competitions/pears/scores.csv", lambda _: b"board,rank,score_text\n"),
                             "competitions/pears", None, None, "restore"),
    "symbolic link": (link, "competitions/elsewhere", None, None, "links"),
    "stray file": (raw("notes.txt", lambda _: b"x\n"), "notes.txt", None, None, "delete"),
    "named team outside the top": (cell(53, "name", "Nobody"), BOARD, 53, "name", "harvest"),
    "quote under policy none": (record(CLAIMS, 1, quote="a small net"), CLAIMS, 1, "quote", "leaderlore run"),
    "text under policy none": (message(0, text=TEXT), THREADS, 1, "messages.text", "harvest"),
    "deleted message with text": (message(1, text="gone"), THREADS, 1, "messages.text", "harvest"),
    "texts under policy none": (raw(WRONG_TEXT, lambda _: TEXT.encode()), "texts", None, None, "delete"),
    "wrong arrow": (cell(4, "platform_arrow", "9"), BOARD, None, "platform_arrow", "harvest"),
    "medal by rule": (cell(4, "medal_basis", "rule"), BOARD, 4, "medal_basis", "recorded"),
    "more members than the team has": (cell(4, "team_size", "1"), BOARD, 4, "team_size", "harvest"),
    "correction of an unknown competition": (moved("corrections/apples.yml", "corrections/plums.yml"),
                                             "corrections/plums.yml", None, None, "delete"),
    "broken YAML": (raw("corrections/apples.yml", lambda _: b"- record: [\n"), "corrections/apples.yml", 2, None,
                    "hand"),
    "correction without a reason": (swap("corrections/apples.yml", ", reason: counted by hand", ""),
                                    "corrections/apples.yml", None, "reason", "reason"),
    "a date that there is not": (swap("corrections/apples.yml", "field: teams, value: 52, expect: 51",
                                      "field: deadline, value: 2025-02-30T00:00:00Z, expect: 2025-04-01T00:00:00Z"),
                                 "corrections/apples.yml", None, "value", "mend"),
    "a correction without a hyphen": (swap("corrections/apples.yml", "- {", "{"), "corrections/apples.yml", None, None,
                                      "hand"),
    "salt that is not hex": (swap("redactions.csv", f"\n{SALT}", "\nsalt"), "redactions.csv", 2, "salt", "restore"),
    "other spelling of a number": (cell(4, "private_score", "0.9950"), BOARD, 4, None, "migrate"),
    "news of nobody": (swap("changes.csv", "apples", "plums"), "changes.csv", 2, "slug", "delete"),
    "run under another name": (moved("runs/kaggle.json", "runs/a.json"), "runs/a.json", None, "source", "rename"),
    "fact without a source": (swap(FACTS, '    "teams": "kaggle",\n', ""), FACTS, None, "teams", "harvest"),
    "board without a source": (swap(FACTS, '    "leaderboard": "kaggle",\n', ""), FACTS, None, "sources", "board"),
    "list of scores without a source": (swap(FACTS, '    "scores": "kaggle",\n', ""), FACTS, None, "sources", "list"),
    "source of an unknown fact": (swap(FACTS, '"title": "Tell apples from pears"', '"title": null'),
                                  FACTS, None, "sources", "harvest"),
    "rank that is not the board's": (record(WRITEUPS, 1, private_rank=4), WRITEUPS, 1, "private_rank", "harvest"),
    "score list with a gap": (swap(SCORES, "public,3", "public,4"), SCORES, None, "rank", "harvest"),
    "one score for all": (raw(BOARD, lambda data: b"\n".join(
        row if i == 0 or not row else b",".join([*row.split(b",")[:9], b"0.5", b"0.5", *row.split(b",")[11:]])
        for i, row in enumerate(data.split(b"\n")))), BOARD, None, "private_score", "restore"),
}  # fmt: skip


def test_a_clean_archive_has_no_problem(tmp_path: Path) -> None:
    write_small(tmp_path)
    assert [str(problem) for problem in check(tmp_path)] == []


def test_an_archive_that_does_not_exist_has_no_problem(tmp_path: Path) -> None:
    assert check(tmp_path / "nowhere") == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_with_file_line_field_and_remedy(name: str, tmp_path: Path) -> None:
    write_small(tmp_path)
    plant, file, line, field, remedy = FAULTS[name]
    plant(tmp_path)
    problems = [problem for problem in check(tmp_path) if problem.severity == "error"]
    found = [problem for problem in problems if (problem.file, problem.field) == (file, field)]
    assert found, [str(problem) for problem in problems]
    assert line is None or line in [problem.line for problem in found]
    assert any(remedy in problem.remedy + problem.message for problem in found), [str(problem) for problem in found]


def test_a_repository_around_an_archive_is_no_part_of_it(tmp_path: Path) -> None:
    """`--data` may be the root of a git repository; a work tree has a file `.git` there."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    assert check(tmp_path) == []
    write_small(tmp_path)
    (tmp_path / ".gitignore").write_text(".cache\n")
    assert check(tmp_path) == []
    (tmp_path / "competitions" / ".hidden").mkdir()
    (tmp_path / "competitions" / ".hidden" / "notes.txt").write_text("made up\n")
    assert "competitions/.hidden/notes.txt" in [problem.file for problem in check(tmp_path)]


def test_doubtful_data_is_a_warning(tmp_path: Path) -> None:
    archive = write_small(tmp_path)
    state = archive.state("apples")
    assert state is not None
    first = state.standings[0].model_copy(update={"private_score_text": "999999", "private_score": 999999.0})
    competition = state.competition.model_copy(update={"teams": 3})
    (writeup,) = state.writeups
    elsewhere = writeup.model_copy(update={"writeup": "w501", "team": None, "private_rank": 9, "rank_source": "list"})
    archive.save("apples", type(state)(competition, (first, *state.standings[1:]), writeups=(writeup, elsewhere)))
    warned = {(problem.field, problem.severity) for problem in check(tmp_path) if problem.severity == "warning"}
    assert warned == {("private_score", "warning"), ("teams", "warning"), ("private_rank", "warning"),
                      ("title_rank", "warning"), ("expect", "warning")}  # fmt: skip


def test_every_file_of_the_small_archive_is_of_a_known_kind(tmp_path: Path) -> None:
    archive = Archive(write_small(tmp_path).root)
    assert archive.folders() == ["Apples-2", "apples"]
    second = archive.competition("Apples-2")
    assert second is not None
    assert (second.slug, second.folder, second.as_of) == ("Apples", "Apples-2", NOW)


@pytest.mark.parametrize(("source", "severity"), [("kaggle", "error"), ("score_boards", "warning")])
@pytest.mark.parametrize("name", ["rank gap", "rank twice", "score list with a gap", "wrong arrow"])
def test_what_others_printed_is_a_doubt_and_no_error(name: str, source: str, severity: str, tmp_path: Path) -> None:
    """As it is for the harvest, which takes it with a warning; a rank by the API is a place in its list."""
    write_small(tmp_path)
    plant, file, _, field, _ = FAULTS[name]
    plant(tmp_path)
    facts = tmp_path / FACTS
    text = facts.read_text()
    for board in ("leaderboard", "scores"):
        text = text.replace(f'"{board}": "kaggle"', f'"{board}": "{source}"')
    facts.write_text(text)
    found = [problem for problem in check(tmp_path) if (problem.file, problem.field) == (file, field)]
    assert {problem.severity for problem in found} == {severity}


DATES: dict[str, tuple[Fault, str, int | None, str]] = {
    "snapshot": (swap(FACTS, f'"as_of": "{NOW}"', '"as_of": "2027-01-01T00:00:00Z"'), FACTS, None, "as_of"),
    "settled": (swap(FACTS, '"settled": null', '"settled": "2027-01-01T00:00:00Z"'), FACTS, None, "settled"),
    "profile": (record(PERSON, 1, as_of="2027-01-01T00:00:00Z"), PERSON, 1, "as_of"),
    "board": (cell(7, "last_submission", "2027-01-01T00:00:00Z"), BOARD, 7, "last_submission"),
}


@pytest.mark.parametrize("name", DATES)
def test_a_date_that_is_still_to_come_is_an_error_until_it_has_come(name: str, tmp_path: Path) -> None:
    write_small(tmp_path)
    plant, file, line, field = DATES[name]
    plant(tmp_path)
    swap(FACTS, '"leaderboard": "kaggle"', '"leaderboard": "score_boards"')(tmp_path)

    def to_come(now: str | None) -> list[Problem]:
        return [problem for problem in check(tmp_path, now=now) if "still to come" in problem.message]

    (problem,) = to_come("2026-12-30T23:59:59Z")
    assert (problem.file, problem.line, problem.field, problem.severity) == (file, line, field, "error")
    assert "by hand" in problem.remedy
    assert to_come("2026-12-31T00:00:00Z") == [], "a day is left to other time zones"
    assert to_come(None) == []
