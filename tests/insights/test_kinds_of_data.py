import pytest
from msgspec.structs import replace

from insights.kinds_of_data import kinds_of_data, listed_kinds
from insights.shares import share_of
from insights.uses import uses_of
from tests.insights.knowledge_toys import toy_practice


def ranked(*uses: str) -> dict[int | None, list[str]]:
    return dict(enumerate((names.split() for names in uses), 1))


def test_by_hand() -> None:
    """Of 10 image solutions 8 use tta and 3 unet; of 20 tabular ones 4 use tta, none unet."""
    images = ranked(*["tta unet"] * 2, *["tta"] * 4), ranked("tta unet", "tta", "", "swa swa")
    tables = ranked(*["tta"] * 4, *["gan"] * 7), ranked(*["gan"] * 9)
    practices = [toy_practice(f"a{n}", 2020, image, "image") for n, image in enumerate(images)]
    practices += [toy_practice(f"b{n}", 2021, tabular, "tabular") for n, tabular in enumerate(tables)]
    found = kinds_of_data(uses_of(practices, ("tta", "unet", "swa", "gan")))
    assert [(kind.modality, kind.solutions, kind.competitions, kind.largest) for kind in found] == [
        ("tabular", 20, 2, 11),
        ("image", 10, 2, 6),
    ]
    most = [(one.technique, one.here.count, one.elsewhere.count, one.times) for one in found[1].most]
    assert most == [("tta", 8, 4, 4.0), ("unet", 3, 0, None)]
    # Those who use tta elsewhere are of one competition; three of ten against none of twenty pass at 95 % alone.
    assert found[1].typical == ()
    assert [one.technique for one in found[0].typical] == ["gan"]
    assert [(one.technique, one.competitions) for one in found[0].most] == [("gan", 2), ("tta", 1)]


def test_what_solutions_of_one_competition_use_sets_no_kind_apart() -> None:
    """Nobody can tell the kind of its data from what else it was about; that it is used much there is still said."""
    video = ranked(*["yolo tta"] * 8), ranked(*["tta"] * 4)
    practices = [toy_practice(f"a{n}", 2020, told, "video") for n, told in enumerate(video)]
    practices += [toy_practice(f"b{n}", 2020, ranked(*["gan"] * 10), "image") for n in range(3)]
    kind = next(it for it in kinds_of_data(uses_of(practices, ("yolo", "tta", "gan"))) if it.modality == "video")
    assert [(one.technique, one.here.count, one.competitions) for one in kind.most] == [("tta", 12, 2), ("yolo", 8, 1)]
    assert [one.technique for one in kind.typical] == ["tta"]


def test_what_sets_a_kind_apart_has_an_interval_that_knows_of_competitions() -> None:
    """Twelve of twenty audio solutions use mixup, of others four of forty. Where these stand in one competition of two
    each, the same counts tell less than where every competition has its part; then they tell too little.
    """

    def kind(
        audio: list[int], others: list[int]
    ) -> tuple[int, int, list[tuple[str, float | None, float, float | None]]]:
        practices = [
            toy_practice(f"{name}{n}", 2020, ranked(*["mixup"] * users, *[""] * (10 - users)), name)
            for name, counts in (("audio", audio), ("image", others))
            for n, users in enumerate(counts)
        ]
        (found,) = (it for it in kinds_of_data(uses_of(practices, ("mixup",))) if it.modality == "audio")
        return found.told, found.elsewhere, [(it.technique, it.times, it.low or 0.0, it.high) for it in found.typical]

    told, elsewhere, ((_, times, low, high),) = kind([6, 6], [1, 1, 1, 1])
    assert (told, elsewhere, times) == (20, 40, 6.0)
    assert 2 < low < 6 < (high or 0) < 18
    assert kind([10, 2], [4, 0, 0, 0]) == (20, 40, [])
    ((_, times, low, high),) = kind([6, 6], [0, 0, 0, 0])[2]
    assert (times, high) == (None, None)
    assert low > 4


def test_of_two_that_as_many_use_the_one_that_is_rarer_elsewhere_comes_first() -> None:
    image, tabular = ranked(*["swa unet"] * 4, "", ""), ranked(*["swa"] * 6)
    practices = [toy_practice("a", 2020, image, "image"), toy_practice("b", 2021, tabular, "tabular")]
    found = kinds_of_data(uses_of(practices, ("swa", "unet")))
    kind = next(one for one in found if one.modality == "image")
    assert [one.technique for one in kind.most] == ["unet", "swa"]


def test_what_a_kind_was_told_by_does_not_set_it_apart() -> None:
    """Twenty tabular solutions use gbm: ten of them are tabular for that alone. Of the other ten one uses it."""
    told = toy_practice("a", 2020, ranked(*["gbm"] * 10), "tabular")
    titled = [
        toy_practice("b", 2020, ranked("gbm", *["tta"] * 4), "tabular"),
        toy_practice("d", 2020, ranked(*["tta"] * 5), "tabular"),
    ]
    image = [toy_practice(f"c{n}", 2021, ranked(*["gbm"] * 2, *["unet"] * 8), "image") for n in range(2)]
    practices = [replace(told, inferred=("tabular",)), *titled, *image]
    kind = next(one for one in kinds_of_data(uses_of(practices, ("gbm", "tta", "unet"))) if one.modality == "tabular")
    assert (kind.solutions, kind.inferred, kind.told, kind.competitions) == (20, 10, 10, 3)
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


def test_a_family_counts_a_solution_once_however_many_of_its_techniques_it_uses() -> None:
    """Of 10 image solutions 4 of 5 and 2 of 5 use something of inference, three of them two things; 9 of 12 tabular
    ones and 3 image ones validate with folds; only tabular ones name a loss.
    """
    both = (
        ranked(*["tta quantization k-fold"] * 2, *["tta"] * 2, ""),
        ranked("tta quantization", "quantization", "k-fold", "", "nobody-knows-it"),
    )
    practices = [toy_practice(f"a{n}", 2020, told, "image") for n, told in enumerate(both)]
    practices.append(toy_practice("c", 2021, ranked(*["tta"] * 3, *["k-fold dice-loss"] * 9), "tabular"))
    ids = ("quantization", "nobody-knows-it", "k-fold", "tta", "dice-loss", "unet")
    tabular, image = kinds_of_data(uses_of(practices, ids))
    validation, inference = image.families  # in the order of a solution's making
    assert (inference.family, inference.here, inference.elsewhere) == ("inference", share_of(6, 10), share_of(3, 12))
    assert [(one.technique, one.here.count) for one in inference.most] == [("tta", 5), ("quantization", 4)]
    # 1 more and 1 less than 3 of 5: variance 2 / 100 * 2, design effect .04 / .024, so Wilson's for 3.6 of 6.
    assert inference.interval == pytest.approx((0.2524, 0.8695), abs=1e-4)
    assert (validation.family, validation.here, validation.elsewhere.count) == ("validation", share_of(3, 10), 9)
    assert (validation.competitions, inference.competitions) == (2, 2)
    assert [(one.family, one.here.count, one.competitions) for one in tabular.families] == [
        ("validation", 9, 1),
        ("loss", 9, 1),
        ("inference", 3, 1),
    ]
    assert [one.interval for one in tabular.families] == [None] * 3  # of one competition nobody can tell


def test_a_family_lists_three_techniques_that_several_use() -> None:
    """All four kinds of folds are used by two of nine or more; one solution each uses one of two losses."""
    folds = ["k-fold nested-cv", "k-fold nested-cv", "k-fold group-k-fold", "group-k-fold", "stratified-k-fold"]
    told = ranked(*folds), ranked("stratified-k-fold dice-loss", "focal-loss", "", "")
    ids = ("nested-cv", "stratified-k-fold", "group-k-fold", "k-fold", "dice-loss", "focal-loss")
    (kind,) = kinds_of_data(uses_of([toy_practice(f"a{n}", 2020, of, "llm") for n, of in enumerate(told)], ids))
    validation, loss = kind.families
    assert [one.technique for one in validation.most] == ["k-fold", "group-k-fold", "nested-cv"]
    assert (validation.here.count, validation.here.share, validation.interval) == (6, None, None)
    assert (loss.here.count, loss.most) == (2, ())
