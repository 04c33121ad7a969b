"""Harvesters made up for a test, and what they say."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from archive.findings import Finding
from archive.records import Message, Person, Source, Standing, Topic, WriteUp
from archive.store import Archive
from archive.text import text_sha256
from harvesters.base import Context, Harvester
from pipeline.harvest import HarvestResult, harvest

STARTED = "2026-01-02T03:04:05Z"
TEXT = "What we did.\n"


def source(name: str, findings: Callable[[Context], Iterable[Finding]], **bounds: int) -> Harvester:
    facts = Source(name=name, url="https://example.org", terms="made up")
    limits = {"minimum": 1, "maximum": 10**9} | bounds
    return Harvester(facts, lambda context: iter(findings(context)), needs_path=False, whole=True, **limits)


def run(root: Path, *findings: Finding, name: str = "kaggle", started: str = STARTED, **options: Any) -> HarvestResult:
    return harvest(source(name, lambda _: findings), context(root, started=started, **options))


def context(root: Path, started: str = STARTED, **options: Any) -> Context:
    return Context(Archive(root / "data"), root / "cache", started, say=lambda line: None, **options)


def board(teams: int = 60, **changes: Any) -> tuple[Standing, ...]:
    def row(rank: int) -> Standing:
        shown = {"public": f"0.{999 - rank}", "private": f"0.{899 - rank}"}
        score: dict[str, Any] = {f"{board}_score_text": text for board, text in shown.items()}
        score |= {f"{board}_score": float(text) for board, text in shown.items()}
        return Standing(team=str(rank), name=f"Team {rank}", members=(f"p{rank}",), public_rank=rank,
                        private_rank=rank, **score)  # fmt: skip

    first, *rest = map(row, range(1, teams + 1))
    return (first.model_copy(update=changes), *rest)


def finding(slug: str = "toy", name: str = "kaggle", **parts: Any) -> Finding:
    facts = {"title": "Toy", "url": "https://example.org/toy", "deadline": "2025-01-01T00:00:00Z"}
    return Finding("kaggle", slug, name, "2026-01-01T00:00:00Z", **{"facts": facts} | parts)


def full(slug: str = "toy") -> Finding:
    message = Message(message="1", author="p1", posted=STARTED, text_sha256=text_sha256(TEXT))
    writeup = WriteUp(writeup="w1", url="https://example.org/w1", kind="blog", authors=("p1",), title="1st place")
    return finding(
        slug,
        standings=board(),
        topics=(Topic(topic="1", title="Hello", author="p1", messages=(message,)),),
        writeups=(writeup,),
        texts={text_sha256(TEXT): TEXT},
        people=(Person(person="u1", handles=("p1",), as_of=STARTED),),
    )


def contents(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted((root / "data").rglob("*")) if p.is_file()}
