from types import SimpleNamespace
from typing import cast
from xml.etree import ElementTree

from archive.records import Change
from pages import changes, tables
from pages.changes import News, feed, fill
from pages.engine.world import World

ATOM = "{http://www.w3.org/2005/Atom}"


def news(day: int, title: str = "Toy", detail: str | None = "3 new", folder: str | None = "toy") -> News:
    change = Change.model_validate({"date": f"2026-01-{day:02d}", "slug": "toy", "what": "writeup", "detail": detail})
    return News(change, title, folder)


def test_the_feed_is_dated_by_its_newest_change_and_its_ids_stay() -> None:
    root = ElementTree.fromstring(feed((news(2), news(2), news(1)), "https://site.example/")["feed.xml"])
    assert root.findtext(f"{ATOM}updated") == "2026-01-02T00:00:00Z"
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 3
    later = ElementTree.fromstring(feed((news(3), news(2), news(2), news(1)), "https://site.example/")["feed.xml"])
    assert set(ids) < {entry.findtext(f"{ATOM}id") for entry in later.iter(f"{ATOM}entry")}


def test_a_line_of_the_same_day_changes_no_id_whichever_place_it_takes() -> None:
    def ids(*details: str) -> list[str | None]:
        told = tuple(news(2, detail=detail) for detail in details)
        root = ElementTree.fromstring(feed(told, "https://site.example/")["feed.xml"])
        return [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]

    assert ids("1 new", "3 new", "5 new", "7 new")[1::2] == ids("3 new", "7 new")


def test_titles_stay_text() -> None:
    hostile = '</title><script>alert("x")</script> & ]]>'
    root = ElementTree.fromstring(feed((news(1, hostile, hostile),), "https://site.example/")["feed.xml"])
    assert root.find(f"{ATOM}entry/{ATOM}title").text == f"{hostile}: 1 new write-up"  # type: ignore[union-attr]


def test_a_detail_written_by_hand_with_signs_that_no_feed_may_hold_breaks_none() -> None:
    (detail,) = {news(1, detail="3\x00 new\u202e,\x07\n1 old").change.detail}
    assert detail == "3 new, 1 old"
    assert (
        ElementTree.fromstring(feed((news(1, detail="\x00\uffff"),), "https://site.example/")["feed.xml"]) is not None
    )


def test_no_news_is_a_feed_too() -> None:
    assert ElementTree.fromstring(feed((), "https://site.example/")["feed.xml"]).tag == f"{ATOM}feed"


def test_a_page_has_news_by_day_and_competition_the_most_interesting_first() -> None:
    new = Change.model_validate({"date": "2026-01-02", "slug": "toy", "what": "competition-added", "detail": "Toy"})
    page = fill((news(2), News(new, "Toy", "toy"), news(1)), 7)
    assert [(day, [(item.title, item.what) for item in items]) for day, items in page.days] == [
        ("2026-01-02", [("Toy", ("new competition", "3 new write-ups"))]),
        ("2026-01-01", [("Toy", ("3 new write-ups",))]),
    ]
    assert page.left_out == 7


def test_what_two_sources_bring_on_a_day_is_one_number() -> None:
    ((_, (toy,)),) = fill((news(2, detail="1 new"), news(2, detail="17 new")), 0).days
    assert toy.what == ("18 new write-ups",)


def test_news_lead_to_the_folder_of_their_competition() -> None:
    named = {"Toy": ("One", "Toy"), "toy": ("Another", "toy-2")}
    told = tuple(Change(date="2026-01-01", slug=slug, what="ended") for slug in ("Toy", "toy", "gone"))
    world = cast(World, SimpleNamespace(named=named, changes=told, site_url="https://site.example/"))
    (page,) = changes.page_units(world)
    ((_, items),) = fill(*page.arguments).days
    assert [(item.title, item.folder) for item in items] == [("One", "Toy"), ("Another", "toy-2"), ("gone", None)]
    (table,) = tables.change_units(world)
    assert [folder for folder, _ in table.arguments[2]] == ["Toy", "toy-2", None]
