"""A made-up world with a person who is to leave no trace in it, and what tests do with it."""

import gzip
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from click.testing import CliRunner, Result
from pyarrow import ipc, parquet

from archive.findings import Finding
from archive.records import Link, Message, Person, Source, Standing, Topic, WriteUp
from archive.spellings import squeeze
from archive.store import Archive
from archive.text import text_sha256
from harvesters.base import Context, Harvester
from harvesters.kaggle.parse.hide import hide
from pipeline.cli import main
from pipeline.harvest import harvest
from pipeline.redaction.memo import clean_memo

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

    return Harvester(Source(name="made-up", url="https://example.org", terms="none"), go, 1, 9, False, False)


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
    """All text in a file: compressed ones unpacked (Pagefind's too), Parquet and Arrow as rows."""
    if path.suffix == ".parquet":
        return str(parquet.read_table(path).to_pylist())
    raw = path.read_bytes()
    if path.suffix == ".arrow" and raw:
        return str(ipc.open_stream(raw).read_all().to_pylist())
    return (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8", "replace")


@lru_cache(1_000)
def is_trace(text: str) -> bool:
    """Whether a text names the person, whatever the case, escapes or separators."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
    plain = text.casefold().replace("é", "e")
    squeezed = squeeze(plain)
    return any(trace in plain or squeeze(trace) in squeezed for trace in TRACES)


def traces(root: Path) -> list[str]:
    """Files that name the person."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return [str(path.relative_to(root)) for path in files if is_trace(words(path))]
