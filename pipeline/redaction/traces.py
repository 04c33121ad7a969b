"""Finding and deleting files outside the archive's tables that name a person: texts, raw answers, what builds keep."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from archive.files import write_if_changed
from archive.redact import REPLACEMENT, Target
from archive.text import text_sha256
from archive.texts import is_pack, read_pack, write_pack
from pages.engine.dossiers.board_table import words_in
from pages.engine.staging.stage import MARK

DATABASE = (".duckdb", ".wal", ".block", ".tmp")
"""Endings of what a killed import leaves in the cache: its tables are packed, and cannot be searched."""
ATOM = 200
"""A string of a raw answer up to this length is a field (a name, an address); a longer one is a text."""


@dataclass
class Traces:
    """What was found."""

    files: list[Path] = field(default_factory=list)
    """Files that go whole."""
    packed: dict[Path, set[str]] = field(default_factory=dict)
    """Texts that go out of files that hold several."""
    texts: set[str] = field(default_factory=set)
    """SHA-256 of texts that name the person."""

    def delete(self) -> int:
        """Delete all of it, which can be made or asked for again; how many files, and texts out of packed ones."""
        for path, gone in self.packed.items():
            write_pack(path, {sha: text for sha, text in read_pack(path).items() if sha not in gone})
        for path in self.files:
            path.unlink()
        return len(self.files) + sum(map(len, self.packed.values()))


def find_traces(roots: list[Path], target: Target, texts: set[str], keep: frozenset[str]) -> Traces:
    """Find every file that names the person or holds one of these texts; of texts that lie in one file, those that do.

    A packed file that is torn goes as well, and so does the database of a killed import: they cannot be searched.
    Texts in raw answers are hashed, so that they are left out when they are asked for again. `keep` names what is left
    alone at the top of a root.
    """
    found = Traces()
    for path in (path for root in roots for path in _files(root, keep)):
        if is_pack(path) and (packed := read_pack(path)):
            gone = {sha for sha, text in packed.items() if sha in texts or names_in(plain(text), target)}
            found.texts |= gone
            if gone:
                found.packed[path] = gone
        elif path.suffix in DATABASE:
            found.files.append(path)
        elif path.stem in texts or (content := _unpacked(path)) is None or names_in(plain(content), target):
            found.texts |= set(_texts(path, target))
            found.files.append(path)
    return found


def _files(root: Path, keep: frozenset[str]) -> Iterator[Path]:
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.relative_to(root).parts[0] not in keep and path.is_file() and not path.is_symlink():
            yield path


SEALED = (".parquet", ".pf_index", ".pf_fragment", ".pf_filter", ".pf_meta", ".pagefind")
"""Endings of files of a site that cannot be searched: packed tables, and the search index with its cut words."""


def clear_site(out: Path, target: Target | None) -> int:
    """Delete the files of a built site that name the person, and all that cannot be searched; how many of its files.

    Without a target, where no search can tell who is meant, everything goes. The folder beside it in which builds lay
    the next site is cleared too. The next build makes what is missing; a folder that no build of ours made is left
    alone.
    """
    if not (out / MARK).is_file():
        return 0
    twins = (out.with_name(f".{out.name}.{part}") for part in ("new", "old"))
    for root in twins:
        _clear(root, target)
    return _clear(out, target)


def _clear(root: Path, target: Target | None) -> int:
    deleted = 0
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name != MARK and (target is None or _must_go(path, name, target)):
            path.unlink()
            deleted += 1
    return deleted


def _must_go(path: Path, name: str, target: Target) -> bool:
    if name.endswith(SEALED) or target.mentions(name):
        return True
    unpacked = _unpacked(path)
    if unpacked is None:
        return True
    content = unescape(plain(unpacked))
    return target.mentions(content) or any(f'"{key}"' in content for key in target.ids)


def readable(path: Path) -> str:
    """The content as text: compressed files unpacked, the escapes of JSON undone; blank where it is torn."""
    return plain(_unpacked(path) or "")


def _unpacked(path: Path) -> str | None:
    """The content as text; None of a packed file that is torn."""
    raw = path.read_bytes()
    try:
        if path.suffix == ".arrow":
            return words_in(path) if raw else ""
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "replace")
    except (OSError, EOFError, ValueError, zlib.error):
        return None


def plain(text: str) -> str:
    """The text without the escapes of JSON, in which a name after a line's end would follow on an `n`."""
    if "\\" not in text:
        return text
    spelled = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _SPACE.get(found[2], found[2]), text)
    return spelled.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SPACE = dict.fromkeys("nrtbf", " ")


def names_in(text: str, target: Target) -> bool:
    """Whether the text names the person, by a word or by the number of the account."""
    numbers = "|".join(re.escape(key[1:]) for key in target.ids)
    return target.mentions(text) or (bool(numbers) and re.search(rf"(?<!\w)u?(?:{numbers})(?!\w)", text) is not None)


def lines_with(root: Path, target: Target) -> Iterator[str]:
    """Places in files of the archive that name the person, as `file:line`."""
    keys = {key.casefold() for key in target.ids}
    for path in sorted(root.rglob("*")):
        if path.is_file():
            for number, raw in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                line = plain(raw)
                if target.mentions(line) or any(f'"{key}"' in line.casefold() for key in keys):
                    yield f"{path.relative_to(root)}:{number}"


def _texts(path: Path, target: Target) -> Iterator[str]:
    """Hashes of the texts in a file that name the person."""
    if path.suffix == ".md":
        yield path.stem
        return
    try:
        answer = json.loads(_unpacked(path) or "")
    except ValueError:
        return
    for text in _strings(answer):
        if len(text) > ATOM and target.mentions(text):
            yield text_sha256(text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def clear_cassettes(root: Path, target: Target) -> int:
    """Replace the person in recorded answers, which tests need; the number of files that changed."""
    changed = 0
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file() and (text := _unpacked(path)) and names_in(plain(text), target):
            cleared = _cleared(text, target)
            write_if_changed(path, gzip.compress(cleared.encode(), mtime=0) if path.suffix == ".gz" else cleared)
            changed += 1
    return changed


def _cleared(text: str, target: Target) -> str:
    """A recorded answer without the person: JSON string by string, since its escapes hide where a word begins."""
    with suppress(ValueError):
        text = json.dumps(_mapped(json.loads(text), target), ensure_ascii=False)
    return target.replaced(text)


def _mapped(value: Any, target: Target) -> Any:
    if isinstance(value, dict):
        return {name: _mapped(part, target) for name, part in value.items()}
    if isinstance(value, list):
        return [_mapped(part, target) for part in value]
    if not isinstance(value, str):
        return value
    cleared = target.replaced(value)
    return REPLACEMENT if target.mentions(cleared) else cleared  # a name in a form that cannot be cut out
