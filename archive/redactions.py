"""Who is not to be named, as slow salted hashes: the list itself names nobody, and a re-harvest cannot undo it.

Each row holds a salt and the scrypt hash of one identity: `u<user id>`, `@<handle>`, or `~<squeezed name>` for a name
inside an address. Rows share one salt as long as they are made here, so that asking whether a handle is redacted costs
one slow hash, not one a row. Hashes are memoised within a run; those of people who are not redacted may be kept between
runs (`clean`), so that a handle costs its slow hash once, when it enters the archive.

Where this ends: whoever has the file and a list of all handles can still hash each of them; at about ten milliseconds a
hash, the 25,000 listed people take minutes, and the millions of accounts of a platform take days. Whoever has an old
copy, or the platform's own board, sees who is missing; the key of a team without a platform id is a quick hash of its
name and handles and confirms such a guess. The list hides names from a reader, not from an enumerator.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from archive import suspects
from archive.by_others import leave_out, withheld_texts, withhold
from archive.hiding import Hider, identities_in
from archive.keys import fold
from archive.records import Redaction, Withheld
from archive.store import State

SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**12, 8, 1

TAKEN_BACK = "taken-back"
"""Reason of a row that hides nobody any more. It stays: other clones and older commits hold it as it was.

Whoever is listed once more gets a row of another salt."""


def slow_hash(salt: str, identity: str) -> str:
    """scrypt of the folded identity, 16 bytes in hex."""
    key = hashlib.scrypt(
        fold(identity).encode(), salt=bytes.fromhex(salt), n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P, dklen=16
    )
    return key.hex()


def new_redaction(identity: str, date: str, existing: Iterable[Redaction], reason: str | None = None) -> Redaction:
    """A row for one identity with the salt of the existing rows, or a new one for the first."""
    rows = tuple(existing)
    salt = next((row.salt for row in rows), None) or secrets.token_hex(16)
    hashed = slow_hash(salt, identity)
    if any((row.salt, row.hash) == (salt, hashed) for row in rows):  # taken back, or nobody would list it again
        salt = secrets.token_hex(16)
        hashed = slow_hash(salt, identity)
    return Redaction(salt=salt, hash=hashed, date=date, reason=reason)


def joined(rows: Iterable[Redaction]) -> tuple[Redaction, ...]:
    """Each row once; where two lists differ about one, it was taken back since."""
    by_key: dict[tuple[str, str], Redaction] = {}
    for row in rows:
        known = by_key.get((row.salt, row.hash))
        if known is None or known.reason != TAKEN_BACK:
            by_key[row.salt, row.hash] = row
    return tuple(by_key.values())


@dataclass
class Redactions(Hider):
    """Answers whether somebody is redacted."""

    rows: tuple[Redaction, ...] = ()
    """Rows of `redactions.csv`."""
    clean: dict[str, str] = field(default_factory=dict)
    """Slow hashes of identities that are not redacted, by a fast digest of salt and identity. They stay good when the
    list grows: the hash is looked up in it again."""
    withheld: tuple[Withheld, ...] = ()
    """Names, titles and texts by others that are left out."""
    withheld_texts: frozenset[str] = field(init=False)
    """SHA-256 of texts by others that are neither kept nor quoted."""
    _salts: tuple[str, ...] = field(init=False)
    _hashes: frozenset[str] = field(init=False)
    _answers: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._salts = tuple(sorted({row.salt for row in self.rows}))
        self._hashes = frozenset(row.hash for row in self.rows if row.reason != TAKEN_BACK)
        self.withheld_texts = withheld_texts(self.withheld)
        self.clean = {digest: hashed for digest, hashed in self.clean.items() if hashed not in self._hashes}

    def hides(self, identity: str | None) -> bool:
        """Whether an identity is redacted."""
        if not self.rows or not identity:
            return False
        identity = fold(identity)
        if identity not in self._answers:
            self._answers[identity] = any(self._listed(salt, identity) for salt in self._salts)
        return self._answers[identity]

    def ask(self, identities: Iterable[str]) -> None:
        """Find out about many identities, on all processors at a time, before `hides` is asked about each."""
        if not self.rows:
            return
        if new := {folded for identity in identities if (folded := fold(identity)) not in self._answers}:
            with ThreadPoolExecutor(os.cpu_count()) as pool:  # scrypt lets other threads run
                list(pool.map(self.hides, new))

    def unknown(self, identities: Iterable[str]) -> set[str]:
        """Those about whom to ask would cost a slow hash."""
        return {
            identity
            for identity in identities
            if (folded := fold(identity)) not in self._answers
            and any(_quick_digest(salt, folded) not in self.clean for salt in self._salts)
        }

    def trust(self, identities: Iterable[str]) -> None:
        """Take these for not redacted in this run, without asking: somebody who asked before says so."""
        self._answers |= dict.fromkeys(map(fold, identities), False)

    def _listed(self, salt: str, identity: str) -> bool:
        digest = _quick_digest(salt, identity)
        hashed = self.clean.get(digest) or slow_hash(salt, identity)
        if hashed in self._hashes:
            return True
        self.clean[digest] = hashed
        return False

    def in_title(self, text: str | None) -> bool:
        """Whether a title or the name of a team names somebody: asked for every word of it."""
        if not self.rows or not text:
            return False
        return self.in_text(text) or any(self.hides(f"~{word}") for word in suspects.words(text))

    def in_address(self, url: str | None) -> bool:
        """Whether an address names somebody: by its account or a word of its path."""
        if not self.rows or not url:
            return False
        return self.in_text(url) or any(self.hides(f"~{word}") for word in suspects.path_words(url))

    def in_text(self, text: str | None) -> bool:
        """Whether a text names somebody: asked for the accounts that it mentions or links to, not for its words."""
        return bool(self.rows and text) and any(self.hides(f"@{handle}") for handle in suspects.accounts(text or ""))

    def own(self, state: State) -> State:
        """All of one competition without redacted people, and without what was withheld when they were redacted."""
        if not self.rows and not self.withheld:
            return state
        self.ask(identities_in(state))
        return withhold(super().state(state), self.withheld)

    def state(self, state: State) -> State:
        """All of one competition without redacted people, and without what others wrote that names them."""
        own = self.own(state)
        if not self.rows:
            return own
        questions = _Questions(self.rows)
        leave_out(own, questions)
        self.ask(questions.asked)
        return leave_out(own, self)


@dataclass
class _Questions(Redactions):
    """Notes about whom it is asked, and hides nobody."""

    asked: set[str] = field(default_factory=set)

    def hides(self, identity: str | None) -> bool:
        if identity:
            self.asked.add(identity)
        return False


def _quick_digest(salt: str, folded: str) -> str:
    return hashlib.blake2b(folded.encode(), key=bytes.fromhex(salt)[:64], digest_size=16).hexdigest()


def names(text: str | None, handle: str) -> bool:
    """Whether the text contains the handle, case and compatibility forms apart."""
    return bool(text) and fold(handle) in fold(text or "")
