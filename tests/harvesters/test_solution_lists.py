import pytest
import yaml

from archive.keys import BadKeyError
from harvesters.base import HarvestError
from harvesters.solution_lists import harvest, parse_competition, parse_solutions
from tests.harvesters.files import context, write

TOPIC = "https://www.kaggle.com/c/toy-cup/discussion/100"


def entry(**changes):
    return {
        "number": "7", "title": "Toy Cup", "desc": "Find the toys", "kind": "Featured", "prize": "$25,000",
        "team": "2,816", "metric": "Log Loss", "link": "https://www.kaggle.com/c/toy-cup", "image": "/logos/1.webp",
        "year": "2024", "isHot": "false", "done": "true", "solutions": None,
    } | changes  # fmt: skip


def solutions(*rows):
    return [{"rank": rank, "link": link, "kind": kind} for rank, link, kind in rows]


def test_an_entry_becomes_facts_and_its_description_stays_behind():
    warnings = []
    slug, facts, writeups = parse_competition(entry(), warnings.append)
    assert (slug, writeups, warnings) == ("toy-cup", (), [])
    assert facts.pop("metric").id == "log-loss"
    assert facts == {
        "title": "Toy Cup", "url": "https://www.kaggle.com/competitions/toy-cup", "category": "featured",
        "teams": 2816, "year": 2024, "reward": "$25,000", "prize_usd": 25000.0,
    }  # fmt: skip


def test_zero_teams_and_a_dash_mean_unknown():
    _, facts, _ = parse_competition(entry(team="0", metric="-", prize="-"), print)
    assert facts.keys() == {"title", "url", "category", "year"}


def test_prize_and_teams_in_each_others_place_are_read_the_other_way():
    warnings = []
    _, facts, _ = parse_competition(entry(prize="2,654", team="$55,000"), warnings.append)
    assert (facts["teams"], facts["prize_usd"]) == (2654, 55000.0)
    assert "each other's place" in warnings[0]


@pytest.mark.parametrize(
    ("changes", "format_"),
    [
        ({"kind": "Analytics", "metric": "-"}, "hackathon"),
        ({"title": "The Toy Hackathon", "metric": "-"}, "hackathon"),
        ({"title": "Toy Hackathon of 2012", "metric": "Log Loss"}, None),
        ({"metric": "kore_fleets"}, "simulation"),
    ],
)
def test_judged_and_simulated_competitions_say_what_they_are(changes, format_):
    assert parse_competition(entry(**changes), print)[1].get("format") == format_


def test_unknown_fields_and_kinds_announce_themselves():
    warnings = []
    parse_competition(entry(kind="Gala", colour="red"), warnings.append)
    assert "unknown kind 'Gala'" in warnings[0]
    assert "unknown field 'colour'" in warnings[1]


def test_a_link_becomes_a_writeup_with_the_listed_rank():
    (writeup,) = parse_solutions("toy-cup", solutions(("3", TOPIC + "#latest-9", "description")), print)
    assert writeup.url == "https://www.kaggle.com/competitions/toy-cup/discussion/100"
    assert (writeup.private_rank, writeup.rank_source, writeup.kind) == (3, "list", "forum")
    assert (writeup.why, writeup.sources) == ("listed as description", ("solution_lists",))


def test_one_address_listed_twice_at_one_rank_is_one_writeup():
    (writeup,) = parse_solutions("toy-cup", solutions(("3", TOPIC, "code"), ("3", TOPIC, "description")), print)
    assert (writeup.private_rank, writeup.why) == (3, "listed as code, listed as description")


def test_one_address_under_two_ranks_keeps_neither_and_says_both():
    warnings = []
    rows = solutions(("27", TOPIC, "description"), ("47", TOPIC + "#latest-1", "description"))
    (writeup,) = parse_solutions("toy-cup", rows, warnings.append)
    assert (writeup.private_rank, writeup.rank_source) == (None, None)
    assert writeup.why == "listed as description; listed under ranks 27, 47"
    assert "ranks [27, 47]; no rank is kept" in warnings[0]


def test_messages_of_one_topic_are_writeups_of_their_own():
    rows = solutions(("1", TOPIC + "#5001", "description"), ("2", TOPIC + "#5002", "description"))
    assert [(w.private_rank, w.url[-5:]) for w in parse_solutions("toy-cup", rows, print)] == [
        (1, "#5001"),
        (2, "#5002"),
    ]


def test_an_unknown_rank_and_a_topic_that_collects_links_have_no_rank():
    rows = solutions(("?", "https://github.com/somebody/toy", "code"), ("all solutions", TOPIC, "description"))
    unknown, collection = parse_solutions("toy-cup", rows, pytest.fail)
    assert (unknown.kind, unknown.private_rank) == ("repository", None)
    assert (collection.kind, collection.private_rank) == ("list", None)


def test_the_address_of_another_competition_loses_its_rank():
    warnings = []
    rows = solutions(("1", "https://www.kaggle.com/c/other-cup/discussion/7", "description"))
    (writeup,) = parse_solutions("toy-cup", rows, warnings.append)
    assert writeup.private_rank is None
    assert "belongs to other-cup" in writeup.why
    assert "belongs to other-cup" in warnings[0]


def test_a_rank_in_the_address_is_a_claim_beside_the_listed_one():
    rows = solutions(
        ("2", "https://www.kaggle.com/c/toy-cup/writeups/2nd-public-6th-private-place-solution", "description")
    )
    (writeup,) = parse_solutions("toy-cup", rows, print)
    assert (writeup.private_rank, writeup.title_rank, writeup.kind) == (2, 6, "platform")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://example.org/x", "https://a@example.org", "https://a.b:x/", "no address"]
)
def test_what_is_no_web_address_is_skipped_with_a_warning(link):
    warnings = []
    assert parse_solutions("toy-cup", solutions(("1", link, "code")), warnings.append) == ()
    assert "no web address" in warnings[0]


def test_an_odd_rank_is_reported():
    warnings = []
    (writeup,) = parse_solutions("toy-cup", solutions(("gold", TOPIC, "code")), warnings.append)
    assert writeup.private_rank is None
    assert "unknown rank 'gold'" in warnings[0]


def test_a_slug_that_breaks_out_is_refused():
    with pytest.raises(BadKeyError):
        parse_competition(entry(link="https://www.kaggle.com/c/%2e%2e"), print)


def test_harvest_skips_bad_entries_and_obeys_only_and_category(tmp_path):
    entries = [
        entry(),
        entry(link="https://www.kaggle.com/c/.."),
        "not an entry",
        entry(link="https://www.kaggle.com/c/small-cup", kind="Playground"),
    ]
    write(tmp_path / "competitions.yml", yaml.safe_dump({"competitions": entries}))
    run = context(tmp_path, tmp_path, as_of="2026-07-01T00:00:00Z")
    findings = list(harvest(run))
    assert [(f.platform, f.slug, f.as_of) for f in findings] == [
        ("kaggle", "toy-cup", "2026-07-01T00:00:00Z"),
        ("kaggle", "small-cup", "2026-07-01T00:00:00Z"),
    ]
    assert sum("skipped" in warning for warning in run.warnings) == 2
    assert [f.slug for f in harvest(context(tmp_path, tmp_path, only=frozenset({"small-cup"})))] == ["small-cup"]
    assert [f.slug for f in harvest(context(tmp_path, tmp_path, category="featured"))] == ["toy-cup"]


@pytest.mark.parametrize(
    "text",
    ["", "- a\n- b\n", "competitions: [", "competitions:\n", "other: 1\n", "competitions: [{year: 2020-02-30}]",
     "a: &a [x, x]\ncompetitions: [{title: [*a, *a]}]"],
)  # fmt: skip
def test_a_file_without_the_list_says_what_to_name(tmp_path, text):
    file = write(tmp_path / "competitions.yml", text)
    with pytest.raises(HarvestError, match="--from must name that file"):
        list(harvest(context(tmp_path, file)))
