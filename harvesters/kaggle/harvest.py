"""Kaggle, through its official client and its API alone: competitions, both boards, forums, write-ups, people.

What the upstream promises and where its traps are stands with each part: `client` (the requests, their manners, raw
answers), `fetch` (which requests a unit needs), the pure functions of `parse`, and `plan`, `journal`, `refusals`, `run`
(what is asked, in which order, how a run goes on, what is asked twice). A healthy whole run lists thousands of
competitions; a mirror or a test server may hold one.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from archive.authority import KAGGLE
from archive.findings import Finding
from archive.records import Source
from harvesters.base import Context, harvester
from harvesters.kaggle.client.answers import Answers
from harvesters.kaggle.client.credentials import Credentials, find_credentials
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.client.settings import read_settings
from harvesters.kaggle.errors import BudgetError
from harvesters.kaggle.journal import Journal
from harvesters.kaggle.plan import describe
from harvesters.kaggle.probe import describe_probe, probe
from harvesters.kaggle.refusals import Refusals
from harvesters.kaggle.run import Run


@harvester(
    Source(
        name=KAGGLE,
        url="https://www.kaggle.com",
        terms="https://www.kaggle.com/terms: facts and links are kept, texts of others stay in the maintainer's cache",
    ),
    needs_path=False,
    whole=False,
    probes=True,
)
def harvest(context: Context) -> Iterator[Finding]:
    """Findings of one run, in the order of their value; see `run`."""
    if context.dry_run:
        for line in describe_probe(context) if context.probe else describe(context):
            context.say(line)
        return
    if context.probe:
        with _session(context, secrets.token_hex(8)) as session:
            probe(session, context, context.cache / "kaggle" / "probe")
        return
    options = {
        "only": sorted(context.only),
        "category": context.category,
        "since": context.since,
        "refresh": context.refresh,
        "archive": str(context.archive.root.resolve()),
        "from": str(context.path),
    }
    journal = Journal(context.cache / "kaggle", context.snapshot_time(), options)
    if journal.resumed:
        context.say(f"kaggle: going on with the run of {journal.started}")
    refusals = Refusals(None if context.path else context.cache / "kaggle", context.archive.root)
    with _session(context, journal.id) as session:
        try:
            yield from Run(context, session, journal, refusals).findings()
        except BudgetError as error:
            context.say(f"kaggle: {error}")
        finally:
            context.say(f"kaggle: {session.sent} requests")


def _session(context: Context, run: str) -> Session:
    """A session with the platform; with `--from` one that reads kept answers again and sends nothing."""
    settings = read_settings(os.environ, context.max_requests)
    if context.path is not None:
        kept = Answers(context.folder("a folder of kept answers, e.g. .cache/kaggle/answers"))
        return Session(settings, Credentials(), kept, run, context.redactions, replay=True)
    credentials = find_credentials(os.environ, Path.home())
    return Session(settings, credentials, Answers(context.cache / "kaggle" / "answers"), run, context.redactions)
