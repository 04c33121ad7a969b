"""The one command: harvest, derive, build. The only module that reads the clock."""

import os
from datetime import UTC, datetime

from harvesters.base import Context, Harvester, MissingCredentialsError
from pipeline.console import UsageFault
from pipeline.harvest import HarvestResult, harvest


def now() -> str:
    """UTC time of this run; `SOURCE_DATE_EPOCH` (seconds) sets it for reproducible builds. Raises UsageFault."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageFault(f"SOURCE_DATE_EPOCH is {epoch!r}: set it to seconds since 1970, or unset it") from error
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


PAGE_REQUESTS = 100
"""Requests to sites outside the platform in a run without a budget."""


def budgets(whole: int | None, pages: int | None) -> tuple[int | None, int]:
    """(requests to the platform, requests to other sites) of one run.

    `whole` is the budget of the run and None where there is none, `pages` what was asked for other sites. They get a
    tenth of the budget, or `PAGE_REQUESTS` without one; what they get the platform does not, which keeps one.
    """
    if whole is None:
        return None, PAGE_REQUESTS if pages is None else pages
    pages = whole // 10 if pages is None else min(pages, whole - 1)
    return whole - pages, pages


def harvest_if_possible(harvester: Harvester, context: Context) -> HarvestResult | None:
    """Harvest with credentials; without any, say so in one line and go on with the archive that is there."""
    try:
        return harvest(harvester, context)
    except MissingCredentialsError:
        context.say(
            f"no credentials for {harvester.source.name}: building from the archive in {context.archive.root} "
            "(set KAGGLE_API_TOKEN to harvest)"
        )
        return None
