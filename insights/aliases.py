"""Other names by which readers look for a technique, or for a kind of data, a task or a field."""

from functools import cache

from archive.vocab import VOCAB, table


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Names by the id that they stand for; an id that is known by its own name alone is not there."""
    return table(VOCAB / "aliases.csv", lambda row: tuple(row["aliases"].split("|")))
