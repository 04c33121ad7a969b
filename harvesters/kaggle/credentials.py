"""Find the caller's Kaggle credentials where every Kaggle tool looks for them, and keep them out of all we write."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harvesters.base import MissingCredentialsError

HOW_TO_GET_ONE = (
    "no Kaggle credentials found: create a token at https://www.kaggle.com/settings (section API) and put it "
    "into KAGGLE_API_TOKEN or ~/.kaggle/access_token"
)


@dataclass(frozen=True)
class Credentials:
    """A token, or a user name with its key. Never printed: `repr` shows nothing of them."""

    token: str | None = field(default=None, repr=False)
    username: str | None = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)

    def scrub(self, text: bytes) -> bytes:
        """`text` without any form of the secret, should a server have echoed it."""
        secrets = [self.token, self.key]
        if self.username and self.key:
            secrets.append(base64.b64encode(f"{self.username}:{self.key}".encode()).decode())
        for secret in secrets:
            if secret:
                text = text.replace(secret.encode(), b"***")
        return text


def find_credentials(environ: Mapping[str, str], home: Path) -> Credentials:
    """The first that is found, in the order of the official client: token, then user name and key, then its sign-in.

    Raises MissingCredentialsError, with one line that says how to get a token.
    """
    folder = Path(environ["KAGGLE_CONFIG_DIR"]) if environ.get("KAGGLE_CONFIG_DIR") else home / ".kaggle"
    named = environ.get("KAGGLE_API_TOKEN", "").strip()
    token = _read(Path(named)) or named if named else None
    token = token or _read(home / ".kaggle" / "access_token") or _read(home / ".kaggle" / "access_token.txt")
    if token:
        return Credentials(token=token)
    if environ.get("KAGGLE_USERNAME") and environ.get("KAGGLE_KEY"):
        return Credentials(username=environ["KAGGLE_USERNAME"], key=environ["KAGGLE_KEY"])
    legacy = _read_json(folder / "kaggle.json")
    if legacy.get("username") and legacy.get("key"):
        return Credentials(username=str(legacy["username"]), key=str(legacy["key"]))
    signed_in = _read_json(folder / "credentials.json")
    if signed_in.get("access_token"):
        return Credentials(token=str(signed_in["access_token"]))
    raise MissingCredentialsError(HOW_TO_GET_ONE)


def _read(path: Path) -> str | None:
    """Text of the file; null where there is none (a token too long for a file name is an OSError)."""
    try:
        return path.read_text(encoding="utf-8").strip() or None
    except (OSError, ValueError):
        return None


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(_read(path) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
