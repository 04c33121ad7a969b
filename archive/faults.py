"""What went wrong, in one line that names the place."""

from pydantic import ValidationError


def first_fault(error: Exception) -> str:
    """The first fault of a validation with place, rule and what was found; else the first line of the message."""
    if not isinstance(error, ValidationError):
        return (str(error).splitlines() or [type(error).__name__])[0]
    fault, more = error.errors()[0], error.error_count() - 1
    place = ".".join(str(part) for part in fault["loc"]) or error.title
    return f"{place}: {fault['msg']} (found {fault['input']!r:.60})" + (f", and {more} more" if more else "")
