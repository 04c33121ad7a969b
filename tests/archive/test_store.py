from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.layout import COMPETITION, THREADS
from archive.records import Competition, Person
from archive.store import Archive, ArchiveError, State
from tests.archive.small import NOW, small_state, write_small


def empty(slug: str) -> State:
    return State(Competition(platform="kaggle", slug=slug, as_of=NOW, sources={}))


def add(archive: Archive, slug: str) -> str:
    folder = archive.folder_of(slug)
    archive.save(folder, empty(slug))
    return folder


def test_a_folder_that_does_not_exist_is_an_empty_archive(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "nowhere")
    assert archive.folders() == []
    assert (archive.people(), archive.changes(), archive.runs(), archive.corrections("toy")) == ((), (), (), ())
    assert archive.state("toy") is None


def test_what_was_written_is_read(tmp_path: Path) -> None:
    archive = write_small(tmp_path)
    assert archive.state("apples") == small_state()
    assert sorted(person.person for person in archive.people()) == ["u1", "u2", "u3"]
    (correction,) = archive.corrections("apples")
    assert (correction.field, correction.value, correction.expect) == ("teams", 52, 51)


HANDLES = st.text(alphabet=st.sampled_from('ab]["\\,é'), min_size=1, max_size=4)
HOSTILE = ('x","handles":["y"]', '\\","handles":["y"]')


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(HANDLES, max_size=3, unique=True), max_size=4), st.sampled_from(HOSTILE))
def test_handles_are_found_without_reading_profiles_and_none_is_made_up(
    tmp_path: Path, of_people: list[list[str]], name: str
) -> None:
    archive = Archive(tmp_path)
    people = [
        Person(person=f"u{number}", handles=tuple(handles), name=name, as_of=NOW)
        for number, handles in enumerate(of_people)
    ]
    archive.save_people(people)
    plain = [person.handles for person in people if not set('"\\') & set("".join(person.handles))]
    assert archive.handles() == {handle for handles in plain for handle in handles}


def test_handles_beside_damaged_bytes_are_found_all_the_same(tmp_path: Path) -> None:
    shard = tmp_path / "people" / "00.jsonl"
    shard.parent.mkdir()
    shard.write_bytes(b'{"person":"u1","handles":["\xff"]}\n{"person":"u2","handles":["ada"]}\n')
    assert "ada" in Archive(tmp_path).handles()


def test_slugs_that_differ_in_case_alone_have_folders_of_their_own(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert [add(archive, slug) for slug in ("Foo", "foo", "FOO", "foo-2")] == ["Foo", "foo-2", "FOO-3", "foo-2-2"]
    assert [archive.folder_of(slug) for slug in ("Foo", "foo", "FOO", "foo-2")] == ["Foo", "foo-2", "FOO-3", "foo-2-2"]
    assert len({folder.casefold() for folder in archive.folders()}) == 4
    known = {folder: archive.competition(folder) for folder in archive.folders()}
    assert {folder: c.folder for folder, c in known.items() if c} == {
        "Foo": None, "foo-2": "foo-2", "FOO-3": "FOO-3", "foo-2-2": "foo-2-2",
    }  # fmt: skip


def test_a_genuine_slug_with_a_suffix_keeps_its_folder(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert [add(archive, slug) for slug in ("foo-2", "foo", "FOO")] == ["foo-2", "foo", "FOO-3"]


def test_the_folder_of_a_longest_slug_is_no_longer(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    add(archive, "x" * 100)
    assert add(archive, "X" * 100) == "X" * 98 + "-2"


def test_a_folder_that_a_failed_run_left_empty_is_used(tmp_path: Path) -> None:
    (tmp_path / "competitions" / "foo").mkdir(parents=True)
    assert Archive(tmp_path).folder_of("foo") == "foo"


def test_an_equal_state_changes_no_file(tmp_path: Path) -> None:
    archive = write_small(tmp_path)
    assert archive.save("apples", small_state()) == []


def test_a_partial_state_touches_only_what_differs_from_what_was_read(tmp_path: Path) -> None:
    archive = write_small(tmp_path)
    old = archive.state("apples", (THREADS,))
    assert old is not None
    assert (old.standings, old.writeups) == ((), ())
    new = State(old.competition.model_copy(update={"title": "Pears"}), topics=old.topics)
    assert archive.save("apples", new, old) == [Path(COMPETITION.path.format(folder="apples"))]
    assert archive.standings("apples") == small_state().standings


def test_rows_that_are_gone_take_their_file_along(tmp_path: Path) -> None:
    archive = write_small(tmp_path)
    gone = archive.save("apples", empty("apples"))
    assert Path("competitions/apples/leaderboard.csv") in gone
    assert [path.name for path in (tmp_path / "competitions/apples").iterdir()] == ["competition.json"]


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("competitions/apples/leaderboard.csv", "team,submissions\n7,many\n", "0.submissions"),
        ("competitions/apples/writeups.jsonl", "{", "writeups.jsonl"),
        ("competitions/apples/competition.json", '{"mood": 1}', "platform"),
        ("changes.csv", 'date\n"', "changes.csv"),
        ("corrections/apples.yml", "- [", "apples.yml"),
        ("corrections/apples.yml", "- {record: nowhere, field: a, value: 1, expect: 2, reason: x}", "record"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(file: str, text: str, place: str, tmp_path: Path) -> None:
    archive = write_small(tmp_path)
    (tmp_path / file).write_text(text)
    with pytest.raises(ArchiveError, match="run `leaderlore check`") as caught:
        archive.state("apples"), archive.changes(), archive.corrections("apples")
    assert file in str(caught.value)
    assert place in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
