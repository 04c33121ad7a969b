"""Community list of Kaggle competitions with links to write-ups and code (`competitions.yml`).

Upstream promises a list `competitions`, newest first, each with `solutions: [{rank, link, kind}]`; every value is text.
Traps: counts with commas; `team: "0"` and metric `-` mean that the list does not know; apostrophes and colons are lost
from titles; prize and team count stand swapped in one row; rank `?` and `all solutions` (a topic that collects links);
one address under two ranks; an address of another competition. Titles and counts are of low authority, the links are
what the list is good for. Descriptions are not carried.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import yaml

from archive.by_hand import refuse_aliases
from archive.findings import Finding
from archive.keys import BadKeyError, canonical_url, check_slug, safe_url, writeup_key
from archive.records import Category, Source, WriteUp
from archive.text import clean_name, parse_count, parse_year
from harvesters.base import Context, HarvestError, harvester
from harvesters.metrics import read_format, read_metric
from harvesters.money import read_reward
from harvesters.titles import claimed_rank, kind_of_place

SOURCE = Source(
    name="solution_lists",
    url="https://github.com/faridrashidi/kaggle-solutions",
    terms="free use with the licence's notice; facts and links are carried, no descriptions",
    licence="MIT",
)
CATEGORIES: dict[str, Category] = {
    "Featured": "featured", "Research": "research", "Playground": "playground", "Analytics": "analytics",
    "Recruitment": "recruitment", "Getting Started": "getting-started", "Masters": "masters",
}  # fmt: skip
Warn = Callable[[str], None]
IGNORED = ("number", "desc", "image", "isHot", "done")


@harvester(SOURCE)
def harvest(context: Context) -> Iterator[Finding]:
    """One finding a competition of the list."""
    path = context.folder("competitions.yml or the folder that holds it")
    path = path / "competitions.yml" if path.is_dir() else path
    try:
        text = path.read_text(encoding="utf-8")
        refuse_aliases(text)
        entries = list(yaml.load(text, Loader=yaml.CSafeLoader)["competitions"])
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError) as error:
        raise HarvestError(
            f"{path}: no list `competitions` can be read from it: {error}; mend it, or --from must name that file"
        ) from error
    for entry in entries:
        try:
            slug, facts, writeups = parse_competition(dict(entry), context.warn)
        except (BadKeyError, KeyError, AttributeError, ValueError, TypeError) as error:
            context.warn(f"entry {str(entry)[:60]!r} skipped: {error}")
            continue
        if context.wants_known(slug, facts.get("category")):
            yield Finding("kaggle", slug, SOURCE.name, context.snapshot_time(), facts, writeups=writeups)


def parse_competition(entry: dict[str, Any], warn: Warn) -> tuple[str, dict[str, Any], tuple[WriteUp, ...]]:
    """Slug, facts and write-ups of one entry, which is used up. Raises BadKeyError, KeyError for an unusable one."""
    slug = check_slug(urlsplit(entry.pop("link")).path.rstrip("/").rsplit("/", 1)[-1])
    title, kind, prize, teams = (entry.pop(name).strip() for name in ("title", "kind", "prize", "team"))
    if re.fullmatch(r"[\d,]+", prize) and not re.fullmatch(r"[\d,]+", teams):
        warn(f"{slug}: prize {prize!r} and teams {teams!r} stand in each other's place; read the other way")
        prize, teams = teams, prize
    if kind not in CATEGORIES:
        warn(f"{slug}: unknown kind {kind!r}: add it to CATEGORIES")
    metric = read_metric(entry.pop("metric"))
    judged = kind == "Analytics" or (metric is None and "hackathon" in title.casefold())
    facts = {
        "title": clean_name(title),
        "url": canonical_url(f"https://www.kaggle.com/c/{slug}"),
        "category": CATEGORIES.get(kind),
        "format": "hackathon" if judged else read_format(metric),
        "teams": parse_count(teams) or None,
        "metric": metric,
        "year": parse_year(entry.pop("year")),
        **read_reward(prize),
    }
    writeups = parse_solutions(slug, entry.pop("solutions") or (), warn)
    for name in entry.keys() - set(IGNORED):
        warn(f"{slug}: unknown field {name!r}: read it or add it to IGNORED")
    return slug, {name: value for name, value in facts.items() if value is not None}, writeups


def parse_solutions(slug: str, links: Iterable[dict[str, str]], warn: Warn) -> tuple[WriteUp, ...]:
    """Write-ups of a competition's links, one an address.

    An address under several ranks keeps none of them, because the list does not say which is right; `why` names them.
    """
    told: dict[str, list[WriteUp]] = defaultdict(list)
    for link in links:
        if writeup := parse_solution(slug, link, warn):
            told[writeup.writeup].append(writeup)
    return tuple(_one(slug, same, warn) for same in told.values())


def _one(slug: str, same: list[WriteUp], warn: Warn) -> WriteUp:
    first = same[0]
    ranks = sorted({writeup.private_rank for writeup in same if writeup.private_rank})
    why = ", ".join(dict.fromkeys(writeup.why or "" for writeup in same))
    if len(ranks) <= 1:
        return first.model_copy(update={"why": why, **_rank(ranks[0] if ranks else None)})
    warn(f"{slug}: {first.url} is listed under ranks {ranks}; no rank is kept")
    why += f"; listed under ranks {', '.join(map(str, ranks))}"
    return first.model_copy(update={"why": why, **_rank(None)})


def parse_solution(slug: str, link: dict[str, str], warn: Warn) -> WriteUp | None:
    """One link of the list; None where it is no web address."""
    url = safe_url(link["link"])
    if url is None:
        warn(f"{slug}: {link['link'][:100]!r} is no web address; skipped")
        return None
    url = canonical_url(url)
    rank, collects = link["rank"].strip(), link["rank"].strip() == "all solutions"
    if not rank.isdigit() and rank != "?" and not collects:
        warn(f"{slug}: unknown rank {rank!r} of {url}; read as unknown")
    why = f"listed as {link['kind']}"
    elsewhere = re.match(r"https://www\.kaggle\.com/competitions/([^/]+)", url)
    if elsewhere and elsewhere[1] != slug:
        warn(f"{slug}: {url} belongs to {elsewhere[1]}; its rank {rank} is not kept")
        rank, why = "?", f"{why}; the address belongs to {elsewhere[1]}"
    return WriteUp(
        writeup=writeup_key(url=url),
        url=url,
        kind="list" if collects else kind_of_place(url),
        why=why,
        title_rank=claimed_rank(urlsplit(url).path.rsplit("/", 1)[-1]),
        sources=(SOURCE.name,),
        **_rank(parse_count(rank) or None),
    )


def _rank(rank: int | None) -> dict[str, Any]:
    return {"private_rank": rank, "rank_source": "list" if rank else None}
