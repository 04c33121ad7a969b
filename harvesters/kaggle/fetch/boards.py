"""Both boards of a competition, to the last row.

The downloaded CSV costs one request and holds members and submission counts, but does not say which board it is; the
view is paged, says which board was asked for, and holds no members. So the first page of a view tells which board a CSV
is, and where it is that board and longer, the other pages need not be asked for. What is labelled private is decided by
the end of the competition: until the private board is out, the platform silently answers with the public one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from archive.records import Standing
from harvesters.kaggle.client import calls
from harvesters.kaggle.client.paging import read_list
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.errors import IncompleteError, LimitedError, MissingError, RefusedError, RejectedError
from harvesters.kaggle.parse import fields
from harvesters.kaggle.parse.boards import (
    Row,
    benchmarks_of,
    is_board,
    join_boards,
    parse_file,
    parse_view,
    read_board_files,
    same_board,
    teams,
)
from harvesters.kaggle.plan import QUIET, Target, since

Warn = Callable[[str], None]
RUNNING_SLACK = 0.02
"""Share of the declared teams that may be missing while a competition runs: its board moves while it is read."""


class Download(Enum):
    """What became of the download, which alone names members and counts submissions."""

    GIVEN = auto()
    REFUSED = auto()
    LATER = auto()
    """A limit of the platform kept it back, or it came empty: later it will be given."""


@dataclass(frozen=True)
class Boards:
    """What a look at the boards of a competition found."""

    standings: tuple[Standing, ...] | None
    """All teams of both; None where nothing is new."""
    download: Download | None
    """None where it was not asked for."""


@dataclass(frozen=True)
class _Board:
    rows: list[Row]
    confirmed: bool
    """A second source, the CSV, ends at the same team."""
    page: int = calls.PAGE_SIZE
    """Rows of a full page."""


def fetch_boards(
    session: Session, target: Target, known: Sequence[Standing], now: str, refresh: bool, warn: Warn, members: bool
) -> Boards:
    """Both boards, where they have moved since the archive's, or where `members` are due and are given now.

    Raises IncompleteError for a board that cannot be whole, RefusedError and MissingError where there is none for us:
    a hackathon answers with an empty one, and counts teams all the same.
    """
    slug, ended = target.slug, target.listed.ended(now)
    first = parse_view(fields.items(session.ask(calls.view_board(slug, public=not ended)), "submissions"))
    moved = refresh or not _unmoved(first, known, target, private=ended)
    if not moved and not members:
        return Boards(None, None)
    download, files = _download(session, slug, warn)
    if not moved and not files:
        return Boards(None, download)
    declared = target.listed.facts.get("teams") or 0
    public = _read_board(session, slug, files, declared, public=True)
    private = _read_board(session, slug, files, declared, public=False) if ended else None
    if declared and not (known or files or public.rows or (private and private.rows)):
        raise MissingError(f"nobody stands on a board, and {declared} teams are declared")
    if private and same_board(public.rows, private.rows) and since(target.listed.deadline or now, now) < QUIET:
        private = None  # not out yet; a competition without a private split shows it by staying so
    boards = [public, private] if private else [public]
    _check(session, target, boards, ended, warn)
    return Boards(join_boards(public.rows, private.rows if private else [], files), download)


def _unmoved(first: list[Row], known: Sequence[Standing], target: Target, private: bool) -> bool:
    """Whether a board is still the archive's: as many teams as declared, and the same first page."""
    board = "private" if private else "public"
    ranked = {getattr(row, f"{board}_rank"): row for row in known if getattr(row, f"{board}_rank")}
    if not first or len(ranked) != target.listed.facts.get("teams"):
        return False
    then = [ranked.get(row.rank) for row in first]
    return [(row.team, row.score_text) for row in first] == [
        (row.team, getattr(row, f"{board}_score_text")) for row in then if row
    ]


def _download(session: Session, slug: str, warn: Warn) -> tuple[Download, list[list[Row]]]:
    """The boards of the downloaded CSV; none, and a warning, where there is no download: the view goes without it."""
    try:
        answer = session.ask(calls.download_board(slug), read=read_board_files)
    except (RefusedError, MissingError, RejectedError, LimitedError) as error:
        warn(f"{slug}: no downloaded board, so no members of teams: {error}")
        return Download.LATER if isinstance(error, LimitedError) else Download.REFUSED, []
    files = [parse_file(file.get("rows", []), slug) for file in fields.items(answer, "files")]
    if not any(files):
        warn(f"{slug}: no members of teams yet: the downloaded board is empty")
        return Download.LATER, []
    ranked = [rows for rows in files if teams(rows)]  # where nobody has a rank, nobody is a benchmark for having none
    if not ranked:
        warn(f"{slug}: no members of teams: the downloaded board prints no ranks")
    return Download.GIVEN, ranked


def _read_board(session: Session, slug: str, files: list[list[Row]], declared: int, public: bool) -> _Board:
    benchmarks = benchmarks_of(files)
    answer = session.ask(calls.view_board(slug, public))
    first = parse_view(fields.items(answer, "submissions"), benchmarks)
    file = next((rows for rows in files if first and is_board(rows, first)), [])
    if len(file) > len(first) and len(teams(file)) >= declared:
        return _Board(file, confirmed=True)
    listing = read_list(
        session,
        lambda token: calls.view_board(slug, public, token),
        "submissions",
        key=lambda item: fields.text(item.get("teamId")),
    )
    rows = parse_view(listing.items, benchmarks)
    if len(file) > len(rows):
        rows = file
    elif not listing.ended and (not declared or len(teams(rows)) < declared):
        raise IncompleteError(f"the board runs in a circle after {len(rows)} teams; kept what was known")
    ids = {row.team for row in teams(rows)}
    confirmed = listing.ended and any({row.team for row in teams(other)} == ids for other in files)
    page = len(first) if first and fields.text(answer.get("nextPageToken")) else calls.PAGE_SIZE
    return _Board(rows, confirmed, page)


def _check(session: Session, target: Target, boards: list[_Board], ended: bool, warn: Warn) -> None:
    """Raise IncompleteError where rows are missing: fewer than declared, or cut at a whole number of pages."""
    slug, declared = target.slug, target.listed.facts.get("teams") or 0
    found = len({row.team for board in boards for row in teams(board.rows)})
    least = declared if ended else declared * (1 - RUNNING_SLACK)
    if found < least:
        declared = _declared_now(session, slug, declared)
        least = declared if ended else declared * (1 - RUNNING_SLACK)
    sure = all(board.confirmed for board in boards)
    if found < least and not sure:
        raise IncompleteError(f"{found} teams on the boards, {declared} declared; kept what was known")
    if found < least:
        warn(f"{slug}: {found} teams on the boards in two sources, {declared} declared")
    for board in boards:
        if not board.confirmed and len(board.rows) < least and len(board.rows) % board.page == 0:
            raise IncompleteError(f"a board is cut at {len(board.rows)} rows; kept what was known")


def _declared_now(session: Session, slug: str, declared: int) -> int:
    """The number of teams by the competition itself; the list's may be stale."""
    try:
        fresh = session.ask(calls.get_competition(slug), fresh=True)
    except (RefusedError, MissingError, RejectedError):
        return declared
    return fields.positive(fresh.get("teamCount")) or 0
