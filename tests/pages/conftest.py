import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from archive.store import Archive
from insights.computed import encode
from insights.glossary import glossary
from insights.knowledge import Knowledge
from insights.techniques import techniques
from insights.uses import uses_of
from pages.build import BuildReport, build
from pages.engine.cache.sections import Section, joined
from pages.engine.dossiers.board_table import board_table
from pages.engine.dossiers.dossier import dossier_of, texts_of
from pages.engine.world import Kept, World
from tests.pages.knowledge_world import fill
from tests.pages.naive_knowledge import Naive

REPOSITORY = Path(__file__).parents[2]
DAY = "2026-11-25T10:00:00Z"


def quiet(_stage: str, _done: int, _all: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture(scope="session")
def site(mini_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small archive, built once. Read it, do not write to it."""
    out = tmp_path_factory.mktemp("site") / "site"
    build(mini_archive.root, out, tmp_path_factory.mktemp("cache"), 1, DAY, quiet)
    return out


Builder = Callable[..., BuildReport]


@pytest.fixture
def workshop(mini_archive: Archive, tmp_path: Path) -> tuple[Archive, Path, Builder]:
    """An archive of one's own, the folder of its site, and a function that builds it."""
    root, out = tmp_path / "data", tmp_path / "site"
    shutil.copytree(mini_archive.root, root)

    def run(jobs: int = 1, started: str = DAY, cache: str = "cache", into: Path = out) -> BuildReport:
        return build(root, into, tmp_path / cache, jobs, started, quiet)

    return Archive(root), out, run


Case = tuple[World, Naive]
"""What pages are made from, and the same counted naively."""


def kept(file: Path, known: Knowledge) -> Kept:
    """What texts say as it lies in the cache."""
    file.write_bytes(joined([encode(known)]))
    return Kept(file.name, "", Section(str(file), 0))


@pytest.fixture(scope="session", params=["made up", "this repository's data"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    if request.param == "made up":
        archive = Archive(tmp_path_factory.mktemp("knowledge"))
        fill(archive, 60)
    else:
        archive = Archive(REPOSITORY / "data")
        claims = (archive.root / "competitions").glob("*/claims.jsonl")
        assert any(claims), "no claims in data/: run `leaderlore derive` first"
    folders = [f for f in archive.folders() if any(writeup.text_sha256 for writeup in archive.writeups(f))]
    known = tuple(
        dossier_of(archive, folder, texts_of(archive, folder), board_table(archive, folder)).knowledge
        for folder in folders
    )
    uses = uses_of((one.practice for one in known), tuple(glossary()))
    store = tmp_path_factory.mktemp("kept")
    told = tuple(kept(store / one.practice.folder, one) for one in known)
    world = SimpleNamespace(knowledge=known, knowledge_files=told, uses=uses, techniques=techniques(uses), rows=())
    return cast(World, world), Naive(archive.root)
