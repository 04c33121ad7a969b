"""Pages about people: who has one, what search engines are told, the plain lists, the columns of the search."""

import csv
import io
import json
import re
import statistics
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from archive.descriptor import read_settings, write_descriptor
from archive.keys import person_shard
from archive.store import Archive
from insights import computed
from insights.people import Profile, part_of, profiles
from pages.engine.people.digits import DIGITS

Builder = Callable[..., object]


@pytest.fixture(scope="module")
def everybody(mini_archive: Archive) -> list[Profile]:
    states = (state for folder in mini_archive.folders() if (state := mini_archive.state(folder)))
    return list(profiles(map(part_of, states), mini_archive.people()))


@pytest.fixture(scope="module")
def twins(site: Path) -> dict[str, dict[str, object]]:
    files = [json.loads(path.read_text()) for path in (site / "data" / "people").glob("??.json")]
    return {address: person for file in files for address, person in file["people"].items()}


def test_everybody_who_is_listed_has_a_page_and_a_twin(
    site: Path, everybody: list[Profile], twins: dict[str, dict[str, object]]
) -> None:
    assert everybody
    assert {person["person"] for person in twins.values()} == {profile.person for profile in everybody}
    for address, person in twins.items():
        page = (site / "people" / address / "index.html").read_text()
        assert "How to be corrected or removed" in page
        assert f"data/people/{person_shard(str(person['person']))}.json" in page


def test_the_search_says_what_its_years_rest_on(site: Path, everybody: list[Profile]) -> None:
    results = [result for profile in everybody for result in profile.results]
    years = [result.year for result in results if result.year and result.private_rank]
    page = (site / "people/index.html").read_text()
    span = f"of {min(years)} to {max(years)}"
    assert f"come from {len({result.folder for result in results})} competitions {span}. “Last seen here” is" in page
    assert "ast active" not in page


def test_kinds_of_data_are_called_as_on_all_other_pages(site: Path, everybody: list[Profile]) -> None:
    """A recruiter looks for Text, not for the id `nlp`."""
    one = next(profile for profile in everybody if "nlp" in profile.modalities)
    search = BeautifulSoup((site / "people/index.html").read_text(), "lxml")
    box = search.select_one('[name="modality"][value="nlp"]')
    assert box is not None
    assert box.parent is not None
    assert box.parent.get_text().split()[0] == "Text"
    lists = [link for link in search.select("#lists ~ ul a") if str(link["href"]).endswith("-nlp/")]
    assert {link.get_text() for link in lists} == {"Text"}
    page = (site / "people" / one.address / "index.html").read_text()
    assert f"Text ({one.modalities['nlp']})" in page
    assert "nlp" not in BeautifulSoup(page, "lxml").get_text()


def test_places_in_small_fields_are_told_from_those_that_somebody_is_listed_for(
    site: Path, everybody: list[Profile]
) -> None:
    told = set()
    for profile in everybody:
        page = BeautifulSoup((site / "people" / profile.address / "index.html").read_text(), "lxml")
        figures = " ".join(page.select_one("dl.figures").get_text(" ").split())
        small_too = profile.top50 > profile.listed_for
        note = "in fields of any size, " if small_too else ""
        assert f"Top-50 places {profile.top50} {note}{profile.beyond_podium} of them" in figures, profile.handle
        told.add(small_too)
    assert any(told)


def test_a_share_of_a_few_results_is_a_count(site: Path, everybody: list[Profile]) -> None:
    for profile in everybody:
        page = BeautifulSoup((site / "people" / profile.address / "index.html").read_text(), "lxml")
        (alone,) = (row.b.get_text() for row in page.select("dl.figures > div") if row.dt.get_text() == "Alone")
        known = profile.solo + profile.in_team
        assert ("%" in alone) == (known >= 10), (profile.handle, alone)
        assert known >= 10 or alone == (f"{profile.solo} of {known}" if known else "unknown")


def test_a_median_rank_stands_with_its_fields(site: Path, everybody: list[Profile]) -> None:
    """Rank 40 of 50 is no rank 40 of 5,000, and a median of top-50 places is none of all."""
    told = set()
    for profile in everybody:
        page = BeautifulSoup((site / "people" / profile.address / "index.html").read_text(), "lxml")
        (median,) = (row for row in page.select("dl.figures > div") if row.dt.get_text() == "Median private rank")
        ranked = [(result.private_rank, result.teams) for result in profile.results if result.private_rank]
        least, most = (of(teams for _, teams in ranked) for of in (min, max))
        fields = f"a field of {most:,} team" if least == most else f"fields of {least:,} to {most:,} teams"
        assert f" in the top 50 of either board; {fields}" in median.span.get_text(), profile.handle
        behind = statistics.median((teams - rank) * 100 / teams for rank, teams in ranked)
        (share,) = re.findall(r"([\d.]+) % of them behind", median.span.get_text())
        assert 0 <= behind - float(share) < 0.1 + 1e-6, profile.handle
        assert ("behind in the median" in median.span.get_text()) == (len(ranked) > 1)
        told.add(least == most)
    assert False in told


def test_what_the_archive_does_not_know_of_is_not_none(site: Path, everybody: list[Profile]) -> None:
    """Who wrote nothing that is known may have written much."""
    told = set()
    for profile in everybody:
        page = BeautifulSoup((site / "people" / profile.address / "index.html").read_text(), "lxml")
        (figure,) = (row for row in page.select("dl.figures > div") if row.dt.get_text() == "Write-ups")
        assert figure.b.get_text() == (str(profile.writeups) if profile.writeups else "none known"), profile.handle
        assert ("no code of their own known" in figure.span.get_text()) == (profile.code == 0)
        if profile.works and not profile.writeups:
            caption = page.find(id="works").find_next("caption").get_text()
            assert caption.startswith("No write-up by this person is known, and ")
        told.add(bool(profile.writeups))
    assert told == {True, False}


def test_messages_are_counted_only_where_any_is_known(site: Path, everybody: list[Profile]) -> None:
    known = {profile.address: any(year.messages for year in profile.activity) for profile in everybody}
    assert len(set(known.values())) == 2
    for address, any_known in known.items():
        soup = BeautifulSoup((site / "people" / address / "index.html").read_text(), "lxml")
        heads = [cell.get_text() for cell in soup.find(id="activity-h").find_next("table").select("thead th")]
        assert ("Messages" in heads) == any_known, address


def profile_of(twin: dict[str, object]) -> Profile:
    return computed.decode(json.dumps(twin), Profile)


def test_the_twin_says_what_the_insight_says(everybody: list[Profile], twins: dict[str, dict[str, object]]) -> None:
    by_key = {person["person"]: person for person in twins.values()}
    for profile in everybody:
        assert profile_of(by_key[profile.person]) == profile


def test_search_engines_are_asked_to_leave_people_out(site: Path) -> None:
    pages = list((site / "people").rglob("index.html"))
    assert len(pages) > 10
    assert all('<meta name="robots" content="noindex">' in page.read_text() for page in pages)
    assert "/people/*\n  X-Robots-Tag: noindex" in (site / "_headers").read_text()
    assert "/people/" not in (site / "sitemap.xml").read_text()
    assert "Disallow" not in (site / "robots.txt").read_text()
    others = [page for page in site.rglob("index.html") if "people" not in page.relative_to(site).parts]
    assert not [page for page in others if 'content="noindex"' in page.read_text()]


def test_a_setting_lets_search_engines_in(workshop: tuple[Archive, Path, Builder]) -> None:
    archive, out, run = workshop
    write_descriptor(archive.root, replace(read_settings(archive.root), people_noindex=False))
    run()
    assert 'name="robots" content="noindex"' not in (out / "people" / "index.html").read_text()
    assert "X-Robots-Tag" not in (out / "_headers").read_text()
    sitemap = (out / "sitemap.xml").read_text()
    pages = [page.parent.relative_to(out).as_posix() for page in (out / "people").rglob("index.html")]
    assert len(pages) > 50
    assert not [page for page in pages if f"/{page}/<" not in sitemap]


def test_a_setting_says_who_is_listed(workshop: tuple[Archive, Path, Builder]) -> None:
    archive, out, run = workshop
    write_descriptor(archive.root, replace(read_settings(archive.root), people_min_teams=100_000))
    run()
    assert not list((out / "data" / "people").glob("??.json"))
    assert "100,000 teams" in (out / "people" / "index.html").read_text()


def test_what_an_older_version_left_in_the_cache_is_cleared(workshop: tuple[Archive, Path, Builder]) -> None:
    _, out, run = workshop
    old = out.parent / "cache" / "people" / "0123456789abcdef" / "summaries.json"
    old.parent.mkdir(parents=True)
    old.write_text("[]")
    run()
    assert not old.parent.exists()


def test_plain_lists_hold_everybody(site: Path, twins: dict[str, dict[str, object]]) -> None:
    index = (site / "people" / "index.html").read_text()
    listed = set()
    for address in re.findall(r'href="\.\./(people/by/[^"]+)"', index):
        if "hosts" not in address:
            text = (site / address / "index.html").read_text()
            assert "<caption>People with a page here whose team stands" in text  # of the public top 50 not all have one
            listed |= set(re.findall(r'href="\.\./\.\./\.\./people/([^"/]+)/"', text))
    assert listed == set(twins)


def decode(text: str) -> list[int]:
    width, digits = int(text[0]), [DIGITS.index(letter) for letter in text[1:]]
    return digits if width == 1 else [90 * a + b for a, b in zip(digits[::2], digits[1::2], strict=True)]


def test_columns_say_what_the_profiles_say(site: Path, twins: dict[str, dict[str, object]]) -> None:
    columns = json.loads((site / "data" / "people" / "columns.json").read_text())
    names = json.loads((site / "data" / "people" / "names.json").read_text())
    handles = names["handles"].split("\n")
    counts = decode(columns["person"]["results"])
    assert columns["count"] == len(handles) == len(counts) == len(twins)
    medals, ranks, sets = (decode(columns["result"][name]) for name in ("medal", "rank", "set"))
    last, shards = decode(columns["person"]["last"]), re.findall("..", names["shards"])
    competitions = decode(names["competition"])
    at = 0
    for index, handle in enumerate(handles):
        person = profile_of(twins[names["addresses"].get(str(index), handle)])
        assert person.handle == handle
        assert names["former"].get(str(index), "") == "\n".join(person.former_handles)
        assert shards[index] == person_shard(person.person)
        assert (last[index] + columns["first_year"] if last[index] else None) == person.last_active
        for result in sorted(person.results, key=lambda result: (-(result.year or 0), result.folder)):
            assert ("", "gold", "silver", "bronze")[medals[at]] == (result.medal or "")
            assert ranks[at] == min(result.private_rank or 0, 89)
            where = competitions[at]
            assert (names["folders"][where], names["titles"][where]) == (result.folder, result.title)
            assert names["teams"][where] == result.teams
            assert [columns["modalities"][m - 1] for m in columns["sets"][sets[at]]] == sorted(result.modalities)
            at += 1
        assert counts[index] == len(person.results)


def test_organizers_get_the_top_50_with_what_it_published(site: Path, mini_archive: Archive) -> None:
    folder = next(f for f in mini_archive.folders() if sum(bool(s.members) for s in mini_archive.standings(f)) > 20)
    rows = list(csv.DictReader(io.StringIO((site / f"data/people/top50/{folder}.csv").read_text())))
    board = [s for s in mini_archive.standings(folder) if s.members and s.private_rank and s.private_rank <= 50]
    assert [row["private_rank"] for row in rows] == [str(team.private_rank) for team in board]
    assert [row["members"].removeprefix("'") for row in rows] == [";".join(team.members) for team in board]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@", "-"))]
    written = {w.url for w in mini_archive.writeups(folder) if w.team in {team.team for team in board}}
    assert {url for row in rows for url in row["writeups"].split()} == written


def test_each_competition_lists_who_did_well_repeatedly_beyond_its_podium(
    workshop: tuple[Archive, Path, Builder],
) -> None:
    archive, out, run = workshop
    min_teams, found = 30, 0
    write_descriptor(archive.root, replace(read_settings(archive.root), people_min_teams=min_teams))
    run()
    states = (state for folder in archive.folders() if (state := archive.state(folder)))
    everybody = list(profiles(map(part_of, states), archive.people(), min_teams))
    for page in sorted((out / "people" / "top50").glob("*/index.html")):
        folder = page.parent.name
        wanted = []
        for profile in everybody:
            steady = [r for r in profile.results if r.teams >= min_teams and 4 <= (r.private_rank or 0) <= 50]
            here = [r.private_rank for r in profile.results if r.folder == folder and 4 <= (r.private_rank or 0) <= 50]
            if here and len(steady) >= 3:
                wanted.append([profile.handle, str(here[0]), str(len(steady))])
        section = BeautifulSoup(page.read_text(), "lxml").select("#beyond ~ .wide tbody tr")
        rows = [[cell.get_text() for cell in row.find_all(["th", "td"])[:3]] for row in section]
        assert rows == sorted(wanted, key=lambda row: row[0].lower()), folder
        found += len(rows)
    assert found


def test_nobody_is_said_to_have_missed_a_prize(site: Path) -> None:
    """A competition in five pays more than three places: whoever came fourth may have had a prize."""
    text = (site / "people/beyond-the-podium/index.html").read_text()
    assert "Prizes and fame go to a few at the top." in text
    assert "first three" not in text


def test_members_and_authors_on_a_competitions_page_lead_to_their_profiles(
    site: Path, everybody: list[Profile], mini_archive: Archive
) -> None:
    linked = 0
    spelled = {handle.lower(): p.address for p in everybody for handle in (p.handle, *p.former_handles)}
    for folder in mini_archive.folders():
        teams = [s for s in mini_archive.standings(folder) if s.members]
        here = {handle.lower() for team in teams for handle in team.members}
        authors = {handle.lower() for writeup in mini_archive.writeups(folder) for handle in writeup.authors}
        wanted = {spelled[handle] for handle in here & spelled.keys()}
        page = (site / "competitions" / folder / "index.html").read_text()
        found = set(re.findall(r'href="\.\./\.\./people/([^"/]+)/"', page)) - {"compare", "beyond-the-podium"}
        assert found == wanted, folder
        for handle in authors & here & spelled.keys():
            assert page.lower().count(f"<bdi>{handle}</bdi></a>") >= 2, (folder, handle)
            linked += 1
    assert linked


MEMBER = r'people/[^"/]+/"><bdi>(\w+)</bdi>'


def test_a_member_is_linked_under_an_earlier_handle_too(workshop: tuple[Archive, Path, Builder]) -> None:
    archive, out, run = workshop
    run()
    folder = next(f for f in archive.folders() if re.search(MEMBER, (out / f"competitions/{f}/index.html").read_text()))
    old = re.findall(MEMBER, (out / f"competitions/{folder}/index.html").read_text())[0]
    person = next(p for p in archive.people() if p.handles[0] == old)
    renamed = person.model_copy(update={"handles": ("quite-new", *person.handles)})
    archive.save_people([renamed if p.person == person.person else p for p in archive.people()])
    run()
    for page in (f"competitions/{folder}", f"people/top50/{folder}"):
        assert f'people/quite-new/"><bdi>{old}</bdi>' in (out / page / "index.html").read_text()
