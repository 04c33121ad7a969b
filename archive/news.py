"""What happened between two states of a competition, in the words of `changes.csv`.

A score that moves is no news, and writes nothing but the board; news is what a reader would want to be told.
"""

from collections.abc import Callable, Sequence

from archive.board import count_ranked
from archive.corrected import corrected
from archive.keys import canonical_url
from archive.records import BoardName, Change, Correction, WriteUp
from archive.store import State

Line = Callable[..., Change]


def news(old: State | None, new: State, started: str, corrections: Sequence[Correction] = ()) -> list[Change]:
    """News of one competition, with its corrections; `started` is the time of the run."""
    slug, day = new.competition.slug, started[:10]

    def line(what: str, detail: str | None = None) -> Change:
        return Change.model_validate({"date": day, "slug": slug, "what": what, "detail": detail})

    changes = [line("competition-added", new.competition.title)] if old is None else []
    deadline = new.competition.deadline
    if old is not None and deadline and old.competition.as_of < deadline <= new.competition.as_of:
        changes.append(line("ended", f"deadline {deadline}"))
    changes += [line("board", detail) for detail in _board_news(old, new)]
    changes += _writeup_news(old, new, line)
    changes += _thread_news(old, new, line)
    if old is not None:
        changes += [line("correction", str(one)) for one in corrected(old, new, corrections)]
    return changes


def _board_news(old: State | None, new: State) -> list[str]:
    details = []
    boards: tuple[BoardName, ...] = ("public", "private")
    for board in boards:
        before, after = count_ranked(old.standings if old else (), board), count_ranked(new.standings, board)
        if after and not before:
            details.append(f"{board} board with {after} teams")
        elif before and not after:
            details.append(f"{board} board withdrawn")
        elif after != before:
            details.append(f"{board} board: {before} teams before, {after} now")
    return details


def _writeup_news(old: State | None, new: State, line: Line) -> list[Change]:
    before = old.writeups if old else ()
    added, gone = _count_missing(new.writeups, before), _count_missing(before, new.writeups)
    changes = [line("writeup", f"{added} new")] if added else []
    return changes + ([line("writeup-withdrawn", f"{gone} withdrawn")] if gone else [])


def _count_missing(writeups: Sequence[WriteUp], others: Sequence[WriteUp]) -> int:
    """Write-ups of which the others have neither the key nor the address: one may get an id, or move."""
    keys, addresses = {other.writeup for other in others}, {canonical_url(other.url) for other in others}
    return sum(w.writeup not in keys and canonical_url(w.url) not in addresses for w in writeups)


def _thread_news(old: State | None, new: State, line: Line) -> list[Change]:
    def count(state: State | None) -> tuple[int, int]:
        topics = state.topics if state else ()
        return len(topics), sum(len(topic.messages) for topic in topics)

    (topics, messages), (new_topics, new_messages) = count(old), count(new)
    told = (_difference(new_topics - topics, "topic"), _difference(new_messages - messages, "message"))
    return [line("thread", ", ".join(filter(None, told)))] if any(told) else []


def _difference(number: int, noun: str) -> str | None:
    """`1 new topic`, `3 topics gone`; None where nothing changed."""
    many = noun if abs(number) == 1 else f"{noun}s"
    return f"{number:,} new {many}" if number > 0 else f"{-number:,} {many} gone" if number else None
