import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from archive.records import Competition, Metric, ScoreRow, Standing, Topic, WriteUp
from archive.store import Archive, State
from pages.build import build
from tests.insights.knowledge_toys import SHA, uses, writeup
from tests.pages.conftest import DAY, quiet

HOSTILE = '</script><script>alert("x")</script><img src=x onerror=alert(1)> {{ 7*7 }} %title% =cmd()'


def competition(slug: str, **facts: Any) -> Competition:
    return Competition(
        platform="kaggle", slug=slug, category="featured", as_of="2026-01-01T00:00:00Z", sources={}, **facts
    )


def board(n: int, *, name: str | None = None) -> tuple[Standing, ...]:
    """Teams whose public order is turned by ten places."""
    return tuple(
        Standing(
            team=str(rank),
            name=name or f"Team {rank}",
            members=(name or f"handle{rank}",),
            private_rank=rank,
            private_score=1 - rank / 1000,
            private_score_text=f"{1 - rank / 1000:.3f}",
            public_rank=(rank + 9) % n + 1,
            public_score=1 - ((rank + 9) % n + 1) / 1000,
            public_score_text=f"{1 - ((rank + 9) % n + 1) / 1000:.3f}",
        )
        for rank in range(1, n + 1)
    )


Page = Callable[[str], BeautifulSoup]
COUNTED = (
    ("whole", "60", "on the longer board"),
    ("one-teams", "30", "on the only board that is known"),
    ("nasty", "200", "as the platform counts them"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Competitions that show what a page must cope with."""
    root = tmp_path_factory.mktemp("competitions")
    archive = Archive(root / "data")
    metric = Metric(name="Accuracy", higher_is_better=True)
    whole = competition("whole", title="Whole", deadline="2020-05-01T00:00:00Z", metric=metric, public_share=0.3)
    links = (
        WriteUp(
            writeup="w1",
            team="1",
            title="How we won",
            url="https://example.org/1",
            kind="blog",
            private_rank=1,
            title_rank=2,
        ),
    )
    archive.save("whole", State(competition=whole, standings=board(60), writeups=links))
    staged = competition("staged", two_stage=True, public_share=0.01)
    late = Standing(team="late", public_rank=41, public_score=0.1, public_score_text="0.1")
    archive.save("staged", State(competition=staged, standings=(*board(40), late)))
    rows = tuple(
        ScoreRow(board=side, rank=rank, score_text=f"{1 - rank / 100}")
        for side in ("public", "private")
        for rank in (1, 2, 3)
    )
    archive.save("scores", State(competition=competition("scores"), scores=rows))
    archive.save("one-scores", State(competition=competition("one-scores", public_share=0), scores=rows[3:]))
    public = tuple(team.model_copy(update={"private_rank": None, "private_score": None}) for team in board(30))
    archive.save("one-teams", State(competition=competition("one-teams"), standings=public))
    nasty = competition(
        "nasty", title=HOSTILE, host=HOSTILE, reward=HOSTILE, tags=(HOSTILE,), url="javascript:alert(1)", teams=200
    )
    note = WriteUp(writeup="w3", team="1", title=HOSTILE, url="https://example.org/3", kind="blog", authors=(HOSTILE,))
    archive.save("nasty", State(competition=nasty, standings=board(30, name=HOSTILE), writeups=(note,)))
    novel = competition("novel", deadline="2020-05-01T00:00:00Z")
    read = tuple(writeup(f"n{rank}", rank) for rank in (1, 2))
    said = [claim for one in read for claim in uses(one.writeup, "brand-new-thing", "lightgbm")]
    message = {"message": "m1", "posted": "2020-04-01T00:00:00Z", "text_sha256": SHA}
    topic = Topic.model_validate({"topic": "1", "url": "https://example.org/t", "messages": [message]})
    archive.save("novel", State(novel, topics=(topic,), writeups=read, claims=tuple(said)))
    for number in range(10):  # as many as give `whole` peers
        archive.save(f"peer-{number}", State(competition(f"peer-{number}", public_share=0.3), standings=board(40)))
    same = (writeup("topic", 1, kind="forum"), writeup("page", 1, kind="platform", text_sha256=None))
    archive.save("twice", State(competition("twice", title="Toy Bowl 2019", year=2019), writeups=same))
    archive.save("again", State(competition("again", title="Second Toy Bowl", year=2020)))
    build(archive.root, root / "site", root / "cache", 1, DAY, quiet)
    return root / "site"


@pytest.fixture(scope="module")
def page(site: Path) -> Page:
    return lambda slug: BeautifulSoup((site / "competitions" / slug / "index.html").read_text(encoding="utf-8"), "lxml")


def text(soup: Any) -> str:
    return " ".join(soup.get_text(" ").split())


def test_the_board_says_both_ranks_and_what_moved(page: Page) -> None:
    rows = page("whole").select("table.board tbody tr")
    assert len(rows) == 60
    assert text(rows[0]) == "1 11 gained 10 Team 1 handle1 0.999 0.989 unknown gold by rule"
    assert text(rows[59]).startswith("60 10 lost 50")


def test_the_shake_up_is_said_in_numbers_and_with_its_warning(page: Page, site: Path) -> None:
    section = page("whole").find(id="shake-up").parent
    assert "not overfitting by itself" in text(section)
    twin = json.loads((site / "data/competitions/whole.json").read_text())
    assert twin["shakeup"]["s"] == pytest.approx((50 * 10 + 10 * 50) / 60 / 60)
    assert f"{twin['shakeup']['s']:.4f}" in text(section)
    assert "moved a team by 17 places" in text(section)
    assert "Two stages" not in text(section)
    assert "Two stages" in text(page("staged").find(id="shake-up").parent)


def test_a_dataset_is_named_by_what_it_has(page: Page) -> None:
    def name(slug: str) -> str:
        return str(json.loads(page(slug).find("script", type="application/ld+json").string)["name"])

    assert name("whole") == "Whole: facts, leaderboards, write-ups"
    assert name("one-scores") == "one-scores: facts, leaderboard"


def test_a_board_that_is_not_known_has_no_teams_to_count(page: Page) -> None:
    scores, teams = text(page("one-scores")), text(page("one-teams").find(id="leaderboard").parent)
    assert "Only the 3 sorted scores of the private board are known, without teams, and nothing of the public" in scores
    assert "The board as CSV" in scores
    assert "Teams in the top 50 of the public board (30 teams; no private board is known)." in teams
    assert "All teams as CSV" in teams


def test_the_json_of_a_board_that_is_not_known_counts_no_teams(site: Path) -> None:
    coverage = json.loads((site / "data/competitions/one-teams.json").read_text())["coverage"]
    assert (coverage["teams_public"], coverage["teams_private"]) == (30, None)


def test_a_top_50_of_fewer_teams_is_not_unknown(page: Page) -> None:
    assert "Public top 50 kept not applicable fewer than 50 teams" in text(page("staged").find(id="shake-up").parent)
    assert "Public top 50 kept not applicable" not in text(page("whole").find(id="shake-up").parent)


def test_one_write_up_is_not_many(page: Page) -> None:
    assert "It stays where its author put it." in text(page("nasty").find(id="write-ups").parent)
    assert "They stay where their authors put them." in text(page("novel").find(id="write-ups").parent)


def test_a_mean_gap_speaks_of_the_average(page: Page) -> None:
    said = text(page("whole").find(id="score-gap").find_next("p"))
    assert said.startswith("On average, scores became")


def test_a_public_rank_stands_over_the_teams_of_the_public_board(page: Page) -> None:
    assert "two stages: 112 % of a random order where" in text(page("staged").select_one("dl.figures"))
    assert "two stages" not in text(page("whole").select_one("dl.figures"))
    assert "the winner's public rank 11 of 41" in text(page("staged").select_one("dl.figures"))


def test_the_zones_kept_are_told_one_by_one(page: Page) -> None:
    kept = "Public medal zones kept"
    assert f"{kept} gold 0 % of 10 , silver unknown of 40 , bronze" in text(page("nasty").find(id="shake-up").parent)
    assert f"{kept} not applicable two-stage: medals follow" in text(page("staged").find(id="shake-up").parent)


def test_the_curves_are_told_at_round_ranks(page: Page) -> None:
    rows = page("whole").find(id="scores").parent.select("details tbody tr")
    assert [text(row) for row in rows[4:]] == ["10 0.99 0.99", "20 0.98 0.98", "50 0.95 0.95"]


def test_what_does_not_apply_says_why(page: Page) -> None:
    scores = page("scores")
    assert "Unknown: the boards are known without their teams" in text(scores.find(id="shake-up").parent)
    assert "shake-up unknown the boards are known without their teams" in text(scores.select_one("dl.figures"))
    assert scores.select_one("svg.chart path.private")
    assert "Only the sorted scores" in text(scores.find(id="leaderboard").parent)
    staged, whole = (text(page(name).find(id="scores").parent) for name in ("staged", "whole"))
    assert "not applicable: two-stage" in staged
    assert "medal zones" not in staged
    assert "Vertical lines end the medal zones" in whole


def test_the_winners_lead_and_the_lines_are_those_of_the_board(page: Page) -> None:
    """Of 60 teams, a thousandth apart, the last bronze is at rank 24: second place lies 1/23 of the way to it."""
    said = text(page("whole").find(id="scores").parent)
    assert "Zone Last rank Private score there Tied below" in said
    assert "Second place lay 4 % of the way from the winner's score to the last bronze." in said
    assert "bronze 24 0.976 0" in said


def test_a_common_gap_is_not_said_to_be_overfitting(page: Page) -> None:
    gap = page("whole").find(id="score-gap").find_next("p")
    assert "most teams share tells of the two parts of the test data" in text(gap.find_next("p"))
    assert "most often" not in text(page("whole").find(id="scores").parent)


def test_unknown_facts_are_said_to_be_unknown(page: Page) -> None:
    sheet = {text(row.dt): text(row.dd) for row in page("scores").select("dl.sheet > div")}
    assert sheet["Host"] == sheet["Deadline"] == sheet["Metric"] == sheet["Submissions"] == "unknown"
    assert {text(row.dt): text(row.dd) for row in page("whole").select("dl.sheet > div")}[
        "Metric"
    ] == "Accuracy higher is better"


def test_two_stages_that_a_public_share_marks_are_said_to_be_read_off_it(page: Page) -> None:
    """A source gives 1 % to competitions of one stage too: OSIC Pulmonary Fibrosis had 15 %."""
    sheet = {text(row.dt): text(row.dd) for row in page("staged").select("dl.sheet > div")}
    assert sheet["Two stages"] == "yes as a public share of 1 % is read"
    assert sheet["Public share"].startswith("1 % as the source has it: a mark")
    assert "read off a public share of 1 %" in text(page("staged").find(id="shake-up").parent)


def test_a_public_share_of_nothing_or_all_is_no_split(page: Page) -> None:
    shares = {
        slug: text(row.dd)
        for slug in ("whole", "one-scores")
        for row in page(slug).select("dl.sheet > div")
        if text(row.dt) == "Public share"
    }
    assert shares["whole"] == "30 % of the test data behind the public board"
    assert shares["one-scores"].startswith("0 % as the source has it: ")


def test_teams_are_counted_alike_all_over_the_page(page: Page) -> None:
    for slug, count, note in COUNTED:
        sheet = {text(row.dt): text(row.dd) for row in page(slug).select("dl.sheet > div")}
        assert sheet["Teams"] == f"{count} {note}"
        assert f"teams {count}" in text(page(slug).select_one("dl.figures"))
        assert "teams" not in text(page(slug).find(id="sources").parent).partition("Not known:")[2].split(", ")


def test_medals_have_a_column_only_where_there_may_be_any(page: Page) -> None:
    assert page("whole").select("table.board thead th")[-1].text == "Medal"
    assert page("staged").select("table.board thead th")[-1].text == "Submissions"
    assert {len(row.find_all(["td", "th"])) for row in page("staged").select("table.board tr")} == {7}


def test_write_ups_have_both_ranks(page: Page) -> None:
    section = page("whole").find(id="write-ups").parent
    row = section.select_one("tbody tr")
    assert text(row).startswith("1 11 How we won (its title says 2)")
    assert row.a["href"] == "https://example.org/1"


def test_a_write_up_names_the_team_that_the_board_knows_and_no_column_is_unknown_throughout(page: Page) -> None:
    def said(slug: str) -> str:
        return text(page(slug).find(id="write-ups").parent)

    assert "How we won (its title says 2) Team 1 handle1 blog unknown" in said("whole")
    assert "Their author" not in said("nasty")
    assert "Its author is unknown." in said("whole")
    assert "Authors" not in said("whole")
    assert "Their authors are unknown. Private Public Write-up Kind Rank from" in said("novel")


def test_a_solution_that_is_told_at_two_addresses_counts_once(site: Path, page: Page) -> None:
    """A forum topic and its page of its own; of the one that was read nothing is left to read."""
    soup = page("twice")
    assert "solutions written up 1 by 2 known write-ups" in text(soup.select_one("dl.figures"))
    assert "solutions written up 0 no write-up is known" in text(page("staged").select_one("dl.figures"))
    assert "2 write-ups of 1 solution known to the archive" in text(soup.find(id="write-ups").parent)
    assert "known by link alone" not in text(soup)
    assert "write-ups of 1 solution" in soup.find("meta", attrs={"name": "description"})["content"]
    listed = BeautifulSoup((site / "years/2019/index.html").read_text(encoding="utf-8"), "lxml")
    heads = [text(cell) for cell in listed.select("thead th")]
    cells = [text(cell) for cell in listed.select_one("tbody tr").find_all(["th", "td"])]
    assert dict(zip(heads, cells, strict=True))["Written up"] == "1"
    columns = json.loads((site / "data/list.json").read_text(encoding="utf-8"))
    place = columns["folder"].index("twice")
    assert (columns["writeups"][place], columns["solutions"][place]) == (2, 1)


def test_a_text_that_was_read_and_names_no_technique_is_not_said_to_be_unread(page: Page) -> None:
    assert "This rests on the text of 1 solution" in text(page("twice"))
    read = text(page("twice").find(id="techniques").parent)
    assert read == "Techniques The text of 1 solution was read, and names no technique that is known here."
    assert "No text of a solution has been read" in text(page("whole").find(id="techniques").parent)
    assert "the day of the deadline is not known" in text(page("twice").find(id="ideas").parent)  # its year is


def test_a_percentile_says_among_how_many(page: Page) -> None:
    assert "of the 10 archived competitions of similar size and split" in text(page("whole"))


def test_editions_of_one_series_name_each_other(site: Path, page: Page) -> None:
    for slug, others in (("twice", ["again"]), ("again", ["twice"]), ("whole", [])):
        links = page(slug).find(id="similar").parent.select("a")
        assert [str(link["href"]).split("/")[-2] for link in links][: len(others)] == others
        assert ("Other editions of this series" in text(page(slug).find(id="similar").parent)) == bool(others)
        twin = json.loads((site / f"data/competitions/{slug}.json").read_text(encoding="utf-8"))
        assert [it["slug"] for it in twin["series"]] == others
    assert "Second Toy Bowl 2020" in text(page("twice").find(id="similar").parent)
    assert "2019 2019" not in text(page("again"))


def test_a_forum_that_the_archive_does_not_hold_has_no_count(page: Page) -> None:
    assert "Forum: not in the archive. Write-ups: 1 of 1 solution." in text(page("whole").find(id="sources").parent)


def test_the_date_of_a_page_is_that_of_its_newest_fact_alone(page: Page) -> None:
    """A record keeps one date: boards of a year ago may stand beside a write-up of today."""
    said = text(page("whole").find(id="sources").parent)
    assert "The newest fact is of" in said
    assert "as of" not in said.casefold()


def test_nothing_breaks_out(site: Path) -> None:
    for path in (*site.rglob("*.html"), site / "feed.xml"):
        raw = path.read_text(encoding="utf-8")
        assert '<script>alert("x")' not in raw, path
        assert "<img src=x" not in raw, path
        assert 'href="javascript:' not in raw, path
    nasty = BeautifulSoup((site / "competitions/nasty/index.html").read_text(encoding="utf-8"), "lxml")
    assert nasty.h1.get_text().startswith("</script><script>alert")
    assert "{{ 7*7 }}" in nasty.h1.get_text()
    assert not nasty.select("article img, article [onerror]")
    data = json.loads(nasty.find("script", type="application/ld+json").string)
    assert data["name"].startswith("</script>")
    assert {urlsplit(str(link["href"])).scheme for link in nasty.select("a[href]")} <= {"", "http", "https"}


def test_only_techniques_of_the_vocabulary_are_linked(site: Path) -> None:
    for address in ("competitions/novel", "ideas"):
        soup = BeautifulSoup((site / address / "index.html").read_text(encoding="utf-8"), "lxml")
        links = {
            a.get_text(): (site / address / str(a["href"])).resolve() for a in soup.select('a[href*="techniques/"]')
        }
        assert "brand-new-thing" in text(soup)
        assert "LightGBM" in links
        assert all((to / "index.html").is_file() for to in links.values()), address


def test_the_twin_has_the_keys_of_the_contract(site: Path) -> None:
    twin = json.loads((site / "data/competitions/whole.json").read_text())
    keys = (
        "schema competition standings_top50 medals shakeup plateaus score_gap writeups techniques compute efficiency "
        "without_cost best_on_one_card singles ideas similar series sources coverage as_of"
    )
    assert set(keys.split()) <= twin.keys()
    assert twin["schema"] == "leaderlore/competition/1"
    assert {"gold", "silver", "bronze"} <= twin["medals"].keys()
    assert twin["medals"]["gold"]["rank"] == 6
    assert len(twin["standings_top50"]) == 60
    assert (site / "data/competitions/whole.csv").read_text().count("\n") == 61


def test_a_deadline_is_no_end_since_no_page_knows_the_day_it_is_read_on(site: Path, page: Page) -> None:
    newest = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "lxml").find(id="newest").parent
    index = BeautifulSoup((site / "competitions/index.html").read_text(encoding="utf-8"), "lxml")
    assert text(newest.caption).startswith("Competitions with the newest deadlines.")
    assert text(newest.select("th")[1]) == text(index.select("table.data th")[1]) == "Deadline"
    description = page("whole").find("meta", attrs={"name": "description"})["content"]
    assert "60 teams, deadline 1 May 2020, both leaderboards" in description
