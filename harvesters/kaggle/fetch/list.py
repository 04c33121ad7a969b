"""The list of competitions, from which a run begins."""

from collections.abc import Iterable
from typing import Any

from archive.faults import first_fault
from harvesters.base import Context
from harvesters.kaggle.client import calls
from harvesters.kaggle.client.paging import read_list
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.parse import fields
from harvesters.kaggle.parse.competitions import Listed, parse_competition

LEAST_LISTED = 0.5
"""Smallest list of competitions, as a share of those in the archive, that can be all of them."""


def fetch_list(session: Session, context: Context) -> tuple[list[dict[str, Any]], bool]:
    """Items of the platform's list, and whether they are all there are.

    A list that names far fewer than the archive knows is a failure: its end may be that of a page alone.
    """
    listing = read_list(
        session,
        calls.list_competitions,
        "competitions",
        key=lambda item: fields.text(item.get("id")) or fields.text(item.get("ref")),
    )
    items = list(listing.items)
    if not listing.ended:
        context.warn(f"the list of competitions runs in a circle after {len(items)}: run again for others")
    known = sum("~" not in folder for folder in context.archive.folders())
    if few := len(items) < LEAST_LISTED * known:
        context.fail(
            f"the list of competitions ends after {len(items):,}, and the archive has {known:,}: others are not "
            "harvested; see with --probe whether the service pages otherwise now, and name single ones with --only"
        )
    return items, listing.ended and not few


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
