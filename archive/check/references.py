"""Records of one competition against each other: dangling keys, impossible ranks, names that may not be kept."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from archive.authority import KAGGLE
from archive.board import ranks
from archive.check.problem import Problem
from archive.layout import CLAIMS, COMPETITION, LEADERBOARD, SCORES, THREADS, WRITEUPS
from archive.merge_boards import BOARDS, NAMED_RANKS, board_sources
from archive.records import Competition, Standing
from archive.store import State

HARVEST = "harvest the source again"
PRINTED = "look at the source: it is kept as printed, until a source of more authority gives the board"
API = KAGGLE
"""The source that gives a board as a list, in which the rank is the place. All others print ranks and scores, and what
they print is taken with a warning: it may be all that there is."""


def check_references(folder: str, state: State, text_policy: str) -> Iterator[Problem]:
    """Problems between the files of one competition."""
    yield from _facts(_in(COMPETITION.path, folder), folder, state.competition)
    yield from _sourceless(_in(COMPETITION.path, folder), state)
    yield from _board(_in(LEADERBOARD.path, folder), state)
    yield from _score_lists(_in(SCORES.path, folder), state)
    yield from _threads(_in(THREADS.path, folder), state, text_policy)
    yield from _writeups(_in(WRITEUPS.path, folder), state)
    yield from _claims(_in(CLAIMS.path, folder), state, text_policy)


def _in(path: str, folder: str) -> str:
    return path.format(folder=folder)


def _facts(file: str, folder: str, competition: Competition) -> Iterator[Problem]:
    if (competition.folder or competition.slug) != folder:
        yield Problem(
            file, f"slug {competition.slug!r} does not belong into folder {folder!r}", "rename the folder", field="slug"
        )
    allowed = {*Competition.model_fields, "leaderboard", "public_board", "scores"}
    for name, source in competition.sources.items():
        if name not in allowed:
            yield Problem(file, f"source of unknown field {name!r}", HARVEST, field="sources")
        elif name in Competition.model_fields and getattr(competition, name) is None:
            yield Problem(file, f"{name} is unknown but has source {source!r}", HARVEST, field="sources")
    for name, value in competition:
        given = value not in (None, (), {})
        if (
            given
            and name not in ("platform", "slug", "folder", "as_of", "sources", "modalities")
            and name not in competition.sources
        ):
            yield Problem(file, f"{name} has no source", HARVEST, field=name)
    if competition.opened and competition.deadline and competition.deadline < competition.opened:
        yield Problem(
            file, "the deadline is before the opening", "add a correction", field="deadline", severity="warning"
        )


def _sourceless(file: str, state: State) -> Iterator[Problem]:
    """Boards that nobody is said to have given, though `sources` names who gives each."""
    given = board_sources(state.competition, state.standings)
    missing = [f"{board} board" for board in BOARDS if any(ranks(state.standings, board)) and board not in given]
    if state.scores and "scores" not in state.competition.sources:
        missing.append("list of scores")
    for board in missing:
        yield Problem(file, f"the {board} has no source", HARVEST, field="sources")


def _board(file: str, state: State) -> Iterator[Problem]:
    teams = [(line, row) for line, row in enumerate(state.standings, 2) if not row.is_benchmark]
    for board, source in board_sources(state.competition, state.standings).items():
        shared = state.competition.platform != "kaggle"
        for problem in _ranks(file, teams, f"{board}_rank", filtered=source == "meta_kaggle", shared=shared):
            yield problem if source == API else as_printed(problem)
    for line, row in enumerate(state.standings, 2):
        best = min(row.public_rank or NAMED_RANKS + 1, row.private_rank or NAMED_RANKS + 1)
        if best > NAMED_RANKS and not row.is_benchmark and (row.name or row.members):
            yield Problem(file, f"a team outside the top {NAMED_RANKS} is named", HARVEST, line, "name")
        if row.medal_basis == "rule":
            yield Problem(file, "a medal by rule is stored", "only recorded medals are stored", line, "medal_basis")
        if row.team_size is not None and row.team_size < len(row.members):
            yield Problem(file, f"{len(row.members)} members in a team of {row.team_size}", HARVEST, line, "team_size")


def _ranks(file: str, teams: list[tuple[int, Standing]], field: str, filtered: bool, shared: bool) -> Iterator[Problem]:
    """Ranks run from 1 without gaps, each once; a filtered source lists some teams only.

    Platforms other than Kaggle let teams share a rank: the one after it is the next number, or counts all of them.
    """
    lines: dict[int, int] = {}
    for line, row in teams:
        rank = getattr(row, field)
        if rank is not None and (first := lines.setdefault(rank, line)) != line and not shared:
            yield Problem(file, f"rank {rank} stands on line {first} too", HARVEST, line, field)
    ranks = sorted(rank for _, row in teams if (rank := getattr(row, field)) is not None)
    steps = enumerate(pairwise((0, *ranks)), 1)
    gap = next((last + 1 for place, (last, rank) in steps if rank > last + 1 and not (shared and rank == place)), None)
    if gap is not None and not filtered:
        after = min(rank for rank in lines if rank > gap)
        yield Problem(file, f"rank {gap} is missing of 1 to {max(lines)}", HARVEST, lines[after], field)


def as_printed(problem: Problem) -> Problem:
    """What is an error of the API's, as a doubt about what somebody else printed."""
    return replace(problem, severity="warning", remedy=PRINTED)


def _score_lists(file: str, state: State) -> Iterator[Problem]:
    for board in ("public", "private"):
        ranks = [row.rank for row in state.scores if row.board == board]
        if ranks and sorted(set(ranks)) != list(range(1, len(ranks) + 1)):
            said = f"ranks of the {board} board do not run from 1 to {len(ranks)}"
            problem = Problem(file, said, HARVEST, field="rank")
            yield problem if state.competition.sources.get("scores") == API else as_printed(problem)


def _threads(file: str, state: State, text_policy: str) -> Iterator[Problem]:
    for line, topic in enumerate(state.topics, 1):
        ids = [message.message for message in topic.messages]
        known = set(ids)
        if len(known) < len(ids):
            yield Problem(file, "a message id stands twice", HARVEST, line, "messages.message")
        for message in topic.messages:
            if message.parent is not None and message.parent not in known:
                said = f"message {message.message} answers {message.parent}, which is not there"
                yield Problem(file, said, HARVEST, line, "messages.parent")
            if message.text is not None and (message.deleted or text_policy != "full"):
                why = "a deleted message" if message.deleted else f"text policy {text_policy}"
                yield Problem(file, f"message {message.message} keeps its text: {why}", HARVEST, line, "messages.text")


def _writeups(file: str, state: State) -> Iterator[Problem]:
    teams = {row.team: row for row in state.standings}
    for line, writeup in enumerate(state.writeups, 1):
        team = teams.get(writeup.team or "")
        if writeup.team is not None and team is None:
            yield Problem(file, f"team {writeup.team} is not on the board", HARVEST, line, "team")
        if team is not None and writeup.rank_source == "board" and writeup.private_rank != team.private_rank:
            yield Problem(
                file,
                f"rank {writeup.private_rank} is not the board's {team.private_rank}",
                HARVEST,
                line,
                "private_rank",
            )
        if writeup.title_rank and writeup.private_rank and writeup.title_rank != writeup.private_rank:
            said = f"the title says rank {writeup.title_rank}, {writeup.rank_source} says {writeup.private_rank}"
            yield Problem(file, said, "both are shown", line, "title_rank", severity="warning")


def _claims(file: str, state: State, text_policy: str) -> Iterator[Problem]:
    texts = {w.writeup: w.text_sha256 for w in state.writeups}
    texts.update({m.message: m.text_sha256 for topic in state.topics for m in topic.messages})
    for line, claim in enumerate(state.claims, 1):
        if claim.subject not in texts:
            yield Problem(
                file,
                f"{claim.subject} is neither a write-up nor a message here",
                "run `leaderlore run`",
                line,
                "subject",
            )
        elif texts[claim.subject] != claim.text_sha256:
            yield Problem(
                file, "was read from another version of the text", "run `leaderlore run`", line, "text_sha256"
            )
        if claim.end <= claim.start:
            yield Problem(
                file, f"offsets {claim.start} to {claim.end} hold nothing", "run `leaderlore run`", line, "end"
            )
        if claim.quote is not None and text_policy == "none":
            yield Problem(file, "a quote is kept under text policy none", "run `leaderlore run`", line, "quote")
