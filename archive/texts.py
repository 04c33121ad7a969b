"""Texts by hash. They lie in the git-ignored cache; in `data/texts/` only under text policy `full`."""

import os
from dataclasses import dataclass
from pathlib import Path

from archive.descriptor import TextPolicy
from archive.files import write_if_changed


@dataclass(frozen=True)
class Texts:
    """One copy of each text, named by its SHA-256."""

    data: Path
    """The archive's folder."""
    cache: Path
    """The cache folder."""
    policy: TextPolicy

    def keep(self, sha256: str, text: str) -> None:
        """Store a normalised text where the policy says; what stands there under its hash already is left alone."""
        in_data = self.policy == "full"
        path = self._path(self.data if in_data else self.cache, sha256)
        if not os.path.exists(path):
            write_if_changed(Path(path), text, durable=in_data)

    def read(self, sha256: str) -> str | None:
        """The text, from wherever it is kept."""
        for root in (self.data, self.cache):
            path = Path(self._path(root, sha256))
            if path.is_file():
                return path.read_bytes().decode()
        return None

    @staticmethod
    def _path(root: Path, sha256: str) -> str:
        return f"{root}/texts/{sha256[:2]}/{sha256}.md"
