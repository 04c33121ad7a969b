"""No page passes 150 KB, however much there is to say: it shows fewer rows, and says where the others are."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from archive.records import Claim, Standing, WriteUp
from archive.store import Archive, State
from insights.glossary import glossary
from pages.build import GITHUB_PAGES_BYTES, build, report
from pages.engine.kinds import PAGE_BYTES
from pages.engine.staging.folders import Facts
from pages.engine.staging.outputs import Output, Part, Totals, totals_of
from tests.insights.knowledge_toys import SHA, claim, writeup
from tests.pages.conftest import DAY, quiet
from tests.pages.test_competition import competition

SOLUTIONS, COMPETITIONS, TEAMS = 400, 500, 5000


def much_is_claimed() -> State:
    """Four hundred solutions with twenty techniques, hardware and hours each, and a board of five thousand teams."""
    writeups: list[WriteUp] = []
    claims: list[Claim] = []
    for number in range(1, SOLUTIONS + 1):
        writeups.append(writeup(f"w{number}", number, title=f"Solution at rank {number}", text_sha256=SHA))
        ids = list(glossary())
        said = [("uses", ids[(number + step) % len(ids)]) for step in range(20)]
        said += [("hardware", "V100"), ("train_hours", "10")]
        claims += [claim(f"w{number}", what, value, 10 * at) for at, (what, value) in enumerate(said)]
    board = tuple(
        Standing(team=str(rank), private_rank=rank, public_rank=TEAMS + 1 - rank) for rank in range(1, TEAMS + 1)
    )
    facts = competition("claimed", title="Much claimed", deadline="2020-05-01T00:00:00Z")
    return State(facts, standings=board, writeups=tuple(writeups), claims=tuple(claims))


def much_was_won(number: int) -> State:
    """One of hundreds of competitions in which the same person stands at the top, each time with another teammate."""
    facts = competition(f"won-{number}", title=f"A competition of a long name: {number}", year=2020, teams=1000)
    team = Standing(team="1", name=f"The team of year {number}", members=("ada", f"mate{number}"), private_rank=1)
    return State(facts, standings=(team,), writeups=(writeup(f"s{number}", 1, team="1", authors=("ada",)),))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sizes")
    archive = Archive(root / "data")
    archive.save("claimed", much_is_claimed())
    for number in range(COMPETITIONS):
        archive.save(f"won-{number}", much_was_won(number))
    build(archive.root, root / "site", root / "cache", 1, DAY, quiet)
    return root / "site"


def test_no_page_is_too_large(site: Path) -> None:
    sizes = {page.relative_to(site).as_posix(): page.stat().st_size for page in site.rglob("*.html")}
    assert {page: size for page, size in sizes.items() if size > PAGE_BYTES} == {}


@pytest.mark.parametrize(("page", "twin"), [
    ("competitions/claimed", "data/competitions/claimed.json"), ("people/ada", None),
])  # fmt: skip
def test_a_page_that_shows_less_says_where_the_rest_is(site: Path, page: str, twin: str | None) -> None:
    soup = BeautifulSoup((site / page / "index.html").read_text(encoding="utf-8"), "lxml")
    links = [a for a in soup.find_all("a", href=True) if a.get_text() == "all of them as JSON"]
    assert links
    target = (site / page / str(links[0]["href"])).resolve()
    assert twin is None or target == site / twin
    content = json.loads(target.read_bytes())
    number = len(content["writeups"]) if twin else len(content["people"]["ada"]["results"])
    assert number == (SOLUTIONS if twin else COMPETITIONS)


def test_a_board_of_five_thousand_teams_is_drawn_and_its_leaders_listed(site: Path) -> None:
    soup = BeautifulSoup((site / "competitions/claimed/index.html").read_text(encoding="utf-8"), "lxml")
    rows = soup.select("table.board tbody tr")
    assert len(rows) == 100  # the top 50 of either board
    assert "5,000 teams" in soup.get_text()
    assert soup.select("section[aria-labelledby=shake-up] svg path")


def test_a_build_says_what_readers_and_hosts_will_not_take() -> None:
    sizes = {"a/index.html": PAGE_BYTES + 1, "data/a.csv": GITHUB_PAGES_BYTES} | {f"{n}.json": 1 for n in range(20_000)}
    heavy, whole, files = report({"competition": of_sizes(sizes)}, made=0).warnings
    assert heavy.startswith("1 pages above 150,000 bytes, a/index.html first")
    assert "GitHub Pages takes 1 GB" in whole
    assert files.startswith("20,002 files: Cloudflare Pages takes 20,000")
    assert not report({"competition": of_sizes({"a/index.html": PAGE_BYTES})}, made=0).warnings


def of_sizes(sizes: dict[str, int]) -> Totals:
    files = {path: Facts(size, 0) for path, size in sizes.items()}
    return totals_of({"competition:a": Output("", {"a": Part("", files)})})
