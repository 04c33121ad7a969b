from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace

from pages.engine import BuildError
from pages.engine import plan as planning
from pages.engine.kinds import AnyKind, Context, Files, Kind, PageSettings, Unit
from pages.engine.plan import Plan
from pages.engine.processes.workers import Run
from pages.engine.rendering.theme import Theme
from pages.engine.staging.stage import Stage
from pages.engine.world import World

SETTINGS = PageSettings(fictional=False, people_listed=False)


@dataclass
class Small:
    """A world of two parts, which counts who asks for units."""

    rows: str = "rows"
    changes: str = "changes"
    asked: list[str] = field(default_factory=list)

    @property
    def hashes(self) -> dict[str, str]:
        return {"rows": self.rows, "changes": self.changes}

    def let_go(self) -> None:
        """It holds nothing that is read."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Small:
    world = Small()

    def of_rows(seen: World) -> Iterator[Unit]:
        world.asked.append("of_rows")
        yield Unit("rows", (seen.rows,))

    def of_changes(seen: World) -> Iterator[Unit]:
        world.asked.append("of_changes")
        yield Unit("changes", (seen.changes,))

    kinds: dict[str, AnyKind] = {
        "of_rows": Files("of_rows", of_rows, lambda rows: {"rows.txt": rows.encode()}),
        "of_changes": Files("of_changes", of_changes, lambda changes: {"changes.txt": changes.encode()}),
    }
    monkeypatch.setattr(planning, "kinds_by_name", lambda: kinds)
    return world


def build(world: Small, tmp_path: Path) -> list[str]:
    """Names of the jobs that ran."""
    stage = Stage(tmp_path / "site", tmp_path / "cache", Run(), frozenset)
    plan = Plan(cast(World, world), Theme(tmp_path, "", "", {}, {}), "code", SETTINGS, stage)
    stale = [(job, stage.stale(job.name, job.made_from, job.parts)) for jobs in plan for job in jobs]
    for job, parts in stale:
        made = job.kind.make(job.unit, lambda: Theme(tmp_path, "", "", {}, {}), SETTINGS, parts)
        for part, files in made.items():
            stage.add(job.name, part, job.parts[part], stage.folders.write_all(files))
    stage.publish()
    return [job.name for job, parts in stale if parts]


def test_only_kinds_that_read_a_changed_part_of_the_world_are_asked_for_their_units(
    small: Small, tmp_path: Path
) -> None:
    assert build(small, tmp_path) == ["of_rows:rows", "of_changes:changes"]
    small.asked.clear()
    assert not build(small, tmp_path)
    assert not small.asked
    small.changes = "more changes"
    assert build(small, tmp_path) == ["of_changes:changes"]
    assert small.asked == ["of_changes"]
    assert (tmp_path / "site/rows.txt").read_text() == "rows"
    assert (tmp_path / "site/changes.txt").read_text() == "more changes"


def test_a_file_that_is_gone_is_made_again_though_the_world_is_the_same(small: Small, tmp_path: Path) -> None:
    build(small, tmp_path)
    (tmp_path / "site/rows.txt").unlink()
    assert build(small, tmp_path) == ["of_rows:rows"]
    assert (tmp_path / "site/rows.txt").read_text() == "rows"


def test_kinds_that_need_what_takes_long_come_after_the_others(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "SLOW", frozenset({"rows"}))
    assert build(small, tmp_path) == ["of_changes:changes", "of_rows:rows"]
    assert (tmp_path / "site/rows.txt").read_text() == "rows"
    assert not build(small, tmp_path)


def test_kinds_whose_units_take_long_come_first(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = dict(planning.kinds_by_name())
    kinds["of_changes"] = replace(kinds["of_changes"], long=True)
    monkeypatch.setattr(planning, "kinds_by_name", lambda: kinds)
    assert build(small, tmp_path) == ["of_changes:changes", "of_rows:rows"]


def test_a_part_of_the_world_that_is_gone_since_the_last_version_is_a_change(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small, tmp_path)
    monkeypatch.setattr(Small, "hashes", property(lambda world: {"rows": world.rows}))
    kinds = dict(planning.kinds_by_name())
    kinds["of_changes"] = Files("of_changes", lambda _: [Unit("none", ())], lambda: {"none.txt": b""})
    monkeypatch.setattr(planning, "kinds_by_name", lambda: kinds)
    assert build(small, tmp_path) == ["of_changes:none"]


def test_a_page_without_its_shell_is_told_which_file_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moons = Kind("moons", "moons/", lambda _: (), Context)
    monkeypatch.setattr(planning, "kinds_by_name", lambda: {"moons": moons})
    with pytest.raises(BuildError, match=r"add site_src/moons\.md .* under nav in mkdocs\.yml"):
        build(Small(), tmp_path)
