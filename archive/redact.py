"""Taking one person out of everything that the archive holds: who that is, what is listed, what is left of each record.

Pure functions; `pipeline.redaction.redact` walks the files.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from urllib.parse import unquote

from archive.by_others import WHOLE
from archive.hiding import Hider, name_identities
from archive.keys import fold, person_key
from archive.merge_boards import is_top
from archive.records import Person, Redaction, Withheld
from archive.redactions import Redactions, new_redaction
from archive.spellings import forms, spellings, squeeze
from archive.store import State

REPLACEMENT = "redacted"
"""Stands for a name where something has to stand."""
ORDINARY = 20
"""A handle that stands as a word in more names and titles of others than this is an ordinary word, not a mention."""


class UnknownPersonError(ValueError):
    """An argument that could mean two people, or nobody."""


@dataclass(frozen=True)
class Target(Hider):
    """One person, or several, by everything that names them."""

    ids: frozenset[str]
    """Keys with a platform id: `u123`."""
    handles: frozenset[str]
    """Handles, as spelled."""
    names: frozenset[str]
    """Display names."""

    @cached_property
    def _identities(self) -> frozenset[str]:
        return frozenset(fold(identity) for identity in self.identities())

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(map(_expression, self.words()))) or "(?!)")

    def identities(self, ordinary: Container[str] = ()) -> list[str]:
        """All identities that are to be listed; names that are `ordinary` words are not looked for inside texts."""
        texts = {text for name in self.handles | self.names if name not in ordinary for text in name_identities(name)}
        return sorted(self.ids | {f"@{fold(handle)}" for handle in self.handles} | texts)

    def hides(self, identity: str | None) -> bool:
        """Whether the identity is one of this person's."""
        return identity is not None and fold(identity) in self._identities

    def words(self) -> frozenset[str]:
        """Handles and display names."""
        return self.handles | self.names

    def mentions(self, text: str | None) -> bool:
        """Whether the text names the person, whatever stands between the letters of the name."""
        return any(map(self._pattern.search, readings(text or "")))

    def in_title(self, text: str | None) -> bool:
        """Whether words by others name the person."""
        return self.mentions(text)

    in_address = in_text = in_title

    def replaced(self, text: str) -> str:
        """The text with `redacted` for every name and 0 for the number of the account."""
        for word in sorted(self.words(), key=len, reverse=True):
            text = re.sub(_expression(word), REPLACEMENT, text, flags=re.IGNORECASE)
        for key in self.ids:
            text = re.sub(rf"(?<!\w)(u?){re.escape(key[1:])}(?!\w)", r"\g<1>0", text)
        return text

    def rows(
        self, existing: Redactions, date: str, reason: str, ordinary: Container[str] = ()
    ) -> tuple[Redaction, ...]:
        """Rows for `redactions.csv`: one for each identity that is not on the list yet."""
        fresh: tuple[Redaction, ...] = ()
        for identity in self.identities(ordinary):
            if not existing.hides(identity):
                fresh += (new_redaction(identity, date, (*existing.rows, *fresh), reason),)
        return fresh

    def __or__(self, other: "Target") -> "Target":
        """Both together."""
        return Target(self.ids | other.ids, self.handles | other.handles, self.names | other.names)


def readings(text: str) -> Iterator[str]:
    """The text in its forms: as it stands, and as a reader sees it where HTML or an address escapes letters."""
    yield from forms(text)
    if "&" in text:
        yield from forms(unescape(text))
    if "%" in text:
        yield from forms(unquote(text))


def _expression(name: str) -> str:
    """A pattern for a name, in all its spellings, in folded text.

    `adaexample` finds "Ada Example" and "ada-example", not "Nadaexample". Scripts that put no space between words have
    no bounds to look for; a name without letters is looked for as it is.
    """
    found = list(spellings(name))
    return "|".join(_spread(name, letters) for letters in found) if found else re.escape(fold(name))


def _spread(name: str, letters: str) -> str:
    spread = r"[\W_]*".join(map(re.escape, letters))
    return rf"(?<![^\W_]){spread}(?![^\W_])" if letters.isascii() or " " in fold(name) else spread


NOBODY = Target(frozenset(), frozenset(), frozenset())


def target_of(person: Person) -> Target:
    """Everything that names this person."""
    ids = {person.person} if person.person.startswith("u") else {}
    key_handle = {person.person[1:]} if person.person.startswith("@") else {}
    return Target(frozenset(ids), frozenset({*person.handles, *key_handle}), frozenset(filter(None, [person.name])))


def find_target(argument: str, people: Iterable[Person]) -> tuple[Target, bool]:
    """Who is meant by `@handle`, `u123`, or a bare handle or id; and whether the archive has a profile of them.

    Whoever has no profile is still redacted, by what was given. Raises UnknownPersonError where it may be two people.
    """
    bare = argument.strip().removeprefix("@").removeprefix("https://www.kaggle.com/").strip("/")
    if not bare or "/" in bare or any(c.isspace() for c in bare):
        raise UnknownPersonError(
            f"{argument!r} is no handle and no id: write @handle, or u and the number of the account"
        )
    given_handle = argument.strip().startswith(("@", "https://"))
    key = bare if bare.startswith("u") else f"u{bare}"
    found = [
        person
        for person in people
        if (not given_handle and person.person == key)
        or fold(bare) in {fold(handle) for handle in person.handles}
        or person.person == person_key(handle=bare)
    ]
    if len(found) > 1:
        keys = ", ".join(sorted(person.person for person in found))
        raise UnknownPersonError(f"{argument!r} may be {keys}: give one of these keys")
    if found:
        return target_of(found[0]), True
    if not given_handle and key[1:].isdigit():
        return Target(frozenset({key}), frozenset(), frozenset()), False
    return Target(frozenset(), frozenset({bare}), frozenset()), False


LISTS = frozenset({"links", "notebooks"})
"""Fields of which those entries go that name the person, and the others stay."""


@dataclass(frozen=True)
class Mention:
    """A name, title or address by somebody else that names the person."""

    slug: str
    record: str
    """`leaderboard/<team>`, `topics/<topic>`, `writeups/<key>` or `competition`."""
    field: str
    """Field that names the person; `*` where the whole record has to go, because its address does."""
    word: str
    """The handle or display name that was found."""


def mentions(state: State, target: Target) -> Iterator[Mention]:
    """Where records that others made name the person.

    `state` is what is left after the person's own records were cleared.
    """
    texts: list[tuple[str, str, str | None]] = []
    texts += [(f"leaderboard/{row.team}", "name", row.name) for row in state.standings]
    for topic in state.topics:
        texts += [(f"topics/{topic.topic}", name, getattr(topic, name)) for name in ("title", "url")]
    for writeup in state.writeups:
        texts += [(f"writeups/{writeup.writeup}", "title", writeup.title)]
        texts += [(f"writeups/{writeup.writeup}", WHOLE, writeup.url)]
        texts += [(f"writeups/{writeup.writeup}", "links", link.url) for link in writeup.links]
    for notebook in state.competition.notebooks:
        texts += [("competition", "notebooks", text) for text in (notebook.title, notebook.url)]
    for record, name, text in texts:
        for word in target.words() if target.mentions(text) else ():
            if any(re.search(_expression(word), reading) for reading in readings(text or "")):
                yield Mention(state.competition.slug, record, name, word)


def ordinary_words(found: Iterable[Mention]) -> set[str]:
    """Handles that stand in so many records of others that they are language, not somebody's name."""
    counts = Counter(mention.word for mention in found)
    return {word for word, count in counts.items() if count > ORDINARY and squeeze(word).isalpha() and " " not in word}


def rows_withheld(found: Iterable[Mention], date: str) -> list[Withheld]:
    """Rows that keep a later harvest from bringing these mentions back; it asks about each entry of a list anyway."""
    wanted = {(mention.slug, mention.record, mention.field) for mention in found if mention.field not in LISTS}
    return [Withheld(slug=slug, record=record, field=name, date=date) for slug, record, name in sorted(wanted)]


def vanished(before: State | None, after: State, as_of: str) -> set[str]:
    """Handles that left a team which lost nobody by the platform's count: accounts that their owners deleted.

    Teams do not change once a competition is over, so a member who is missing from a team of the same size, with
    nobody new in it, has deleted the account. `as_of` is when the boards were read: before the end, and of teams whose
    members are not kept, a missing member says nothing.
    """
    deadline = after.competition.deadline
    if before is None or deadline is None or as_of < deadline:
        return set()
    known = {row.team: row for row in before.standings}
    gone: set[str] = set()
    for row in after.standings if known else ():
        old = known.get(row.team)
        if old is None or not old.members or not row.team_size or row.team_size != old.team_size or not is_top(row):
            continue
        now = {fold(handle) for handle in row.members}
        if now < {fold(handle) for handle in old.members}:
            gone |= {handle for handle in old.members if fold(handle) not in now}
    return gone
