"""Versions of the tools whose work is kept, which is made again by another version."""


def version_of(package: str) -> str:
    """Version of an installed package."""
    from importlib.metadata import version  # loads a parser of e-mails: who waits for others anyway has the time

    return version(package)
