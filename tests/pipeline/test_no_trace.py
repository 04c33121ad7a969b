"""A person who is redacted leaves no trace in any file, and no later harvest brings them back."""

import gzip
import itertools
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet

from archive import redactions
from archive.check import check
from archive.findings import Finding
from archive.records import Link, Message, Person, Source, Standing, Topic, WriteUp
from archive.store import Archive
from archive.suspects import squeeze
from archive.text import text_sha256
from archive.texts import read_pack
from harvesters.base import Context, Harvester
from harvesters.kaggle.hide import hide
from pages.engine.theme import render
from pipeline.cli import main
from pipeline.harvest import harvest
from pipeline.memo import clean_memo

STARTED = "2026-02-01T00:00:00Z"
TRACES = ("zoe-quill", "zoequill", "zoe quill", "old-quill", "771230046518")
OWN_TEXT = "How I, Zoe, won. " * 20
BY_OTHERS = "I copied a kernel.\nzoe-quill wrote it, and it was great.\n" * 20
INNOCENT = "Nothing about anybody here. " * 20


def findings(opt_out: bool = False) -> Iterator[Finding]:
    zoe = Person(person="u771230046518", handles=("zoe-quill",), name="Zoé Quill", progression_opt_out=opt_out,
                 profile_url="https://www.kaggle.com/zoe-quill", as_of=STARTED)  # fmt: skip
    bo = Person(person="u5", handles=("bo",), name="Bo", as_of=STARTED)
    # A board that is large enough for profiles.
    others = tuple(Standing(team=f"5{n}", name=f"p{n}", members=(f"p{n}",), team_size=1, private_rank=5 + n)
                   for n in range(100))  # fmt: skip
    standings = (
        Standing(team="1", name="Zoé Quill", members=("zoe-quill",), team_size=1, private_rank=1, public_rank=2),
        Standing(team="2", name="Bo, Zoe and Cy", members=("bo", "zoe-quill", "cy"), team_size=3, private_rank=2,
                 public_rank=1),
        Standing(team="3", name="Fans of Zoe Quill", members=("di",), team_size=1, private_rank=3, public_rank=3),
        Standing(team="4", name="zoe_quill", private_rank=4, public_rank=4),
        *others,
    )  # fmt: skip
    topics = (
        Topic(topic="10", title="Winner", url="https://www.kaggle.com/t/10", author="zoe-quill", messages=(
            Message(message="100", author="zoe-quill", posted=STARTED, text_sha256=text_sha256(OWN_TEXT)),
            Message(message="101", author="bo", posted=STARTED, text_sha256=text_sha256(BY_OTHERS)),
        )),
        Topic(topic="11", title="Congratulations zoe-quill!", author="bo", messages=(
            Message(message="110", author="bo", posted=STARTED, text_sha256=text_sha256(INNOCENT)),
        )),
    )  # fmt: skip
    writeups = (
        WriteUp(writeup="w1", authors=("zoe-quill",), title="First", url="https://www.kaggle.com/w/1", kind="platform",
                text_sha256=text_sha256(OWN_TEXT), text_chars=len(OWN_TEXT), private_rank=1, rank_source="platform",
                links=(Link(url="https://github.com/zoe-quill/first", kind="code"),)),
        WriteUp(writeup="w2", url="https://github.com/zoe-quill/second", kind="repository", private_rank=2),
        WriteUp(writeup="w3", authors=("di",), title="Behind Zoe Quill", url="https://example.org/3", kind="blog"),
    )  # fmt: skip
    texts = {text_sha256(text): text for text in (OWN_TEXT, BY_OTHERS, INNOCENT)}
    yield Finding(
        "kaggle", "toy", "made-up", STARTED, {"title": "Toy"}, standings=standings, topics=topics, topics_complete=True,
        writeups=writeups, texts=texts, people=(zoe, bo),
    )  # fmt: skip


def answers() -> list[dict[str, object]]:
    """Raw answers that a harvest keeps: a board, a profile, a thread."""
    members = {"TeamId": "2", "TeamName": "Bo, Zoé Quill and Cy", "TeamMemberUserNames": "bo,zoe-quill,cy"}
    return [
        {"files": [{"rows": [members]}]},
        {"submissions": [{"teamId": 1, "teamName": "Zoé Quill", "score": "0.9"}]},
        {"documents": [{"userDocument": {}, "ownerUser": {"userName": "zoe-quill", "id": 771230046518}}]},
        {"messages": [{"userName": "bo", "content": BY_OTHERS}, {"authorUrl": "/zoe-quill", "content": OWN_TEXT}]},
        {"messages": [{"userName": "bo", "content": INNOCENT}]},
    ]


def made_up(opt_out: bool = False) -> Harvester:
    def go(context: Context) -> Iterator[Finding]:
        with clean_memo(context.cache, context.archive.redactions(), context.archive.withheld()) as hidden:
            for number, answer in enumerate(answers()):
                path = context.cache / "answers" / f"{number}.json.gz"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(gzip.compress(json.dumps(hide(answer, hidden)).encode()))
        yield from findings(opt_out)

    return Harvester(
        Source(name="made-up", title="Made up", url="https://example.org", terms="none"), go, 1, 9, False, False
    )


def harvest_again(root: Path, opt_out: bool = False) -> None:
    result = harvest(made_up(opt_out), Context(Archive(root / "data"), root / "cache", STARTED))
    assert result.failures == []


def run(root: Path, *arguments: str) -> Result:
    start = ["--data", str(root / "data"), "--cache", str(root / "cache"), "redact", "--site", str(root / "site")]
    return CliRunner().invoke(main, [*start, "--cassettes", str(root / "cassettes"), *arguments])


def build(root: Path) -> Path:
    start = ["--data", str(root / "data"), "--cache", str(root / "cache")]
    done = CliRunner().invoke(main, [*start, "build", "--out", str(root / "site"), "--jobs", "1"])
    assert done.exit_code == 0, done.output
    return root / "site"


def contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def put_back(files: dict[Path, bytes]) -> None:
    """As a checkout of an older commit does: what is newer stays."""
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def words(path: Path) -> str:
    """All text in a file: compressed ones unpacked (Pagefind's too), Parquet as rows."""
    if path.suffix == ".parquet":
        return str(parquet.read_table(path).to_pylist())
    raw = path.read_bytes()
    return (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8", "replace")


def traces(root: Path) -> list[str]:
    """Files that name the person, whatever the case, escapes, separators, or compression."""
    found = []
    for path in sorted(root.rglob("*")):
        if path.is_file():
            text = words(path)
            text = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
            plain = text.casefold().replace("é", "e")
            if any(trace in plain or squeeze(trace) in squeeze(plain) for trace in TRACES):
                found.append(str(path.relative_to(root)))
    return found


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redactions, "SCRYPT_N", 2)


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's look, made once: it takes most of the time of a small build."""
    cache = tmp_path_factory.mktemp("theme")
    render(cache)
    return cache / "theme"


@pytest.fixture
def world(tmp_path: Path, theme: Path) -> Path:
    shutil.copytree(theme, tmp_path / "cache" / "theme")
    harvest_again(tmp_path)
    assert {"data/people", "cache/texts", "cache/answers"} <= {
        str(Path(trace).parent if "texts" not in trace else "cache/texts") for trace in traces(tmp_path)
    }
    return tmp_path


@pytest.mark.parametrize("who", ["zoe-quill", "@Zoe-Quill", "u771230046518", "771230046518"])
def test_no_trace_is_left_and_none_comes_back(world: Path, who: str) -> None:
    done = run(world, who)
    assert done.exit_code == 0, done.output
    assert traces(world) == []
    harvest_again(world)
    assert traces(world) == []
    assert check(world / "data") == []


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

    source = Source(name="made-up", title="Made up", url="https://example.org", terms="none")
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


def test_no_trace_is_left_in_the_site_either(world: Path) -> None:
    site = build(world)
    found = traces(site)
    known = {"data/tables/leaderboards-unknown.parquet", "data/competitions/toy.csv", "data/people/names.json"}
    known |= {"people/zoe-quill/index.html"}
    assert known <= set(found)
    assert any(place.startswith("people/") for place in found)
    run(world, "zoe-quill")
    assert traces(world) == []
    assert (site / "index.html").exists()
    assert not list(site.rglob("*.parquet"))
    build(world)
    assert list(site.rglob("*.parquet"))
    assert traces(world) == []
    harvest_again(world)
    build(world)
    assert traces(world) == []


def test_a_site_goes_whole_where_a_handle_is_an_ordinary_word(world: Path) -> None:
    archive = Archive(world / "data")
    state = archive.state("toy")
    assert state is not None
    topics = tuple(Topic(topic=str(n), title=f"My solution {n}", author="bo") for n in range(30))
    archive.save("toy", replace(state, topics=topics))
    site = build(world)
    done = run(world, "@solution")
    assert "ordinary word" in done.output
    assert [path.name for path in site.rglob("*") if path.is_file()] == [".leaderlore-site"]
    assert len(archive.topics("toy")) == 30
    assert all(topic.title for topic in archive.topics("toy"))
    harvest_again(world)
    assert [topic.title for topic in archive.topics("toy") if topic.topic == "10"] == ["Winner"]
    assert build(world)


def test_a_folder_that_is_no_site_of_ours_is_left_alone(world: Path) -> None:
    other = world / "site" / "notes.txt"
    other.parent.mkdir()
    other.write_text("zoe-quill")
    run(world, "zoe-quill")
    assert other.exists()


def test_a_build_binds_where_the_list_was_merged_by_hand(world: Path) -> None:
    before = contents(world / "data")
    run(world, "zoe-quill")
    put_back(before)
    assert traces(build(world)) == []


def test_a_build_binds_where_files_of_an_older_commit_were_put_back(world: Path) -> None:
    run(world, "bo")  # so that there is a list, and a descriptor that knows it
    before = contents(world / "data")
    run(world, "zoe-quill")
    assert traces(build(world)) == []
    put_back({path: content for path, content in before.items() if path.name in ("leaderboard.csv", "threads.jsonl")})
    assert traces(world / "data")
    assert traces(build(world)) == []
    put_back({path: content for path, content in before.items() if path.parent.name == "people"})
    assert traces(build(world)) == []


def test_an_old_archive_put_back_whole_with_its_shorter_list_brings_nobody_back(world: Path) -> None:
    run(world, "bo")
    before = contents(world / "data")
    run(world, "zoe-quill")
    listed = Archive(world / "data").redactions()
    shutil.rmtree(world / "data")
    put_back(before)
    assert traces(world / "data")
    assert traces(build(world)) == []
    harvest_again(world)
    assert Archive(world / "data").redactions() == listed
    assert traces(world) == []


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

    source = Source(name="made-up", title="Made up", url="https://example.org", terms="none")
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
    assert "no profile" in done.output
    assert len(Archive(world / "data").redactions()) == 2


def test_wrong_use_says_what_to_do(world: Path, tmp_path: Path) -> None:
    assert run(world, "two words").exit_code == 2
    assert run(tmp_path / "nowhere", "ada").exit_code == 2
