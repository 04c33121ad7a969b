"""Names, texts and slugs that try to break out, through the whole runner."""

import os
from pathlib import Path

import pytest

from archive.check import check
from archive.records import Message, Notebook, Person, Standing, Topic, WriteUp
from archive.store import Archive
from archive.text import text_sha256
from tests.pipeline.toy_harvest import STARTED, board, contents, finding, full, run


@pytest.fixture(autouse=True)
def _fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)


HOSTILE = [
    "../../etc/passwd", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202egnp.exe", "a\u200bb", "\x00\r\n\t",
    "x" * 10_000, "'; DROP TABLE teams; --", "\ufeff", "del=1", "[Deleted]", "null", "-1+1",
]  # fmt: skip


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_names_texts_and_slugs_end_up_harmless(evil: str, tmp_path: Path) -> None:
    text = f"{evil}\r\n{evil}".replace("\x00", "")
    sha = text_sha256(text)
    rows = board()
    first = Standing(**dict(rows[0]) | {"name": evil, "members": (f"p{evil}",), "private_score_text": evil})
    message = Message(message="1", author=evil, text_sha256=sha)
    notebook = Notebook(url="https://example.org/n1", title=evil, author=evil, accelerator=evil)
    facts = {"id": evil, "title": evil, "host": evil, "tags": (f"t{evil}",), "url": f"javascript:{evil}"}
    evil_finding = finding(
        facts={**facts, "notebooks": (notebook,)},
        standings=(first, *rows[1:]),
        topics=(Topic(topic="1", title=evil, author=evil, url=evil, messages=(message,)),),
        writeups=(
            WriteUp(writeup="w1", url="https://example.org/w1", kind="blog", title=evil, why=evil, language=evil),
        ),
        texts={sha: text},
        people=(Person(person="u1", handles=(f"p{evil}",), name=evil, profile_url=evil, as_of=STARTED),),
    )
    result = run(tmp_path, evil_finding, finding(evil))
    assert [line for line in result.failures if "is refused" not in line] == []
    before = contents(tmp_path)
    assert run(tmp_path, evil_finding, finding(evil)).changed == []
    assert contents(tmp_path) == before
    assert [str(problem) for problem in check(tmp_path / "data") if problem.severity == "error"] == []
    assert {path.name for path in tmp_path.iterdir()} <= {"data", "cache"}
    assert Archive(tmp_path / "data").folders() in (["toy"], sorted(["toy", evil]))
    for name, data in before.items():
        assert not {"\u202e", "\u200b", "\ufeff", "\x00", "\r"} & set(data.decode()), name
        assert b"javascript:" not in data


def test_slugs_that_differ_in_case_alone_get_folders_of_their_own(tmp_path: Path) -> None:
    run(tmp_path, full("Toy"), full("toy"), full("toy-2"))
    archive = Archive(tmp_path / "data")
    assert archive.folders() == ["Toy", "toy-2", "toy-2-2"]
    assert [c.slug for folder in archive.folders() if (c := archive.competition(folder))] == ["Toy", "toy", "toy-2"]
    assert check(tmp_path / "data") == []
    assert run(tmp_path, full("toy-2"), full("toy"), full("Toy")).changed == []
