"""Makes what pages about people need, and makes again only what another competition or profile changed.

The roll is called over the marks that every competition's dossier leaves beside itself; whose hash on it is known keeps
the profile that lies in the cache. Lists of people change by the lines of those whose profile is another one.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from itertools import islice
from pathlib import Path

from archive.keys import person_shard
from insights.computed import Value, decode
from insights.people import Gathered, Part, Roll, members_of
from pages.engine.people import SHOWN, People, PeopleFile, words_of
from pages.engine.people.lines import FACETS, NAMES, STEADY, Change, KeptChange, changed_group, split_lines
from pages.engine.people.lists import everybody, list_links, parts_of, steady_links
from pages.engine.people.profiles import Shard, Sources, make_shard
from pages.engine.people.roll import Called, Inputs, Source, called_again, called_all, keep_roll
from pages.engine.people.store import Index, Store
from pages.engine.processes.workers import Run

FEW = 500
"""So many profiles are made sooner by one process than competitions are sorted by several (see `sorting`)."""


def people_of(
    folder: Path, inputs: Inputs, sources: Mapping[str, Source], root: Path, min_teams: int, run: Run
) -> People:
    """Bring everything about people up to date; `sources` are the competitions by folder, in their order.

    Everybody is called: ask `few_people_of` first.
    """
    store = Store(folder)
    if _is_current(store.old, inputs):
        return _people(store, store.old, min_teams)
    old = store.old if store.old.general == inputs.general else Index()
    stale = _stale(store, old, inputs, called_all(sources, root, min_teams))
    return _people(store, _update(store, stale, sources, min_teams, run), min_teams)


def few_people_of(
    folder: Path, inputs: Inputs, sources: Mapping[str, Source], root: Path, min_teams: int
) -> People | None:
    """The same in one process where only few have to be called; None, and nothing is written, where everybody has."""
    store = Store(folder)
    if _is_current(store.old, inputs):
        return _people(store, store.old, min_teams)
    called = called_again(store, store.old, inputs, sources, root, min_teams, FEW)
    if called is None:
        return None
    stale = _stale(store, store.old, inputs, called)
    return _people(store, _update(store, stale, sources, min_teams, Run()), min_teams)


def _is_current(index: Index, inputs: Inputs) -> bool:
    return (index.general, index.stated, index.parts) == (inputs.general, inputs.stated, inputs.parts)


def _people(store: Store, index: Index, min_teams: int) -> People:
    def named(prefix: str, suffix: str = "") -> dict[str, PeopleFile]:
        names = (name for name in index.files if name.startswith(prefix))
        return {name.removeprefix(prefix).removesuffix(suffix): store.file(index, name) for name in names}

    return People(
        shards={shard: store.file(index, f"shard/{shard}") for shard in index.shards},
        words=index.shards,
        names=tuple(store.file(index, name) for name in everybody(NAMES, index.groups)),
        facets=tuple(store.file(index, name) for name in everybody(FACETS, index.groups)),
        front=store.file(index, "front"),
        beyond=tuple((link, store.file(index, name)) for name, link in steady_links(index.groups)),
        lists=tuple((link, store.file(index, name)) for name, link in list_links(index.groups)),
        listed=named("listed/"),
        steady=named(f"{STEADY}\t", "\t1"),
        titles=store.file(index, "titles"),
        min_teams=min_teams,
    )


class _Stale(Value):
    """What has to be made anew."""

    called: Called
    old: Index
    index: Index
    """The next one, so far without the files that have to be made."""
    wanted: Set[str]
    """Keys of those whose profile has to be made."""
    shards: list[Shard]


def _stale(store: Store, old: Index, inputs: Inputs, called: Called) -> _Stale:
    roll = called.roll
    index = Index(inputs.general, inputs.stated, inputs.parts, dict(old.files), groups=dict(old.groups))
    known: dict[str, str] = {}
    for shard in set(map(person_shard, roll.digests)) if old.shards else ():
        keys, _, digests = words_of(old.shards.get(shard, ""))
        known.update(zip(keys, digests, strict=True))
    wanted = {key: known.get(key, "") for key, digest in roll.digests.items() if known.get(key) != digest}
    index.shards = _shards(old, roll, wanted)
    return _Stale(called, old, index, wanted.keys(), _shards_to_make(store, old, index, called, wanted))


def _update(store: Store, stale: _Stale, sources: Mapping[str, Source], min_teams: int, run: Run) -> Index:
    """Make it, and note it in the cache."""
    index = stale.index
    made = _make(store, stale, sources, min_teams, run)
    _write_called(store, index, stale.called)
    keep_roll(store, index, stale.called)
    changes = _collect(stale.shards, made, index)
    named = sorted(set[str]().union(*(change.groups() for change in changes)))
    written = [name for name in named if _write_group(store, index, name, changes)]
    if "front" not in index.files or any(name.startswith((f"{NAMES}\t", f"{FACETS}\t")) for name in written):
        _write_front(store, index, changes)
    store.save(index)
    return index


def _shards(old: Index, roll: Roll, changed: Mapping[str, str]) -> dict[str, str]:
    """What the index says of shards; `changed` are the old hashes of those whose hash is another one."""
    if len(roll.digests) < len(roll.addresses):  # only some were called, and nobody came or went
        shards = dict(old.shards)
        for key, digest in changed.items():
            shard = person_shard(key)
            shards[shard] = shards[shard].replace(digest, roll.digests[key])
        return shards
    words: dict[str, list[str]] = defaultdict(list)
    for key, address in roll.addresses.items():
        words[person_shard(key)] += (key, address, roll.digests[key])
    return {shard: "\t".join(words[shard]) for shard in sorted(words)}


def _shards_to_make(store: Store, old: Index, index: Index, called: Called, wanted: Container[str]) -> list[Shard]:
    """The shards in which a profile is new, changed or gone."""
    shards = []
    for name in sorted(old.shards.keys() | index.shards.keys()):
        before, after = old.shards.get(name, ""), index.shards.get(name, "")
        if before != after:
            file = store.file(old, f"shard/{name}") if before else None
            keys, addresses, _ = words_of(after)
            people = dict(zip(keys, addresses, strict=True))
            make = {key: called.stated.get(key, "") for key in keys if key in wanted}
            shards.append(Shard(name, file, tuple(words_of(before)[0]), people, make))
    return shards


def _make(
    store: Store, stale: _Stale, sources: Mapping[str, Source], min_teams: int, run: Run
) -> Iterable[tuple[list[str], Change | KeptChange]]:
    """Write the files of shards, some at a time: their hashes and what becomes another in lists of people."""
    called, shards = stale.called, stale.shards
    if len(stale.wanted) <= FEW:
        gathered = Gathered(called.who, min_teams, stale.wanted)
        for folder in called.roll.folders:
            if not stale.wanted.isdisjoint(called.roll.said[folder].split("\t")[1::2]):
                gathered.add(decode(sources[folder].part.read_bytes(), Part))
        at_hand, change = Sources(gathered.profile, called.roll, min_teams, store.folder), Change()
        return [([make_shard(shard, at_hand, change) for shard in shards], change)]
    from pages.engine.people.sorting import make_batches  # a build after few changes does without

    parts = (source.part for source in sources.values())
    return make_batches(store, shards, called, parts, min_teams, run)


def _collect(
    shards: Sequence[Shard], made: Iterable[tuple[list[str], Change | KeptChange]], index: Index
) -> list[Change | KeptChange]:
    """Note the files of shards in the index; what they change in lists of people."""
    digests, changes = list[str](), list[Change | KeptChange]()
    for some, change in made:
        digests += some
        changes.append(change)
    for shard, digest in zip(shards, digests, strict=True):
        index.files[f"shard/{shard.name}"] = digest
        if not shard.people:
            del index.files[f"shard/{shard.name}"]
    return changes


def _write_front(store: Store, index: Index, changes: Iterable[Change | KeptChange]) -> None:
    """What the search page shows before any script runs."""
    front = json.loads(store.text(index, "front") or '{"counts": {}}')
    counts = Counter({(facet, value): n for facet, of_it in front["counts"].items() for value, n in of_it.items()})
    for change in changes:
        counts.update(change.counts)
    by_facet: dict[str, dict[str, int]] = defaultdict(dict)
    for (facet, value), people in sorted(counts.items()):
        if people:
            by_facet[facet][value] = people
    first = list(zip(_first(store, index, NAMES), _first(store, index, FACETS), strict=True))
    people = sum(lines for name, lines in index.groups.items() if name.startswith(f"{NAMES}\t"))
    store.write_json(index, "front", {"first": first, "counts": by_facet, "people": people})


def _first(store: Store, index: Index, kind: str) -> list[list[str]]:
    """The cells of the first people."""
    lines = (line for file in everybody(kind, index.groups) for line in split_lines(store.text(index, file)))
    return [line.split("\t") for line in islice(lines, SHOWN)]


def _write_group(store: Store, index: Index, name: str, changes: Sequence[Change | KeptChange]) -> bool:
    """Write one group of lines, in parts, where it changed; whether it did."""
    parts = [file for file, _, _ in parts_of(name, index.groups.get(name, 0))]
    lines = changed_group(
        name, changes, lambda: (line for file in parts for line in split_lines(store.text(index, file)))
    )
    if lines is None:
        return False
    for file in parts:
        del index.files[file]
    index.groups.pop(name, None)
    if lines:
        index.groups[name] = len(lines)
    for file, first, number in parts_of(name, len(lines)):
        store.write(index, file, "\n".join(lines[first : first + number]))
    return True


def _write_called(store: Store, index: Index, called: Called) -> None:
    """What pages need of the competitions that were called."""
    titles = json.loads(store.text(index, "titles") or "{}")
    for folder in titles.keys() - index.parts.keys():
        del titles[folder]
    listed = {name.removeprefix("listed/") for name in index.files if name.startswith("listed/")}
    for folder in listed - index.parts.keys():
        del index.files[f"listed/{folder}"]
    for folder, teams in members_of(called.roll, called.who):
        store.write_json(index, f"listed/{folder}", teams)
        titles.pop(folder, None)
        if teams:
            titles[folder] = called.roll.titles[folder]
    store.write_json(index, "titles", dict(sorted(titles.items())))
