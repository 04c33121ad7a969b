"""What counts as a write-up, and why.

First the platform's own write-up entities. Then forum topics whose title speaks of a solution and claims a rank, or
whose author stands high on the board; the decision's reason is kept with the write-up. Ranks come from the board; a
rank in a title is a claim beside it. The client states a licence for entries of hackathons alone; of all other
write-ups it is unknown.
"""

import re
from collections.abc import Iterable
from typing import Any

from archive.authority import KAGGLE
from archive.keys import canonical_url, fold, writeup_key
from archive.merge_boards import NAMED_RANKS
from archive.records import Link, Standing, Topic, WriteUp
from archive.text import normalise, text_sha256
from harvesters.kaggle.parse import fields
from harvesters.links import join_links, links_in
from harvesters.titles import claimed_rank

ENTITY = "write-up entity of the platform"
"""`why` of what needed no recognising."""

_SOLUTION = re.compile(
    r"\b(?:solutions?|write-?\s?ups?|approach(?:es)?|what (?:has )?worked|how we (?:won|did)|model documentation|"
    r"technical report|summary of (?:our|my))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:place|rank|gold|silver|bronze|lb|medal|prize|winner|winning|private|solo)\b", re.IGNORECASE)
_NOT_ONE = re.compile(
    r"\?|\b(?:where|waiting|looking for|share your|all (?:the )?(?:\w+ )?solutions|list of|collection|congrat\w*|"
    r"about the|requests?|previous|past competitions)\b",
    re.IGNORECASE,
)
"""Titles that ask for solutions, collect or praise them."""


def competition_of(document: dict[str, Any]) -> str | None:
    """Id of the competition that a write-up entity belongs to: titles in the search match others too."""
    return fields.text(_competition_info(document).get("competitionId"))


_SHOWN = ("published", "unspecified")


def _is_shown(page: dict[str, Any]) -> bool:
    """Whether a write-up is there for everybody: our account is shown its own drafts, and templates, too."""
    state = (fields.word(page.get("contentState")) or "unspecified").rsplit("-", 1)[-1]
    hidden = any(fields.flag(page.get(name)) for name in ("isPrivate", "isSpammed", "template"))
    return state in _SHOWN and not hidden


def entity_key(document: dict[str, Any]) -> str | None:
    """Key of a write-up entity; None for a document that is none, or none for everybody."""
    if not (_is_shown(document) and _is_shown(_metadata(document))):
        return None
    key = fields.positive(_metadata(document).get("id")) or fields.positive(document.get("id"))
    return writeup_key(platform_id=key) if key and competition_of(document) else None


def entity_id(document: dict[str, Any]) -> int | None:
    """The id by which the platform resolves an entity's links."""
    return fields.positive(_metadata(document).get("id"))


def parse_entity(
    document: dict[str, Any], slug: str, standings: Iterable[Standing], resolved: list[Link]
) -> tuple[WriteUp, str] | None:
    """A write-up entity with its text; None for a document that is none."""
    key = entity_key(document)
    if key is None:
        return None
    said = fields.part(document, "discussionDocument")
    text = normalise(fields.text(said.get("messageMarkdown")) or fields.text(said.get("messageStripped")) or "")
    authors = _authors(document)
    title, told = (
        fields.name(document.get("title")),
        fields.positive(_competition_info(document).get("writeUpLeaderboardRank")),
    )
    team = team_of(authors, standings, fields.name(_metadata(document).get("teamName")))
    writeup = WriteUp(
        writeup=key,
        team=team.team if team else None,
        authors=authors,
        title=title,
        url=_entity_url(document, slug),
        kind="platform",
        why=ENTITY,
        title_rank=claimed_rank(title),
        published=fields.time(document.get("createTime")),
        text_sha256=text_sha256(text) if text else None,
        text_chars=len(text) if text else None,
        links=join_links(resolved, links_in(text)),
        sources=(KAGGLE,),
        **_ranks(team, told, "platform"),
    )
    return writeup, text


_PATH = re.compile(
    r"(?:https://www\.kaggle\.com)?((?:/competitions/[\w.-]+)?/(?:writeups|discussion)/[\w./-]+)(?:#.*)?"
)


def _told_url(said: Any) -> str | None:
    """The address of a write-up as the platform gives it: relative, and with the number of a comment behind it."""
    found = _PATH.fullmatch(fields.text(said) or "")
    return canonical_url(f"https://www.kaggle.com{found[1]}") if found and ".." not in found[1] else None


def _entity_url(document: dict[str, Any], slug: str) -> str:
    if told := _told_url(fields.part(document, "discussionDocument").get("newCommentUrl")):
        return told
    own, topic = fields.text(document.get("slug")), fields.text(document.get("id"))
    place = f"writeups/{own}" if own and re.fullmatch(r"[\w.-]+", own) else f"discussion/{topic}"
    return canonical_url(f"https://www.kaggle.com/competitions/{slug}/{place}")


def _authors(document: dict[str, Any]) -> tuple[str, ...]:
    accounts = [fields.part(document, "ownerUser"), *fields.items(_metadata(document), "collaborators")]
    handles = (fields.name(account.get("userName")) for account in accounts)
    return tuple(dict.fromkeys(handle for handle in handles if handle))


def _metadata(document: dict[str, Any]) -> dict[str, Any]:
    return fields.part(fields.part(document, "discussionDocument"), "writeUpMetadata")


def _competition_info(document: dict[str, Any]) -> dict[str, Any]:
    return fields.part(_metadata(document), "competitionInfo")


def topic_writeup(topic: Topic, text: str, deadline: str | None, standings: Iterable[Standing]) -> WriteUp | None:
    """The topic as a write-up, if it is one."""
    team = team_of((topic.author,) if topic.author else (), standings, None)
    why = recognise(topic, deadline, team)
    if why is None or topic.url is None:
        return None
    claimed = claimed_rank(topic.title)
    return WriteUp(
        writeup=writeup_key(url=topic.url),
        team=team.team if team else None,
        authors=(topic.author,) if topic.author else (),
        title=topic.title,
        url=topic.url,
        kind="forum",
        why=why,
        title_rank=claimed,
        published=topic.posted,
        text_sha256=text_sha256(text) if text else None,
        text_chars=len(text) if text else None,
        links=join_links(links_in(text)),
        sources=(KAGGLE,),
        **_ranks(team, claimed, "title"),
    )


def recognise(topic: Topic, deadline: str | None, team: Standing | None) -> str | None:
    """Why a topic is a write-up; None where it is not one."""
    title = topic.title or ""
    if not topic.posted or not deadline or topic.posted < deadline or _NOT_ONE.search(title):
        return None
    claimed, solution = claimed_rank(title), _SOLUTION.search(title)
    rank = team.private_rank if team else None
    if claimed and solution:
        return f"title claims rank {claimed} and says '{solution[0].lower()}'"
    if rank and rank <= NAMED_RANKS and (solution or (claimed and _PLACE.search(title))):
        said = solution[0].lower() if solution else f"rank {claimed}"
        return f"title says '{said}'; its author's team stands at {rank}"
    return None


def told_twice(writeup: WriteUp, others: Iterable[WriteUp]) -> bool:
    """Whether one of the platform's entities is this write-up: the same text, or the same title by the same author."""
    return any(
        other.kind == "platform"
        and (
            (other.text_sha256 == writeup.text_sha256 and writeup.text_sha256 is not None)
            or (fold(other.title or "") == fold(writeup.title or "") and set(other.authors) & set(writeup.authors))
        )
        for other in others
    )


def team_of(authors: Iterable[str], standings: Iterable[Standing], name: str | None) -> Standing | None:
    """The team of the authors, which the name decides between several; else the only team of that name, if any."""
    rows, handles = list(standings), {author.lower() for author in authors}
    mine = [row for row in rows if handles & {member.lower() for member in row.members}]
    if len(mine) != 1 and name:
        mine = [row for row in mine or rows if row.name == name]
    return mine[0] if len(mine) == 1 else None


def _ranks(team: Standing | None, told: int | None, source: str) -> dict[str, Any]:
    """Both ranks: the board's where the team is known, else what was told."""
    if team is not None and team.private_rank:
        return {"private_rank": team.private_rank, "public_rank": team.public_rank, "rank_source": "board"}
    return {"private_rank": told, "rank_source": source if told else None}


def parse_hackathon_entry(entry: dict[str, Any], slug: str) -> tuple[WriteUp, str] | None:
    """An entry of a hackathon with its text; None for one without a page that everybody may read."""
    page = fields.part(entry, "writeUp")
    key = fields.positive(page.get("id"))
    if key is None or not (_is_shown(entry) and _is_shown(page)):
        return None
    message = fields.part(page, "message")
    text = normalise(fields.text(message.get("rawMarkdown")) or fields.text(message.get("content")) or "")
    accounts = [fields.part(message, "author"), *fields.items(page, "collaborators")]
    won = bool(entry.get("awardedHackathonTrackPrizeIds"))
    own = fields.text(page.get("slug")) or str(key)
    title = fields.name(page.get("title"))
    writeup = WriteUp(
        writeup=writeup_key(platform_id=key),
        authors=tuple(dict.fromkeys(h for a in accounts if (h := fields.name(a.get("userName"))))),
        title=title,
        url=_told_url(page.get("url")) or canonical_url(f"https://www.kaggle.com/competitions/{slug}/writeups/{own}"),
        kind="platform",
        why="entry of a hackathon that won a prize" if won else "entry of a hackathon",
        title_rank=claimed_rank(title),
        published=fields.time(page.get("publishTime")) or fields.time(page.get("createTime")),
        license=fields.name(fields.part(page, "license").get("name")),
        text_sha256=text_sha256(text) if text else None,
        text_chars=len(text) if text else None,
        links=join_links(_page_links(page), links_in(text)),
        sources=(KAGGLE,),
    )
    return writeup, text


def _page_links(page: dict[str, Any]) -> list[Link]:
    return links_in("\n".join(fields.text(link.get("url")) or "" for link in fields.items(page, "writeUpLinks")))
