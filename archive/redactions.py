"""Who is not to be named, as slow salted hashes: the list itself names nobody, and a re-harvest cannot undo it.

Each row holds a salt and the scrypt hash of one identity, `u<user id>` or `@<handle>`. Rows share one salt as long as
they are made here, so that asking whether a handle is redacted costs one slow hash, not one a row. Answers are memoised
within a run, and the handles found clean may be kept between runs as a set of keyed digests (`remember`).

Where this ends: whoever has the file and a list of all handles can still hash each of them; at about ten milliseconds a
hash, the 25,000 listed people take minutes. The list hides names from a reader, not from a determined enumerator.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.keys import fold
from archive.records import Redaction, Standing, Topic, WriteUp

SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**12, 8, 1


def slow_hash(salt: str, identity: str) -> str:
    """scrypt of the folded identity, 16 bytes in hex."""
    key = hashlib.scrypt(
        fold(identity).encode(), salt=bytes.fromhex(salt), n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P, dklen=16
    )
    return key.hex()


def new_redaction(identity: str, date: str, existing: Iterable[Redaction], reason: str | None = None) -> Redaction:
    """A row for `u<id>` or `@<handle>` with the salt of the existing rows, or a new one for the first."""
    salt = next((row.salt for row in existing), None) or secrets.token_hex(16)
    return Redaction(salt=salt, hash=slow_hash(salt, identity), date=date, reason=reason)


@dataclass
class Redactions:
    """Answers whether somebody is redacted."""

    rows: tuple[Redaction, ...] = ()
    """Rows of `redactions.csv`."""
    clean: set[str] = field(default_factory=set)
    """Digests of identities known not to be redacted under these rows (see `remember`)."""
    _answers: dict[str, bool] = field(default_factory=dict)

    def hides(self, identity: str | None) -> bool:
        """Whether `u<id>` or `@<handle>` is redacted."""
        if not self.rows or not identity:
            return False
        identity = fold(identity)
        if identity not in self._answers:
            self._answers[identity] = self.remember(identity) not in self.clean and self._ask(identity)
            if not self._answers[identity]:
                self.clean.add(self.remember(identity))
        return self._answers[identity]

    def _ask(self, identity: str) -> bool:
        hashes = {row.hash for row in self.rows}
        return any(slow_hash(salt, identity) in hashes for salt in sorted({row.salt for row in self.rows}))

    def remember(self, identity: str) -> str:
        """Digest of a clean identity, keyed by the whole list: a longer list makes every answer be asked again."""
        key = hashlib.sha256("".join(sorted(row.salt + row.hash for row in self.rows)).encode()).digest()
        return hashlib.blake2b(fold(identity).encode(), key=key, digest_size=16).hexdigest()

    def standing(self, row: Standing) -> Standing:
        """The row without redacted members; the name goes too where it names one of them or nobody is left."""
        gone = [handle for handle in row.members if self.hides("@" + handle)]
        if not gone:
            return row
        kept = tuple(handle for handle in row.members if handle not in gone)
        name = None if not kept or any(names(row.name, handle) for handle in gone) else row.name
        return row.model_copy(update={"members": kept, "name": name})

    def writeup(self, writeup: WriteUp) -> WriteUp | None:
        """The write-up without redacted authors; None where its address names one of them."""
        gone = [handle for handle in writeup.authors if self.hides("@" + handle)]
        owner = url_owner(writeup.url)
        if owner and self.hides("@" + owner):
            gone.append(owner)
        if not gone:
            return writeup
        if any(names(writeup.url, handle) for handle in gone):
            return None
        title = None if any(names(writeup.title, handle) for handle in gone) else writeup.title
        links = tuple(link for link in writeup.links if not any(names(link.url, handle) for handle in gone))
        authors = tuple(handle for handle in writeup.authors if handle not in gone)
        return writeup.model_copy(update={"authors": authors, "title": title, "links": links})

    def topic(self, topic: Topic) -> Topic:
        """The topic with redacted authors unnamed and their texts gone."""
        author = None if topic.author and self.hides("@" + topic.author) else topic.author
        messages = tuple(
            message.model_copy(update={"author": None, "text": None})
            if message.author and self.hides("@" + message.author)
            else message
            for message in topic.messages
        )
        return topic.model_copy(update={"author": author, "messages": messages})


def names(text: str | None, handle: str) -> bool:
    """Whether the text contains the handle, case and compatibility forms apart."""
    return bool(text) and fold(handle) in fold(text or "")


def url_owner(url: str) -> str | None:
    """The account in an address of a code or profile host (`github.com/<owner>/...`, `kaggle.com/code/<owner>/...`)."""
    found = re.match(
        r"https?://(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co|kaggle\.com/(?:code/)?)/?([\w.-]+)", url
    )
    return found[1] if found and found[1] not in _KAGGLE_ROOMS else None


_KAGGLE_ROOMS = {"c", "competitions", "code", "datasets", "discussions", "discussion", "models", "writeups", "docs"}
