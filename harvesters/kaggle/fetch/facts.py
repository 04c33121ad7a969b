"""Facts of one competition: of the list, and where they are due of its pages, its data files and its notebooks."""

from collections.abc import Callable, Collection
from typing import Any

from archive.records import Metric
from harvesters.kaggle.client import calls
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.errors import MissingError, RefusedError, RejectedError
from harvesters.kaggle.parse.competitions import parse_data_summary
from harvesters.kaggle.parse.fields import items
from harvesters.kaggle.parse.notebooks import parse_notebooks
from harvesters.kaggle.parse.pages import parse_pages
from harvesters.kaggle.plan import Target

PAGES, DATA_FILES, NOTEBOOKS = "pages", "data files", "notebooks"
PARTS = {PAGES: calls.list_pages, DATA_FILES: calls.summarise_data, NOTEBOOKS: calls.list_kernels}
"""What is asked beyond the list, in this order."""
ASKED_AGAIN = (PAGES, NOTEBOOKS)
"""Parts of which a refusal may pass; data files are refused for as long as the rules are not accepted."""


def fetch_facts(
    session: Session, target: Target, parts: Collection[str], warn: Callable[[str], None]
) -> tuple[dict[str, Any], set[str]]:
    """Fields of Competition, and which parts the platform refuses to show us: they are left out and reported."""
    facts = dict(target.listed.facts)
    slug = target.slug
    answers: dict[str, dict[str, Any]] = {part: {} for part in PARTS}
    refused = set()
    for part, call in PARTS.items():
        if part not in parts:
            continue
        try:
            answers[part] = session.ask(call(slug))
        except (RefusedError, MissingError, RejectedError) as error:
            warn(f"{slug}: no {part}: {error}")
            refused.add(part)
    told = parse_pages(items(answers[PAGES], "pages"))
    metric = join_metric(facts.get("metric"), told.pop("metric", None))
    notebooks = parse_notebooks(items(answers[NOTEBOOKS], "kernels"), calls.NOTEBOOKS)
    facts = {**told, **parse_data_summary(answers[DATA_FILES]), **facts}
    return facts | ({"metric": metric} if metric else {}) | ({"notebooks": notebooks} if notebooks else {}), refused


def join_metric(listed: Metric | None, told: Metric | None) -> Metric | None:
    """The metric of the list, its direction from the page where the vocabulary does not know it."""
    if listed is None or told is None:
        return listed or told
    if listed.higher_is_better is not None:
        return listed
    return listed.model_copy(update={"higher_is_better": told.higher_is_better})
