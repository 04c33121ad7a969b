"""Names that are empty, very long, right-to-left, emoji only, formula-like or full of HTML stay text everywhere."""

import csv
import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pydantic import ValidationError

from archive.records import Tagged
from archive.store import Archive
from pages.build import build
from tests.pages.conftest import DAY, quiet
from tests.pages.hostile_people import NAMES, SCRIPT, fill


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root, out = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("hostile-site") / "site"
    fill(Archive(root))
    build(root, out, tmp_path_factory.mktemp("cache"), 1, DAY, quiet)
    return out


def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(), "lxml")


def foreign(soup: BeautifulSoup) -> list[str]:
    """Elements and attributes that only a name could have brought."""
    images = [str(tag) for tag in soup.select("article img, article b b")]
    handlers = [str(tag) for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    scripts = [str(tag) for tag in soup.select('script:not([type$="json"])') if "broken" in (tag.string or "")]
    return images + handlers + scripts


def test_profiles_show_each_name_as_it_is(hostile: Path) -> None:
    found = {}
    for path in (hostile / "data" / "people").glob("??.json"):
        found |= json.loads(path.read_text())["people"]
    by_handle = {person["handle"]: address for address, person in found.items()}
    assert set(by_handle) == {*NAMES, "nameless"}
    for name in NAMES:
        soup = page(hostile / "people" / by_handle[name] / "index.html")
        heading = soup.find("h1")
        assert heading is not None
        assert heading.get_text() == name
        assert name in [tag.get_text() for tag in soup.select(".kicker bdi")]
        assert name in [tag.get_text() for tag in soup.select("#unknown + dl dd")]
        assert foreign(soup) == []
    nameless = page(hostile / "people" / by_handle["nameless"] / "index.html")
    assert "No display name known" in nameless.get_text()
    assert NAMES[0] in [tag.get_text() for tag in nameless.select("#teammates + p bdi")]


def test_a_profile_elsewhere_that_is_a_script_is_no_link(hostile: Path) -> None:
    assert [path for path in (hostile / "people").rglob("*.html") if SCRIPT in path.read_text()] == []


def test_lists_and_boards_show_each_name_as_it_is(hostile: Path) -> None:
    for address in ("people", "people/by/2025-nlp", "people/top50/hostile", "competitions/hostile"):
        soup = page(hostile / address / "index.html")
        assert {tag.get_text() for tag in soup.select("article bdi")} >= set(NAMES), address
        assert foreign(soup) == [], address
        for link in soup.select('article a[href*="people/"]'):
            target = (hostile / address / str(link["href"]).split("#")[0]).resolve()
            assert (target if target.suffix else target / "index.html").exists(), link


def test_no_page_of_the_site_has_what_only_a_name_could_bring(hostile: Path) -> None:
    assert [path for path in hostile.rglob("*.html") if foreign(page(path))] == []


def test_names_cannot_leave_the_folder_of_people(hostile: Path) -> None:
    addresses = {path.parent.name for path in (hostile / "people").glob("*/index.html")}
    assert all(len(address) <= 80 and address.isascii() and "." not in address for address in addresses)


def test_no_spreadsheet_runs_a_name(hostile: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((hostile / "data/people/top50/hostile.csv").read_text())))
    assert [row["team"].removeprefix("'") for row in rows][:2] == list(NAMES)[:2]
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_kind_whose_id_could_leave_its_folder_is_refused() -> None:
    for id_ in ("../../x", "a/b", "", "A", "x\x00", "<b>"):
        with pytest.raises(ValidationError):
            Tagged(id=id_, source="title: toy")
