import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from archive.check import check
from archive.descriptor import read_settings
from archive.redactions import Redactions
from archive.store import Archive
from archive.text import text_sha256
from archive.texts import Texts
from insights.boards import boards_of
from insights.shakeup import Shakeup
from pipeline.demo.as_archive import write_archive
from tests.insights.toys import boards_of_scores, shakeup_by_rule


def bytes_of(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def truth(archive: Archive) -> list[dict[str, Any]]:
    path = archive.root.with_name(f"{archive.root.name}-truth.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def shaken(archive: Archive, folder: str) -> Shakeup:
    competition = archive.competition(folder)
    assert competition is not None
    return shakeup_by_rule(competition, boards_of(archive.standings(folder)))


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        list(write_archive(tmp_path / name, 1, 25, 50, seed))
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    assert (tmp_path / "a-truth.jsonl").read_bytes() == (tmp_path / "b-truth.jsonl").read_bytes()
    assert bytes_of(tmp_path / "a") != bytes_of(tmp_path / "c")


def test_it_keeps_the_contract_and_says_that_it_is_fictional(mini_archive: Archive) -> None:
    problems = check(mini_archive.root, Redactions(mini_archive.redactions()))
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert read_settings(mini_archive.root).fictional


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("edge-still-running", "no private board"),
        ("edge-identical-boards", "not two parts of one test set"),
        ("edge-few-teams", "12 teams"),
        ("edge-simulation", "agents"),
        ("edge-hackathon", "judged"),
        ("edge-scores-only", "no private board"),
        ("edge-tiny", "1 team"),
        ("edge-two-stage", None),
        ("edge-one-board-only", None),
        ("edge-sentinel-scores", None),
        ("edge-in-class", None),
    ],
)
def test_oddities(mini_archive: Archive, folder: str, reason: str | None) -> None:
    found = shaken(mini_archive, folder)
    assert found.applicable is (reason is None)
    if reason:
        assert reason in str(found.reason)


def test_what_is_odd_is_there(mini_archive: Archive) -> None:
    assert shaken(mini_archive, "edge-two-stage").two_stage
    assert shaken(mini_archive, "edge-one-board-only").n_public_only > 0
    assert shaken(mini_archive, "edge-one-board-only").n_private_only > 0
    assert 999999.0 in {row.private_score for row in mini_archive.standings("edge-sentinel-scores")}
    assert len(boards_of_scores(mini_archive.scores("edge-scores-only")).private) > 0
    assert {"edge-same-slug", "Edge-Same-Slug-2"} <= set(mini_archive.folders())
    names = [row.name for row in mini_archive.standings("edge-redacted")]
    assert names.count("The Two Kettles") == 2
    assert any(row.is_benchmark for row in mini_archive.standings("edge-redacted"))
    writers = [w.team for w in mini_archive.writeups("edge-still-running")]
    assert set(writers) == {None}  # nobody is placed yet
    assert any(m.deleted for folder in mini_archive.folders() for t in mini_archive.topics(folder) for m in t.messages)


def test_people_are_odd_too(mini_archive: Archive) -> None:
    people = mini_archive.people()
    assert [person.name for person in people].count("Namesake of Many") == 2
    assert any(len(person.handles) == 2 for person in people)
    assert any(person.person.startswith("@") for person in people)


def test_one_team_writes_up_twice(mini_archive: Archive) -> None:
    writers = [writeup.team for writeup in mini_archive.writeups("edge-one-board-only")]
    assert len(writers) == len(set(writers)) + 1


def test_hostile_names_are_kept_as_data_and_made_harmless(mini_archive: Archive) -> None:
    names = [row.name for row in mini_archive.standings("edge-hostile-names") if row.name]
    assert "<script>alert('team')</script>" in names
    assert "=cmd|' /C calc'!A0" in names
    assert max(map(len, names)) == 300
    assert not re.search("[\u202a-\u202e\u200b]", "".join(names))


def test_redacted_people_are_nowhere(mini_archive: Archive) -> None:
    (redacted,) = [line for line in truth(mini_archive) if line["kind"] == "redacted"]
    winner, second = mini_archive.standings("edge-redacted")[:2]
    assert (winner.team_size, len(winner.members)) == (3, 2)
    assert (second.team_size, second.members, second.name) == (1, (), None)
    for path in mini_archive.root.rglob("*.*"):
        if path.is_file():
            words = set(re.findall(r"[\w-]+", path.read_text(encoding="utf-8")))
            assert words.isdisjoint(redacted["handles"]), path


def test_texts_stand_under_their_hash_and_the_truth_is_in_them(mini_archive: Archive) -> None:
    lines = {(line["slug"], line["key"]): line for line in truth(mini_archive) if line["kind"] == "writeup"}
    seen = 0
    for folder in mini_archive.folders():
        competition = mini_archive.competition(folder)
        assert competition is not None
        text_of = Texts(mini_archive.root, mini_archive.root / "no cache", "full").reader(folder)
        for writeup in mini_archive.writeups(folder):
            if writeup.text_sha256 is None:  # its author is redacted
                continue
            text = text_of(writeup.text_sha256)
            assert text is not None
            assert text_sha256(text) == writeup.text_sha256
            assert len(text) == writeup.text_chars
            compute = lines[competition.slug, writeup.writeup]["compute"]
            assert (compute is None) == ("## Training" not in text)
            if compute:
                assert f"{compute['count']} x {compute['device']}" in text
            seen += 1
    assert seen > 60


def test_forums_speak_before_and_after_the_deadline(mini_archive: Archive) -> None:
    competition = mini_archive.competition("edge-redacted")
    assert competition is not None
    deadline = str(competition.deadline)
    times = [str(m.posted) for topic in mini_archive.topics("edge-redacted") for m in topic.messages]
    assert min(times) < deadline < max(times)


def test_names_only_for_the_top_50(tmp_path: Path) -> None:
    list(write_archive(tmp_path / "w", 1, 300, 1000, seed=1))
    rows = Archive(tmp_path / "w").standings("edge-in-class")
    assert len(rows) > 60
    for row in rows:
        if min(row.public_rank or 99, row.private_rank or 99) > 50 and not row.is_benchmark:
            assert (row.name, row.members) == (None, ())
