import hashlib
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.keys import (
    BadKeyError,
    archive_key,
    canonical_url,
    check_slug,
    person_key,
    person_shard,
    safe_url,
    team_key,
    writeup_key,
)
from archive.records import Link


@pytest.mark.parametrize("slug", ["titanic", "GiveMeSomeCredit", "elsewhere~cup.v2", "a", "x" * 100, "-dash", "a..b"])
def test_a_slug_is_kept_as_the_platform_spells_it(slug: str) -> None:
    assert check_slug(slug) == slug


@pytest.mark.parametrize(
    "slug",
    ["", ".hidden", "..", "../up", "a/b", "a\\b", "a b", "<script>", "=cmd", "ü", "a\u202eb", "a\u200b", "a\n",
     "x" * 101, "x" * 10_000],
)  # fmt: skip
def test_a_slug_that_could_leave_its_folder_is_refused(slug: str) -> None:
    with pytest.raises(BadKeyError, match="is refused: use 1 to 100 of A-Z a-z 0-9"):
        check_slug(slug)


@pytest.mark.parametrize("slug", ["con", "NUL", "Aux.csv", "lpt1", "cup.", "index.html", "Index.HTML"])
def test_a_slug_that_no_folder_can_have_everywhere_is_refused(slug: str) -> None:
    with pytest.raises(BadKeyError, match="no file or folder may have this name"):
        check_slug(slug)


@pytest.mark.parametrize("slug", ["contest", "con-cup", "icon", "null", "index", "lpt10"])
def test_a_slug_that_only_resembles_a_reserved_one_is_kept(slug: str) -> None:
    assert check_slug(slug) == slug


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u200f", "\ufeff", "\u00ad", "\x9b", "\U000e0041"])
def test_signs_that_turn_or_hide_a_part_of_an_address_are_written_out(sign: str) -> None:
    assert safe_url(f"https://example.org/{sign}gpj.exe") == f"https://example.org/{quote(sign)}gpj.exe"
    assert Link(url=f"https://example.org/{sign}", kind="code").url == f"https://example.org/{quote(sign)}"
    assert safe_url("https://example.org/例の山/é") == "https://example.org/例の山/é"


@given(st.text())
def test_a_refusal_is_one_printable_line(word: str) -> None:
    with pytest.raises(BadKeyError) as refused:
        check_slug("/" + word)
    assert str(refused.value).isprintable()
    assert str(refused.value).isascii()


def test_an_archive_has_one_key_by_whatever_path_it_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stated = hashlib.sha256(str(tmp_path.resolve() / "data").encode()).hexdigest()[:12]
    (tmp_path / "link").symlink_to("data")
    monkeypatch.chdir(tmp_path)
    assert {archive_key(path) for path in (Path("data"), tmp_path / "data", tmp_path / "link")} == {stated}
    assert archive_key(tmp_path / "other") != stated


def test_a_team_key_is_twelve_digits_of_a_stated_hash() -> None:
    stated = hashlib.sha256(b"kaggle\ntoy\nthe bears\nann;bob").hexdigest()[:12]
    assert team_key("kaggle", "toy", " The  BEARS ", ("Bob", "ann")) == "x" + stated


def test_team_keys_differ_by_competition_name_and_members() -> None:
    keys = {
        team_key(platform, slug, name, members)
        for platform in ("kaggle", "other")
        for slug in ("a", "b")
        for name in ("Bears", "Cats", None)
        for members in ((), ("ann",), ("bob",))
    }
    assert len(keys) == 36


def test_the_id_wins_over_the_handle() -> None:
    assert person_key(user_id=12, handle="Ann") == "u12"
    assert person_key(handle="Ann") == "@ann"
    with pytest.raises(BadKeyError):
        person_key(user_id="")


def test_a_person_lies_in_the_shard_of_the_key() -> None:
    assert person_shard("u12") == hashlib.sha256(b"u12").hexdigest()[:2]


def test_one_write_up_has_one_key() -> None:
    assert writeup_key(platform_id=5, url="https://example.org") == "w5"
    assert writeup_key(url="http://Kaggle.com/c/toy/discussion/1/?utm_source=x#top") == writeup_key(
        url="https://www.kaggle.com/competitions/toy/discussion/1"
    )
    with pytest.raises(BadKeyError):
        writeup_key()


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Example.ORG:80/a/?b=1&utm_medium=x#c", "https://example.org/a?b=1"),
        ("https://example.org:8443/", "https://example.org:8443"),
        ("https://www.kaggle.com/c/toy/discussion/1#22", "https://www.kaggle.com/competitions/toy/discussion/1#22"),
        ("https://[::1]/a", "https://[::1]/a"),
        ("http://[broken", "http://[broken"),
        ("http://example.org:port/", "http://example.org:port/"),
    ],
)
def test_addresses_have_one_spelling(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@given(st.one_of(st.text(), st.from_regex(r"https?://[a-z.:\[\]0-9@]{0,12}(/[a-z#?&=%.]{0,8}){0,3}", fullmatch=True)))
def test_spelling_an_address_twice_changes_nothing(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", "//example.org", "/local", "ftp://example.org", "https://",
     "https://user@example.org", "https://example.org/a b", 'https://example.org/"', "https://example.org/<x>",
     "https://[broken", "https://example.org/" + "x" * 2000],
)  # fmt: skip
def test_what_is_no_web_address_is_none(url: str | None) -> None:
    assert safe_url(url) is None


def test_a_web_address_stays_as_it_is() -> None:
    assert safe_url(" https://Example.org/a?b#c ") == "https://Example.org/a?b#c"


@given(st.from_regex(r"https?://[a1.:@%é\[\]-]{0,9}([/?#][a1/?#@:%é<\\ ]{0,9})?", fullmatch=True))
@example("https://example.org/a/b-c?d=%20#e@f:0")
def test_plain_addresses_are_judged_like_those_that_need_a_closer_look(url: str) -> None:
    assert safe_url(url) == safe_url(f" {url}")
