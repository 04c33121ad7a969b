import hashlib
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from archive import redactions
from archive.redactions import Redactions, new_redaction
from tests.archive.small import small_state

ROOT = Path(__file__).parents[2]


def listed(*identities: str) -> tuple[Any, ...]:
    rows: tuple[Any, ...] = ()
    for identity in identities:
        rows += (new_redaction(identity, "2026-01-01", rows, "asked"),)
    return rows


def test_the_list_names_nobody_and_shares_one_salt() -> None:
    rows = listed("@ozzy", "u1")
    assert len({row.salt for row in rows}) == 1
    assert "ozzy" not in "".join(row.model_dump_json() for row in rows)
    assert all(len(row.hash) == 32 for row in rows)


def test_lists_of_earlier_versions_stay_good() -> None:
    """The hash is a contract: with another price of it nobody who is listed would be found. Tests pay less."""
    program = "from archive.redactions import slow_hash; print(slow_hash('00ff', '@Gone'))"
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    by_hand = hashlib.scrypt(b"@gone", salt=b"\x00\xff", n=4096, r=8, p=1, dklen=16)
    assert said.stdout.strip() == by_hand.hex()


def test_case_and_compatibility_forms_do_not_count() -> None:
    found = Redactions(listed("@Ada"))
    assert found.hides("@ADA")
    assert found.hides("@\uff21da")
    assert not found.hides("ada")
    assert not found.hides("@adam")
    assert not found.hides(None)


def test_an_empty_list_hides_nobody_and_hashes_nothing(hashed: list[str]) -> None:
    assert not Redactions().hides("@ada")
    assert hashed == []


def test_an_identity_costs_one_slow_hash_in_a_run_whatever_the_length_of_the_list(hashed: list[str]) -> None:
    found = Redactions(listed("@ada", "@bo", "u1", "u2"))
    hashed.clear()
    for _ in range(3):
        assert not found.hides("@cy")
    assert hashed == ["@cy"]


def test_who_was_clean_costs_nothing_in_later_runs_even_when_the_list_grew(hashed: list[str]) -> None:
    rows = listed("@ada")
    first = Redactions(rows)
    assert not first.hides("@bo")
    longer = (*rows, new_redaction("@cy", "2026-01-02", rows))
    hashed.clear()
    later = Redactions(longer, dict(first.clean))
    assert not later.hides("@bo")
    assert hashed == []
    assert later.hides("@cy")


def test_whoever_comes_onto_the_list_is_forgotten_by_the_memo() -> None:
    rows = listed("@ada")
    first = Redactions(rows)
    assert not first.hides("@bo")
    later = Redactions((*rows, new_redaction("@bo", "2026-01-02", rows)), dict(first.clean))
    assert later.clean == {}
    assert later.hides("@bo")


def test_rows_of_two_salts_both_count() -> None:
    found = Redactions((*listed("@ada"), *listed("@bo")))
    assert len({row.salt for row in found.rows}) == 2
    assert found.hides("@ada")
    assert found.hides("@bo")


def test_many_are_asked_about_at_a_time_and_each_once(hashed: list[str]) -> None:
    found = Redactions(listed("@ada"))
    hashed.clear()
    found.ask(["@Ada", "@bo", "@cy", "@BO"])
    assert sorted(hashed) == ["@ada", "@bo", "@cy"]
    found.ask(["@bo", "@di"])
    assert [found.hides(f"@{handle}") for handle in ("ada", "bo", "cy", "di")] == [True, False, False, False]
    assert len(hashed) == 4
    Redactions().ask(["@ada"])
    assert len(hashed) == 4


def test_who_is_trusted_or_known_costs_no_slow_hash(hashed: list[str]) -> None:
    rows = listed("@ada")
    first = Redactions(rows)
    first.ask(["@bo"])
    found = Redactions(rows, dict(first.clean))
    hashed.clear()
    assert found.unknown(["@ada", "@Bo", "@cy"]) == {"@ada", "@cy"}
    found.trust(["@Cy"])
    assert found.unknown(["@bo", "@cy"]) == set()
    assert not found.hides("@cy")
    assert hashed == []
    assert found.hides("@ada")
    assert set(found.clean) == set(first.clean)


def test_all_that_one_competition_asks_about_is_hashed_on_all_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of titles and names of teams too: a platform has a hundred thousand."""
    slow_hash, askers = redactions.slow_hash, dict[str, str]()

    def noting(salt: str, identity: str) -> str:
        askers[identity] = threading.current_thread().name
        return slow_hash(salt, identity)

    found = Redactions(listed("@ada"))
    monkeypatch.setattr(redactions, "slow_hash", noting)
    assert found.state(small_state()) == small_state()
    assert {"@player3", "~hello", "~team"} <= askers.keys()
    assert threading.main_thread().name not in askers.values()
