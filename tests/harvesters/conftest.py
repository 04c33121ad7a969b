"""The made-up dump of Meta Kaggle, and an archive into which it was imported; nobody changes them."""

from pathlib import Path

import pytest

from harvesters.base import Context
from pipeline.demo.as_meta_kaggle import write_tables
from tests.harvesters.files import context
from tests.harvesters.meta_kaggle_world import WORLD, importing


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("dump") / "tables"
    list(write_tables(folder, **WORLD, in_class=0.0))
    return folder


@pytest.fixture(scope="module")
def imported(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Context:
    used = context(tmp_path_factory.mktemp("import"), tables)
    result = importing(used)
    assert result.failures == []
    assert result.warnings == []
    return used
