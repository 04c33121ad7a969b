import subprocess
import sys
from pathlib import Path

from archive.facts import files_of
from pages.engine.cache.code import code_digest
from pages.engine.rendering.site import read_site
from pages.engine.staging.manifest import intact_groups
from pipeline.beforehand import beforehand

HEAVY = {"archive.records", "jinja2", "numpy", "pyarrow", "pydantic", "yaml"}
SELDOM = {"mkdocs", "pandas", "pyarrow.compute", "pyarrow.parquet", "yaml"}


def test_a_build_can_look_at_files_before_anything_heavy_is_imported() -> None:
    program = "import sys, pipeline.cli, pipeline.commands.build; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert HEAVY & set(done.stdout.split()) == set()


def test_a_build_imports_only_what_it_needs_after_few_changes() -> None:
    program = "import sys; from pages.build import kinds_by_name; kinds_by_name(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert SELDOM & set(done.stdout.split()) == set()


def test_what_another_process_sees_is_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "data/runs").mkdir(parents=True)
    (tmp_path / "data/runs/kaggle.json").write_text("{}")
    root, out, cache = (tmp_path / name for name in ("data", "site", "cache"))
    with beforehand(root, out, cache, apart=True) as (looked, fit):
        assert looked.intact() == intact_groups(cache, out) == frozenset()
        assert (looked.code(), looked.site()) == (code_digest(), read_site())
        assert looked.files() == files_of(str(root))
        assert fit()
