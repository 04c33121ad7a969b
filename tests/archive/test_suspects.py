import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.spellings import squeeze
from archive.suspects import MOST, accounts, path_words, url_owner, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thanks @ada-ex, and @Bo_2!", ["ada-ex", "Bo_2"]),
        ("[Ada](/ada), <a href='/bo'>Bo</a>", ["ada", "bo"]),
        ("https://github.com/ada/x and http://www.kaggle.com/code/cy/nb", ["ada", "cy"]),
        ("https://www.kaggle.com/dee wrote to ed@example.org", ["dee"]),
        ("https://www.kaggle.com/competitions/x/discussion/1", []),
        ("@ada @ada", ["ada"]),
        ("@ada.", ["ada"]),
        ("nobody", []),
    ],
)
def test_accounts_that_a_text_mentions_or_links_to(text: str, found: list[str]) -> None:
    assert list(accounts(text)) == found


def test_a_text_that_names_a_whole_board_is_not_read_to_its_end() -> None:
    assert len(list(accounts(" ".join(f"@user{n}" for n in range(MOST + 50))))) == MOST


def test_words_of_a_title() -> None:
    assert set(words("kernel of Ada, by ada-ex_2")) == {"kernel", "of", "ada", "by", "adaex2", "ex", "2"}


def test_two_words_with_capitals_may_be_a_display_name() -> None:
    assert "adaexample" in set(words("Why Ada Example won"))
    assert "exampleada" not in set(words("Why Ada Example won"))
    assert "whyada" not in set(words("why Ada won"))


def test_three_words_with_capitals_may_be_a_display_name() -> None:
    assert "adaeexample" in set(words("Ada E. Example solution"))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("השיטה של עדה דוגמה", "עדה דוגמה"),
        ("प्रिया शर्मा की जीत", "प्रिया शर्मा"),
        ("مقابلة مع ليلى مثال", "ليلى مثال"),
        ("1位 山田 太郎", "山田 太郎"),
    ],
)
def test_a_name_of_two_words_is_found_in_scripts_without_capitals(title: str, name: str) -> None:
    assert squeeze(name) in set(words(title))


def test_words_of_an_address() -> None:
    assert set(path_words("https://ada.example.org/how-ada_example-won/12?by=bo")) == {
        "ada", "example", "org", "adaexample", "exampleorg", "how", "won", "howada", "examplewon", "howadaexamplewon",
        "by", "bo",
    }  # fmt: skip
    assert set(path_words("https://www.kaggle.com/c/big-cup/discussion/12345")) == {
        "www", "kaggle", "com", "wwwkaggle", "kagglecom", "discussion",
    }  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "https://ada-e-example.github.io/",
        "https://example.org/posts/ada-e-example/",
        "https://example.org/ada_e_example.html",
        "https://example.org/Ada%20E%20Example",
        "https://example.org/c/ada-e-example/",
    ],
)
def test_a_name_of_several_words_is_found_in_host_and_path(url: str) -> None:
    assert "adaeexample" in set(path_words(url))


def test_names_in_other_scripts_are_found_as_addresses_write_them() -> None:
    assert "例の山" in set(path_words("https://example.org/%E4%BE%8B%E3%81%AE%E5%B1%B1/1"))


def test_owners_of_addresses() -> None:
    assert url_owner("https://github.com/ada/x") == "ada"
    assert url_owner("https://www.kaggle.com/code/ada/x") == "ada"
    assert url_owner("https://www.kaggle.com/ada") == "ada"
    assert url_owner("https://www.kaggle.com/competitions/x/writeups/y") is None
    assert url_owner("https://example.org/ada") is None


@given(st.text(), st.from_regex(r"[a-z0-9]([a-z0-9]|[-_](?=[a-z0-9])){0,20}", fullmatch=True), st.text())
def test_a_handle_that_stands_as_a_word_is_asked_about(before: str, handle: str, after: str) -> None:
    assert squeeze(handle) in set(words(f"{before[:40]} {handle} {after[:40]}"))
