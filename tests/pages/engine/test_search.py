import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from pages.engine.kinds import SearchRecord
from pages.engine.processes.workers import Run
from pages.engine.rendering.shell import BODY, NOTICE, Shell
from pages.engine.rendering.theme import Theme
from pages.engine.search import SearchError, index_pages
from pages.engine.staging.stage import Stage

PAGE = (
    f'<html lang="en"><head><meta charset="utf-8"></head><body>{NOTICE}<article><h1>Words</h1><p>prose</p>{BODY}'
    "</article></body></html>"
)


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    shell = Shell.parse(PAGE, "about/", "https://site.example/")
    shells = dict.fromkeys(("about/", "competitions/_shell/", "404.html"), shell)
    return Theme(tmp_path, "https://site.example/", "Site", shells, {})


def record(title: str = "A <b>competition") -> SearchRecord:
    return SearchRecord("Competition", title, "Host & note", "Words that find it", "2020", "featured")


def fragments(folder: Path) -> list[dict[str, Any]]:
    found = []
    for path in (folder / "pagefind/fragment").iterdir():
        text = gzip.decompress(path.read_bytes()).decode()
        found.append(json.loads(text[text.index("{") :]))
    return found


def test_records_and_hand_written_pages_are_found_with_their_type(tmp_path: Path, theme: Theme) -> None:
    stage = Stage(tmp_path / "site", tmp_path / "cache", Run(), frozenset)
    index_pages(stage, "", lambda: [("competitions/toy/", record())], theme)
    by_url = {entry["url"]: entry for entry in fragments(stage.folder)}
    assert by_url.keys() == {"/competitions/toy/", "/about/"}
    toy = by_url["/competitions/toy/"]
    assert toy["meta"] == {"title": "A <b>competition", "note": "Host & note"}
    assert toy["filters"] == {"type": ["Competition"], "year": ["2020"], "category": ["featured"]}
    assert by_url["/about/"]["filters"] == {"type": ["Page"]}
    assert not list((stage.folder / "pagefind").glob("pagefind-ui*"))


def test_what_the_tool_prints_of_odd_paths_in_another_encoding_ends_no_build(
    tmp_path: Path, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "tool"
    tool.write_bytes(b"#!/bin/sh\nprintf 'no room in S\\374d' >&2\nexit 1\n")
    tool.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(tool))
    stage = Stage(tmp_path / "site", tmp_path / "cache", Run(), frozenset)
    with pytest.raises(SearchError, match="no room in S\ufffdd"):
        index_pages(stage, "", lambda: [("competitions/toy/", record())], theme)


def test_a_part_of_a_page_is_found_by_its_own_record(tmp_path: Path, theme: Theme) -> None:
    stage = Stage(tmp_path / "site", tmp_path / "cache", Run(), frozenset)
    parts = [SearchRecord("Kind", name, "Note", name, part=f"kind-{name}") for name in ("audio", "video")]
    index_pages(stage, "", lambda: [("by-kind/", part) for part in parts], theme)
    found = {entry["meta"]["title"]: entry["meta"]["at"] for entry in fragments(stage.folder) if "at" in entry["meta"]}
    assert found == {"audio": "by-kind/#kind-audio", "video": "by-kind/#kind-video"}


def test_the_index_is_made_again_only_when_what_it_holds_changed(tmp_path: Path, theme: Theme) -> None:
    def build(title: str) -> dict[str, int]:
        stage = Stage(tmp_path / "site", tmp_path / "cache", Run(), frozenset)
        index_pages(stage, title, lambda: [("competitions/toy/", record(title))], theme)
        stage.publish()
        return {path.name: path.stat().st_ino for path in (tmp_path / "site/pagefind/fragment").iterdir()}

    first = build("One")
    assert build("One") == first
    assert build("Other") != first
