"""What went wrong, in one line that names the place."""

import re

from pydantic import ValidationError

UNMERGED = "git left the marks of a merge"
_MARK = re.compile(rb"^<{7} ", re.MULTILINE)


def merge_mark(data: bytes) -> int | None:
    """The first line that git wrote into a file of which two branches changed the same lines; None without one."""
    found = _MARK.search(data)
    return data[: found.start()].count(b"\n") + 1 if found else None


def fault_in(data: bytes, error: Exception) -> str:
    """What keeps a file with these bytes from being read: the marks of a merge, which no reader knows, or the fault."""
    line = merge_mark(data)
    return f"{UNMERGED} on line {line}" if line else first_fault(error)


def first_fault(error: Exception) -> str:
    """The first fault of a validation with place, rule and what was found; else the first line of the message."""
    if not isinstance(error, ValidationError):
        return (str(error).splitlines() or [type(error).__name__])[0]
    fault, more = error.errors()[0], error.error_count() - 1
    place = ".".join(str(part) for part in fault["loc"]) or error.title
    return f"{place}: {fault['msg']} (found {fault['input']!r:.60})" + (f", and {more} more" if more else "")
