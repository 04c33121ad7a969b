"""The names that readers know a metric by: sources print one of them, and people look for another."""

from functools import cache

from archive.vocab import VOCAB, table


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return table(VOCAB / "metrics.csv", lambda row: (row["id"], row["name"], *row["aliases"].split("|")))


def metric_name(metric: str) -> str:
    """The printed name; the id itself where the vocabulary lacks it (an archive made with a newer one)."""
    return _names().get(metric, ("", metric))[1]


def metric_names(printed: str | None, metric: str | None) -> tuple[str, ...]:
    """What a search finds a metric by: the printed name, then the other names of its row that this does not hold."""
    names: list[str] = []
    for name in (printed, *_names().get(metric or "", ())):
        if name and name.casefold() not in " ".join(names).casefold():
            names.append(name)
    return tuple(names)
