"""Write-up entities. They cannot be listed by competition: all are read, newest first, and grouped by their ids."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.findings import Finding
from archive.records import Link, Standing, WriteUp
from harvesters.kaggle.client import calls
from harvesters.kaggle.client.paging import read_list, read_list_if_there
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.errors import MissingError, RefusedError, RejectedError, UnavailableError
from harvesters.kaggle.parse import fields
from harvesters.kaggle.parse.links import resolved_links
from harvesters.kaggle.parse.writeups import competition_of, entity_id, entity_key, parse_entity, parse_hackathon_entry

Json = dict[str, Any]
Told = tuple[WriteUp, str]
"""A write-up and its text."""


def with_writeups(finding: Finding, told: list[Told]) -> Finding:
    """The finding with these write-ups and their texts."""
    texts = {w.text_sha256: text for w, text in told if text and w.text_sha256}
    return replace(finding, writeups=tuple(w for w, _ in told), texts={**finding.texts, **texts})


@dataclass(frozen=True)
class Entities:
    """Entities by the id of their competition."""

    by_competition: dict[str, list[Json]]
    complete: bool
    """All there are; what is known and not among them was withdrawn."""


def fetch_entities(session: Session, known: set[str], warn: Callable[[str], None]) -> Entities:
    """All entities, or the newest as far as a whole page is known and as many are declared as are known."""

    def no_news(answer: Json, found: set[Hashable]) -> bool:
        page = {entity_key(document) for document in fields.items(answer, "documents")}
        return page <= known and fields.count(answer.get("totalDocuments")) == len(found | known)

    listing = read_list(session, calls.search_writeups, "documents", key=entity_key, enough=no_news)
    last = session.ask(calls.search_writeups())
    declared = fields.count(last.get("totalDocuments")) or 0
    if not listing.left and len(listing.items) < declared:
        warn(f"the search gave {len(listing.items)} of {declared} write-ups: it does not page deeper")
    return Entities(_grouped(listing.items), listing.ended and len(listing.items) >= declared)


def search_entities(session: Session, competition: str, title: str, warn: Callable[[str], None]) -> Entities:
    """Entities of one competition: those that match its title and bear its id."""
    listing = read_list(session, lambda token: calls.search_writeups(token, title), "documents", key=entity_key)
    if not listing.ended:
        warn(f"the search for {title!r} breaks off after {len(listing.items)} write-ups: run again for others")
    return Entities({competition: _grouped(listing.items).get(competition, [])}, complete=False)


def _grouped(documents: Sequence[Json]) -> dict[str, list[Json]]:
    grouped = defaultdict(list)
    for document in documents:
        if (competition := competition_of(document)) and entity_key(document):
            grouped[competition].append(document)
    return dict(grouped)


def read_entities(
    session: Session,
    slug: str,
    documents: Sequence[Json],
    known: Sequence[WriteUp],
    standings: Sequence[Standing],
    fail: Callable[[str], None],
) -> list[Told]:
    """Entities as write-ups; links are resolved once, when an entity is first seen, and without them it waits."""
    before = {writeup.writeup: writeup for writeup in known}
    told = []
    for document in documents:
        old = before.get(entity_key(document) or "")
        try:
            links = list(old.links) if old else _resolve(session, document)
        except UnavailableError as error:
            if session.down > 1:
                raise  # it is not this entity alone
            fail(f"{slug}/writeups: {error}")
            continue
        if found := parse_entity(document, slug, standings, links):
            told.append(found)
    return told


def _resolve(session: Session, document: Json) -> list[Link]:
    key = entity_id(document)
    if key is None:
        return []
    try:
        return resolved_links(session.ask(calls.resolve_links(key)))
    except (MissingError, RefusedError, RejectedError):
        return []


def fetch_hackathon(session: Session, slug: str) -> tuple[list[Told], bool]:
    """Entries of a hackathon, and whether they are all; none where the competition is no hackathon."""
    listing = read_list_if_there(
        session,
        lambda token: calls.list_hackathon_writeups(slug, token),
        "hackathonWriteUps",
        key=lambda item: fields.text(item.get("id")),
    )
    return [told for entry in listing.items if (told := parse_hackathon_entry(entry, slug))], listing.ended
