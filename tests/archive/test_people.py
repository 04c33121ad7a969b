from itertools import permutations
from typing import Any

from archive.keys import person_shard
from archive.people import Profiles
from archive.records import Person
from archive.redactions import Redactions, new_redaction

NOBODY = Redactions()
EARLY, LATE = "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"


def person(key: str, *handles: str, as_of: str = EARLY, **facts: Any) -> Person:
    return Person(person=key, handles=handles, as_of=as_of, **facts)


def joined(*people: Person, redactions: Redactions = NOBODY) -> dict[str, Person]:
    profiles = Profiles((), redactions)
    keys = set()
    for one in people:
        for rows in profiles.take([one]).values():
            keys |= {row.person for row in rows}
    return {key: found for key in sorted(keys) if (found := profiles.get(key))}


def test_when_the_id_arrives_it_takes_the_place_of_the_handle_in_any_order() -> None:
    for order in permutations([person("@ann", "Ann", tier="expert"), person("u1", "ann", name="Ann A.")]):
        (one,) = joined(*order).values()
        assert (one.person, one.name, one.tier) == ("u1", "Ann A.", "expert")
        assert one.handles[0].lower() == "ann"


def test_a_handle_that_is_told_in_two_cases_is_one() -> None:
    (one,) = joined(person("@ann", "Ann", tier="expert"), person("u1", "Ann", "ann")).values()
    assert (one.person, one.handles, one.tier) == ("u1", ("Ann", "ann"), "expert")


def test_a_new_handle_stands_before_the_old_one() -> None:
    for order in permutations([person("u1", "ann"), person("u1", "anna", as_of=LATE)]):
        assert joined(*order)["u1"].handles == ("anna", "ann")


def test_an_old_handle_still_leads_to_the_person() -> None:
    found = joined(person("u1", "anna", "ann"), person("@ann", "ann", tier="expert"))
    assert list(found) == ["u1"]
    assert found["u1"].tier == "expert"


def test_a_handle_that_somebody_has_now_leads_to_them_and_not_to_who_had_it() -> None:
    profiles = Profiles([person("u1", "anna", "ann"), person("u2", "ann")], NOBODY)
    profiles.take([person("@ann", "ann", tier="expert")])
    found = profiles.get("u2")
    assert found is not None
    assert found.tier == "expert"


def test_a_handle_that_two_have_now_leads_to_the_newer_profile() -> None:
    for order in permutations([person("u1", "ann"), person("u2", "ann", as_of=LATE)]):
        profiles = Profiles(order, NOBODY)
        assert profiles.take([person("@ann", "ann", as_of=LATE, tier="expert")]).keys() == {person_shard("u2")}


def test_an_older_profile_takes_no_handle_back() -> None:
    profiles = Profiles([person("u1", "anna", "ann", as_of=LATE), person("u2", "ann", as_of=LATE)], NOBODY)
    profiles.take([person("u1", "ann", as_of=EARLY)])
    assert profiles.take([person("@ann", "ann", as_of=LATE, tier="expert")]).keys() == {person_shard("u2")}


def test_what_was_known_by_handle_alone_fills_blanks_of_a_person_who_takes_it() -> None:
    known = [person("u1", "old"), person("@ann", "ann", tier="expert")]
    (one,) = joined(*known, person("u1", "ann", as_of=LATE)).values()
    assert (one.person, one.handles, one.tier) == ("u1", ("ann", "old"), "expert")
    assert joined(*known, person("u1", "ann", as_of=LATE), person("@ann", "ann"))["u1"] == one


def test_one_display_name_may_be_that_of_two_people() -> None:
    assert list(joined(person("u1", "ann", name="Ann"), person("u2", "ann2", name="Ann"))) == ["u1", "u2"]


def test_the_later_profile_counts_and_the_earlier_one_fills_blanks() -> None:
    for order in permutations(
        [person("u1", "a", tier="novice", points=3.0), person("u1", "a", tier="master", as_of=LATE)]
    ):
        one = joined(*order)["u1"]
        assert (one.tier, one.points, one.as_of) == ("master", 3.0, LATE)


def test_the_date_moves_only_with_a_fact() -> None:
    profiles = Profiles([person("u1", "a", tier="novice", tier_as_of=EARLY)], NOBODY)
    assert profiles.take([person("u1", "a", tier="novice", tier_as_of=LATE, as_of=LATE)]) == {}
    assert profiles.take([person("u1", "a", tier="expert", tier_as_of=LATE, as_of=LATE)]) == {
        person_shard("u1"): (person("u1", "a", tier="expert", tier_as_of=LATE, as_of=LATE),)
    }


def test_only_shards_that_changed_are_given_back() -> None:
    profiles = Profiles([person("@ann", "ann"), person("u2", "bob")], NOBODY)
    changed = profiles.take([person("u1", "ann")])
    assert set(changed) == {person_shard("@ann"), person_shard("u1")}
    assert changed[person_shard("@ann")] == ()


def test_redacted_and_opted_out_people_have_no_profile() -> None:
    rows = (new_redaction("@ann", "2026-01-01", ()),)
    hiding = Redactions(rows)
    people = [person("u1", "new", "Ann"), person("u2", "bob", progression_opt_out=True), person("u3", "cy")]
    assert list(joined(*people, redactions=hiding)) == ["u3"]
    profiles = Profiles([person("u2", "bob")], NOBODY)
    assert profiles.take([person("u2", "bob", progression_opt_out=True)]) == {person_shard("u2"): ()}


def test_what_a_newer_profile_no_longer_declares_is_gone() -> None:
    profile = {"profile_url": "https://www.kaggle.com/ann"}
    old = person("u1", "ann", tier="expert", location="Lisbon", organisation="Lemons Ltd", **profile)
    for order in permutations([old, person("u1", "ann", as_of=LATE, **profile)]):
        (one,) = joined(*order).values()
        assert (one.location, one.organisation, one.tier) == (None, None, "expert")
    (one,) = joined(old, person("u1", "ann", as_of=LATE)).values()
    assert one.location == "Lisbon"
