"""A redaction that was a mistake is taken back, and nothing that still holds the list as it was brings it back."""

import json
import shutil
from pathlib import Path

from click.testing import CliRunner

from archive.check import check
from archive.records import Redaction
from archive.redactions import TAKEN_BACK, Redactions, joined
from archive.store import Archive
from pipeline.cli import main
from tests.pipeline.redaction.toy_world import build, contents, harvest_again, put_back, run, traces


def rows(root: Path) -> tuple[Redaction, ...]:
    return Archive(root / "data").redactions()


def hides(root: Path, identity: str) -> bool:
    return Redactions(rows(root)).hides(identity)


def members(root: Path) -> list[tuple[str, ...]]:
    return [row.members for row in Archive(root / "data").standings("toy")][:3]


def told(root: Path, *arguments: str) -> dict[str, int]:
    folders = ["--data", str(root / "data"), "--cache", str(root / "cache"), "--json", "redact"]
    done = CliRunner().invoke(main, [*folders, *arguments, "--take-back"])
    assert done.exit_code == 0, done.output
    counts: dict[str, int] = json.loads(done.stdout)
    return counts


def test_a_misspelt_handle_is_taken_back_whole(world: Path) -> None:
    run(world, "zoe-quill")
    before = rows(world)
    run(world, "@zoe-qill")
    done = run(world, "@Zoe-Qill", "--take-back")
    assert done.exit_code == 0, done.output
    assert "2 identities taken back" in done.output
    assert {row for row in rows(world) if row.reason != TAKEN_BACK} == set(before)
    assert not hides(world, "@zoe-qill")
    assert not hides(world, "~zoeqill")
    assert hides(world, "@zoe-quill")
    harvest_again(world)
    assert traces(world) == []
    assert check(world / "data") == []


def test_who_was_redacted_by_mistake_comes_back_with_the_next_harvest(world: Path) -> None:
    before = members(world)
    run(world, "bo")
    assert members(world) != before
    done = told(world, "bo")
    assert (done["rows"], done["beside"]) == (2, 1), "the number of the account has to be given by itself"
    assert told(world, "u5")["rows"] == 1
    harvest_again(world)
    assert members(world) == before
    assert "bo" in {handle for person in Archive(world / "data").people() for handle in person.handles}
    assert check(world / "data") == []


def test_neither_an_older_commit_nor_another_clone_brings_it_back(world: Path, tmp_path: Path) -> None:
    run(world, "bo")
    older, clone = contents(world / "data"), tmp_path / "clone"
    shutil.copytree(world, clone, ignore=shutil.ignore_patterns("clone"))
    for who in ("bo", "u5"):
        run(world, who, "--take-back")
    newer = contents(world / "data")
    put_back(older)
    harvest_again(world)
    assert not hides(world, "@bo")
    put_back({clone / path.relative_to(world): content for path, content in newer.items()})
    harvest_again(clone)
    assert not hides(clone, "@bo")
    assert members(clone) == members(world)


def test_whoever_is_redacted_once_more_is_hidden_whatever_else_holds_the_list(world: Path) -> None:
    run(world, "zoe-quill")
    for who in ("zoe-quill", "u771230046518"):
        run(world, who, "--take-back")
    taken_back = contents(world / "data")
    harvest_again(world)
    assert traces(world)
    assert run(world, "zoe-quill").exit_code == 0
    assert traces(world) == []
    put_back(taken_back)
    harvest_again(world)
    assert traces(world) == []
    build(world)
    assert traces(world) == []


def test_a_name_that_two_share_stays_listed(world: Path) -> None:
    run(world, "@zoe.qill", "--reason", "deleted")
    run(world, "@zoe-qill")
    done = run(world, "@zoe-qill", "--take-back")
    assert "1 identity taken back" in done.output
    assert "was listed for somebody else too" in done.output
    assert hides(world, "~zoeqill")
    assert hides(world, "@zoe.qill")


def test_wrong_use_changes_nothing_and_says_what_to_do(world: Path) -> None:
    run(world, "zoe-quill")
    before = rows(world)
    for arguments, told in ((["@nobody"], "nobody of that name is on the list"), ([], "name the handle or id")):
        done = run(world, *arguments, "--take-back")
        assert (done.exit_code, told in done.output) == (2, True), done.output
    run(world, "@zoe-qill")
    run(world, "@zoe-qill", "--take-back")
    assert run(world, "@zoe-qill", "--take-back").exit_code == 2
    assert {row for row in rows(world) if row.reason != TAKEN_BACK} == set(before)


def test_of_two_lists_that_differ_the_row_that_was_taken_back_counts() -> None:
    row = Redaction(salt="00", hash="11", date="2026-01-01", reason="asked")
    back = row.model_copy(update={"reason": TAKEN_BACK})
    other = Redaction(salt="00", hash="22", date="2026-01-01")
    assert joined((row, back, other)) == joined((back, row, other)) == (back, other)
