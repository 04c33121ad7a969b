"""Profiles as the search for users gives them: only what a person's own profile states."""

from datetime import datetime, timedelta
from typing import Any

from archive.keys import person_key
from archive.people import TIERS
from archive.records import Person
from harvesters.kaggle.parse import fields


def parse_person(document: dict[str, Any], as_of: str) -> Person | None:
    """One profile; None without a user name."""
    account, profile = fields.part(document, "ownerUser"), fields.part(document, "userDocument")
    handle = fields.name(account.get("userName"))
    if handle is None:
        return None
    tier = _tier(account.get("tier"))
    return Person(
        person=person_key(user_id=fields.positive(account.get("id")), handle=handle),
        handles=(handle,),
        name=fields.name(account.get("displayName")) or fields.name(document.get("title")),
        tier=tier,
        tier_as_of=as_of if tier else None,
        points=fields.number(profile.get("competitionPoints")),
        ranking=fields.positive(profile.get("competitionRanking")),
        location=fields.name(profile.get("userLocation")),
        organisation=fields.name(profile.get("occupationOrganizationName")),
        profile_url=f"https://www.kaggle.com/{handle}",
        progression_opt_out=fields.flag(account.get("progressionOptOut")),
        as_of=as_of,
    )


def _tier(said: Any) -> str | None:
    """The tier as other sources spell it too; a new one as the word that it is."""
    word = fields.word(said)
    return next((tier for tier in TIERS if tier.casefold() == word), word)


def unknown_person(handle: str, as_of: str) -> Person:
    """Somebody of whom the search gives nothing: kept by handle, so that nobody asks again."""
    return Person(person=person_key(handle=handle), handles=(handle,), as_of=as_of)


_MOVES_DAILY = {"points": None, "ranking": None, "as_of": "", "tier_as_of": None}


STALE = timedelta(days=90)
"""Points and ranking older than this are replaced."""


def is_news(known: Person | None, new: Person) -> bool:
    """Whether a profile says something that is worth a change in the archive.

    Points and ranking decay every day for everybody: they are taken along when something else moves, or when what is
    known of the person is STALE.
    """
    if known is None or datetime.fromisoformat(new.as_of) - datetime.fromisoformat(known.as_of) >= STALE:
        return True
    steady = new.model_copy(update={"handles": known.handles, **_MOVES_DAILY})
    return steady != known.model_copy(update=_MOVES_DAILY) or new.handles[0] != known.handles[0]
