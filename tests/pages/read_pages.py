"""Pages rendered without their shell, and their tables read back as words."""

import re
from typing import Any

from bs4 import BeautifulSoup
from msgspec.structs import asdict

from pages.engine.kinds import ROWS, Kind, Unit
from pages.engine.rendering.environment import environment
from pages.engine.world import World
from pages.format import percent


def rendered(kind: Kind, unit: Unit, most: int = ROWS[0]) -> BeautifulSoup:
    context = kind.fill(*unit.arguments)
    html = environment().get_template(f"{kind.name}.html").render(asdict(context), root="../", most=most)
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


def left(soup: BeautifulSoup, *read: Any) -> list[str]:
    """Texts with a digit that stand outside what a test has read: headings' tables by id, or tags; charts by `bars`."""
    for part in read:
        if isinstance(part, str):
            found = soup.find(id=part)
            table = found.find_next("tbody") if found else None
            part = table.parent.thead.extract() and table if table else None
        if part is not None:
            part.extract()
    texts = [" ".join(text.split()) for text in soup.find_all(string=re.compile(r"\d"))]
    return [text for text in texts if text]


def bars(soup: BeautifulSoup) -> list[float]:
    """Heights of a bar chart's bars as shares of the highest, in order; the chart is taken out of the page."""
    chart = soup.select_one("svg.chart")
    assert chart is not None
    drawn = re.findall(r"M[\d.]+ ([\d.]+)V([\d.]+)h", str(chart.select_one("path.bars")))
    chart.extract()
    heights = [float(low) - float(high) for low, high in drawn]
    return [height / max(heights) for height in heights]


def share(count: int, of: int, *, ratios: bool = True) -> str:
    return f"{count:,} of {of:,} {percent(count / of)}" if of >= 10 and ratios else f"{count:,} of {of:,}"
