"""The import of the big tables, on the made-up world whose boards are known."""

import csv
import shutil
import sys
from pathlib import Path

import pytest

from archive.check import check
from archive.descriptor import Settings, describe_first, write_descriptor
from archive.records import Competition, Person
from archive.store import Archive, State
from archive.texts import read_pack
from harvesters.base import Context
from harvesters.meta_kaggle import harvest
from harvesters.meta_kaggle.bulk import TURN
from insights.people.parts import part_of
from pipeline.demo.as_archive import write_archive
from tests.harvesters.files import context
from tests.harvesters.meta_kaggle_world import WORLD, again, all_of, bytes_of, copied, edit, importing

BOARD = (
    "team", "team_size", "public_rank", "public_score", "private_rank", "private_score", "submissions",
)  # fmt: skip


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


def test_an_account_that_left_the_dump_is_named_no_more(tables: Path, tmp_path: Path) -> None:
    only = frozenset({"edge-redacted"})
    used = context(tmp_path, tables, only=only)
    importing(used)
    alone = next(row for row in used.archive.standings("edge-redacted") if row.team_size == 1 and row.members)
    changed = copied(tables, tmp_path / "newer")
    lines = (changed / "Users.csv").read_text().splitlines(keepends=True)
    edit(changed / "Users.csv", next(line for line in lines if f'"{alone.members[0]}"' in line), "")
    importing(again(used, changed, only=only))
    row = next(row for row in used.archive.standings("edge-redacted") if row.team == alone.team)
    assert (row.name, row.members, row.team_size, row.private_rank) == (None, (), 1, alone.private_rank)


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
    text = read_pack(imported.cache / "texts" / "edge-redacted.json")[first.text_sha256]
    assert text.startswith("# Place 1 of")
    assert len(text) == first.text_chars


def test_a_handle_that_makes_no_address_leaves_its_notebooks_out(tables: Path, tmp_path: Path) -> None:
    only = frozenset({"edge-redacted"})
    odd = copied(tables, tmp_path / "odd")
    users = (odd / "Users.csv").read_text().splitlines(keepends=True)
    (odd / "Users.csv").write_text("".join([users[0], *(line.replace(',"', ',"<b> ', 1) for line in users[1:])]))
    used = context(tmp_path, odd, only=only)
    assert importing(used).failures == []
    assert used.archive.standings("edge-redacted")
    assert {w.kind for w in used.archive.writeups("edge-redacted")} == {"forum"}


def test_the_archive_keeps_the_contract(imported: Context) -> None:
    problems = check(imported.archive.root)
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_in_class_competitions_are_counted_not_imported(imported: Context) -> None:
    assert "edge-in-class" not in imported.archive.folders()
    assert imported.counts["community competitions, not imported"] == 1


def test_people_of_the_top_50_of_a_hundred_teams(imported: Context) -> None:
    """Large enough is what pages call large enough."""
    people = imported.archive.people()
    assert people
    states = {folder: imported.archive.state(folder) for folder in imported.archive.folders()}
    large = [folder for folder, state in states.items() if state and part_of(state).teams >= 100]
    top = {
        handle
        for folder in large
        for row in imported.archive.standings(folder)
        if row.private_rank and row.private_rank <= 50
        for handle in row.members
    }
    assert {person.handles[0] for person in people} == top
    assert all(person.tier == "Novice" or person.ranking for person in people)


def test_an_archive_that_asks_for_larger_competitions_keeps_no_other_profiles(tables: Path, tmp_path: Path) -> None:
    used = context(tmp_path, tables)
    write_descriptor(used.archive.root, Settings(people_min_teams=10_000))
    importing(used)
    assert used.archive.people() == ()


def test_twice_is_once(imported: Context) -> None:
    before = bytes_of(imported.archive.root)
    repeated = again(imported)
    importing(repeated)
    assert bytes_of(imported.archive.root) == before
    importing(again(imported, refresh=True))
    assert bytes_of(imported.archive.root) == before


def test_an_archive_that_was_deleted_comes_back_whole(tables: Path, tmp_path: Path) -> None:
    used = context(tmp_path, tables)
    importing(used)
    before = bytes_of(used.archive.root)
    assert any(path.startswith("people/") for path in before)
    shutil.rmtree(used.archive.root)
    importing(again(used))
    assert bytes_of(used.archive.root) == before


def test_a_journal_of_an_archive_that_was_deleted_holds_nothing_back(tables: Path, tmp_path: Path) -> None:
    """Another source came first, and made the folder of a competition and a profile."""
    used = context(tmp_path, tables)
    importing(used)
    before, people = bytes_of(used.archive.root), used.archive.people()
    known = used.archive.competition("edge-redacted")
    assert known is not None
    shutil.rmtree(used.archive.root)
    told = {name: getattr(known, name) for name in ("platform", "slug", "title", "as_of")}
    describe_first(used.archive.root)
    used.archive.save("edge-redacted", State(Competition(**told, sources={"title": "solution_lists"})))
    used.archive.save_people(people[:1])
    importing(again(used))
    after = bytes_of(used.archive.root)
    of_others = ("changes.csv", "competitions/edge-redacted/competition.json")
    assert [name for name, data in before.items() if after.get(name) != data and name not in of_others] == []


def test_a_corrupt_file_of_one_competition_costs_no_other(imported: Context, tables: Path, tmp_path: Path) -> None:
    archive = Archive(Path(shutil.copytree(imported.archive.root, tmp_path / "data")))
    corrupt = archive.root / "competitions" / "edge-redacted" / "competition.json"
    corrupt.write_text("made-up,fault")
    failures = importing(Context(archive, tmp_path / "cache", imported.started, tables, refresh=True)).failures
    assert all("edge-redacted/competition.json" in line and "leaderlore check" in line for line in failures)
    assert failures
    assert corrupt.read_text() == "made-up,fault"


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


def test_threads_take_turns_as_before_once_an_import_ended_or_broke_off(tables: Path, tmp_path: Path) -> None:
    before = sys.getswitchinterval()
    given = harvest(context(tmp_path, tables))
    next(given)
    assert sys.getswitchinterval() == pytest.approx(TURN)
    given.close()
    assert sys.getswitchinterval() == before
