"""The list of competitions, from which a run begins."""

from collections.abc import Callable, Iterable
from typing import Any

from archive.faults import first_fault
from harvesters.base import Context
from harvesters.kaggle import calls, fields
from harvesters.kaggle.competitions import Listed, parse_competition
from harvesters.kaggle.paging import read_list
from harvesters.kaggle.session import Session


def fetch_list(session: Session, warn: Callable[[str], None]) -> tuple[list[dict[str, Any]], bool]:
    """Items of the platform's list, and whether they are all there are."""
    listing = read_list(
        session,
        calls.list_competitions,
        "competitions",
        key=lambda item: fields.text(item.get("id")) or fields.text(item.get("ref")),
    )
    items = list(listing.items)
    if not listing.ended:
        warn(f"the list of competitions runs in a circle after {len(items)}: run again for others")
    return items, listing.ended


def parse_list(items: Iterable[dict[str, Any]], context: Context) -> list[Listed]:
    """What items say. One that cannot be read, or has another name than the one asked for, is a failure of its own."""
    listed = []
    oddities: dict[str, str] = {}
    for item in items:
        try:
            one = parse_competition(item)
        except ValueError as error:
            context.fail(f"a competition of the list: {first_fault(error)}")
            continue
        if not context.wants(one.slug):
            context.fail(f"{one.slug} is the platform's name of what was asked for: give --only {one.slug}")
            continue
        listed.append(one)
        oddities.update(dict.fromkeys(one.oddities, one.slug))
    for oddity, slug in sorted(oddities.items()):
        context.warn(f"{oddity} in the list of competitions, e.g. {slug}")
    return listed
