"""What changed between two states of the archive: two folders, or a commit and the folder as it is now."""

import io
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from archive.news import news
from archive.records import Change
from archive.store import Archive


class RevisionError(Exception):
    """A revision that cannot be read, with what to do next."""


def diff_archives(old: Archive, new: Archive, started: str) -> list[Change]:
    """News of all competitions; only those whose files differ are read."""
    before, after = set(old.folders()), set(new.folders())
    changes = []
    for folder in sorted(before | after):
        if folder not in after:
            slug = competition.slug if (competition := old.competition(folder)) else folder
            changes.append(Change(date=started[:10], slug=slug, what="competition-removed"))
        elif _files(old, folder) != _files(new, folder) and (state := new.state(folder)):
            changes += news(old.state(folder), state, started, new.corrections(folder))
    return changes


def _files(archive: Archive, folder: str) -> dict[str, bytes]:
    base = archive.root / "competitions" / folder
    return {path.name: path.read_bytes() for path in base.iterdir() if path.is_file()} if base.is_dir() else {}


@contextmanager
def archive_at(revision: str, data: Path) -> Iterator[Archive]:
    """The archive as it was at a revision of the repository that holds the folder.

    Raises RevisionError where there is no such revision or no repository.
    """
    if revision.startswith("-"):
        raise RevisionError(f"{revision!r} is no revision: name a commit, a tag or a branch")
    with tempfile.TemporaryDirectory(prefix="leaderlore-diff-") as folder:
        packed = _git(data, "archive", "--format=zip", "-0", revision, ".")
        with ZipFile(io.BytesIO(packed)) as files:
            files.extractall(folder)
        yield Archive(Path(folder))


def _git(folder: Path, *arguments: str) -> bytes:
    """Output of a git command in the folder, whose relative paths git takes from there."""
    if not folder.is_dir():
        raise RevisionError(f"{folder} does not exist: there is nothing to compare")
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise RevisionError("git is not installed: compare two folders by hand, or install git") from error
    if done.returncode:
        said = (done.stderr.decode(errors="replace").splitlines() or ["git failed"])[0]
        raise RevisionError(f"{arguments[-2]}: {said}: name a commit that holds {folder.name}/")
    return done.stdout
