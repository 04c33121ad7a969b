"""Write-ups saved as Markdown files beside an `index.tsv` that says where each comes from.

Columns: file, repo, path, commit, licence, competition_slug, claimed_rank, chars, lang, kind, extra, year,
competition_kind, metric, rank_evidence. Traps: one forum topic saved several times (as posted, as a PDF's text, as a
translation): one write-up with the best of the texts; a README at the root is its repository's page; notes and digests
by third parties have no place on a board; `claimed_rank` has a suffix that tells files apart (`3-ja`) or names another
contest (`1-efficiency`); ranks without evidence; texts cut by the collector. Texts go to the cache, titles and
addresses into the archive.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from archive.findings import Finding
from archive.keys import canonical_url, check_slug, writeup_key
from archive.records import Link, RankSource, Source, WriteUp, WriteUpKind
from archive.text import clean_name, normalise, parse_count, parse_time, parse_year, text_sha256
from harvesters.base import Context, HarvestError, harvester
from harvesters.links import join_links, links_in
from harvesters.titles import claimed_rank

SOURCE = Source(
    name="writeup_folder",
    url="https://github.com",
    terms="each text under its own licence; titles, addresses and ranks are carried, texts stay in the cache",
)
KINDS: dict[str, WriteUpKind] = {
    "kaggle-forum-post": "forum",
    "kaggle-forum-post-pdf": "forum",
    "kaggle-forum-post-pdf-ja-translation": "forum",
    "repo-readme": "repository",
    "third-party-notes": "list",
    "third-party-digest-ja": "list",
}
"""Kinds of the index, the better text of one topic first."""
EVIDENCE: dict[str, RankSource | None] = {
    "rank-in-text-or-repo-name": "title",
    "editor-knowledge": "list",
    "none": None,
}
OTHER_CONTESTS = ("efficiency",)
"""Suffixes of `claimed_rank` that mean a prize beside the leaderboard."""
_FRONT_MATTER = re.compile(r"---\n([\w-]+:.*\n(?:.*\n)*?)---[ \t]*(?:\n|\Z)")
"""What stands between two lines at the top and begins with a key; else the first line is a rule."""


@harvester(SOURCE)
def harvest(context: Context) -> Iterator[Finding]:
    """One finding a competition, with its write-ups and their texts."""
    folder = context.folder("a folder of Markdown files with index.tsv")
    try:
        with (folder / "index.tsv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise HarvestError(f"{folder}: index.tsv cannot be read: {error}") from error
    found: dict[str, list[tuple[dict[str, str], WriteUp, str]]] = defaultdict(list)
    for row in rows:
        try:
            if None in row or None in row.values():
                raise ValueError("its row of index.tsv is cut or has too many cells: mend it and run again")
            slug = check_slug(row["competition_slug"])
            if context.wants(slug):
                text = read_text(folder, row, context.warn)
                writeup = parse_writeup(row, text, context.warn)
                found[slug].append((row, writeup, text))
        except (OSError, KeyError, ValueError) as error:
            context.fail(f"{row.get('file')}: skipped: {type(error).__name__} {error}")
    for slug, told in found.items():
        if not context.wants_known(slug):
            continue
        best: dict[str, tuple[WriteUp, str]] = {}
        for _, writeup, text in sorted(told, key=lambda t: list(KINDS).index(t[0]["kind"])):
            best.setdefault(writeup.writeup, (writeup, text))
        context.count("other copies of a write-up", len(told) - len(best))
        texts = {writeup.text_sha256 or "": text for writeup, text in best.values()}
        writeups = tuple(writeup for writeup, _ in best.values())
        facts = {"url": canonical_url(f"https://www.kaggle.com/c/{slug}"), "year": parse_year(told[0][0].get("year"))}
        facts = {name: value for name, value in facts.items() if value}
        yield Finding("kaggle", slug, SOURCE.name, context.snapshot_time(), facts, writeups=writeups, texts=texts)


def read_text(folder: Path, row: dict[str, str], warn: Callable[[str], None]) -> str:
    """The file's text, normalised. Raises ValueError for a name that leads out of the folder, or no UTF-8."""
    if Path(row["file"]).name != row["file"]:
        raise ValueError("the name of a file in the folder is expected")
    try:
        raw = (folder / row["file"]).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{error}: save it as UTF-8 and run again") from error
    if parse_count(row.get("chars")) != len(raw):
        warn(f"{row['file']}: {len(raw)} characters, the index says {row.get('chars')}: is the file cut?")
    return normalise(raw)


def parse_writeup(row: dict[str, str], text: str, warn: Callable[[str], None]) -> WriteUp:
    """One row of the index with its text as a write-up. Raises KeyError for a kind that is not in KINDS.

    Of the links in the text those to code, data, papers, videos and models are kept; others often lead to people.
    """
    kind, title = KINDS[row["kind"]], find_title(text, row["kind"])
    url, copy = find_address(row)
    rank, evidence = _rank(row["claimed_rank"]), EVIDENCE.get(row["rank_evidence"])
    if row["rank_evidence"] not in EVIDENCE:
        warn(f"unknown rank evidence {row['rank_evidence']!r}: add it to EVIDENCE; ranks with it are not kept")
    if kind == "list" or evidence is None:
        rank = None
    day = re.search(r"date=(\d{4}-\d\d-\d\d)", row.get("extra") or "")
    language = row.get("lang") or ""
    return WriteUp(
        writeup=writeup_key(url=url),
        url=url,
        kind=kind,
        title=title,
        why=f"saved as {row['kind']}",
        private_rank=rank,
        rank_source=evidence if rank else None,
        title_rank=claimed_rank(title),
        published=parse_time(day[1]) if day else None,
        license=None if row["licence"] in ("", "none") else clean_name(row["licence"]),
        language=language if re.fullmatch("[a-z]{2}", language) else None,
        text_sha256=text_sha256(text),
        text_chars=len(text),
        links=join_links(copy, (link for link in links_in(text) if link.kind != "other" and link.url != url)),
        sources=(SOURCE.name,),
    )


def find_address(row: dict[str, str]) -> tuple[str, tuple[Link, ...]]:
    """Where a text stands, and a link to the very copy that was read.

    A copy of a forum topic stands in the forum, a README at the root on its repository's page (which is how lists name
    it), any other file at its path in the commit.
    """
    topic = re.search(r"topic_id=(\d+)", f"{row['path']} {row.get('extra')}")
    if topic and KINDS[row["kind"]] == "forum":
        return canonical_url(f"https://www.kaggle.com/c/{row['competition_slug']}/discussion/{topic[1]}"), ()
    repository = f"https://github.com/{quote(row['repo'])}"
    copy = canonical_url(f"{repository}/blob/{quote(row['commit'])}/{quote(row['path'])}")
    if row["path"].lower().startswith("readme."):
        return canonical_url(repository), (Link(url=copy, kind="other"),)
    return copy, ()


def find_title(text: str, kind: str) -> str | None:
    """Title in the front matter, else the first heading; a PDF's text has it in its second line. Never a sentence."""
    if "-pdf" in kind:
        lines = [line for line in text.split("\n", 10) if line.strip()]
        return clean_name(lines[1]) if len(lines) > 1 and len(lines[1]) <= 150 else None
    if front := _FRONT_MATTER.match(text):
        if title := re.search(r"^title:[ \t]*(.+)$", front[1], re.MULTILINE):
            return clean_name(title[1].strip("\"' "))
        text = text[front.end() :]
    heading = re.search(r"^#{1,3}[ \t]+(.+?)[ \t]*#*$|^([^\s#].{2,148})\n(?:={3,}|-{3,})$", text[:4000], re.MULTILINE)
    return _plain(heading[1] or heading[2]) if heading else None


def _plain(heading: str) -> str | None:
    """A heading without images, links, tags and emphasis."""
    heading = re.sub(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>", "", heading)
    heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return clean_name(re.sub(r"[*_`]{1,3}(\S.*?\S|\S)[*_`]{1,3}", r"\1", heading))


def _rank(claimed: str) -> int | None:
    found = re.fullmatch(r"(\d+)(?:-([a-z]+))?", claimed)
    return int(found[1]) if found and int(found[1]) > 0 and found[2] not in OTHER_CONTESTS else None
