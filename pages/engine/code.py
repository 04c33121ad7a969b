"""One hash of the code that makes pages: when it changes, everything is made again."""

import hashlib
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PARTS = (("archive", "*.py"), ("insights", "**/*.py"), ("pages", "**/*.py"), ("templates", "**/*.html"), ("vocab", "*"))


def code_digest(repository: Path = REPOSITORY) -> str:
    """Hash of the packages below `pages`, the templates and the vocabularies."""
    whole = hashlib.sha256()
    for folder, pattern in PARTS:
        for path in sorted((repository / folder).glob(pattern)):
            if path.is_file():
                whole.update(f"{path.relative_to(repository).as_posix()}\n".encode())
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
