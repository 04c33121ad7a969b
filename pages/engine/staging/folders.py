"""The two folders of a site: the one that readers see, and the one beside it in which the next site is laid.

Workers write into the second one themselves, so that no page travels between processes. A file that is equal to the
present one is not written again but gets a second name there (a hard link), and so keeps its time.
"""

import filecmp
import hashlib
import os
import shutil
from collections.abc import Callable, Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from msgspec import Struct

T = TypeVar("T")

Content = bytes | Callable[[BinaryIO], None]
"""What a file holds: its bytes, or a function that writes them one after the other."""
HASHED = "data/"
"""Files for programs, whose list gives their hashes."""


class Facts(Struct, array_like=True, frozen=True, gc=False):
    """What tells whether a file is as it was made."""

    size: int
    """In bytes."""
    changed: int
    """Time of the last change in nanoseconds."""
    sha256: str | None = None
    """Of files below `HASHED`."""


@dataclass(frozen=True)
class Folders:
    """Where both are, as paths without a slash at the end."""

    present: str
    next: str

    def write_all(self, files: Mapping[str, Content]) -> dict[str, Facts]:
        """Lay files in the next site; their facts by path. ValueError for a path that leaves the site."""
        return {path: self._write(path, content) for path, content in files.items()}

    def take_over(self, path: str, facts: Facts) -> None:
        """Give a file of the present site a name in the next one."""
        target = f"{self.next}/{path}"
        if not same(target, facts):
            link(f"{self.present}/{path}", target)

    def _write(self, path: str, content: Content) -> Facts:
        _check_inside(path)
        present, target = f"{self.present}/{path}", f"{self.next}/{path}"
        if not isinstance(content, bytes):
            return self._stream(path, content)
        facts = _facts(present)
        if facts and facts.size == len(content) and Path(present).read_bytes() == content:
            self.take_over(path, facts)
        else:
            facts = _fill(_new_file(target), content)
        if not path.startswith(HASHED):
            return facts
        return Facts(facts.size, facts.changed, hashlib.sha256(content).hexdigest())

    def _stream(self, path: str, write: Callable[[BinaryIO], None]) -> Facts:
        present, target = f"{self.present}/{path}", f"{self.next}/{path}"
        with open(_new_file(target), "wb") as file:
            write(file)
        old = _facts(present)
        if old and filecmp.cmp(present, target, shallow=False):
            self.take_over(path, old)
        return facts_of(target, path)


def same(path: str, facts: Facts) -> bool:
    """Whether a file has these facts still, by size and time."""
    found = _facts(path)
    return found is not None and (found.size, found.changed) == (facts.size, facts.changed)


def facts_of(file: str, path: str) -> Facts:
    """Facts of a file on disk; `path` is the one in the site."""
    stat, sha256 = os.stat(file, follow_symlinks=False), None
    if path.startswith(HASHED):
        with open(file, "rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    return Facts(stat.st_size, stat.st_mtime_ns, sha256)


def link(source: str, target: str) -> None:
    """A second name for a file in place of whatever stands there.

    It is a copy where the file system has no second names: as good, only slower.
    """
    try:
        _with_room(target, lambda: os.link(source, target))
    except OSError:
        _with_room(target, lambda: None)
        shutil.copy2(source, target)


def _new_file(target: str) -> int:
    """Open a new file in place of whatever stands there: a file of an earlier site is never written into."""
    return _with_room(target, lambda: os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))


def _with_room(target: str, make: Callable[[], T]) -> T:
    """Make a file. Where its folder is missing or something stands in its place, see to that first."""
    folder = target.rpartition("/")[0]
    with suppress(OSError):  # before the first try, because nearly all files are new pages, each in a folder of its own
        os.mkdir(folder)
    try:
        return make()
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:
        shutil.rmtree(target) if os.path.isdir(target) else os.unlink(target)
    except NotADirectoryError:
        next(parent for parent in Path(target).parents if parent.is_file()).unlink(missing_ok=True)
        os.makedirs(folder, exist_ok=True)
    return make()


def _fill(descriptor: int, content: bytes) -> Facts:
    """Write a new file, without a buffer between; its facts."""
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        stat = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    return Facts(stat.st_size, stat.st_mtime_ns)


def lay(source: str, target: str, paths: Iterable[str]) -> None:
    """Give files below one folder the same names below another one; what stands there goes."""
    for path in paths:
        link(f"{source}/{path}", f"{target}/{path}")


def leave_only(wanted: Container[str], folder: str, at: str = "") -> bool:
    """Delete all other files in a folder, and the folders that hold none; true where something is left."""
    with os.scandir(f"{folder}/{at}") as entries:
        found = list(entries)
    left = False
    for entry in found:
        path = at + entry.name
        if entry.is_dir(follow_symlinks=False):
            left = leave_only(wanted, folder, f"{path}/") or left
        elif path in wanted:
            left = True
        else:
            os.unlink(entry.path)
    if at and not left:
        os.rmdir(f"{folder}/{at}")
    return left


def strays(folder: str, tops: Container[str]) -> list[Path]:
    """What lies at the top of a folder and has none of these names."""
    return [Path(folder, name) for name in os.listdir(folder) if name not in tops]


def remove(folder: str, paths: Iterable[str]) -> None:
    """Delete files, and the folders above them that become empty."""
    for path in paths:
        if os.path.lexists(f"{folder}/{path}") and not os.path.isdir(f"{folder}/{path}"):  # a folder took its place
            os.unlink(f"{folder}/{path}")
        while path := os.path.dirname(path):
            try:
                os.rmdir(f"{folder}/{path}")
            except OSError:  # something is left in it
                break


def _facts(path: str) -> Facts | None:
    """Size and time of a file; None where there is none."""
    try:
        stat = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    return Facts(stat.st_size, stat.st_mtime_ns)


def _check_inside(path: str) -> None:
    if path.startswith("/") or ".." in path.split("/"):
        raise ValueError(f"{path!r} leaves the site's folder: check the key it was made from")
