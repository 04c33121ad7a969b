from insights.similar import FLOOR, MOST, Traits, similar


def traits(*tags: str, metric: str | None = None, host: str | None = None) -> Traits:
    return Traits(tags=tags, metric=metric, host=host)


def test_shared_rare_traits_make_competitions_similar() -> None:
    world = [
        traits("image", "tabular", metric="kappa"),
        traits("image", metric="kappa"),
        traits("audio", metric="auc"),
        traits("tabular", metric="rmse"),
    ]
    found = similar(world)
    assert [item.index for item in found[1]] == [0]
    assert found[1][0].shared == ("image", "metric: kappa")
    assert found[2] == ()


def test_a_tag_and_a_metric_of_one_name_are_two_things() -> None:
    assert similar([traits("auc"), traits(metric="auc"), traits("other")])[0] == ()


def test_what_all_share_says_nothing() -> None:
    assert similar([traits("competition"), traits("competition")]) == ((), ())


def test_nothing_known_nothing_similar() -> None:
    assert similar([traits(), traits("image"), traits()]) == ((), (), ())
    assert similar([]) == ()


def test_at_most_six_most_similar_first_never_itself() -> None:
    world = [traits("rare", f"half {index % 2}") for index in range(10)] + [traits("x")] * 20
    found = similar(world)
    assert len(found[0]) == MOST
    assert [item.index for item in found[0]] == [2, 4, 6, 8, 1, 3]
    assert all(item.similarity >= FLOOR for item in found[0])


def test_blocks_make_no_difference() -> None:
    world = [traits(f"tag {index % 7}", metric=f"metric {index % 11}") for index in range(1100)]
    found = similar(world)
    assert all(world[item.index].tags == world[1000].tags or item.similarity < 1 for item in found[1000])
    assert found[1000][0].shared[0].startswith(("tag", "metric"))
    assert {item.index % 77 for item in found[1000]} == {1000 % 77}
