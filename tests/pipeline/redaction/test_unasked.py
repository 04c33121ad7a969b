import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.descriptor import describe_first
from archive.findings import Finding
from archive.records import Person
from archive.redact import Target
from archive.redactions import Redactions
from archive.store import Archive
from pipeline.harvest import harvest
from pipeline.redaction import unasked
from pipeline.redaction.unasked import Unasked
from tests.pipeline.toy_harvest import board, context, finding, full, run, source


@pytest.mark.parametrize(("most", "listed"), [(2, True), (1, False)])
def test_accounts_that_are_gone_in_great_number_are_a_cut_table_not_people_to_redact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, listed: bool
) -> None:
    monkeypatch.setattr(unasked, "MOST_DELETED", most)
    archive, warnings = Archive(tmp_path / "data"), list[str]()
    archive.root.mkdir()
    gone = Unasked(tmp_path / "deleted.jsonl", deleted=Target(frozenset(), frozenset({"ann", "bob"}), frozenset()))
    changed = gone.redact(archive, tmp_path / "cache", "2026-01-05", warnings.append)
    assert (bool(archive.redactions()), "redactions.csv" in changed) == (listed, listed)
    assert ("none is redacted" in warnings[0]) is not listed


def test_many_accounts_of_few_that_are_known_are_a_cut_table_too(tmp_path: Path) -> None:
    archive, warnings = Archive(tmp_path / "data"), list[str]()
    describe_first(tmp_path / "data")
    archive.save_people([Person(person=f"u{n}", handles=(f"p{n}",), as_of="2026-01-01T00:00:00Z") for n in range(200)])
    for gone, redacted in ((4, 0), (3, 3)):
        handles = frozenset(f"p{n}" for n in range(gone))
        unasked = Unasked(tmp_path / "deleted.jsonl", deleted=Target(frozenset(), handles, frozenset()))
        unasked.redact(archive, tmp_path / "cache", "2026-01-05", warnings.append)
        assert len(archive.people()) == 200 - redacted
    assert "none is redacted" in warnings[0]
    assert warnings[1] == "3 accounts are gone from the platform and are redacted, for good"
    gone = Target(frozenset(), frozenset({f"p{n}" for n in range(10, 15)}), frozenset())
    stood = {f"q{number}" for number in range(400)}  # on boards, without a profile
    unasked = Unasked(tmp_path / "deleted.jsonl", deleted=gone, stood=stood)
    unasked.redact(archive, tmp_path / "cache", "2026-01-05", warnings.append)
    assert (len(archive.people()), warnings[2][:10]) == (192, "5 accounts")


def test_boards_say_who_stood_on_them(tmp_path: Path) -> None:
    run(tmp_path, full())
    state = Archive(tmp_path / "data").state("toy")
    assert state is not None
    unasked = Unasked(tmp_path / "deleted.jsonl")
    unasked.note_boards(state, state, Redactions(()), "2026-01-05T00:00:00Z")
    assert unasked.stood == {member for row in state.standings for member in row.members} != set()


def test_an_account_that_a_killed_run_saw_gone_is_redacted_by_the_next(tmp_path: Path) -> None:
    def killed(_: object) -> Iterator[Finding]:
        yield finding("toy2", standings=board(members=("p0",), team_size=2))
        raise KeyboardInterrupt

    run(tmp_path, full(), finding("toy2", standings=board(members=("p0", "p1"), team_size=2)))
    shutil.rmtree(tmp_path / "cache")
    with pytest.raises(KeyboardInterrupt):
        harvest(source("kaggle", killed), context(tmp_path))
    archive = Archive(tmp_path / "data")
    assert archive.standings("toy2")[0].members == ("p0",)
    assert archive.standings("toy")[0].members == ("p1",)
    for path in (tmp_path / "cache").glob("pending-deleted-*"):
        path.write_text(path.read_text() + '\n"p2')  # and was killed in the middle of a line
    run(tmp_path, finding("toy3"))
    assert [row.members for row in archive.standings("toy")[:2]] == [(), ("p2",)]
    assert {row.reason for row in archive.redactions()} == {"deleted"}
    assert list((tmp_path / "cache").glob("pending-deleted-*")) == []
