"""A real file system that is full or read-only: a small tmpfs in a mount namespace, gone with its process."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.check import check
from tests.kaggle_server.harvesting import ROOT, Bench
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import World, make_world

NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]
ON_SMALL_DISK = """
data=$1 kept=$2 spare=$3 mode=$4
shift 4
mkdir -p "$data"
mount -t tmpfs none "$data"
cp -a "$kept/." "$data"
used=$(df -k --output=used "$data" | tail -1)
mount -o "remount,size=$((used + spare))k,$mode" "$data"
"$@"
code=$?
rm -rf "$kept"
cp -a "$data" "$kept"
exit $code
"""
"""Run a command with `data` on a disk that holds what was `kept`, and has some KB to spare."""
OLD = "made-up-challenge-002"
Run = Callable[[int, str], "subprocess.CompletedProcess[str]"]


def namespaces() -> bool:
    """Whether this machine lets us mount in a namespace: root does, and most kernels for their users."""
    mount = ["sh", "-c", "mount -t tmpfs none /mnt"]
    return (
        shutil.which("unshare") is not None
        and subprocess.run([*NAMESPACE, *mount], capture_output=True, check=False).returncode == 0
    )


pytestmark = pytest.mark.skipif(not namespaces(), reason="no mount namespaces here: `unshare --user --mount` refuses")


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=3)


@pytest.fixture
def bench(server: KaggleServer, bench: Bench) -> Bench:
    """One competition of three is in the archive."""
    bench.harvest(only=frozenset({OLD}))
    server.log.clear()
    return bench


@pytest.fixture
def run(bench: Bench, tmp_path: Path) -> Run:
    """Harvest with `data` on a disk with so many KB to spare, mounted `rw` or `ro`; then it lies in its place again."""

    def on_disk(spare: int, mode: str) -> "subprocess.CompletedProcess[str]":
        kept = tmp_path / "kept"
        bench.data.rename(kept)
        script = [*NAMESPACE, "sh", "-c", ON_SMALL_DISK, "sh", str(bench.data), str(kept), str(spare), mode]
        done = subprocess.run(
            [*script, *bench.command()], cwd=ROOT, env=bench.environ(), capture_output=True, text=True, check=False
        )
        bench.data.rmdir()
        kept.rename(bench.data)
        return done

    return on_disk


@pytest.mark.parametrize("spare", [0, 12, 60, 200])
def test_a_disk_that_fills_up_leaves_old_files_and_the_next_run_is_complete(
    spare: int, run: Run, bench: Bench, tmp_path: Path
) -> None:
    before = bench.files()
    done = run(spare, "rw")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "No space left on device" in done.stdout
    assert "Traceback" not in done.stderr
    after = bench.files()
    assert all(after[name] == hashed for name, hashed in before.items() if OLD in name)
    assert not [name for name in after if name.endswith(".tmp")]
    errors = {problem.file for problem in check(bench.data) if problem.severity == "error"}
    assert errors <= {"datapackage.json"}, "the list of files is written last"

    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)
    mended = bench.files()
    bench.root = tmp_path / "at-once"
    bench.harvest(only=frozenset({OLD}))
    bench.harvest()
    assert bench.files() == mended


def test_a_read_only_disk_is_named_before_anything_is_asked(run: Run, bench: Bench) -> None:
    before = bench.files()
    done = run(4000, "ro")
    assert done.returncode == 1
    assert f"{bench.data} is read-only: make it writable" in done.stdout
    assert bench.server.log == []
    assert bench.files() == before
