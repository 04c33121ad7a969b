from pathlib import Path
from typing import Any

import pytest

from archive.descriptor import Settings, write_descriptor
from archive.facts import files_of
from archive.layout import REDACTIONS
from archive.records import Competition, Metric, Redaction, Source, Standing
from archive.store import Archive, State
from pages.engine.dossiers import DossierRef
from pages.engine.processes.workers import Run
from pages.engine.world import World, world_of
from tests.pages.conftest import quiet

CODE = "code"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "data")
    for slug, day in (("old", "2015-05-01"), ("new", "2024-05-01"), ("newer", "2024-06-01")):
        save(archive, slug, deadline=f"{day}T00:00:00Z")
    save(archive, "year-only", year=2024)
    return archive


def save(archive: Archive, slug: str, teams: int = 0, **facts: Any) -> None:
    competition = Competition(platform="kaggle", slug=slug, as_of="2026-01-01T00:00:00Z", sources={}, **facts)
    standings = tuple(Standing(team=str(rank), public_rank=rank, private_rank=rank) for rank in range(1, teams + 1))
    archive.save(slug, State(competition=competition, standings=standings))


def gather(archive: Archive, code: str = CODE) -> tuple[World, list[str]]:
    """The world, and which competitions were read for it."""
    read: list[str] = []

    class Noting(Run):
        def __call__(self, function: Any, arguments: Any) -> Any:
            read.extend(ref.folder for _, ref in arguments)
            return super().__call__(function, arguments)

    cache, files = archive.root.parent / "cache", files_of(str(archive.root))
    address, started = "https://site.example/", "2026-01-01T00:00:00Z"
    return world_of(archive.root, cache, files, code, address, started, Noting(), quiet), read


def test_competitions_come_newest_first_day_unknown_last_of_its_year(archive: Archive) -> None:
    world, read = gather(archive)
    assert [row.folder for row in world.rows] == ["newer", "new", "year-only", "old"]
    assert sorted(read) == ["new", "newer", "old", "year-only"]


def test_a_metric_that_nobody_knows_makes_no_competitions_similar(archive: Archive) -> None:
    for slug, metric in (("old", "custom"), ("new", "custom"), ("newer", "auc"), ("year-only", "auc")):
        known = Metric(id=None if metric == "custom" else metric, name=metric)
        save(archive, slug, metric=known, deadline="2024-05-01T00:00:00Z")
    similar = {folder: [found.shared for found in others] for folder, others in gather(archive)[0].similar.items()}
    assert similar == {"old": [], "new": [], "newer": [("metric: auc",)], "year-only": [("metric: auc",)]}


def test_only_what_changed_is_read_again(archive: Archive) -> None:
    first, _ = gather(archive)
    again, read = gather(archive)
    assert (again, read) == (first, [])
    save(archive, "old", teams=3, deadline="2015-05-01T00:00:00Z")
    changed, read = gather(archive)
    assert read == ["old"]
    assert {row.folder: row.teams for row in changed.rows}["old"] == 3
    assert changed.dossiers["new"] == first.dossiers["new"]
    assert changed.dossiers["old"].load().teams_public == 3


def test_who_asks_for_names_alone_is_told_of_new_names_alone(archive: Archive) -> None:
    first, _ = gather(archive)
    save(archive, "old", teams=3, deadline="2015-05-01T00:00:00Z")
    changed, _ = gather(archive)
    assert (changed.named, changed.hashes["named"]) == (first.named, first.hashes["named"])
    assert changed.hashes["rows"] != first.hashes["rows"]
    save(archive, "old", teams=3, deadline="2015-05-01T00:00:00Z", title="Renamed")
    renamed, _ = gather(archive)
    assert renamed.named["old"] == ("Renamed", "old")
    assert renamed.hashes["named"] != first.hashes["named"]


@pytest.mark.parametrize("what", ["code", "redaction", "correction", "torn index", "lost dossier"])
def test_what_else_makes_them_be_read_again(archive: Archive, what: str) -> None:
    world, _ = gather(archive)
    cache, everything = archive.root.parent / "cache", {"new", "newer", "old", "year-only"}
    if what == "redaction":
        archive.save_table(REDACTIONS, [Redaction(salt="00", hash="11", date="2026-01-01")])
    elif what == "correction":
        (archive.root / "corrections").mkdir()
        (archive.root / "corrections/old.yml").write_text("[]\n")
    elif what == "torn index":
        (cache / "rows.json").write_text('{"old": ')
    elif what == "lost dossier":
        world.dossiers["old"].path.unlink()
    _, read = gather(archive, "other code" if what == "code" else CODE)
    assert set(read) == ({"old"} if what in ("correction", "lost dossier") else everything)


def test_dossiers_of_the_past_are_removed(archive: Archive) -> None:
    gather(archive)
    save(archive, "old", teams=3)
    world, _ = gather(archive)
    kept = {ref.path.stem for ref in world.dossiers.values()}
    assert {path.stem for path in (archive.root.parent / "cache/dossiers").iterdir()} == kept


def test_a_reference_says_all_that_its_dossier_depends_on(archive: Archive) -> None:
    world, _ = gather(archive)
    ref = world.dossiers["old"]
    assert ref.digest in repr(ref)
    assert str(ref.path) not in repr(ref)
    assert DossierRef("old", "other", ref.store) != ref


def test_what_texts_say_is_let_go_of_and_read_again_when_asked_for(archive: Archive) -> None:
    world, _ = gather(archive)
    before = world.techniques
    world.let_go()
    assert not vars(world).keys() & {"knowledge", "uses", "techniques"}
    assert world.techniques == before


def test_a_source_that_is_new_concerns_no_profile_and_who_is_listed_all(archive: Archive) -> None:
    write_descriptor(archive.root, Settings())
    before = gather(archive)[0].hashes
    write_descriptor(archive.root, Settings().told_by(Source(name="blog", url="https://blog.example", terms="facts")))
    assert gather(archive)[0].hashes == before
    write_descriptor(archive.root, Settings(people_min_teams=50))
    assert gather(archive)[0].hashes["people"] != before["people"]
