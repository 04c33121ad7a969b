from msgspec.structs import replace

from insights.kinds_of_data import kinds_of_data, listed_kinds
from insights.uses import uses_of
from tests.insights.knowledge_toys import toy_practice


def ranked(*uses: str) -> dict[int | None, list[str]]:
    return dict(enumerate((names.split() for names in uses), 1))


def test_by_hand() -> None:
    """Of 10 image solutions 8 use tta and 3 unet; of 20 tabular ones 4 use tta, none unet."""
    image = ranked(*["tta unet"] * 3, *["tta"] * 5, "", "swa swa")
    tabular = ranked(*["tta"] * 4, *["gan"] * 16)
    practices = [toy_practice("a", 2020, image, "image"), toy_practice("b", 2021, tabular, "tabular")]
    found = kinds_of_data(uses_of(practices, ("tta", "unet", "swa", "gan")))
    assert [(kind.modality, kind.solutions, kind.competitions) for kind in found] == [
        ("tabular", 20, 1),
        ("image", 10, 1),
    ]
    most = [(one.technique, one.here.count, one.elsewhere.count, one.times) for one in found[1].most]
    assert most == [("tta", 8, 4, 4.0), ("unet", 3, 0, None)]
    assert [one.technique for one in found[1].typical] == ["tta", "unet"]
    assert [one.technique for one in found[0].typical] == ["gan"]
    assert [one.technique for one in found[0].most] == ["gan", "tta"]


def test_of_two_that_as_many_use_the_one_that_is_rarer_elsewhere_comes_first() -> None:
    image, tabular = ranked(*["swa unet"] * 4, "", ""), ranked(*["swa"] * 6)
    practices = [toy_practice("a", 2020, image, "image"), toy_practice("b", 2021, tabular, "tabular")]
    found = kinds_of_data(uses_of(practices, ("swa", "unet")))
    kind = next(one for one in found if one.modality == "image")
    assert [one.technique for one in kind.most] == ["unet", "swa"]


def test_what_a_kind_was_told_by_does_not_set_it_apart() -> None:
    """Twenty tabular solutions use gbm: ten of them are tabular for that alone. Of the other ten one uses it."""
    told = toy_practice("a", 2020, ranked(*["gbm"] * 10), "tabular")
    titled = toy_practice("b", 2020, ranked("gbm", *["tta"] * 9), "tabular")
    image = toy_practice("c", 2021, ranked(*["gbm"] * 4, *["unet"] * 16), "image")
    practices = [replace(told, inferred=("tabular",)), titled, image]
    kind = next(one for one in kinds_of_data(uses_of(practices, ("gbm", "tta", "unet"))) if one.modality == "tabular")
    assert (kind.solutions, kind.inferred, kind.told, kind.competitions) == (20, 10, 10, 2)
    assert [(one.technique, one.here.count, one.here.of) for one in kind.most] == [("gbm", 11, 20), ("tta", 9, 20)]
    assert [(one.technique, one.here.count, one.here.of) for one in kind.typical] == [("tta", 9, 10)]


def test_kinds_with_few_solutions_are_left_out() -> None:
    few = [toy_practice("a", 2020, ranked(*["tta"] * 4), "audio")]
    assert (kinds_of_data(uses_of(few, ("tta",))), listed_kinds(few)) == ((), {})


def test_kinds_with_fewer_than_ten_solutions_have_counts_and_no_ratios() -> None:
    some = [toy_practice("a", 2020, ranked(*["tta"] * 9), "llm"), toy_practice("b", 2020, ranked(*["tta"] * 20))]
    (kind,) = kinds_of_data(uses_of(some, ("tta",)))
    assert [(one.here.count, one.here.of, one.here.share, one.times) for one in kind.most] == [(9, 9, None, None)]
    assert kind.typical == ()
    assert listed_kinds(some) == {"llm": 9}
