"""One printed row of a board, in each of the forms that exports have, as one record.

Forms: the page as scraped (`Rank`, `RankChangeFromPublic`, `TeamMemberUserNames`, ...), the platform's present CSV
(`Rank`, `TeamId`, ...; rank 0 marks a benchmark), and the older download that lists improvements (`TeamId`, `TeamName`,
`SubmissionDate`, `Score`; no rank). Fields are popped; what is left over announces itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archive.keys import team_key
from archive.records import Medal
from archive.text import clean_name, parse_count, parse_flag, parse_number, parse_time

IGNORED = frozenset({"TeamMemberDisplayNames", "MemberTiers", "KernelRef", "InTheMoney", "LastSubmissionAgo"})
"""Display names are not carried; tiers, prizes and relative times are not facts of the result."""

MEDALS: dict[str, Medal] = {"gold": "gold", "silver": "silver", "bronze": "bronze"}


@dataclass(frozen=True)
class BoardRow:
    """One team or benchmark on one board."""

    team: str
    """Key of the team."""
    name: str | None
    """Name as printed, in one line."""
    members: tuple[str, ...]
    """Handles as printed; empty for benchmarks, which are nobody's result. The merge hides deleted accounts."""
    team_size: int | None
    """Number of members; None where the row names nobody."""
    rank: int | None
    """Rank as printed; None for benchmarks and where the form prints none."""
    score_text: str | None
    """Score as printed."""
    submissions: int | None
    """Submissions of the team."""
    last_submission: str | None
    """Time of the last submission or improvement."""
    medal: Medal | None
    """Medal as printed beside this board."""
    is_benchmark: bool
    """A baseline of the host."""
    arrow: int | None
    """Places gained from the public board, as printed."""


def parse_row(row: dict[str, str], platform: str, slug: str, warn: Callable[[str], None]) -> BoardRow:
    """One row of any form, which is used up. A row without a score or a name keeps its place."""
    printed_members = re.split("[,;]", row.pop("TeamMemberUserNames", ""))
    handles = list(dict.fromkeys(handle for text in printed_members if (handle := clean_name(text))))
    name = clean_name(row.pop("TeamName", None))
    team_id = parse_count(row.pop("TeamId", None))
    printed_rank, arrow = row.pop("Rank", None), parse_number(row.pop("RankChangeFromPublic", None))
    rank = parse_count(printed_rank) or None
    benchmark = parse_flag(row.pop("IsBenchmark", None)) or (printed_rank is not None and rank is None)
    parsed = BoardRow(
        team=team_key(platform, slug, name, handles) if team_id is None else str(team_id),
        name=name,
        members=() if benchmark else tuple(handles),
        team_size=None if benchmark else len(handles) or None,
        rank=None if benchmark else rank,
        score_text=clean_name(row.pop("Score", None)),
        submissions=parse_count(row.pop("SubmissionCount", None)),
        last_submission=_first_time(row),
        medal=MEDALS.get(row.pop("Medal", "").strip().lower()),
        is_benchmark=benchmark,
        arrow=None if benchmark or arrow is None else int(arrow),
    )
    for column in row.keys() - IGNORED:
        warn(f"unknown column {column!r}: read it or add it to IGNORED")
    return parsed


def _first_time(row: dict[str, Any]) -> str | None:
    names = ("LastSubmissionDate", "LastSubmissionDateRaw", "SubmissionDate")
    times = [parse_time(row.pop(name, None)) for name in names]
    return next((time for time in times if time), None)
