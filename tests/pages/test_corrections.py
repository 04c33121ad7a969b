"""A fact that somebody corrected says so where it is shown, with the reason and what the source says."""

import json
from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup

from pages.build import build
from tests.archive.small import write_small
from tests.pages.conftest import DAY, quiet

PATCHES = """
- {record: competition, field: public_share, value: 0.25, reason: "counted <b>by hand</b>", expect: 0.01}
- {record: competition, field: host, value: Orchard, reason: its page says so, expect: null}
- {record: competition, field: teams, value: 7, reason: was mended since, expect: 8}
- {record: leaderboard/101, field: team_size, value: 2, reason: they said so, expect: 1}
"""


def test_a_corrected_fact_says_why(tmp_path: Path) -> None:
    archive = write_small(tmp_path / "data")
    state = archive.state("apples")
    assert state is not None
    facts = {"public_share": 0.25, "host": "Orchard"}
    archive.save("apples", replace(state, competition=state.competition.model_copy(update=facts)))
    (archive.root / "corrections" / "apples.yml").write_text(PATCHES)
    build(archive.root, tmp_path / "site", tmp_path / "cache", 1, DAY, quiet)
    page = BeautifulSoup((tmp_path / "site/competitions/apples/index.html").read_text(), "html.parser")
    items = page.select('section[aria-labelledby="sources"] p + ul:not(.links) li')
    told = [" ".join(item.get_text().split()) for item in items]
    assert told == [
        "public share is 0.25; the source says 0.01. counted <b>by hand</b>",
        "host is Orchard; no source says. its page says so",
        "leaderboard/101 team size is 2; the source says 1. they said so",
    ]
    sources = {row.th.get_text(): row.td.get_text() for row in page.select("details tbody tr") if row.th and row.td}
    assert [sources[it] for it in ("public share", "host", "teams")] == ["corrections by hand"] * 2 + ["Kaggle's API"]
    assert "Facts are from corrections by hand," in " ".join(page.get_text().split())
    twin = json.loads((tmp_path / "site/data/competitions/apples.json").read_text())
    assert [(it["field"], it["value"], it["expect"]) for it in twin["corrections"]] == [
        ("public_share", 0.25, 0.01), ("host", "Orchard", None), ("team_size", 2, 1)
    ]  # fmt: skip
    assert twin["sources"]["public_share"] == "correction"
