from typing import Any

from harvesters.kaggle.parse.people import is_news, parse_person, unknown_person

NOW, LATER = "2026-06-01T00:00:00Z", "2026-06-08T00:00:00Z"


def document(**profile: Any) -> dict[str, Any]:
    account = {"id": "12", "userName": "Ada00", "displayName": "Ada \u202eExample", "tier": "GRANDMASTER"}
    return {"ownerUser": account, "userDocument": {"competitionPoints": 900, "competitionRanking": 4} | profile}


def test_what_the_profile_states_and_nothing_else() -> None:
    person = parse_person(document(userLocation="Lisbon, Portugal"), NOW)
    assert person is not None
    assert person.model_dump(exclude_none=True) == {
        "person": "u12",
        "handles": ("Ada00",),
        "name": "Ada Example",
        "tier": "Grandmaster",
        "tier_as_of": NOW,
        "points": 900.0,
        "ranking": 4,
        "location": "Lisbon, Portugal",
        "profile_url": "https://www.kaggle.com/Ada00",
        "as_of": NOW,
    }


def test_no_account_no_person() -> None:
    assert parse_person({"ownerUser": None}, NOW) is None
    assert parse_person({"ownerUser": {"id": 5, "userName": ""}}, NOW) is None


def test_somebody_unknown_is_kept_by_handle() -> None:
    person = unknown_person("Ada00", NOW)
    assert (person.person, person.handles, person.tier) == ("@ada00", ("Ada00",), None)


def test_points_and_ranking_alone_are_no_news() -> None:
    known, moved = (
        parse_person(document(), NOW),
        parse_person(document(competitionPoints=1, competitionRanking=9), LATER),
    )
    assert known is not None
    assert moved is not None
    assert not is_news(known, moved)
    assert is_news(None, moved)
    assert is_news(known, moved.model_copy(update={"tier": "master"}))
    assert is_news(known, moved.model_copy(update={"location": "Porto"}))
    assert is_news(known, moved.model_copy(update={"handles": ("ada_new",)}))
    assert not is_news(known, moved.model_copy(update={"as_of": "2026-08-29T23:59:59Z"}))
    assert is_news(known, moved.model_copy(update={"as_of": "2026-08-30T00:00:00Z"}))
