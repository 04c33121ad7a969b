import base64
import json
from pathlib import Path

import pytest

from harvesters.base import CredentialsError
from harvesters.kaggle.client.credentials import Credentials, find_credentials
from harvesters.kaggle.errors import NoAccessError

LOGIN = '{"username": "u", "key": "k", "more": 1}'


def in_home(home: Path, name: str, text: str) -> None:
    (home / ".kaggle").mkdir(exist_ok=True)
    (home / ".kaggle" / name).write_text(text)


def test_a_token_beats_user_name_and_key(tmp_path: Path) -> None:
    environ = {"KAGGLE_API_TOKEN": "one", "KAGGLE_USERNAME": "u", "KAGGLE_KEY": "k"}
    assert find_credentials(environ, tmp_path) == Credentials(token="one")


def test_the_token_variable_may_name_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("two\n")
    assert find_credentials({"KAGGLE_API_TOKEN": str(tmp_path / "secret")}, tmp_path) == Credentials(token="two")


def test_a_token_longer_than_a_file_name_may_be(tmp_path: Path) -> None:
    token = "a" * 5000
    assert find_credentials({"KAGGLE_API_TOKEN": token}, tmp_path) == Credentials(token=token)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("access_token", "three\n", Credentials(token="three")),
        ("access_token.txt", "four", Credentials(token="four")),
        ("kaggle.json", LOGIN, Credentials(username="u", key="k")),
        ("credentials.json", '{"refresh_token": "r", "access_token": "five"}', Credentials(token="five")),
    ],
)
def test_files_of_the_home_folder(name: str, text: str, found: Credentials, tmp_path: Path) -> None:
    in_home(tmp_path, name, text)
    assert find_credentials({}, tmp_path) == found


def test_user_name_and_key_from_the_environment_and_a_moved_folder(tmp_path: Path) -> None:
    assert find_credentials({"KAGGLE_USERNAME": "u", "KAGGLE_KEY": "k"}, tmp_path) == Credentials(username="u", key="k")
    (tmp_path / "moved").mkdir()
    (tmp_path / "moved" / "kaggle.json").write_text(json.dumps({"username": "v", "key": "l"}))
    environ = {"KAGGLE_CONFIG_DIR": str(tmp_path / "moved")}
    assert find_credentials(environ, tmp_path) == Credentials(username="v", key="l")


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"username": "u"}'])
def test_nothing_usable_is_one_line_that_says_how_to_get_a_token(text: str, tmp_path: Path) -> None:
    in_home(tmp_path, "kaggle.json", text)
    with pytest.raises(CredentialsError) as caught:
        find_credentials({"KAGGLE_API_TOKEN": " "}, tmp_path)
    assert "https://www.kaggle.com/settings" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("environ", "file", "origin"),
    [
        ({"KAGGLE_API_TOKEN": "one"}, None, "KAGGLE_API_TOKEN"),
        ({}, "access_token", "~/.kaggle/access_token"),
        ({"KAGGLE_USERNAME": "u", "KAGGLE_KEY": "k"}, None, "KAGGLE_USERNAME and KAGGLE_KEY"),
        ({}, "kaggle.json", "~/.kaggle/kaggle.json"),
        ({}, "credentials.json", "~/.kaggle/credentials.json"),
    ],
)
def test_it_is_said_where_they_were_found(
    environ: dict[str, str], file: str | None, origin: str, tmp_path: Path
) -> None:
    texts = {"access_token": "three", "kaggle.json": LOGIN, "credentials.json": '{"access_token": "five"}'}
    if file:
        in_home(tmp_path, file, texts[file])
    assert find_credentials(environ, tmp_path).origin == origin


@pytest.mark.parametrize("settings", [".config", "elsewhere"])
def test_without_its_own_folder_the_client_uses_that_of_settings(settings: str, tmp_path: Path) -> None:
    (tmp_path / settings / "kaggle").mkdir(parents=True)
    (tmp_path / settings / "kaggle" / "kaggle.json").write_text(LOGIN)
    environ = {"XDG_CONFIG_HOME": str(tmp_path / settings)} if settings == "elsewhere" else {}
    assert find_credentials(environ, tmp_path) == Credentials(username="u", key="k")


def test_a_whole_kaggle_json_in_place_of_a_token(tmp_path: Path) -> None:
    assert find_credentials({"KAGGLE_API_TOKEN": LOGIN}, tmp_path) == Credentials(username="u", key="k")
    in_home(tmp_path, "access_token", "\ufeff" + LOGIN)
    assert find_credentials({}, tmp_path) == Credentials(username="u", key="k")


@pytest.mark.parametrize("text", ["two words", "two\nlines", "tok\u00e9n", '{"username": "u"}'])
def test_what_no_header_can_carry_is_no_token(text: str, tmp_path: Path) -> None:
    with pytest.raises(NoAccessError, match="KAGGLE_API_TOKEN holds no token") as caught:
        find_credentials({"KAGGLE_API_TOKEN": text}, tmp_path)
    assert text not in str(caught.value)
    assert "https://www.kaggle.com/settings" in str(caught.value)


def test_an_empty_file_is_passed_over_and_its_name_is_no_token(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    in_home(tmp_path, "kaggle.json", LOGIN)
    assert find_credentials({"KAGGLE_API_TOKEN": str(tmp_path / "empty")}, tmp_path).username == "u"


def test_nothing_prints_them() -> None:
    credentials = Credentials("tok-en", "somebody", "k-e-y")
    assert "tok-en" not in f"{credentials!r} {credentials}"
    assert "k-e-y" not in f"{credentials!r} {credentials}"
    basic = base64.b64encode(b"somebody:k-e-y")
    assert credentials.scrub(b"a tok-en b k-e-y c " + basic) == b"a *** b *** c ***"


def test_a_sign_in_that_ran_out_says_how_to_renew_it(tmp_path: Path) -> None:
    in_home(tmp_path, "credentials.json", '{"access_token": "five"}')
    remedy = find_credentials({}, tmp_path).remedy
    assert "is not renewed here: sign in with `kaggle auth login`, or make a new token" in remedy
    assert find_credentials({"KAGGLE_API_TOKEN": "one"}, tmp_path).remedy.startswith("make a new token")
