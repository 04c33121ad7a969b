import pytest

from archive.records import Person, WriteUp
from archive.store import State
from insights.computed import decode, encode
from insights.people import Part, Profile, part_of, profiles
from insights.solutions import written
from tests.insights.people.worlds import board, competition, people, three_competitions


@pytest.fixture(scope="module")
def found() -> dict[str, Profile]:
    parts = (part_of(state) for state in three_competitions())
    return {profile.person: profile for profile in profiles(parts, people())}


def test_listed_is_whoever_stands_in_the_private_top_50_of_a_large_competition(found: dict[str, Profile]) -> None:
    # eve stands at rank 2 of 30 teams only; di at 60 of 200 and, in a team, at 30 of 1000.
    assert list(found) == ["u1", "u2", "u3", "@cy"]
    assert [found[key].listed_for for key in found] == [2, 2, 1, 2]


def test_another_bound_lists_others() -> None:
    parts = [part_of(state) for state in three_competitions()]
    assert "@eve" in {profile.person for profile in profiles(parts, people(), min_teams=30)}
    assert [profile.person for profile in profiles(parts, people(), min_teams=1001)] == []


def test_places(found: dict[str, Profile]) -> None:
    ada = found["u1"]
    assert [(result.folder, result.private_rank, result.public_rank, result.teams) for result in ada.results] == [
        ("beta", 20, 120, 1000),
        ("alpha", 1, 11, 200),
        ("gamma", 3, 3, 30),
    ]
    assert (ada.best.rank, ada.best.teams, ada.best.folder) == (1, 200, "alpha")
    assert ada.median_private_rank == 3
    assert ada.median_percentile == 98.0  # 98.0 %, 99.5 % and 90.0 % of the teams behind
    assert (ada.top50, ada.beyond_podium) == (3, 1)
    assert (ada.solo, ada.in_team, ada.usual_team_size) == (2, 1, 1)
    assert ada.best_solo is not None
    assert (ada.best_solo.rank, ada.best_solo.teams) == (3, 30)


def test_medals_are_counted_by_colour_and_basis(found: dict[str, Profile]) -> None:
    # alpha, 200 teams: gold to 10. beta, 1000 teams: gold to 12, silver to 50. gamma, 30 teams: gold to 3.
    assert found["u1"].medals == {"gold by rule": 2, "silver by rule": 1}
    assert found["@cy"].medals == {"gold by rule": 1, "silver by rule": 1}


def test_a_recorded_medal_is_told_apart_from_one_by_rule() -> None:
    rows = [row.model_copy(update={"medal": "silver", "medal_basis": "recorded"}) if row.private_rank == 1 else row
            for row in board(200, {1: ("ada",)})]  # fmt: skip
    part = part_of(State(competition("delta", None, None), tuple(rows)))
    assert next(profiles([part], [])).medals == {"silver recorded": 1}


def test_a_changed_handle_keeps_one_person(found: dict[str, Profile]) -> None:
    bo = found["u2"]
    assert (bo.handle, bo.former_handles) == ("bo", ("bobby",))
    assert [result.folder for result in bo.results] == ["beta", "alpha"]


def test_two_people_with_one_display_name_stay_two(found: dict[str, Profile]) -> None:
    assert found["u2"].name == found["u3"].name
    assert found["u2"].results != found["u3"].results


def test_a_handle_that_was_given_again_is_its_present_owners() -> None:
    owners = [
        Person(person="u8", handles=("new", "ada"), as_of="2026-01-01T00:00:00Z"),
        Person(person="u9", handles=("ada",), as_of="2026-01-01T00:00:00Z"),
    ]
    part = part_of(State(competition("delta", None, None), board(200, {1: ("ADA",)})))
    assert [profile.person for profile in profiles([part], owners)] == ["u9"]


def test_a_handle_of_another_platform_is_another_person() -> None:
    part = part_of(State(competition("other~delta", None, None, platform="other"), board(200, {1: ("ada",)})))
    assert [profile.person for profile in profiles([part], people())] == ["@other~ada"]


def test_one_solution_at_two_addresses_is_written_up_once() -> None:
    def work(key: str, **facts: object) -> WriteUp:
        known = {"writeup": key, "authors": ("ada",), "url": f"https://example.org/{key}", "kind": "forum"}
        return WriteUp.model_validate(known | facts)

    works = (work("topic", private_rank=1), work("page", private_rank=1), work("digest", kind="list"))
    state = State(competition("delta", None, None), board(200, {1: ("ada",)}), writeups=works)
    (ada,) = profiles([part_of(state)], [])
    assert (ada.writeups, ada.written_up) == (3, 1)


def test_what_is_one_solution_to_the_pages_is_one_to_its_author() -> None:
    """A text that names the team alone is of the solution whose rank another text of that team states."""
    facts = {"authors": ("ada",), "kind": "forum", "team": "7"}
    ranked = WriteUp.model_validate(facts | {"writeup": "a", "url": "https://example.org/a", "private_rank": 1})
    unranked = WriteUp.model_validate(facts | {"writeup": "b", "url": "https://example.org/b"})
    state = State(competition("delta", None, None), board(200, {1: ("ada",)}), writeups=(ranked, unranked))
    (ada,) = profiles([part_of(state)], [])
    assert ada.written_up == written((ranked, unranked)).solutions == 1


def test_writeups(found: dict[str, Profile]) -> None:
    ada, cy, di = found["u1"], found["@cy"], found["u3"]
    assert (ada.writeups, ada.code, ada.techniques) == (1, 1, {"k-fold": 1, "stacking": 1})
    assert [(claim.value, claim.count) for claim in ada.works[0].work.compute] == [("rtx-3090", 2)]
    # w4 names nobody, and its team is cy alone; w9 is that of a team of two, which nobody signed.
    assert [(authored.role, authored.work.writeup) for authored in cy.works] == [("team", "w9"), ("author", "w4")]
    assert (cy.writeups, cy.code) == (1, 1)
    assert (di.writeups, [authored.role for authored in di.works]) == (0, ["team"])
    assert found["u2"].writeups == 0


def test_robustness_is_the_median_of_percentile_differences(found: dict[str, Profile]) -> None:
    # ada: alpha (11 - 1) / 200 = 5 %, beta (120 - 20) / 1000 = 10 %; gamma's boards are identical and do not count.
    robust = found["u1"].robustness
    assert robust is not None
    assert (robust.median, robust.n, robust.interval) == (7.5, 2, None)


def test_activity_by_year(found: dict[str, Profile]) -> None:
    ada = found["u1"]
    assert [(y.year, y.competitions, y.writeups, y.messages) for y in ada.activity] == [
        (2024, 1, 1, 0),
        (2025, 1, 0, 0),
        (2026, 0, 0, 2),
    ]
    assert ada.last_active == 2026


def test_teammates(found: dict[str, Profile]) -> None:
    assert [(mate.person, mate.handle, mate.address) for mate in found["u1"].teammates] == [("u2", "bo", "bo")]
    assert [mate.person for mate in found["@cy"].teammates] == ["u3"]


def test_what_is_unknown_is_said(found: dict[str, Profile]) -> None:
    ada = found["u1"]
    assert "location" in ada.unknown
    assert "tier" not in ada.unknown
    assert "year of 1 of 3 results" in ada.unknown
    assert "modality of 1 of 3 results" in ada.unknown
    assert "what the only write-up says" in found["@cy"].unknown
    told = {key for key, profile in found.items() if "forum messages: none of theirs is known" not in profile.unknown}
    assert told == {key for key, profile in found.items() if any(year.messages for year in profile.activity)} == {"u1"}
    assert ada.modalities == {"images": 1, "nlp": 1}


def test_a_member_who_is_missing_leaves_the_team_size() -> None:
    rows = [row.model_copy(update={"team_size": 3}) for row in board(200, {1: ("ada", "cy")})]
    part = part_of(State(competition("delta", None, None), tuple(rows)))
    ada = next(profiles([part], []))
    assert (ada.usual_team_size, ada.solo) == (3, 0)


def test_a_profile_that_is_read_again_is_printed_alike(found: dict[str, Profile]) -> None:
    assert b'"median_private_rank":3.0,' in encode(found["u1"])
    for profile in found.values():
        assert encode(decode(encode(profile), Profile)) == encode(profile)


def test_what_competitions_have_in_common_is_kept_once() -> None:
    states = [State(competition(name, None, "nlp"), board(200, {1: ("ada",)})) for name in ("alpha", "beta")]
    ada = next(profiles([decode(encode(part_of(state)), Part) for state in states], []))
    first, second = ada.results
    for name in ("modalities", "source", "as_of"):
        assert getattr(first, name) is getattr(second, name)
