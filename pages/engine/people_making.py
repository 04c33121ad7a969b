"""Makes what pages about people need, and makes again only what another competition or profile changed.

The roll is called over the marks that every competition's dossier leaves beside itself; whose hash on it is known keeps
the profile that lies in the cache. An index names the files that belong together, so that a build that is killed leaves
the old ones or the new ones.
"""

import gc
import hashlib
import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from archive.descriptor import Settings
from archive.keys import person_shard
from archive.records import Person
from archive.store import Archive, ArchiveError
from insights.beyond_podium import FIRST, Steady, beyond_podium
from insights.people import TOP, Marks, Part, Profile, Roll, call_roll, profiles_of
from insights.people.identity import Identities
from pages.engine.people import Brief, ListLink, People, PeopleFile, SteadyLink, Summary, summaries
from pages.engine.people_lists import lists

PER_TABLE = 400
"""People in a part of a table beyond the podium, so that no page grows past 150 KB."""


class Source(Protocol):
    """What the dossier of a competition leaves for the people."""

    @property
    def folder(self) -> str:
        """Folder of the competition."""

    @property
    def part(self) -> Path:
        """File with all that it says of people."""

    @property
    def marks(self) -> Path:
        """File with its marks for the roll."""


@dataclass
class _Index:
    """What lies in the cache. `shards` holds key, last part of the address, and hash of everybody, by shard."""

    made_from: str = ""
    general: str = ""
    files: dict[str, str] = field(default_factory=dict)
    shards: dict[str, list[list[str]]] = field(default_factory=dict)
    beyond: list[list[Any]] = field(default_factory=list)
    lists: list[list[Any]] = field(default_factory=list)


class _Store:
    """Files named by the hash of their content, and the index of those that belong together."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._path = folder, folder / "index.json"
        try:
            self.old = _Index(**json.loads(self._path.read_bytes()))
        except (OSError, ValueError, TypeError):
            self.old = _Index()
        if not all(self.file(self.old, name).path.exists() for name in self.old.files):
            self.old = _Index()

    def file(self, index: _Index, name: str) -> PeopleFile:
        digest = index.files[name]
        return PeopleFile(name, digest, self._folder / f"{digest}.json")

    def write(self, index: _Index, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()[:32]
        path = self._folder / f"{digest}.json"
        if not path.exists():
            draft = path.with_suffix(".new")
            draft.write_bytes(content)
            draft.replace(path)
        index.files[name] = digest

    def save(self, index: _Index) -> None:
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(vars(index), separators=(",", ":")), encoding="utf-8")
        draft.replace(self._path)
        wanted = {f"{digest}.json" for digest in index.files.values()} | {self._path.name}
        for path in self._folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)  # an older form of this cache
            elif path.name not in wanted:
                path.unlink()


def people_of(
    store: Path, made_from: str, general: str, sources: Iterable[Source], archive: Archive, own: Settings
) -> People:
    """Bring everything about people up to date.

    `made_from` is the hash of all of it, `general` of what every profile depends on (code, settings).
    """
    kept = _Store(store)
    index = kept.old
    if index.made_from != made_from:
        with _many_objects():
            index = _update(kept, made_from, general, list(sources), archive, own.people_min_teams)
        kept.save(index)

    def named(prefix: str) -> dict[str, PeopleFile]:
        return {name.removeprefix(prefix): kept.file(index, name) for name in index.files if name.startswith(prefix)}

    beyond, listed = named("beyond/"), named("list/")
    tables, links = map(SteadyLink._make, index.beyond), map(ListLink._make, index.lists)
    return People(
        shards=named("shard/"),
        pages={shard: tuple((at, digest) for _, at, digest in rows) for shard, rows in index.shards.items()},
        summaries=kept.file(index, "summaries"),
        beyond=tuple((link, beyond[link.address]) for link in tables),
        lists=tuple((link, listed[link.address]) for link in links),
        listed=named("listed/"),
        steady=named("steady/"),
        titles=kept.file(index, "titles"),
        settings=own,
    )


def _update(
    kept: _Store, made_from: str, general: str, sources: list[Source], archive: Archive, min_teams: int
) -> _Index:
    marks = {source.folder: Marks(*json.loads(source.marks.read_bytes())) for source in sources}
    stated, handles = {}, {}
    for key, known_as, line in _stated(archive.root):
        stated[key], handles[key] = line, known_as
    who = Identities(handles)
    roll = call_roll(marks, who, stated, min_teams)
    old = kept.old if kept.old.general == general else _Index()
    known = {key: digest for rows in old.shards.values() for key, _, digest in rows}
    wanted = [key for key, digest in roll.digests.items() if known.get(key) != digest]
    speaking = {folder for key in wanted for folder in roll.folders[key]}
    parts = (Part.model_validate_json(s.part.read_bytes()) for s in sources if s.folder in speaking)
    people = {key: Person.model_validate_json(stated[key]) for key in wanted if key in stated}
    fresh = {p.person: p for p in profiles_of(wanted, parts, people, who, roll, min_teams)}
    index = _Index(made_from, general)
    _write_shards(kept, old, index, roll, fresh)
    everybody = _write_summaries(kept, old, index, roll, fresh)
    _write_beyond(kept, index, everybody, min_teams)
    for link, entries in lists(everybody):
        kept.write(index, f"list/{link.address}", _json(entries))
        index.lists.append(list(link))
    for folder, teams in roll.members.items():
        kept.write(index, f"listed/{folder}", _json(teams))
    kept.write(index, "titles", _json({folder: marks[folder].title for folder, teams in roll.members.items() if teams}))
    return index


def _stated(root: Path) -> Iterator[tuple[str, list[str], str]]:
    """Key, handles and line of every profile in the archive. Raises ArchiveError where a file cannot be read."""
    for path in sorted((root / "people").glob("*.jsonl")):
        try:
            for line in path.read_text(encoding="utf-8").split("\n"):
                if line:
                    row = json.loads(line)
                    yield row["person"], row["handles"], line
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveError(f"people/{path.name} cannot be read: run `leaderlore check`") from error


def _write_shards(kept: _Store, old: _Index, index: _Index, roll: Roll, fresh: Mapping[str, Profile]) -> None:
    """Write the shards in which a profile is new, changed or gone; the others stay."""
    shards: dict[str, list[list[str]]] = defaultdict(list)
    for key, address in roll.addresses.items():
        shards[person_shard(key)].append([key, address, roll.digests[key]])
    for shard, rows in sorted(shards.items()):
        index.shards[shard], name = rows, f"shard/{shard}"
        before = old.shards.get(shard, [])
        if before == rows:
            index.files[name] = old.files[name]
            continue
        lines = kept.file(old, name).path.read_text(encoding="utf-8").split("\n") if before else []
        known = dict(zip((key for key, _, _ in before), lines, strict=False))
        made = (
            f"{address}\t{fresh[key].model_dump_json()}" if key in fresh else known[key] for key, address, _ in rows
        )
        kept.write(index, name, "".join(f"{line}\n" for line in made).encode())


def _write_summaries(
    kept: _Store, old: _Index, index: _Index, roll: Roll, fresh: Mapping[str, Profile]
) -> list[Summary]:
    """Everybody in brief, most recently active first."""
    known = {}
    if "summaries" in old.files:
        known = {row.person: row for row in summaries(kept.file(old, "summaries").path.read_bytes())}
    rows = [_summary(fresh[key]) if key in fresh else known[key] for key in roll.addresses]
    rows.sort(key=lambda row: (-(row.last_active or 0), -len(row.results), row.handle.lower()))
    kept.write(index, "summaries", _json(rows))
    return rows


def _write_beyond(kept: _Store, index: _Index, everybody: list[Summary], min_teams: int) -> None:
    """Tables over all modalities, under the empty name, and of each; who is in none of all is in none of one."""
    modalities = sorted({name for row in everybody for result in row.results for name in result.modalities})
    addresses = {row.person: row.address for row in everybody}
    repeatedly = {row.person for row in beyond_podium(everybody, min_teams=min_teams)}
    candidates = [row for row in everybody if row.person in repeatedly]
    for modality in ("", *modalities):
        steady = beyond_podium(candidates, modality or None, min_teams=min_teams)
        parts = [steady[start : start + PER_TABLE] for start in range(0, len(steady), PER_TABLE)]
        for number, rows in enumerate(parts, 1):
            name = (modality or "all") + (f"-{number}" if number > 1 else "")
            link = SteadyLink(f"people/beyond-the-podium/{name}/", modality, number, len(parts), len(rows))
            lines = [[addresses[row.person], row.model_dump()] for row in rows]
            kept.write(index, f"beyond/{link.address}", _json(lines))
            index.beyond.append(list(link))
        if not modality:
            _write_steady(kept, index, {row.person: row for row in candidates}, steady)


def _write_steady(kept: _Store, index: _Index, people: Mapping[str, Summary], steady: Iterable[Steady]) -> None:
    """By competition: who of its ranks 4-50 is in the table over all modalities, in its order."""
    rows: dict[str, list[list[Any]]] = defaultdict(list)
    for row in steady:
        for result in people[row.person].results:
            if FIRST <= (result.private_rank or 0) <= TOP:
                rows[result.folder].append([result.private_rank, people[row.person].address, row.model_dump()])
    for folder, here in rows.items():
        kept.write(index, f"steady/{folder}", _json(here))


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


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


@contextmanager
def _many_objects() -> Iterator[None]:
    """Make many objects that stay, without the garbage collector looking through them, which takes half the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
