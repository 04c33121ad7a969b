from pathlib import Path

import pytest

from archive.records import Claim, Competition, Metric, WriteUp
from archive.store import Archive, State
from pipeline.tag import tag


def settle(root: Path) -> Archive:
    archive = Archive(root)
    facts = Competition(
        platform="kaggle", slug="toy", title="A Challenge", as_of="2026-01-01T00:00:00Z", sources={},
        metric=Metric(name="Log Loss"),
    )  # fmt: skip
    writeups = tuple(WriteUp(writeup=key, url=f"https://example.org/{key}", kind="blog") for key in ("w1", "w2"))
    claims = tuple(
        Claim(subject=key, predicate="uses", value=value, start=0, end=1, text_sha256="0" * 64, method="m", version="1")
        for key in ("w1", "w2", "7", "8")
        for value in (("bert", "tfidf") if key.isdigit() else ("resnet", "cutout"))
    )
    archive.save("toy", State(facts, writeups=writeups, claims=claims))
    return archive


def test_tags_come_from_metric_and_writeups_not_from_the_forum(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    assert tag(archive, pytest.fail) == ["competitions/toy/competition.json"]
    competition = archive.competition("toy")
    assert competition is not None
    assert {entry.id for entry in competition.modalities} == {"image", "classification"}


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    tag(archive, pytest.fail)
    assert tag(archive, pytest.fail) == []
