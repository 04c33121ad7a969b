"""What is left of a record when a person in it is not to be named: the result stays, the name goes.

A team or a title may name a person in ways that no rule finds, so the name of a team with a hidden member, and the
title of what a hidden person wrote, go whole. An address stays unless it names the person; the record of a write-up
whose address does so goes.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from archive.board import change_named, naming
from archive.keys import fold
from archive.records import Claim, Competition, Person, Standing, Topic, WriteUp
from archive.spellings import spellings, squeeze, whole_words
from archive.store import State
from archive.suspects import url_owner

GRAM = 5
"""Most words of a name that is found inside an address or a title."""


def grams(text: str) -> Iterator[str]:
    """All runs of up to five words of a text, squeezed, in all spellings: where a squeezed name could stand."""
    words = re.findall(r"[^\W_]+", fold(whole_words(text)))
    for start in range(len(words)):
        for end in range(start + 1, min(start + GRAM, len(words)) + 1):
            yield from spellings("".join(words[start:end]))


def name_identities(name: str) -> set[str]:
    """The identities under which a display name or a handle inside other text is hashed: `~` and its squeezed forms.

    Of a name without letters and digits there is none: nothing to find it by.
    """
    return {f"~{spelling}" for spelling in spellings(name)}


def identities_in(state: State) -> Iterator[str]:
    """Identities of everybody who has a part in a competition."""
    handles: list[str | None] = [member for row in naming(state.standings) for member in row.members]
    for writeup in state.writeups:
        handles += [url_owner(writeup.url), *writeup.authors]
    for topic in state.topics:
        handles += [topic.author, *(message.author for message in topic.messages)]
    return (f"@{handle}" for handle in handles if handle)


def identities_of(person: Person) -> Iterator[str]:
    """Identities of somebody with a profile."""
    yield person.person
    yield from (f"@{handle}" for handle in person.handles)


class Hider(ABC):
    """Takes people out of records. Identities are `u<user id>`, `@<handle>`, and `~<squeezed name>` inside text."""

    @abstractmethod
    def hides(self, identity: str | None) -> bool:
        """Whether this identity is hidden."""

    def mentions(self, text: str | None) -> bool:
        """Whether the text names somebody who is hidden."""
        return bool(text) and any(self.hides(f"~{gram}") for gram in grams(text or ""))

    def is_one(self, name: str) -> bool:
        """Whether the whole of a name is that of somebody who is hidden."""
        return any(map(self.hides, (*name_identities(name), f"@{name}")))

    def _hidden(self, handles: tuple[str, ...]) -> list[str]:
        return [handle for handle in handles if self.hides("@" + handle)]

    def standing(self, row: Standing) -> Standing:
        """The row without hidden members, and without its name where it had one. Rank, score and team size stay.

        A row whose members are not known loses its name where the whole of it is somebody's.
        """
        gone = self._hidden(row.members)
        if gone:
            return row.model_copy(update={"members": tuple(h for h in row.members if h not in gone), "name": None})
        if row.name and not row.members and self.is_one(row.name):
            return row.model_copy(update={"name": None})
        return row

    def writeup(self, writeup: WriteUp) -> WriteUp | None:
        """The write-up without hidden authors, its title and its text; None where its address names one of them."""
        owner = url_owner(writeup.url)
        if owner and self.hides("@" + owner):
            return None
        gone = self._hidden(writeup.authors)
        links = tuple(link for link in writeup.links if not self._owned(link.url))
        if not gone:
            return writeup if len(links) == len(writeup.links) else writeup.model_copy(update={"links": links})
        words = {squeeze(handle) for handle in gone}
        if self._names(writeup.url, words):
            return None
        left = {
            "authors": tuple(handle for handle in writeup.authors if handle not in gone),
            "links": tuple(link for link in links if not self._names(link.url, words)),
        }
        return writeup.model_copy(update=left | dict.fromkeys(("title", "text_sha256", "text_chars")))

    def _names(self, url: str, words: set[str]) -> bool:
        return not words.isdisjoint(grams(unquote(url))) or self.mentions(unquote(url))

    def _owned(self, url: str) -> bool:
        owner = url_owner(url)
        return owner is not None and self.hides("@" + owner)

    def topic(self, topic: Topic) -> Topic:
        """The topic without hidden authors; title and text go with the name of who wrote them."""
        by_hidden = topic.author is not None and self.hides("@" + topic.author)
        messages = tuple(
            message.model_copy(update=dict.fromkeys(("author", "text", "text_sha256")))
            if message.author and self.hides("@" + message.author)
            else message
            for message in topic.messages
        )
        left = {"author": None, "title": None} if by_hidden else {}
        return topic.model_copy(update={**left, "messages": messages}) if left or messages != topic.messages else topic

    def competition(self, competition: Competition) -> Competition:
        """The competition without the notebooks of hidden authors, and without a host who is one person."""
        kept = tuple(
            notebook
            for notebook in competition.notebooks
            if not self._owned(notebook.url) and not (notebook.author and self.hides("@" + notebook.author))
        )
        left: dict[str, Any] = {} if kept == competition.notebooks else {"notebooks": kept}
        if competition.category == "community" and competition.host and self.is_one(competition.host):
            sources = {name: source for name, source in competition.sources.items() if name != "host"}
            left |= {"host": None, "sources": sources}
        return competition.model_copy(update=left) if left else competition

    def person(self, person: Person) -> bool:
        """Whether a profile is hidden: by its key or by any of its handles."""
        return any(map(self.hides, identities_of(person)))

    def state(self, state: State) -> State:
        """All of one competition without hidden people; claims from their texts lose the quote and stay."""
        writeups = tuple(kept for writeup in state.writeups if (kept := self.writeup(writeup)))
        topics = tuple(self.topic(topic) for topic in state.topics)
        hidden = replace(
            state,
            competition=self.competition(state.competition),
            standings=change_named(state.standings, self.standing),
            writeups=writeups,
            topics=topics,
        )
        return replace(hidden, claims=tuple(_claims(state, hidden)))


def _claims(before: State, after: State) -> Iterator[Claim]:
    gone = {writeup.writeup for writeup in before.writeups} - {writeup.writeup for writeup in after.writeups}
    withheld = before.text_hashes() - after.text_hashes()
    for claim in before.claims:
        if claim.subject not in gone:
            yield claim.model_copy(update={"quote": None}) if claim.text_sha256 in withheld else claim
