"""Data that follows the contract and is still doubtful: cases that real sources had."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from archive.check.problem import Problem
from archive.check.references import API, HARVEST, as_printed
from archive.keys import canonical_url
from archive.merge_boards import SUSPICIOUS_ROWS, board_sources
from archive.records import Competition, Standing
from archive.sentinels import is_sentinel
from archive.store import State


def check_quality(folder: str, state: State) -> Iterator[Problem]:
    """Doubtful data of one competition."""
    board, teams = f"competitions/{folder}/leaderboard.csv", [row for row in state.standings if not row.is_benchmark]
    yield from _scores(board, teams)
    yield from _arrows(board, teams, state)
    yield from _counts(f"competitions/{folder}/competition.json", state.competition, len(teams))
    yield from _links(f"competitions/{folder}/writeups.jsonl", state)


def _scores(file: str, teams: Sequence[Standing]) -> Iterator[Problem]:
    for board in ("public", "private"):
        texts = Counter(text for row in teams if (text := getattr(row, f"{board}_score_text")) is not None)
        if len(texts) == 1 and texts.total() >= SUSPICIOUS_ROWS:
            yield Problem(
                file,
                f"every team on the {board} board has one score",
                "restore the last good board from git",
                field=f"{board}_score",
            )
        sentinels = sum(is_sentinel(getattr(row, f"{board}_score")) for row in teams)
        if sentinels:
            yield _warning(
                file,
                f"{sentinels} {board} scores are stand-ins such as 999999; charts leave them out",
                f"{board}_score",
            )
    both = [row for row in teams if row.public_score_text and row.private_score_text]
    if len(both) >= SUSPICIOUS_ROWS and all(row.public_score_text == row.private_score_text for row in both):
        yield _warning(file, "public and private scores are the same for every team: no private split", "private_score")


def _arrows(file: str, teams: Sequence[Standing], state: State) -> Iterator[Problem]:
    wrong = sum(
        row.platform_arrow not in (None, row.public_rank - row.private_rank)
        for row in teams
        if row.public_rank and row.private_rank
    )
    if wrong:
        said = f"the platform's own arrow differs from the ranks in {wrong} rows: the boards are joined wrongly"
        problem = Problem(file, said, HARVEST, field="platform_arrow")
        sources = board_sources(state.competition, state.standings).values()
        yield problem if set(sources) == {API} else as_printed(problem)


def _counts(file: str, competition: Competition, teams: int) -> Iterator[Problem]:
    if teams and competition.teams is not None and competition.teams < teams:
        yield _warning(file, f"teams is {competition.teams}, the board has {teams}", "teams")
    if competition.metric is not None and not competition.metric.id and competition.metric.name:
        yield _warning(file, f"metric {competition.metric.name[:60]!r} is not in the vocabulary", "metric")


def _links(file: str, state: State) -> Iterator[Problem]:
    ranks = defaultdict(set)
    for writeup in state.writeups:
        if writeup.private_rank:
            ranks[canonical_url(writeup.url)].add(writeup.private_rank)
    for url, found in sorted(ranks.items()):
        if len(found) > 1:
            yield _warning(file, f"{url} stands under ranks {sorted(found)}", "private_rank")


def _warning(file: str, message: str, field: str) -> Problem:
    return Problem(file, message, "look at the source; a correction can mend it", field=field, severity="warning")
