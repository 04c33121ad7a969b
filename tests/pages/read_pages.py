"""Pages rendered without their shell, and their tables read back as words."""

from typing import Any

from bs4 import BeautifulSoup

from pages.engine.environment import environment
from pages.engine.kinds import Kind, Unit
from pages.engine.world import World
from pages.format import percent


def rendered(kind: Kind, unit: Unit) -> BeautifulSoup:
    context = kind.fill(*unit.arguments)
    html = environment().get_template(f"{kind.name}.html").render(vars(context), root="../")
    return BeautifulSoup(html, "lxml")


def page(kind: Kind, world: World) -> BeautifulSoup:
    (unit,) = kind.units(world)
    return rendered(kind, unit)


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split())


def rows(soup: BeautifulSoup, heading: str) -> list[list[str]]:
    """Cells of the first table below a heading."""
    found = soup.find(id=heading)
    assert found is not None, heading
    body = found.find_next("tbody")
    assert body is not None, heading
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in body.find_all("tr")]


def share(count: int, of: int, *, ratios: bool = True) -> str:
    return f"{count:,} of {of:,} {percent(count / of)}" if of >= 10 and ratios else f"{count:,} of {of:,}"
