"""Texts by hash. They lie in the git-ignored cache; in `data/texts/` only under text policy `full`.

The archive holds one file a text, so that a changed one is one changed file. The cache holds one file a competition:
millions of messages of a few words each would take a file system longer to make than to import.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.descriptor import TextPolicy
from archive.files import write_if_changed

FOLDER = "texts"


@dataclass(frozen=True)
class Texts:
    """Texts, each named by its SHA-256."""

    data: Path
    """The archive's folder."""
    cache: Path
    """The cache folder."""
    policy: TextPolicy

    def keep(self, folder: str, texts: Mapping[str, str]) -> None:
        """Store normalised texts of a competition where the policy says; what stands there under a hash stays."""
        if self.policy == "full":
            for sha256, text in texts.items():
                if not (path := self._path(sha256)).exists():
                    write_if_changed(path, text)
            return
        pack = self._pack(folder)
        known = read_pack(pack) if texts else {}
        if texts.keys() - known.keys():
            write_pack(pack, {**texts, **known})

    def reader(self, folder: str) -> Callable[[str], str | None]:
        """A function that gives a competition's text by its hash, from wherever it is kept; None where it is not."""
        packed = read_pack(self._pack(folder))
        if not (self.data / FOLDER).exists():
            return packed.get  # millions of messages need not be looked for one by one

        def read(sha256: str) -> str | None:
            path = self._path(sha256)
            return path.read_bytes().decode() if path.exists() else packed.get(sha256)

        return read

    def _path(self, sha256: str) -> Path:
        return self.data / FOLDER / sha256[:2] / f"{sha256}.md"

    def _pack(self, folder: str) -> Path:
        return self.cache / FOLDER / f"{folder}.json"


def is_pack(path: Path) -> bool:
    """Whether a file of the cache holds texts of a competition."""
    return path.parent.name == FOLDER and path.suffix == ".json"


def read_pack(path: Path) -> dict[str, str]:
    """Texts by hash; none where the file is absent or torn: they can be harvested again."""
    try:
        texts: dict[str, str] = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return texts


def write_pack(path: Path, texts: Mapping[str, str]) -> None:
    """Write one, a text a line; without any it has no file. See `archive.files` for what an error leaves."""
    if texts:
        # Not by `indent`, with which Python's own encoder works, several times as slow as the one in C.
        write_if_changed(path, json.dumps(texts, ensure_ascii=False, separators=(",\n", ": ")), durable=False)
    else:
        path.unlink(missing_ok=True)
