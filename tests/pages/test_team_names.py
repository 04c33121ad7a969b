"""The names of teams that the search for people reads."""

import json
from pathlib import Path

from archive.store import Archive


def test_every_named_team_of_a_board_is_found_with_its_rank_and_no_benchmark(mini_archive: Archive, site: Path) -> None:
    years = json.loads((site / "data/people/teams.json").read_text())["years"]
    assert years == sorted(years, reverse=True)
    found = {}
    for year in years:
        for board in json.loads((site / f"data/people/teams-{year}.json").read_text())["competitions"]:
            found[board["folder"]] = sorted(zip(board["names"], board["ranks"], strict=True), key=str)
    expected = {
        folder: sorted(((it.name, it.private_rank) for it in teams if it.name and not it.is_benchmark), key=str)
        for folder in mini_archive.folders()
        if (teams := mini_archive.standings(folder))
    }
    assert found == {folder: teams for folder, teams in expected.items() if teams}
    assert any(
        it.is_benchmark and it.name for folder in mini_archive.folders() for it in mini_archive.standings(folder)
    )
