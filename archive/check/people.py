"""Nobody who is redacted may stand anywhere; profiles lie in the shard of their key and keep one person once."""

from collections.abc import Iterator
from pathlib import Path

from archive.check.problem import Problem
from archive.hiding import identities_in, identities_of
from archive.keys import person_shard
from archive.people import is_hidden
from archive.records import Person
from archive.redactions import Redactions
from archive.store import State
from archive.suspects import url_owner

REDACT = "run `leaderlore redact` again: it removes the person from all files"


def check_redacted(folder: str, state: State, redactions: Redactions) -> Iterator[Problem]:
    """Redacted people in the files of one competition."""
    base = f"competitions/{folder}"
    redactions.ask(identities_in(state))
    for line, row in enumerate(state.standings, 2):
        if any(redactions.hides("@" + handle) for handle in row.members):
            yield Problem(f"{base}/leaderboard.csv", "a redacted person is a member", REDACT, line, "members")
    for line, writeup in enumerate(state.writeups, 1):
        owner = url_owner(writeup.url)
        if any(redactions.hides("@" + handle) for handle in (*writeup.authors, *filter(None, [owner]))):
            yield Problem(f"{base}/writeups.jsonl", "a redacted person is an author", REDACT, line, "authors")
    for line, topic in enumerate(state.topics, 1):
        authors = {topic.author, *(message.author for message in topic.messages)} - {None}
        if any(redactions.hides(f"@{author}") for author in sorted(filter(None, authors))):
            yield Problem(f"{base}/threads.jsonl", "a redacted person is an author", REDACT, line, "author")


def check_people(root: Path, shards: dict[str, tuple[Person, ...]], redactions: Redactions) -> Iterator[Problem]:
    """Problems of the profiles: `shards` maps a file's stem to its records."""
    handles: dict[str, str] = {}
    for shard, people in sorted(shards.items()):
        file = f"people/{shard}.jsonl"
        redactions.ask(identity for person in people for identity in identities_of(person))
        for line, person in enumerate(people, 1):
            if person_shard(person.person) != shard:
                yield Problem(
                    file,
                    f"{person.person} belongs into people/{person_shard(person.person)}.jsonl",
                    "harvest people again",
                    line,
                    "person",
                )
            if is_hidden(person, redactions):
                yield Problem(file, "a redacted or opted-out person has a profile", REDACT, line, "person")
            for handle in person.handles[:1]:
                other = handles.setdefault(handle.casefold(), person.person)
                if other != person.person:
                    yield Problem(file, f"handle {handle} is {other}'s too", "harvest people again", line, "handles")
