"""Whatever changes in the archive: a warm build ends in the bytes of a cold one, and writes no equal file again."""

import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from archive.descriptor import read_settings, write_descriptor
from archive.records import Person, Standing, WriteUp
from archive.store import Archive, State
from tests.pages.conftest import Builder
from tests.pages.test_build import bytes_of

Edit = Callable[[Archive, random.Random], None]


def _state(archive: Archive, chance: random.Random) -> tuple[str, State]:
    """A competition with named teams."""
    folder = chance.choice([folder for folder in archive.folders() if len(_named(archive.standings(folder))) > 1])
    state = archive.state(folder)
    assert state is not None
    return folder, state


def _named(standings: Iterable[Standing]) -> list[Standing]:
    return [team for team in standings if team.members and team.private_rank]


def two_teams_change_places(archive: Archive, chance: random.Random) -> None:
    folder, state = _state(archive, chance)
    first, second = chance.sample(_named(state.standings), 2)
    ranks = {first.team: second.private_rank, second.team: first.private_rank}
    rows = (
        team.model_copy(update={"private_rank": ranks.get(team.team, team.private_rank)}) for team in state.standings
    )
    archive.save(folder, replace(state, standings=tuple(rows)))


def a_member_leaves(archive: Archive, chance: random.Random) -> None:
    folder, state = _state(archive, chance)
    team = chance.choice(_named(state.standings))
    rows = (row.model_copy(update={"members": row.members[1:]}) if row is team else row for row in state.standings)
    archive.save(folder, replace(state, standings=tuple(rows)))


def a_handle_changes(archive: Archive, chance: random.Random) -> None:
    people = list(archive.people())
    index = chance.randrange(len(people))
    person = people[index]
    people[index] = person.model_copy(update={"handles": (f"renamed{index}", *person.handles)})
    archive.save_people(people)


def a_profile_arrives_for_whom_a_board_names(archive: Archive, chance: random.Random) -> None:
    _, state = _state(archive, chance)
    handle = chance.choice([handle for team in state.standings for handle in team.members])
    people = [person for person in archive.people() if handle not in person.handles]
    new = Person(
        person=f"u{chance.randrange(10**8, 10**9)}", handles=(handle,), name="New", as_of=state.competition.as_of
    )
    archive.save_people([*people, new])


def a_writeup_arrives(archive: Archive, chance: random.Random) -> None:
    folder, state = _state(archive, chance)
    team = chance.choice(_named(state.standings))
    writeup = WriteUp(
        writeup=f"new-{chance.randrange(10**6)}", url="https://example.org/solution", kind="platform", title="Solution",
        team=team.team, authors=team.members[:1], private_rank=team.private_rank,
    )  # fmt: skip
    archive.save(folder, replace(state, writeups=(*state.writeups, writeup)))


def a_competition_goes(archive: Archive, chance: random.Random) -> None:
    shutil.rmtree(archive.root / "competitions" / _state(archive, chance)[0])


def fewer_are_listed(archive: Archive, chance: random.Random) -> None:
    write_descriptor(archive.root, replace(read_settings(archive.root), people_min_teams=chance.randrange(90, 400)))


EDITS: tuple[Edit, ...] = (
    two_teams_change_places,
    a_member_leaves,
    a_handle_changes,
    a_profile_arrives_for_whom_a_board_names,
    a_writeup_arrives,
    a_competition_goes,
    fewer_are_listed,
)


def test_a_warm_build_ends_in_the_bytes_of_a_cold_one(workshop: tuple[Archive, Path, Builder], tmp_path: Path) -> None:
    archive, out, run = workshop
    run()
    chance = random.Random(20261125)
    for number, edit in enumerate(EDITS):
        before = {path: (content, (out / path).stat().st_mtime_ns) for path, content in bytes_of(out).items()}
        edit(archive, chance)
        run()
        after = bytes_of(out)
        fresh = tmp_path / f"cold{number}"
        shutil.copytree(tmp_path / "cache/theme", fresh / "theme")
        run(cache=fresh.name, into=tmp_path / "cold")
        assert after == bytes_of(tmp_path / "cold"), edit.__name__
        shutil.rmtree(tmp_path / "cold")
        again = [
            path
            for path, (content, time) in before.items()
            if after.get(path) == content and (out / path).stat().st_mtime_ns != time
        ]
        assert not again, f"{edit.__name__} wrote equal files"
