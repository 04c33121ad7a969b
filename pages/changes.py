"""What is new in the archive: a page, and an Atom feed of the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from itertools import groupby

from archive.records import Change
from archive.told import COUNTED, ORDER, counted, number, told
from insights.computed import Value
from pages.engine.kinds import Context, Files, Kind, Unit
from pages.engine.world import World

ON_PAGE = 400
IN_FEED = 60


class News(Value):
    """One change with the title and folder of its competition, where it is still in the archive."""

    change: Change
    title: str
    folder: str | None


class CompetitionNews(Value):
    """What happened to one competition on one day."""

    title: str
    folder: str | None
    what: tuple[str, ...]


class ChangesPage(Context):
    """What the page shows."""

    days: tuple[tuple[str, tuple[CompetitionNews, ...]], ...]
    """News by day, newest day first, and by competition."""
    left_out: int
    """Older news that only the table has."""


def page_units(world: World) -> Iterator[Unit]:
    """The one page."""
    yield Unit("data/changes/", (_newest(world, ON_PAGE), max(0, len(world.changes) - ON_PAGE)))


def fill(news: tuple[News, ...], left_out: int) -> ChangesPage:
    """Make the page."""
    days = tuple((date, _by_competition(items)) for date, items in groupby(news, key=lambda item: item.change.date))
    return ChangesPage("Changes", "What is new in the archive, newest first.", days, left_out)


def _by_competition(news: Iterable[News]) -> tuple[CompetitionNews, ...]:
    """The news of one day, each competition once, the most interesting thing first."""
    found: dict[str, list[News]] = defaultdict(list)
    for item in sorted(news, key=lambda item: ORDER.index(item.change.what)):
        found[item.change.slug].append(item)
    return tuple(CompetitionNews(items[0].title, items[0].folder, _once(items)) for items in found.values())


def _once(news: Iterable[News]) -> tuple[str, ...]:
    """What happened to one competition; what several sources or runs of a day count is summed up."""
    words = []
    for what, items in groupby(news, key=lambda item: item.change.what):
        group = list(items)
        if what in COUNTED:
            words.append(counted(what, sum(number(item.change) for item in group)))
        else:
            words += [_words(item) for item in group]
    return tuple(words)


def feed_units(world: World) -> Iterator[Unit]:
    """The feed."""
    yield Unit("feed", (_newest(world, IN_FEED), world.site_url))


def feed(news: tuple[News, ...], site_url: str) -> dict[str, bytes]:
    """The newest changes as an Atom feed; it is dated by its newest change, not by the build."""
    updated = f"{news[0].change.date if news else '1970-01-01'}T00:00:00Z"
    seen: dict[str, int] = {}
    entries = []
    for item in news:
        link = f"{site_url}competitions/{item.folder}/" if item.folder else f"{site_url}data/changes/"
        key = f"{site_url}data/changes/#{_id(item.change)}"
        seen[key] = seen.get(key, 0) + 1
        entries.append(
            f"<entry><id>{escape(key)}{f'/{seen[key]}' if seen[key] > 1 else ''}</id>"
            f"<title>{escape(item.title)}: {escape(_words(item))}</title>"
            f'<link href="{escape(link)}"/><updated>{item.change.date}T00:00:00Z</updated>'
            f"<summary>{escape(_words(item))}</summary></entry>\n"
        )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>Leaderlore: changes in the archive</title><id>{escape(site_url)}feed.xml</id>"
        f'<link href="{escape(site_url)}"/><link rel="self" href="{escape(site_url)}feed.xml"/>'
        f"<author><name>Leaderlore</name></author><updated>{updated}</updated>\n{''.join(entries)}</feed>\n"
    )
    return {"feed.xml": text.encode()}


def _id(change: Change) -> str:
    """What a reader knows a change by. It says nothing of other lines: more of them may come, of the same day too."""
    detail = sha256((change.detail or "").encode()).hexdigest()[:12]
    return f"{change.date}/{change.slug}/{change.what}/{detail}"


def _words(item: News) -> str:
    """What happened; the title stands beside it."""
    return "new competition" if item.change.what == "competition-added" else told(item.change)


def _newest(world: World, most: int) -> tuple[News, ...]:
    found = []
    for change in sorted(world.changes, key=lambda change: change.date, reverse=True)[:most]:
        title, folder = world.named.get(change.slug, (change.slug, None))
        found.append(News(change, title, folder))
    return tuple(found)


KINDS = (Kind("changes", "data/changes/", page_units, fill), Files("feed", feed_units, feed))
