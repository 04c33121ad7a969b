import pytest

from archive.records import Link
from insights.people.records import Teammate, Work
from pages.engine.rendering import fragments

HOSTILE = "<i>'&'</i>"
SHOWN = "&lt;i&gt;&#39;&amp;&#39;&lt;/i&gt;"


def test_moves_say_their_direction() -> None:
    assert fragments.moved(1200) == '<span class="rose">gained 1,200</span>'
    assert fragments.moved(-3) == '<span class="fell">lost 3</span>'
    assert fragments.moved(0) == '<span class="same">same</span>'
    assert "one board only" in fragments.moved(None)


def test_medals_say_where_they_follow_from_the_rule() -> None:
    assert fragments.medal("gold", "recorded") == fragments.medal("gold") == '<span class="medal gold">gold</span>'
    assert fragments.medal("bronze", "rule") == '<span class="medal bronze">bronze <small>by rule</small></span>'
    assert fragments.medal(None) == ""


def test_links_that_lead_nowhere_are_text() -> None:
    assert fragments.away(None, HOSTILE) == SHOWN
    assert fragments.away('https://example.org/?a="&b', "x") == (
        '<a href="https://example.org/?a=&#34;&amp;b" rel="noopener nofollow">x</a>'
    )


def test_members_with_and_without_a_profile() -> None:
    assert fragments.members([("ann", "ann-1"), (HOSTILE, None)], "../") == (
        f'<a href="../people/ann-1/"><bdi>ann</bdi></a>, <bdi>{SHOWN}</bdi>'
    )
    assert fragments.members([(HOSTILE, HOSTILE)], "") == f'<a href="people/{SHOWN}/"><bdi>{SHOWN}</bdi></a>'
    assert fragments.members([], "") == ""


def test_teammates_and_in_how_many_competitions() -> None:
    ann = Teammate(person="u1", handle="ann", competitions=1, address="ann-1")
    other = Teammate(person=f"@{HOSTILE}", handle=HOSTILE, competitions=2)
    assert fragments.teammates([ann, other], "../") == (
        '<span class="nowrap"><a href="../people/ann-1/"><bdi>ann</bdi></a></span>, '
        f'<span class="nowrap"><bdi>{SHOWN}</bdi> (2 competitions)</span>'
    )


def test_figures_with_and_without_a_remark() -> None:
    assert fragments.figures([("Teams", "1,234", HOSTILE), (HOSTILE, "unknown", "")]) == (
        '<dl class="figures">\n'
        f"<div><dt>Teams</dt><dd><b>1,234</b><span>{SHOWN}</span></dd></div>\n"
        f'<div><dt>{SHOWN}</dt><dd><b class="unknown">unknown</b></dd></div>\n'
        "</dl>\n"
    )


def test_only_a_technique_of_the_vocabulary_has_a_page() -> None:
    assert fragments.technique("lightgbm", "../") == '<a href="../techniques/lightgbm/">LightGBM</a>'
    assert fragments.technique(HOSTILE, "../") == SHOWN
    assert fragments.techniques((HOSTILE, "lightgbm"), "../") == f"{SHOWN}, {fragments.technique('lightgbm', '../')}"


@pytest.mark.parametrize(("title", "shown"), [(HOSTILE, SHOWN), (None, "example.org/a&amp;b")])
def test_a_writeup_by_its_title_or_address(title: str | None, shown: str) -> None:
    work = Work(writeup="w", title=title, url="https://example.org/a&b", kind="blog")
    assert fragments.writeup(work) == f'<a href="https://example.org/a&amp;b" rel="noopener nofollow">{shown}</a>'


def test_an_address_that_no_link_may_lead_to_is_text() -> None:
    assert fragments.writeup(Work(writeup="w", title="a title", url="javascript:alert(1)", kind="blog")) == "a title"


def test_several_links_to_code_are_numbered() -> None:
    code, notebook = (Link(url="https://example.org/1", kind=kind) for kind in ("code", "notebook"))
    assert ">code</a>" in fragments.links([code])
    assert ">code 1</a>, <a" in fragments.links([code, notebook])
    assert ">notebook 2</a>" in fragments.links([code, notebook])
    assert fragments.links([]) == ""


def test_what_a_page_has_no_room_for_is_said() -> None:
    assert fragments.rest(30, 30, "x.json") == ""
    assert "The first 30 of 1,500" in fragments.rest(1500, 30, "x.json")


@pytest.mark.parametrize(
    ("title", "language", "marks"),
    [
        ("1st place", "en", ""),
        ("1st place", None, ""),
        ("鳥の分類", "ja", ' lang="ja"'),
        ("مسابقه", "fa", ' lang="fa" dir="auto"'),
        ("שלום", None, ' dir="auto"'),
        ("1st place", 'x" onload="y', ""),
    ],
)
def test_a_title_says_its_language_and_turns_nothing_beside_it(title: str, language: str | None, marks: str) -> None:
    assert fragments.away("https://a.example/", title, language) == (
        f'<a href="https://a.example/" rel="noopener nofollow"{marks}>{title}</a>'
    )
