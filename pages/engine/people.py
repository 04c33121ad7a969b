"""The people of a build: profiles in shards and what lists of people are made from, computed once, kept in the cache.

Everything follows from the parts that the competitions' dossiers leave beside themselves, from the platform's own
profiles, and from the settings; while none of these change, nothing is read.
"""

import gc
import hashlib
import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, TypeAdapter

from archive.descriptor import Settings
from archive.keys import person_shard
from archive.records import Record, WriteUp
from archive.store import Archive
from insights.beyond_podium import Steady, beyond_podium
from insights.people import Part, Profile, profiles

SCHEMA = "leaderlore/people/1"
DEEP = "people/by/_shell/"
"""Shell of the pages one level below the profiles."""


class Brief(NamedTuple):
    """One result in a list."""

    folder: str
    year: int | None
    modalities: list[str]
    teams: int
    private_rank: int | None
    team_size: int | None
    medal: str | None


class Summary(NamedTuple):
    """One person in a list."""

    person: str
    handle: str
    address: str
    """Last part of the page's address."""
    shard: str
    """Name of the twin's file."""
    name: str | None
    results: list[Brief]
    last_active: int | None
    writeups: int
    code: int
    techniques: list[str]
    tier: str | None
    location: str | None
    organisation: str | None
    median_private_rank: float
    robustness: float | None


@dataclass(frozen=True)
class PeopleFile:
    """A file of the cache about people; equal references mean equal content."""

    name: str
    digest: str
    path: Path = field(repr=False, compare=False)


class Shard(Record):
    """Some of the profiles: the content of a twin."""

    form: str = Field(alias="schema")
    """Name and version of this form."""
    listed_from_teams: int
    """Teams of a competition that make its top 50 listed."""
    people: dict[str, Profile]
    """By last part of the page's address."""


_BEYOND = TypeAdapter(dict[str, list[Steady]])


@lru_cache(maxsize=2)
def load_shard(file: PeopleFile) -> Shard:
    """The profiles of a shard."""
    return Shard.model_validate_json(file.path.read_bytes())


@lru_cache(maxsize=1)
def load_summaries(file: PeopleFile) -> list[Summary]:
    """Everybody in brief, most recently active first."""
    rows = json.loads(file.path.read_bytes())
    return [Summary._make(row)._replace(results=[Brief._make(result) for result in row[5]]) for row in rows]


@lru_cache(maxsize=1)
def load_beyond(file: PeopleFile) -> dict[str, list[Steady]]:
    """Who did well repeatedly beyond the podium, by modality; under the empty name over all of them."""
    return _BEYOND.validate_json(file.path.read_bytes())


@lru_cache(maxsize=1)
def load_titles(file: PeopleFile) -> dict[str, str]:
    """Titles of the competitions in which listed people have results, by folder; `file` is `competitions`."""
    return dict(json.loads(file.path.read_bytes()))


Listed = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Key of a team, and of its listed members each handle with the last part of the page's address."""
Members = tuple[tuple[str, str | None], ...]
"""Handle of each member, and the last part of the page's address where the member is listed."""


@lru_cache(maxsize=1)
def _load_members(file: PeopleFile) -> dict[str, dict[str, list[list[str]]]]:
    return dict(json.loads(file.path.read_bytes()))


def listed_in(file: PeopleFile, folder: str) -> Listed:
    """Who of a competition's teams is listed; `file` is `members`."""
    teams = _load_members(file).get(folder, {})
    return tuple((team, tuple((handle, address) for handle, address in people)) for team, people in teams.items())


def members_of(listed: Listed, teams: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Members]:
    """The members of each team, from pairs of its key and the handles on the board."""
    addresses = {team: {handle.lower(): address for handle, address in people} for team, people in listed}
    for team, handles in teams:
        known = addresses.get(team, {})
        yield tuple((handle, known.get(handle.lower())) for handle in handles)


def authors_of(listed: Listed, writeups: Iterable[WriteUp]) -> dict[str, Members]:
    """Authors by key of the write-up; whoever is in a listed team of the same competition has an address."""
    everybody = ("", tuple(pair for _, people in listed for pair in people))
    signed = [writeup for writeup in writeups if writeup.authors]
    found = members_of((everybody,), (("", writeup.authors) for writeup in signed))
    return dict(zip((writeup.writeup for writeup in signed), found, strict=True))


@dataclass(frozen=True)
class People:
    """Where all of it lies."""

    files: dict[str, PeopleFile]
    """By name: `summaries`, `competitions`, `beyond`, `members`, and one a shard."""
    sizes: dict[str, int]
    """People by name of the shard."""
    settings: Settings
    """Who is listed, and whether search engines are asked to leave the pages out."""

    @property
    def shards(self) -> tuple[PeopleFile, ...]:
        """Profiles by the first two hex digits of the key's SHA-256."""
        return tuple(self.files[name] for name in self.sizes)


def people_of(store: Path, made_from: str, parts: Iterable[Path], archive: Archive, own: Settings) -> People:
    """Compute everything about people, or take it from the cache where it was made from the same."""
    folder = store / made_from[:16]
    done = folder / "done"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with _many_objects():
            read = (Part.model_validate_json(path.read_bytes()) for path in parts)
            everybody = list(profiles(read, archive.people(), own.people_min_teams))
            made = dict(_files(everybody, own.people_min_teams))
        for name, content in made.items():
            (folder / f"{name}.json").write_bytes(content)
        sizes = Counter(person_shard(profile.person) for profile in everybody)
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
        done.write_text(json.dumps([digests, dict(sorted(sizes.items()))]))
        for old in store.iterdir():
            if old != folder:
                shutil.rmtree(old)
    digests, sizes = json.loads(done.read_bytes())
    files = {name: PeopleFile(name, digest, folder / f"{name}.json") for name, digest in digests.items()}
    return People(files, sizes, own)


@contextmanager
def _many_objects() -> Iterator[None]:
    """Make many objects that stay, without the garbage collector looking through them, which takes half the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _files(everybody: list[Profile], min_teams: int) -> Iterator[tuple[str, bytes]]:
    shards: dict[str, list[Profile]] = defaultdict(list)
    for profile in everybody:
        shards[person_shard(profile.person)].append(profile)
    for shard, members in sorted(shards.items()):
        people = {profile.address: profile for profile in members}
        whole = Shard(schema=SCHEMA, listed_from_teams=min_teams, people=people)
        yield shard, f"{whole.model_dump_json(by_alias=True)}\n".encode()
    rows = [_summary(profile) for profile in everybody]
    rows.sort(key=lambda row: (-(row.last_active or 0), -len(row.results), row.handle.lower()))
    modalities = sorted({modality for profile in everybody for modality in profile.modalities})
    steady = {name: beyond_podium(everybody, name or None, min_teams=min_teams) for name in ("", *modalities)}
    yield "summaries", json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    yield "beyond", _BEYOND.dump_json(steady)
    by_folder: dict[str, dict[str, list[list[str]]]] = defaultdict(lambda: defaultdict(list))
    for profile in everybody:
        for result in profile.results:
            spelled = [[handle, profile.address] for handle in (profile.handle, *profile.former_handles)]
            by_folder[result.folder][result.team] += spelled
    titles = {result.folder: result.title for profile in everybody for result in profile.results}
    yield "competitions", json.dumps(titles, ensure_ascii=False).encode()
    yield "members", json.dumps(by_folder, ensure_ascii=False).encode()


def _summary(profile: Profile) -> Summary:
    return Summary(
        person=profile.person,
        handle=profile.handle,
        address=profile.address,
        shard=person_shard(profile.person),
        name=profile.name,
        results=[
            Brief(r.folder, r.year, list(r.modalities), r.teams, r.private_rank, r.team_size, r.medal)
            for r in profile.results
        ],
        last_active=profile.last_active,
        writeups=profile.writeups,
        code=profile.code,
        techniques=list(profile.techniques),
        tier=profile.tier,
        location=profile.location,
        organisation=profile.organisation,
        median_private_rank=profile.median_private_rank,
        robustness=profile.robustness.median if profile.robustness else None,
    )
