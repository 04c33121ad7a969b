from bs4 import BeautifulSoup
from msgspec.structs import asdict

from insights.glossary import name_of
from insights.people.records import NamedTeam, Part, Work
from pages.engine.rendering.environment import environment
from pages.top50 import Top50Page, teams_of


def work(team: str, *techniques: str, read: bool = True) -> Work:
    key = f"w{team}{len(techniques)}{read}"
    return Work(writeup=key, url=f"https://example.org/{key}", kind="blog", team=team, techniques=techniques, read=read)


def test_techniques_of_a_team_are_unknown_only_where_none_of_its_texts_was_read() -> None:
    works = (
        work("1", "tta", "unet"),
        work("1", "k-fold", "tta"),
        work("1", read=False),
        work("2"),
        work("3", read=False),
    )
    places = tuple(NamedTeam(team=str(rank), members=("ann",), private_rank=rank) for rank in (1, 2, 3, 4))
    part = Part(folder="toy", title="Toy", platform="kaggle", teams=200, comparable=True, places=places, works=works,
                messages={}, as_of="2026-01-01T00:00:00Z")  # fmt: skip
    page = Top50Page(title="Top 50", description="", part=part, teams=teams_of(part, ()), published=3, with_code=0,
                     file="", steady=(), repeatedly=3, min_teams=100)  # fmt: skip
    html = environment().get_template("top50.html").render(asdict(page), root="../")
    rows = BeautifulSoup(html, "lxml").select("table.board tbody tr")
    named = ", ".join(map(name_of, ("k-fold", "tta", "unet")))
    assert [row.find_all("td")[-1].text for row in rows] == [named, "none found", "unknown", ""]
