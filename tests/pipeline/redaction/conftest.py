"""The world as it was harvested."""

import shutil
from pathlib import Path

import pytest

from pages.engine.rendering.theme import render
from tests.pipeline.redaction.toy_world import harvest_again, traces


@pytest.fixture(scope="session")
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
