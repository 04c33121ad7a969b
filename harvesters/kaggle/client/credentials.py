"""Find the caller's Kaggle credentials where every Kaggle tool looks for them, and keep them out of all we write."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harvesters.base import MissingCredentialsError
from harvesters.kaggle.errors import NoAccessError

HOW_TO_GET_ONE = (
    "create a token at https://www.kaggle.com/settings (section API) and put it into KAGGLE_API_TOKEN or "
    "~/.kaggle/access_token"
)


@dataclass(frozen=True)
class Credentials:
    """A token, or a user name with its key. Never printed: `repr` shows nothing of them."""

    token: str | None = field(default=None, repr=False)
    username: str | None = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)
    origin: str = field(default="", compare=False)
    """Where they were found, without the name of a home: who has several must know which ones are refused."""
    signed_in: bool = field(default=False, compare=False)
    """A token of the official client's own sign-in: it lasts twelve hours, and we do not renew it."""

    @property
    def remedy(self) -> str:
        """What to do where they are refused."""
        anew = (
            "make a new token at https://www.kaggle.com/settings, put it into KAGGLE_API_TOKEN, which counts before "
            "all others, and run the same command again"
        )
        if not self.signed_in:
            return anew
        return f"a sign-in lasts twelve hours and is not renewed here: sign in with `kaggle auth login`, or {anew}"

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

    Raises MissingCredentialsError, with one line that says how to get a token, and NoAccessError for a token that
    cannot be one.
    """
    for origin, text in _tokens(environ, home):
        if text:
            return _read_token(text, origin)
    if environ.get("KAGGLE_USERNAME") and environ.get("KAGGLE_KEY"):
        origin = "KAGGLE_USERNAME and KAGGLE_KEY"
        return Credentials(username=environ["KAGGLE_USERNAME"], key=environ["KAGGLE_KEY"], origin=origin)
    for shown, folder in _folders(environ, home):
        legacy = _parse_json(_read(folder / "kaggle.json"))
        if legacy.get("username") and legacy.get("key"):
            return _login(legacy, f"{shown}/kaggle.json")
        signed_in = _parse_json(_read(folder / "credentials.json"))
        if signed_in.get("access_token"):
            return Credentials(token=str(signed_in["access_token"]), origin=f"{shown}/credentials.json", signed_in=True)
    raise MissingCredentialsError(f"no Kaggle credentials found: {HOW_TO_GET_ONE}")


def _tokens(environ: Mapping[str, str], home: Path) -> Iterator[tuple[str, str | None]]:
    """Places of a token, and what stands there."""
    named = environ.get("KAGGLE_API_TOKEN", "").strip()
    kept = _read(Path(named)) if named else None
    yield ("KAGGLE_API_TOKEN", named) if kept is None else ("the file that KAGGLE_API_TOKEN names", kept)
    for name in ("access_token", "access_token.txt"):
        yield f"~/.kaggle/{name}", _read(home / ".kaggle" / name)


def _folders(environ: Mapping[str, str], home: Path) -> list[tuple[str, Path]]:
    """Where the official client keeps its files: on Linux without `~/.kaggle` it is the folder of settings.

    Each comes with its name in messages, which are kept in the archive: whose home it is, is nobody's business.
    """
    if environ.get("KAGGLE_CONFIG_DIR"):
        return [("$KAGGLE_CONFIG_DIR", Path(environ["KAGGLE_CONFIG_DIR"]))]
    settings, shown = environ.get("XDG_CONFIG_HOME"), "$XDG_CONFIG_HOME/kaggle"
    other = (shown, Path(settings) / "kaggle") if settings else ("~/.config/kaggle", home / ".config" / "kaggle")
    return [("~/.kaggle", home / ".kaggle"), other]


def _read_token(text: str, origin: str) -> Credentials:
    """A token, or what is often put in its place: the whole of a `kaggle.json`.

    Raises NoAccessError for what no header can carry; it would look like a platform that does not answer.
    """
    legacy = _parse_json(text)
    if legacy.get("username") and legacy.get("key"):
        return _login(legacy, origin)
    if not re.fullmatch("[!-~]+", text):
        raise NoAccessError(f"{origin} holds no token, which is one word: copy it once more, or {HOW_TO_GET_ONE}")
    return Credentials(token=text, origin=origin)


def _login(legacy: dict[str, Any], origin: str) -> Credentials:
    return Credentials(username=str(legacy["username"]), key=str(legacy["key"]), origin=origin)


def _read(path: Path) -> str | None:
    """Text of the file; null where there is none (a token too long for a file name is an OSError)."""
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except (OSError, ValueError):
        return None


def _parse_json(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
