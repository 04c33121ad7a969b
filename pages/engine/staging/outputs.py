"""What jobs made: the files of each, and what these come to.

The sum is kept beside the files, because a build asks for it each time, and for few of the files.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Raw, Struct
from msgspec.json import Decoder, encode

from pages.engine import PAGE_BYTES
from pages.engine.staging.folders import HASHED, Facts


class Part(Struct, array_like=True, frozen=True, gc=False):
    """What a part of a job made."""

    made_from: str
    """Hash of its inputs."""
    files: dict[str, Facts]
    """By path."""


class Totals(NamedTuple):
    """What is to be known of a job, or of a group of jobs, without the files one by one."""

    files: int
    bytes: int
    tops: list[str]
    """First parts of the paths, sorted."""
    heavy: list[str]
    """Pages of more than `PAGE_BYTES`."""
    data: dict[str, Facts]
    """Files for programs, by path."""
    parts: dict[str, int]
    """Number of parts of each job by its own name."""


class _Written(Struct, array_like=True):
    """A job in a file of the manifest."""

    made_from: str
    totals: Totals
    parts: Raw


_written = Decoder(dict[str, _Written])
_parts = Decoder(dict[str, Part])


class Output:
    """What a job made. The parts of one that was read are parsed when somebody asks for them."""

    def __init__(self, made_from: str, parts: dict[str, Part] | None = None, written: _Written | None = None) -> None:
        """`made_from` is the hash of the inputs of all parts."""
        self.made_from = made_from
        self._parts, self._written = parts, written

    @property
    def parts(self) -> dict[str, Part]:
        """What each part made, by its name."""
        if self._parts is None:
            self._parts = _parts.decode(self._written.parts) if self._written else {}
        return self._parts

    def add(self, name: str, part: Part) -> None:
        """Note what one more part made."""
        self.parts[name] = part
        self._written = None

    def written(self, own: str) -> _Written:
        """As it is written, with the sum of its files; `own` is its name in the group."""
        if self._written is None:
            self._written = _Written(self.made_from, _sum(own, self.parts), Raw(encode(self.parts)))
        return self._written


Outputs = Mapping[str, Output]
"""Outputs by name: the group, a colon, the job's own name in it; of a group of one job the group alone."""


def _sum(own: str, parts: Mapping[str, Part]) -> Totals:
    files = {path: facts for part in parts.values() for path, facts in part.files.items()}
    return Totals(
        files=len(files),
        bytes=sum(facts.size for facts in files.values()),
        tops=sorted({path.partition("/")[0] for path in files}),
        heavy=[path for path, facts in files.items() if facts.size > PAGE_BYTES and path.endswith(".html")],
        data={path: facts for path, facts in files.items() if path.startswith(HASHED)},
        parts={own: len(parts)},
    )


def totals_of(jobs: Outputs) -> Totals:
    """Sum up the jobs of one group, of which no two make the same file."""
    each = [written.totals for written in _all_written(jobs).values()]
    return Totals(
        files=sum(totals.files for totals in each),
        bytes=sum(totals.bytes for totals in each),
        tops=sorted({top for totals in each for top in totals.tops}),
        heavy=[path for totals in each for path in totals.heavy],
        data={path: facts for totals in each for path, facts in totals.data.items()},
        parts={own: number for totals in each for own, number in totals.parts.items()},
    )


def files_of(jobs: Iterable[Output]) -> Iterator[tuple[str, Facts]]:
    """Path and facts of all files of some jobs."""
    return (item for job in jobs for part in job.parts.values() for item in part.files.items())


def encoded(jobs: Outputs) -> bytes:
    """The jobs of a group as a file of the manifest."""
    return encode(_all_written(jobs))


def decoded(content: bytes) -> Outputs:
    """The jobs of such a file. Raises ValueError where it is torn."""
    return {name: Output(one.made_from, written=one) for name, one in _written.decode(content).items()}


def _all_written(jobs: Outputs) -> dict[str, _Written]:
    return {name: job.written(name.partition(":")[2]) for name, job in jobs.items()}
