"""A competition as the list of competitions gives it: one object of the wire to facts of the archive."""

from dataclasses import dataclass, field
from typing import Any, get_args

from archive.keys import BadKeyError, canonical_url, check_slug
from archive.records import Category
from harvesters.kaggle.parse import fields
from harvesters.metrics import read_format, read_metric
from harvesters.money import read_reward

CATEGORIES = frozenset(get_args(Category))
_SPELLINGS = {"in-class": "community", "inclass": "community", "gettingstarted": "getting-started"}

_NOT_KEPT = frozenset({
    "description", "organizationRef", "kernelCount", "userHasEntered", "userRank", "newEntrantDeadline",
    "submissionsDisabled", "thumbnailImageUrl", "dateCreated", "licenseName",
})  # fmt: skip
"""Known fields of the wire that are not archived: texts of others, facts about the caller, counts that move daily."""


@dataclass(frozen=True)
class Listed:
    """One competition of the list."""

    slug: str
    facts: dict[str, Any]
    """Fields of Competition; never null."""
    oddities: tuple[str, ...] = field(default=())
    """Unknown fields and values, for the report."""

    @property
    def deadline(self) -> str | None:
        """When it ends."""
        found: str | None = self.facts.get("deadline")
        return found

    def ended(self, now: str) -> bool:
        """Whether it is over by the platform's clock; one without a deadline never ends."""
        return self.deadline is not None and self.deadline <= now


def parse_competition(item: dict[str, Any]) -> Listed:
    """Facts of one competition. Raises BadKeyError where the slug cannot be one."""
    left = dict(item)
    pop = left.pop
    slug = _slug(fields.text(pop("ref", None)), fields.text(pop("url", None)))
    printed = fields.word(pop("category", None), prefix="host-segment-")
    category = _SPELLINGS.get(printed or "", printed)
    metric = read_metric(fields.name(pop("evaluationMetric", None)))
    host = fields.name(pop("organizationName", None)), fields.name(pop("hostName", None))
    facts = {
        "id": fields.text(pop("id", None)),
        "title": fields.name(pop("title", None)),
        "url": canonical_url(f"https://www.kaggle.com/competitions/{slug}"),
        "host": host[0] or host[1],
        "category": category if category in CATEGORIES else None,
        "format": read_format(metric),
        "tags": tuple(name for tag in fields.items(left, "tags") if (name := fields.name(tag.get("name")))) or None,
        "metric": metric,
        "opened": fields.time(pop("enabledDate", None)),
        "deadline": fields.time(pop("deadline", None)),
        "merger_deadline": fields.time(pop("mergerDeadline", None)),
        "teams": fields.positive(pop("teamCount", None)),
        "max_team_size": fields.positive(pop("maxTeamSize", None)),
        "max_daily_submissions": fields.positive(pop("maxDailySubmissions", None)),
        "code_competition": fields.flag(pop("isKernelsSubmissionsOnly", None)),
        "awards_points": fields.flag(pop("awardsPoints", None)),
        **read_reward(fields.name(pop("reward", None)) or ""),
    }
    oddities = [f"unknown field {name}" for name in sorted(left.keys() - _NOT_KEPT - {"tags"})]
    if category and category not in CATEGORIES:
        oddities.append(f"unknown category {category}")
    return Listed(slug, {name: value for name, value in facts.items() if value is not None}, tuple(oddities))


def _slug(ref: str | None, url: str | None) -> str:
    """The last part of `ref`, which is a URL in some answers and a bare slug in others."""
    last = (ref or url or "").rstrip("/").rsplit("/", 1)[-1]
    if not last:
        raise BadKeyError("a competition without ref and url")
    return check_slug(last)


def parse_data_summary(answer: dict[str, Any]) -> dict[str, Any]:
    """Number and size of the data files."""
    summary = fields.part(answer, "fileSummaryInfo")
    sizes = [fields.count(kind.get("totalSize")) for kind in fields.items(summary, "fileTypes")]
    known = [size for size in sizes if size is not None]
    facts = {"data_files": fields.positive(summary.get("totalFileCount")), "data_bytes": sum(known) or None}
    return {name: value for name, value in facts.items() if value is not None}
