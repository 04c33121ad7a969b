"""Profiles of the people whom the archive lists: through the ranking, and one by one whoever is not on it.

The first pages of the ranking are read in every run. Whoever stands further down is looked up when first listed, and
again once a year, a part of them each week.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from zlib import crc32

from archive.board import count_teams, ranks
from archive.descriptor import read_settings
from archive.merge_boards import BOARDS, NAMED_RANKS
from archive.records import Person
from archive.store import Archive, ArchiveError
from harvesters.kaggle.client import calls
from harvesters.kaggle.client.paging import Item, read_list
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.parse.fields import items, text
from harvesters.kaggle.parse.people import STALE, is_news, parse_person, unknown_person

RANKING_PAGES = 25
"""Pages of the ranking that are read: the first 5,000 people."""

BATCH = 100
"""Single look-ups that are handed over together."""

WEEKS = 52
"""Over so many weeks everybody who is not on these pages is looked up again."""


def listed_handles(archive: Archive, folders: list[str], fail: Callable[[str], None]) -> set[str]:
    """Handles in the private top 50 of the competitions that are large enough for profiles.

    A board that cannot be read is told, and the others count.
    """
    handles: set[str] = set()
    min_teams = read_settings(archive.root).people_min_teams
    for folder in folders:
        try:
            competition, standings = archive.competition(folder), archive.standings(folder)
        except ArchiveError as error:
            fail(str(error))
            continue
        teams = [team for team in standings if not team.is_benchmark]
        boards = [[rank for rank in ranks(teams, board) if rank] for board in BOARDS]
        seen = (number for board in boards for number in (len(board), max(board, default=0)))
        if count_teams(competition.teams if competition else None, seen) >= min_teams:
            top = (row for row in teams if row.private_rank and row.private_rank <= NAMED_RANKS)
            handles |= {handle for row in top for handle in row.members}
    return handles


def fetch_people(
    session: Session, wanted: set[str], known: tuple[Person, ...], as_of: str, refresh: bool, whole: bool = True
) -> Iterator[tuple[Person, ...]]:
    """Batches of profiles that say something new; of a part of the competitions only where somebody is new."""
    by_handle = {handle.lower(): person for person in known for handle in person.handles}
    due = {handle.lower(): handle for handle in wanted if _is_due(handle, by_handle.get(handle.lower()), as_of)}
    if not due and not whole:
        return
    listed = {handle.lower() for handle in wanted} | by_handle.keys()
    told = []
    for document in _ranking(session):
        person = parse_person(document, as_of)
        if person is None or person.handles[0].lower() not in listed:
            continue
        due.pop(person.handles[0].lower(), None)
        if refresh or is_news(by_handle.get(person.handles[0].lower()), person):
            told.append(person)
    if told:
        yield tuple(told)
    single: list[Person] = []
    for handle in sorted(due.values()):
        single.append(_look_up(session, handle, as_of))
        if len(single) == BATCH:
            yield tuple(single)
            single = []
    if single:
        yield tuple(single)


def _is_due(handle: str, known: Person | None, as_of: str) -> bool:
    """Whether somebody is looked up, if not on the ranking's pages: new, or their week has come."""
    if known is None:
        return True
    read, now = datetime.fromisoformat(known.as_of), datetime.fromisoformat(as_of)
    week = crc32(handle.lower().encode()) % WEEKS
    return now - read >= STALE and now.isocalendar().week % WEEKS == week


def _ranking(session: Session) -> tuple[Item, ...]:
    pages = iter(range(1, RANKING_PAGES + 1))
    listing = read_list(
        session,
        calls.search_users,
        "documents",
        key=lambda document: text(document.get("id")),
        enough=lambda answer, found: next(pages) == RANKING_PAGES,
    )
    return listing.items


def _look_up(session: Session, handle: str, as_of: str) -> Person:
    """The profile with this very handle: the search matches others too."""
    answer = session.ask(calls.search_users(handle=handle))
    for document in items(answer, "documents"):
        person = parse_person(document, as_of)
        if person and person.handles[0].lower() == handle.lower():
            return person
    return unknown_person(handle, as_of)
