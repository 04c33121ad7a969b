"""The import under hostile tables, a full disk and kills: the same bytes whichever way they come about."""

import csv
import errno
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from harvesters.base import Context, together
from harvesters.meta_kaggle import boards as meta_boards
from harvesters.meta_kaggle import bulk, harvest
from pipeline.demo.names import HOSTILE_TEAMS
from tests.harvesters.files import as_csv, context
from tests.harvesters.meta_kaggle_world import again, bytes_of, copied, edit, importing


def test_what_could_not_be_stored_is_imported_again(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = context(tmp_path, tables)
    importing(used)
    before = bytes_of(used.archive.root)
    changed = copied(tables, tmp_path / "newer")
    edit(changed / "Teams.csv", "The Podropi Comets", "The Renamed Comets")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full_disk)
        assert any("'edge-redacted': No space left" in line for line in importing(again(used, changed)).failures)
    assert bytes_of(used.archive.root) == before
    assert importing(again(used, changed)).changed == ["competitions/edge-redacted/leaderboard.csv"]


def full_disk(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_lines_come_to_the_bytes_of_records(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, scores and rows that a board may hold, once through lines and once through records alone."""
    changed = copied(tables, tmp_path)
    spoil_scores(changed)
    spoil_teams(changed)
    by_lines = context(tmp_path / "lines", changed)
    result = importing(by_lines)
    assert result.failures == []
    monkeypatch.setattr(meta_boards, "_BOARDS", meta_boards._BOARDS.replace("THEN concat(", "AND false THEN concat("))
    monkeypatch.setattr(bulk, "boards", lambda *asked: ((c, tuple(board)) for c, board in meta_boards.boards(*asked)))
    by_records = context(tmp_path / "records", changed)
    assert importing(by_records).warnings == result.warnings
    assert bytes_of(by_lines.archive.root) == bytes_of(by_records.archive.root)
    printed = {row.private_score_text for row in by_lines.archive.standings("edge-two-stage")}
    assert {"=1+1", "1e-7", '"0.5"', "0.10000000000000000555", "\u221e"} < printed
    assert not [row for row in by_lines.archive.standings("edge-simulation") if row.private_score_text]
    assert any("stands on the board twice" in warning for warning in result.warnings)


def spoil_scores(folder: Path) -> None:
    """Scores that are no plain numbers, in turn, and scores on a board that ranks nobody."""
    path = folder / "Submissions.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    for at, row in enumerate(rows):
        row["PrivateScoreLeaderboardDisplay"] = SCORES[at % len(SCORES)]
    path.write_text(as_csv(rows, quote_all=True), encoding="utf-8")


SCORES = (
    "=1+1", "1e-7", "nan", "-inf", "-0.0", "+0.5", "1,5", "'5",
    '"0.5"', "\u200b", "0\n5", "00012", "0.10000000000000000555",
    "9" * 30, "9" * 60, "\u221e", "", "0.25", "12", "1e400",
)  # fmt: skip


def spoil_teams(folder: Path) -> None:
    """A team that stands twice, one without any rank, a name for each row of the top, ranks that stand twice."""
    path = folder / "Teams.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    for at, row in enumerate(rows):
        row["TeamName"] += HOSTILE_TEAMS[at % len(HOSTILE_TEAMS)]
    rows[200] |= {"PublicLeaderboardRank": "", "PrivateLeaderboardRank": "0"}
    rows[201] |= {"PrivateLeaderboardRank": "60"}
    rows.append(rows[205] | {"PrivateLeaderboardRank": "61"})
    path.write_text(as_csv(rows, quote_all=True), encoding="utf-8")


def test_a_topic_that_two_teams_name_is_one_write_up_of_the_lower_id(tables: Path, tmp_path: Path) -> None:
    """Nobody promises an order of rows, and they are read in several threads: the lowest id is the same each time."""
    only, first, second = frozenset({"edge-redacted"}), "1500000", "1500001"
    changed = copied(tables, tmp_path)
    rows = list(csv.DictReader((changed / "Teams.csv").open(encoding="utf-8", newline="")))
    by_id = {row["Id"]: row for row in rows}
    by_id[second]["WriteUpForumTopicId"] = topic = by_id[first]["WriteUpForumTopicId"]
    found = []
    for order in (rows, rows[::-1]):
        (changed / "Teams.csv").write_text(as_csv(order, quote_all=True), encoding="utf-8")
        used = context(tmp_path / f"into-{len(found)}", changed, only=only)
        assert importing(used).failures == []
        (writeup,) = (w for w in used.archive.writeups("edge-redacted") if w.url.endswith(f"/{topic}"))
        assert (writeup.team, writeup.private_rank, writeup.rank_source) == (first, 1, "board")
        assert [one.topic for one in used.archive.topics("edge-redacted")].count(topic) == 1
        found.append(bytes_of(used.archive.root))
    assert found[0] == found[1]


@pytest.mark.parametrize("forum", ["", "987654321"])
def test_a_teams_write_up_is_found_where_its_forum_is_not_named(tables: Path, tmp_path: Path, forum: str) -> None:
    """About half of the competitions have no `ForumId` by 2026; what is known of their other topics stays."""
    only = frozenset({"edge-redacted"})
    used = context(tmp_path, tables, only=only)
    importing(used)
    before = bytes_of(used.archive.root / "competitions")
    changed = copied(tables, tmp_path)
    rows = list(csv.DictReader((changed / "Competitions.csv").open(encoding="utf-8", newline="")))
    named = as_csv([row | {"ForumId": forum} for row in rows], quote_all=True)
    (changed / "Competitions.csv").write_text(named, encoding="utf-8")
    fresh = context(tmp_path / "fresh", changed, only=only)
    assert importing(fresh).failures == []
    links = {w.url for w in fresh.archive.writeups("edge-redacted") if w.why == "the team's write-up"}
    assert links == {w.url for w in used.archive.writeups("edge-redacted") if w.why == "the team's write-up"}
    assert links
    assert importing(again(used, changed, only=only)).failures == []
    assert bytes_of(used.archive.root / "competitions") == before


@pytest.mark.parametrize(
    ("name", "column", "cell"),
    [
        ("Users", "UserName", "\u200b"),
        ("Users", "UserName", ";"),
        ("Teams", "LastSubmissionDate", "9000000000000000000"),
        ("ForumMessages", "PostDate", "-9223372036854775808"),
        ("ForumTopics", "Title", "\u202e"),
        ("Kernels", "MadePublicDate", "99/99/9999"),
    ],
)
def test_a_cell_that_says_nothing_is_unknown(tables: Path, tmp_path: Path, name: str, column: str, cell: str) -> None:
    changed = copied(tables, tmp_path)
    rows = list(csv.DictReader((changed / f"{name}.csv").open(encoding="utf-8", newline="")))
    rows = [row | {column: cell} for row in rows]
    (changed / f"{name}.csv").write_text(as_csv(rows, quote_all=True), encoding="utf-8")
    used = context(tmp_path, changed)
    assert importing(used).failures == []
    assert len(used.archive.standings("edge-redacted")) == 61 - 1


@pytest.mark.parametrize(
    ("name", "cells"),
    [("Teams", {"Id": ""}), ("ForumMessages", {"Id": ""}), ("ForumTopics", {"Id": ""}), ("ForumTopics", {})],
)
def test_a_row_without_its_id_and_a_topic_twice_are_not_there(
    imported: Context, tables: Path, tmp_path: Path, name: str, cells: dict[str, str]
) -> None:
    changed = copied(tables, tmp_path)
    rows = list(csv.DictReader((changed / f"{name}.csv").open(encoding="utf-8", newline="")))
    rows += [row | cells for row in rows[::5]]
    (changed / f"{name}.csv").write_text(as_csv(rows, quote_all=True), encoding="utf-8")
    used = context(tmp_path, changed)
    assert importing(used).failures == []
    assert bytes_of(used.archive.root) == bytes_of(imported.archive.root)


def test_competitions_without_an_id_share_no_forum(tables: Path, tmp_path: Path) -> None:
    changed = copied(tables, tmp_path)
    rows = list(csv.DictReader((changed / "Competitions.csv").open(encoding="utf-8", newline="")))
    (changed / "Competitions.csv").write_text(
        as_csv([row | {"Id": ""} for row in rows], quote_all=True), encoding="utf-8"
    )
    used = context(tmp_path, changed)
    assert importing(used).failures == []
    assert list(used.archive.root.rglob("threads.jsonl")) == []


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, os.getcwd())
from tests.harvesters.files import context
from tests.harvesters.meta_kaggle_world import importing
left, replace = int(sys.argv[3]), os.replace
def replace_or_die(*paths):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(*paths)
os.replace = replace_or_die
importing(context(Path(sys.argv[1]), Path(sys.argv[2])))
"""
"""An import that is killed when it is about to put so many files in their place."""


def test_an_import_that_is_killed_ends_in_the_same_bytes_the_next_time(
    imported: Context, tables: Path, tmp_path: Path
) -> None:
    whole = bytes_of(imported.archive.root)
    moments = random.Random(6)
    reached = []
    for kill in range(6):
        root = tmp_path / str(kill)
        after = moments.randrange(len(whole))
        command = [sys.executable, "-c", KILLED, str(root), str(tables), str(after)]
        killed = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
        assert killed.returncode == -signal.SIGKILL
        used = context(root, tables)
        reached.append(len(bytes_of(root / "data")))
        assert importing(used).failures == []
        assert bytes_of(used.archive.root) == whole
    assert min(reached) < len(whole) < sum(reached)


def test_the_journal_notes_what_is_stored_and_no_more(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH_ROWS", 1)
    used = context(tmp_path, tables)
    findings = harvest(used)
    first = [finding.slug for _ in range(4) for finding in together(next(findings))]
    findings.close()
    journal = next((used.cache / "meta_kaggle").glob("imported-*.jsonl")).read_text()
    assert [slug for slug in first if f'"{slug}"' in journal] == first[:-1]
