"""A person who is redacted leaves no trace in any file, and no later harvest brings them back."""

import gzip
import itertools
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from archive.check import check
from archive.findings import Finding
from archive.layout import REDACTIONS
from archive.records import Link, Message, Notebook, Person, Source, Standing, Topic, WriteUp
from archive.redact import find_target
from archive.redactions import Redactions
from archive.store import Archive
from archive.text import text_sha256
from archive.texts import read_pack
from harvesters.base import Context, Harvester
from pipeline.derive import derive
from pipeline.harvest import harvest
from tests.pipeline.redaction import toy_world
from tests.pipeline.redaction.toy_world import (
    INNOCENT,
    STARTED,
    answers,
    contents,
    harvest_again,
    put_back,
    run,
    traces,
)


@pytest.mark.parametrize("who", ["zoe-quill", "@Zoe-Quill", "u771230046518", "771230046518"])
def test_no_trace_is_left_and_none_comes_back(world: Path, who: str) -> None:
    done = run(world, who)
    assert done.exit_code == 0, done.output
    assert traces(world) == []
    harvest_again(world)
    assert traces(world) == []
    assert check(world / "data") == []


def test_who_has_no_profile_is_told_from_who_is_not_there(world: Path) -> None:
    """A misspelt handle goes on the list as well, and nothing else would say so."""
    assert "nobody of that name stood here" in run(world, "@zoe-qill").output
    without = run(world, "@cy").output
    assert "no profile of them is known" in without
    assert "nobody of that name" not in without
    assert "no profile" not in run(world, "zoe-quill").output


def test_results_and_the_other_members_stay(world: Path) -> None:
    run(world, "zoe-quill")
    harvest_again(world)
    archive = Archive(world / "data")
    rows = {row.team: row for row in archive.standings("toy")}
    assert [(rows[key].private_rank, rows[key].team_size) for key in "1234"] == [(1, 1), (2, 3), (3, 1), (4, None)]
    assert (rows["2"].members, rows["2"].name) == (("bo", "cy"), None)
    assert (rows["3"].members, rows["3"].name) == (("di",), None)
    assert [person.person for person in archive.people()] == ["u5"]
    writeups = {writeup.writeup: writeup for writeup in archive.writeups("toy")}
    assert set(writeups) == {"w1", "w3"}
    assert (writeups["w1"].private_rank, writeups["w1"].authors, writeups["w1"].links) == (1, (), ())
    assert read_pack(world / "cache" / "texts" / "toy.json") == {text_sha256(INNOCENT): INNOCENT}


def test_of_others_only_the_links_and_notebooks_go_that_name_the_person(world: Path) -> None:
    archive = Archive(world / "data")
    state = archive.state("toy")
    assert state
    kaggle = "https://www.kaggle.com/code/bo"
    notebooks = (
        Notebook(url=f"{kaggle}/1", title="Fork of Zoe Quill's"),
        Notebook(url=f"{kaggle}/fork-of-zoe-quill"),
        Notebook(url=f"{kaggle}/2", title="My own"),
    )
    links = (Link(url="https://example.org/zoe.quill", kind="other"), Link(url="https://example.org/a", kind="other"))
    bo = WriteUp(writeup="w9", authors=("bo",), title="Mine", url="https://example.org/9", kind="blog", links=links)
    competition = state.competition.model_copy(
        update={"notebooks": notebooks, "sources": state.competition.sources | {"notebooks": "made-up"}}
    )
    archive.save("toy", replace(state, competition=competition, writeups=(*state.writeups, bo)))
    done = run(world, "zoe-quill")
    assert done.exit_code == 0, done.output
    left = archive.state("toy")
    assert left
    assert left.competition.notebooks == notebooks[2:]
    assert {writeup.writeup: writeup.links for writeup in left.writeups}["w9"] == links[1:]
    assert traces(world) == []
    assert check(archive.root) == []


def test_a_second_harvest_after_a_redaction_changes_nothing(world: Path) -> None:
    run(world, "zoe-quill")
    harvest_again(world)
    before = contents(world / "data")
    harvest_again(world)
    assert contents(world / "data") == before


class Killed(BaseException):
    """What no code catches."""


def test_a_redaction_that_is_killed_is_finished_by_the_same_command(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before each file that it puts in its place, and once not at all."""
    replace_file, whole = os.replace, list[bytes]()
    for before_kill in itertools.count():
        root, left = world / f"kill-{before_kill}", itertools.count(before_kill, -1)
        for folder in ("data", "cache"):
            shutil.copytree(world / folder, root / folder)
        cassette = root / "cassettes" / "one.json.gz"
        cassette.parent.mkdir()
        cassette.write_bytes(gzip.compress(json.dumps(answers()).encode()))

        def replace_or_die(*paths: Path, left: Iterator[int] = left) -> None:
            if next(left) == 0:
                raise Killed
            replace_file(*paths)

        with monkeypatch.context() as patched, suppress(Killed):
            patched.setattr(os, "replace", replace_or_die)
            run(root, "zoe-quill")
            whole.append((root / "data" / "withheld.csv").read_bytes())
        (root / "data" / "competitions" / "toy" / ".17-1.tmp").write_text("zoe-quill")
        assert run(root, "zoe-quill").exit_code == 0
        assert traces(root) == []
        assert read_pack(root / "cache" / "texts" / "toy.json") == {text_sha256(INNOCENT): INNOCENT}
        if whole:
            break
    withheld = {(world / f"kill-{n}" / "data" / "withheld.csv").read_bytes() for n in range(before_kill)}
    assert withheld == set(whole)
    assert before_kill > 10


@pytest.mark.parametrize("by_list", [False, True])
def test_claims_go_with_the_texts_that_they_were_read_from(
    tmp_path: Path, by_list: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toy_world, "OWN_TEXT", "How I, Zoe, won. We trained LightGBM on five folds.\n" * 20)
    monkeypatch.setattr(toy_world, "INNOCENT", "We trained LightGBM on five folds.\n" * 20)
    harvest_again(tmp_path)
    archive = Archive(tmp_path / "data")
    assert derive(archive, tmp_path / "cache", jobs=1).claims
    assert {claim.subject for claim in archive.claims("toy")} == {"100", "110", "w1"}
    if by_list:
        target, _ = find_target("@zoe-quill", archive.people())
        archive.save_table(REDACTIONS, target.rows(Redactions(), "2026-02-01", "asked", set()))
    assert run(tmp_path, *([] if by_list else ["@zoe-quill"])).exit_code == 0
    assert {claim.subject for claim in archive.claims("toy")} == {"110"}
    assert [str(problem) for problem in check(archive.root) if "claims" in problem.file] == []


@pytest.mark.parametrize("cached", [True, False])
def test_quotes_go_with_the_texts_of_others_that_name_the_person(
    tmp_path: Path, cached: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toy_world, "BY_OTHERS", "We trained LightGBM as zoe-quill did, and that won a medal.\n" * 20)
    harvest_again(tmp_path)
    archive = Archive(tmp_path / "data")
    derive(archive, tmp_path / "cache", jobs=1)
    before = contents(tmp_path / "data" / "competitions")
    assert any("zoe-quill" in (claim.quote or "") for claim in archive.claims("toy"))
    if not cached:
        shutil.rmtree(tmp_path / "cache")
    done = run(tmp_path, "zoe-quill")
    assert done.exit_code == 0, done.output
    assert traces(tmp_path) == []
    assert {claim.subject for claim in archive.claims("toy")} == {"101"}
    put_back({path: content for path, content in before.items() if path.name == "claims.jsonl"})
    assert check(archive.root)
    assert run(tmp_path).exit_code == 0
    assert traces(tmp_path) == []


def test_redacting_twice_adds_nothing(world: Path) -> None:
    run(world, "zoe-quill")
    listed = (world / "data" / "redactions.csv").read_bytes()
    assert run(world, "zoe-quill").exit_code == 0
    assert (world / "data" / "redactions.csv").read_bytes() == listed


def test_whoever_opts_out_is_redacted_unasked(world: Path) -> None:
    harvest_again(world, opt_out=True)
    assert traces(world / "data") == []
    assert {row.reason for row in Archive(world / "data").redactions()} == {"opted-out"}


def test_a_redacted_person_with_a_new_handle_is_still_hidden(world: Path) -> None:
    run(world, "zoe-quill")
    fresh = Person(person="u771230046518", handles=("quite-new",), as_of=STARTED)
    board = (Standing(team="9", name="Quite New", members=("quite-new",), team_size=1, private_rank=1),)

    def go(_: Context) -> Iterator[Finding]:
        yield Finding("kaggle", "toy2", "made-up", STARTED, standings=board, people=(fresh,))

    source = Source(name="made-up", url="https://example.org", terms="none")
    archive = Archive(world / "data")
    harvest(Harvester(source, go, 1, 9, False, False), Context(archive, world / "cache", STARTED))
    assert [(row.name, row.members) for row in archive.standings("toy2")] == [(None, ())]


def test_a_row_added_by_hand_takes_effect_with_the_bare_command(world: Path) -> None:
    data = world / "data"
    before = contents(data)
    run(world, "zoe-quill")
    put_back(before)
    assert traces(data)
    assert run(world).exit_code == 0
    assert [row.members for row in Archive(data).standings("toy")][:4] == [(), ("bo", "cy"), ("di",), ()]


def test_what_others_write_later_is_asked_about_word_by_word(world: Path) -> None:
    run(world, "zoe-quill")
    texts = {text_sha256(text): text for text in (INNOCENT, "Thanks @zoe-quill!", "See https://github.com/Zoe-Quill/x")}
    messages = tuple(
        Message(message=str(n), author="bo", posted=STARTED, text_sha256=sha) for n, sha in enumerate(texts, 200)
    )
    topics = (
        Topic(topic="20", title="Thanks to zoe-quill for the kernel", author="bo", messages=messages),
        Topic(topic="21", title="Is Zoe Quill (again) first?", author="bo"),
        Topic(topic="22", title="Is Zoe first?", author="bo"),
    )
    writeups = (
        WriteUp(writeup="w7", authors=("di",), title="Ideas of @zoe-quill", url="https://example.org/7", kind="blog",
                links=(Link(url="https://github.com/zoe-quill/first", kind="code"),)),
        WriteUp(writeup="w8", url="https://example.org/how-zoe-quill-won", kind="blog"),
    )  # fmt: skip
    board = (Standing(team="9", name="zoe.quill fan club", members=("di",), team_size=1, private_rank=9),)

    def go(_: Context) -> Iterator[Finding]:
        yield Finding("kaggle", "later", "made-up", STARTED, standings=board, topics=topics, topics_complete=True,
                      writeups=writeups, texts=texts)  # fmt: skip

    source = Source(name="made-up", url="https://example.org", terms="none")
    archive = Archive(world / "data")
    harvest(Harvester(source, go, 1, 9, False, False), Context(archive, world / "cache", STARTED))
    assert [topic.title for topic in archive.topics("later")] == [None, None, "Is Zoe first?"]
    assert [(w.writeup, w.title, w.links) for w in archive.writeups("later")] == [("w7", None, ())]
    assert [(row.name, row.members) for row in archive.standings("later")] == [(None, ("di",))]
    assert traces(world) == []
    kept = {text for path in (world / "cache" / "texts").iterdir() for text in read_pack(path).values()}
    assert kept == {INNOCENT}


def test_a_file_of_the_system_in_a_folder_of_the_archive_stops_no_redaction(world: Path) -> None:
    for place in (".DS_Store", "drafts/.DS_Store"):
        path = world / "data" / "competitions" / "toy" / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\x00\x00\x00\x01Bud1\xff")
    assert run(world, "zoe-quill").exit_code == 0
    assert traces(world) == []


def test_cassettes_are_cleared_and_stay(world: Path) -> None:
    cassette = world / "cassettes" / "one.json.gz"
    cassette.parent.mkdir()
    cassette.write_bytes(gzip.compress(json.dumps(answers()).encode()))
    run(world, "zoe-quill")
    assert traces(world / "cassettes") == []
    assert "redacted" in gzip.decompress(cassette.read_bytes()).decode()


def test_a_stranger_is_listed_for_later(world: Path) -> None:
    done = run(world, "@nobody-yet")
    assert done.exit_code == 0
    assert "nobody of that name stood here" in done.output
    assert len(Archive(world / "data").redactions()) == 2


def test_wrong_use_says_what_to_do(world: Path, tmp_path: Path) -> None:
    assert run(world, "two words").exit_code == 2
    assert run(tmp_path / "nowhere", "ada").exit_code == 2
