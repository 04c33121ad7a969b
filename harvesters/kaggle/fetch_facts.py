"""Facts of one competition: of the list, and where they are due of its pages, its data files and its notebooks."""

from collections.abc import Callable
from typing import Any

from archive.records import Metric
from harvesters.kaggle import calls
from harvesters.kaggle.competitions import parse_data_summary
from harvesters.kaggle.errors import MissingError, RefusedError, RejectedError
from harvesters.kaggle.fields import items
from harvesters.kaggle.notebooks import parse_notebooks
from harvesters.kaggle.pages import parse_pages
from harvesters.kaggle.plan import Target
from harvesters.kaggle.session import Session


def fetch_facts(session: Session, target: Target, pages_too: bool, warn: Callable[[str], None]) -> dict[str, Any]:
    """Fields of Competition. What the platform refuses to show us is left out and reported."""
    facts = dict(target.listed.facts)
    if not pages_too:
        return facts
    slug = target.slug
    answers = {}
    for what, call in (
        ("pages", calls.list_pages(slug)),
        ("data files", calls.summarise_data(slug)),
        ("notebooks", calls.list_kernels(slug)),
    ):
        try:
            answers[what] = session.ask(call)
        except (RefusedError, MissingError, RejectedError) as error:
            warn(f"{slug}: no {what}: {error}")
            answers[what] = {}
    told = parse_pages(items(answers["pages"], "pages"))
    metric = join_metric(facts.get("metric"), told.pop("metric", None))
    notebooks = parse_notebooks(items(answers["notebooks"], "kernels"), calls.NOTEBOOKS)
    facts = {**told, **parse_data_summary(answers["data files"]), **facts}
    return facts | ({"metric": metric} if metric else {}) | ({"notebooks": notebooks} if notebooks else {})


def join_metric(listed: Metric | None, told: Metric | None) -> Metric | None:
    """The metric of the list, its direction from the page where the vocabulary does not know it."""
    if listed is None or told is None:
        return listed or told
    if listed.higher_is_better is not None:
        return listed
    return listed.model_copy(update={"higher_is_better": told.higher_is_better})
