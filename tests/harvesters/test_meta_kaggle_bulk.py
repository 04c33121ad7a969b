"""The import of the big tables, on the made-up world whose boards are known."""

import csv
import errno
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from archive.check import check
from archive.findings import Finding
from archive.records import Person
from archive.store import Archive
from harvesters.base import Context, Given, all_harvesters, together
from harvesters.meta_kaggle import boards as meta_boards
from harvesters.meta_kaggle import bulk, harvest
from pipeline.demo.as_archive import write_archive
from pipeline.demo.as_meta_kaggle import write_tables
from pipeline.demo.names import HOSTILE_TEAMS
from pipeline.harvest import HarvestResult
from pipeline.harvest import harvest as run
from tests.harvesters.files import as_csv, context

WORLD = {"competitions": 17, "teams": 60, "people": 400, "seed": 1}
BOARD = (
    "team", "team_size", "public_rank", "public_score", "private_rank", "private_score", "submissions",
)  # fmt: skip


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("dump") / "tables"
    list(write_tables(folder, **WORLD, in_class=0.0))
    return folder


@pytest.fixture(scope="module")
def imported(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Context:
    used = context(tmp_path_factory.mktemp("import"), tables)
    result = importing(used)
    assert result.failures == []
    assert result.warnings == []
    return used


def importing(used: Context) -> HarvestResult:
    return run(all_harvesters()["meta_kaggle"], used)


def again(used: Context, path: Path | None = None, **options: object) -> Context:
    return Context(used.archive, used.cache, used.started, path or used.path, **options)  # type: ignore[arg-type]


def all_of(given: Iterable[Given]) -> list[Finding]:
    return [finding for part in given for finding in together(part)]


def bytes_of(root: Path) -> dict[str, str]:
    files = [path for path in root.rglob("*") if path.is_file()]
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def copied(tables: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tables, tmp_path / "tables"))


def test_boards_are_those_of_the_world(imported: Context, mini_archive: Archive, tmp_path: Path) -> None:
    list(write_archive(tmp_path / "world", **WORLD))
    world = Archive(tmp_path / "world")
    compared = 0
    for folder in imported.archive.folders():
        if folder in ("edge-scores-only", "edge-hackathon"):
            continue
        told = {row.team: row for row in imported.archive.standings(folder) if not row.is_benchmark}
        true = {row.team: row for row in world.standings(folder) if not row.is_benchmark}
        assert told.keys() == true.keys()
        for key, row in told.items():
            assert [getattr(row, name) for name in BOARD] == [getattr(true[key], name) for name in BOARD]
        compared += len(told)
    assert compared > 500


def test_names_and_members_near_the_top(imported: Context) -> None:
    rows = imported.archive.standings("edge-redacted")
    assert rows[0].name == "The Podropi Comets"
    assert len(rows[0].members) == rows[0].team_size == 3
    assert (rows[9].name, rows[9].members, rows[9].team_size) == (None, (), 1)  # a deleted account
    hostile = [row.name for row in imported.archive.standings("edge-hostile-names") if row.name]
    assert "<script>alert('team')</script>" in hostile
    assert max(map(len, hostile)) == 300


def test_recorded_medals(imported: Context) -> None:
    rows = imported.archive.standings("edge-two-stage")
    assert {row.medal for row in rows} == {"gold", "silver", "bronze", None}
    assert all((row.medal is None) == (row.medal_basis is None) for row in rows)


def test_writeups_by_the_dumps_own_link_and_by_title(imported: Context) -> None:
    writeups = imported.archive.writeups("edge-redacted")
    first = next(w for w in writeups if w.kind == "forum" and w.private_rank == 1)
    assert (first.why, first.rank_source, first.team) == ("the team's write-up", "board", "1500000")
    notebook = next(w for w in writeups if w.kind == "notebook" and w.private_rank == 1)
    assert (notebook.team, notebook.rank_source) == ("1500000", "board")
    assert first.text_sha256 is not None
    text = (imported.cache / "texts" / first.text_sha256[:2] / f"{first.text_sha256}.md").read_text()
    assert text.startswith("# Place 1 of")
    assert len(text) == first.text_chars


def test_the_archive_keeps_the_contract(imported: Context) -> None:
    problems = check(imported.archive.root)
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_in_class_competitions_are_counted_not_imported(imported: Context) -> None:
    assert "edge-in-class" not in imported.archive.folders()
    assert imported.counts["community competitions, not imported"] == 1


def test_people_of_the_top_50_of_a_hundred_teams(imported: Context) -> None:
    people = imported.archive.people()
    assert people
    large = [f for f in imported.archive.folders() if len(imported.archive.standings(f)) > 100]
    top = {
        handle
        for folder in large
        for row in imported.archive.standings(folder)
        if row.private_rank and row.private_rank <= 50
        for handle in row.members
    }
    assert {person.handles[0] for person in people} == top
    assert all(person.tier == "Novice" or person.ranking for person in people)


def test_twice_is_once(imported: Context) -> None:
    before = bytes_of(imported.archive.root)
    repeated = again(imported)
    importing(repeated)
    assert bytes_of(imported.archive.root) == before
    importing(again(imported, refresh=True))
    assert bytes_of(imported.archive.root) == before


def test_unchanged_competitions_are_not_read_again(imported: Context, tables: Path, tmp_path: Path) -> None:
    changed = copied(tables, tmp_path)
    edit(changed / "Teams.csv", "The Podropi Comets", "The Renamed Comets")
    spoken = [finding for finding in all_of(harvest(again(imported, changed))) if not finding.is_silent]
    assert [finding.slug for finding in spoken] == ["edge-redacted"]


def test_unchanged_people_are_not_read_again(imported: Context, tables: Path, tmp_path: Path) -> None:
    def people(path: Path) -> list[Person]:
        return [person for finding in all_of(harvest(again(imported, path))) for person in finding.people]

    assert people(tables) == []
    changed = copied(tables, tmp_path)
    handle = imported.archive.people()[0].handles[0]
    row = next(line for line in (changed / "Users.csv").read_text().splitlines() if f'"{handle}"' in line)
    edit(changed / "Users.csv", row, row.replace(row.split('","')[2], "Somebody Else"))
    assert "Somebody Else" in {person.name for person in people(changed)}


def test_one_changed_score_changes_one_file(imported: Context, tables: Path, tmp_path: Path) -> None:
    changed = copied(tables, tmp_path)
    rows = list(csv.DictReader((changed / "Teams.csv").open(encoding="utf-8", newline="")))
    winner = next(row for row in rows if row["Id"] == "1500000")
    lines = (changed / "Submissions.csv").read_text().splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith(f'"{winner["PrivateLeaderboardSubmissionId"]}"'))
    score = next(csv.reader([lines[at]]))[-2]
    lines[at] = lines[at].replace(score, "0.99999")
    (changed / "Submissions.csv").write_text("".join(lines))
    archive = Archive(tmp_path / "data")
    shutil.copytree(imported.archive.root, archive.root)
    result = importing(Context(archive, tmp_path / "cache", imported.started, changed))
    assert result.changed == ["competitions/edge-redacted/leaderboard.csv"]


def test_other_forms_of_the_tables(imported: Context, tables: Path, tmp_path: Path) -> None:
    """Columns in another order, one missing, one unknown, ids as floats, epoch microseconds, and all of it zipped."""
    changed = copied(tables, tmp_path)
    rows = list(csv.DictReader((changed / "Teams.csv").open(encoding="utf-8", newline="")))
    for row in rows:
        del row["WriteUpForumTopicId"]
        row["PublicLeaderboardSubmissionId"] += ".0" if row["PublicLeaderboardSubmissionId"] else ""
        row["LastSubmissionDate"] = "1583020800000000"
        row["NewColumn"] = "?"
    with (changed / "Teams.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, sorted(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    zipped = tmp_path / "meta-kaggle.zip"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in changed.iterdir():
            packed.write(path, f"meta-kaggle/{path.name}")
    used = context(tmp_path / "zip", zipped)
    result = importing(used)
    assert [w.split(":")[1].split("'")[0].strip() for w in result.warnings] == ["unknown column", "no column"]
    told, true = used.archive.standings("edge-redacted"), imported.archive.standings("edge-redacted")
    assert [row.public_score for row in told] == [row.public_score for row in true]
    assert {row.last_submission for row in told if not row.is_benchmark} == {"2020-03-01T00:00:00Z"}
    by_title = [w for w in used.archive.writeups("edge-redacted") if w.kind == "forum"]
    assert {w.why for w in by_title} == {"title of the topic"}
    assert by_title[0].team == "1500000"


def test_single_files_as_the_client_saves_them(imported: Context, tables: Path, tmp_path: Path) -> None:
    packed = tmp_path / "tables"
    packed.mkdir()
    for path in tables.iterdir():
        with zipfile.ZipFile(packed / f"{path.name}.zip", "w", zipfile.ZIP_DEFLATED) as single:
            single.write(path, path.name)
    used = context(tmp_path, packed)
    assert importing(used).failures == []
    assert bytes_of(used.archive.root) == bytes_of(imported.archive.root)


def test_a_table_cut_off_in_its_zip_says_which(tables: Path, tmp_path: Path) -> None:
    cut = copied(tables, tmp_path)
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as single:
        single.write(cut / "Teams.csv", "Teams.csv")
    (cut / "Teams.csv").unlink()
    data = bytearray(whole.read_bytes())
    data[200:300] = bytes(100)
    (cut / "Teams.csv.zip").write_bytes(data)
    (failure, *_) = importing(context(tmp_path, cut)).failures
    assert "Teams.csv.zip: Teams.csv cannot be unpacked" in failure
    (cut / "Teams.csv.zip").write_bytes(data[:1000])
    (failure, *_) = importing(context(tmp_path, cut)).failures
    assert "Teams.csv cannot be read; download Meta Kaggle again" in failure


def test_competitions_alone_give_facts_alone(tables: Path, tmp_path: Path) -> None:
    alone = tmp_path / "tables"
    alone.mkdir()
    for name in ("Competitions", "Organizations"):
        shutil.copy(tables / f"{name}.csv", alone)
    findings = all_of(harvest(context(tmp_path, alone)))
    assert len(findings) > 10
    assert all(finding.standings is None for finding in findings)


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


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, os.getcwd())
from tests.harvesters.test_meta_kaggle_bulk import again, context, importing
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
        after = moments.randrange(len(whole) * 2)
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
