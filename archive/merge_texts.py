"""Topics and write-ups of one finding joined to those that the archive holds.

Each of them keeps the names of the sources that told of it, the most authoritative first: that one's word counts. Of a
write-up the others fill what it leaves blank; a topic is one source's whole, for a deleted one is blank by intent.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from archive.authority import by_authority, first_known, outranks
from archive.board import Finder
from archive.findings import Finding
from archive.keys import canonical_url, writeup_key
from archive.records import Claim, Message, RankSource, Topic, WriteUp

T = TypeVar("T", Topic, WriteUp)

_RANK_AUTHORITY: tuple[RankSource | None, ...] = ("board", "platform", "list", "title", None)
_OF_THE_TEXT = ("text_sha256", "text_chars", "text_source", "language", "license", "links")


def merge_topics(old: Iterable[Topic], finding: Finding, keep_texts: bool) -> tuple[Topic, ...]:
    """Topics after this finding; where it is complete, topics that only its source told of and that it lacks go."""
    told = {topic.topic: topic for topic in finding.topics or ()}
    merged = {topic.topic: topic for topic in old if topic.topic in told or not _withdrawn(topic, finding)}
    for key, topic in told.items():
        known = merged.get(key)
        first = _by_authority(known, _told_by(topic, finding))[0] if known else topic
        sources = by_authority((*(known.sources if known else ()), finding.source))
        merged[key] = first.model_copy(update={"messages": _tidy(first.messages, keep_texts), "sources": sources})
    return tuple(merged.values())


def _tidy(messages: tuple[Message, ...], keep_texts: bool) -> tuple[Message, ...]:
    """Messages once each; a deleted one keeps no text, and what answers a message that is not there answers nothing."""
    once = {message.message: message for message in messages}

    def tidy(message: Message) -> Message:
        blank: list[str] = []
        if message.parent is not None and message.parent not in once:
            blank.append("parent")
        if message.text is not None and (message.deleted or not keep_texts):
            blank.append("text")
        if message.text_sha256 is not None and message.deleted:
            blank.append("text_sha256")
        return message.model_copy(update=dict.fromkeys(blank)) if blank else message

    return tuple(map(tidy, once.values()))


def merge_writeups(
    old: Iterable[WriteUp], finding: Finding, board: Finder, disagreements: list[str]
) -> tuple[WriteUp, ...]:
    """Write-ups after this finding, one an address; where it is complete, those that only its source told of go.

    A write-up that was known by its address takes the platform's id when it arrives, and its word where the one with
    that id has moved to that address. A team that is not on the board says nothing, so what is known of the rank stays.
    """
    told = [_with_text_source(_told_by(_on_board(writeup, board), finding)) for writeup in finding.writeups or ()]
    addresses = {canonical_url(writeup.url) for writeup in told}
    keys = {writeup.writeup for writeup in told}
    merged: dict[str, WriteUp] = {}
    for writeup in old:
        address = canonical_url(writeup.url)
        if writeup.writeup in keys or address in addresses or not _withdrawn(writeup, finding):
            merged[writeup.writeup] = writeup
    keys_at: dict[str, list[str]] = defaultdict(list)
    for key, writeup in merged.items():
        keys_at[canonical_url(writeup.url)].append(key)
    for writeup in told:
        address, joined = canonical_url(writeup.url), writeup
        for key in (writeup.writeup, *keys_at[address]):
            counts = canonical_url(joined.url) == address  # a better source may say that it stands elsewhere
            if counts and (known := merged.pop(key, None)):
                keys_at[canonical_url(known.url)].remove(key)
                joined = _join_writeup(known, joined, finding.slug, disagreements)
        merged[joined.writeup] = joined
        keys_at[canonical_url(joined.url)].append(joined.writeup)
    return tuple(merged.values())


def _told_by(record: T, finding: Finding) -> T:
    return record.model_copy(update={"sources": (finding.source,)})


def _with_text_source(writeup: WriteUp) -> WriteUp:
    return writeup.model_copy(update={"text_source": writeup.sources[0] if writeup.text_sha256 else None})


def _withdrawn(record: Topic | WriteUp, finding: Finding) -> bool:
    complete = finding.topics_complete if isinstance(record, Topic) else finding.writeups_complete
    return complete and set(record.sources) <= {finding.source}


def _by_authority(known: T, new: T) -> tuple[T, T]:
    return (new, known) if outranks(new.sources[0], next(iter(known.sources), None)) else (known, new)


def _join_writeup(known: WriteUp, new: WriteUp, slug: str, disagreements: list[str]) -> WriteUp:
    """Two words on one write-up. A text counts by who gave it, a rank by where it was read, an id before an address."""
    first, second = _by_authority(known, new)
    values = {name: first_known(first, second, name) for name in WriteUp.model_fields}
    values["sources"] = by_authority((*known.sources, *new.sources))
    if new.text_source and outranks(new.text_source, known.text_source):
        values.update({name: first_known(new, known, name) for name in _OF_THE_TEXT})
    elif known.text_source:
        values.update({name: first_known(known, new, name) for name in _OF_THE_TEXT})
    values["writeup"] = next((one.writeup for one in (first, second) if _has_id(one)), known.writeup)
    by_rank = min((first, second), key=lambda writeup: _RANK_AUTHORITY.index(writeup.rank_source))
    values["private_rank"], values["rank_source"] = by_rank.private_rank, by_rank.rank_source
    ranks = sorted({writeup.private_rank for writeup in (known, new) if writeup.private_rank})
    if len(ranks) > 1:
        disagreements.append(f"{slug}: {known.url}: ranks {ranks}; kept {by_rank.private_rank}")
    return WriteUp.model_validate(values)


def _has_id(writeup: WriteUp) -> bool:
    """Whether its key is a platform's id, and not made of its address."""
    return writeup.writeup != writeup_key(url=writeup.url)


def rekeyed(claims: tuple[Claim, ...], old: Iterable[WriteUp], new: Sequence[WriteUp]) -> tuple[Claim, ...]:
    """The claims, each under the key that its write-up has now: what a text says does not go with a key."""
    keys = {writeup.writeup for writeup in new}
    now = {canonical_url(writeup.url): writeup.writeup for writeup in new}
    moved = {w.writeup: now.get(canonical_url(w.url)) for w in old if w.writeup not in keys}
    if not any(moved.values()):
        return claims
    followed = (c.model_copy(update={"subject": key}) if (key := moved.get(c.subject)) else c for c in claims)
    return tuple(dict.fromkeys(followed))


def _on_board(writeup: WriteUp, board: Finder) -> WriteUp:
    """The write-up without its team, and the rank that the board gave, where that team does not stand on it."""
    if not board or not writeup.team or writeup.rank_source != "board" or board.team(writeup.team):
        return writeup
    return writeup.model_copy(update=dict.fromkeys(("team", "private_rank", "public_rank", "rank_source")))


def placed(writeups: tuple[WriteUp, ...], board: Finder) -> tuple[WriteUp, ...]:
    """Write-ups joined to their team on the board, which gives both ranks.

    The team that the platform names or that the authors play in comes first: the board's rank then wins over lists and
    titles. Where no author is known the rank itself leads to the team, and `rank_source` goes on saying whose word that
    rank is. Without a board a write-up keeps the team that its source named; with one, only a team that stands on it:
    a rank that the board gave goes with a team that left it.
    """
    if not board or not writeups:
        return writeups

    def place(writeup: WriteUp) -> WriteUp:
        source = writeup.rank_source
        team = board.team(writeup.team) if source in ("board", None) else None
        team = team or board.only_team_of(writeup.authors)
        if team is not None:
            source = "board"
        elif writeup.team and source == "board":
            return _on_board(writeup, board)
        elif not writeup.authors:
            team = board.ranked(writeup.private_rank)
        if team is None:
            return writeup.model_copy(update={"team": None})
        ranks = {"private_rank": team.private_rank, "public_rank": team.public_rank, "rank_source": source}
        return writeup.model_copy(update={"team": team.team, **(ranks if team.private_rank else {})})

    return tuple(place(writeup) for writeup in writeups)
