from pathlib import Path

import pytest

from archive.descriptor import TextPolicy
from archive.text import text_sha256
from archive.texts import Texts, is_pack, read_pack, write_pack

ONE, TWO = "We blended 3 models.\n", '我们 \u2028 "混合" \\n\n'
SHA_ONE, SHA_TWO = text_sha256(ONE), text_sha256(TWO)


@pytest.mark.parametrize("policy", ["none", "excerpt", "full"])
def test_what_is_kept_is_read_whole_and_more_can_come(policy: TextPolicy, tmp_path: Path) -> None:
    texts = Texts(tmp_path / "data", tmp_path / "cache", policy)
    texts.keep("toy", {SHA_ONE: ONE})
    assert (texts.reader("toy")(SHA_ONE), texts.reader("toy")(SHA_TWO)) == (ONE, None)
    texts.keep("toy", {SHA_ONE: ONE, SHA_TWO: TWO})
    assert (texts.reader("toy")(SHA_ONE), texts.reader("toy")(SHA_TWO)) == (ONE, TWO)
    assert (tmp_path / "data").exists() == (policy == "full")


def test_what_stands_under_a_hash_stays_and_is_not_written_again(tmp_path: Path) -> None:
    texts = Texts(tmp_path / "data", tmp_path / "cache", "none")
    texts.keep("toy", {SHA_ONE: ONE, SHA_TWO: TWO})
    pack = tmp_path / "cache" / "texts" / "toy.json"
    before = pack.stat().st_ino
    texts.keep("toy", {SHA_TWO: "another"})
    texts.keep("toy", {})
    assert (read_pack(pack), pack.stat().st_ino) == ({SHA_ONE: ONE, SHA_TWO: TWO}, before)


def test_a_text_of_the_archive_is_read_whatever_the_policy_says_now(tmp_path: Path) -> None:
    Texts(tmp_path / "data", tmp_path / "cache", "full").keep("toy", {SHA_ONE: ONE})
    assert Texts(tmp_path / "data", tmp_path / "cache", "none").reader("toy")(SHA_ONE) == ONE


def test_a_torn_file_holds_nothing_and_is_made_whole_by_the_next_harvest(tmp_path: Path) -> None:
    texts = Texts(tmp_path / "data", tmp_path / "cache", "none")
    texts.keep("toy", {SHA_ONE: ONE})
    pack = tmp_path / "cache" / "texts" / "toy.json"
    pack.write_bytes(pack.read_bytes()[:-20])
    assert texts.reader("toy")(SHA_ONE) is None
    texts.keep("toy", {SHA_TWO: TWO})
    assert read_pack(pack) == {SHA_TWO: TWO}


def test_a_file_of_texts_is_told_by_its_place_and_goes_with_its_last_text(tmp_path: Path) -> None:
    pack = tmp_path / "texts" / "toy.json"
    assert is_pack(pack)
    assert not is_pack(tmp_path / "answers" / "toy.json")
    assert not is_pack(tmp_path / "texts" / "toy.md")
    write_pack(pack, {SHA_ONE: ONE})
    write_pack(pack, {})
    write_pack(pack, {})
    assert not pack.exists()
