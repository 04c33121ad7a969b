import math

from hypothesis import given
from hypothesis import strategies as st

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


def test_a_host_alone_makes_nothing_similar() -> None:
    """Makers of large platforms hosted a ventilator and adversarial images: neither helps with the other."""
    world = [traits("audio", host="Maker"), traits("image", host="Maker"), traits("audio", host="Maker"), traits("x")]
    found = similar(world)
    assert [(item.index, item.shared) for item in found[0]] == [(2, ("audio", "host: Maker"))]
    assert found[1] == ()


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


@given(
    st.lists(
        st.builds(
            Traits,
            tags=st.sets(st.sampled_from("abcde")).map(lambda tags: tuple(sorted(tags))),
            metric=st.sampled_from([None, "auc", "kappa"]),
            host=st.none() | st.integers(0, 20).map(str),
        ),
        max_size=30,
    )
)
def test_each_against_every_other(world: list[Traits]) -> None:
    own = [{*item.tags, *filter(None, (item.metric, item.host))} for item in world]
    number = {name: sum(name in traits for traits in own) for name in set().union(*own)}
    squares = {name: math.log(len(world) / count) ** 2 for name, count in number.items()}
    length = [math.sqrt(sum(squares[name] for name in traits)) or 1 for traits in own]
    for index, found in enumerate(similar(world)):
        cosines = [
            (round(sum(squares[name] for name in own[index] & own[other]) / length[index] / length[other], 6), -other)
            for other in range(len(world))
            if other != index and any(squares[name] for name in own[index] & own[other] if name != world[index].host)
        ]
        wanted = sorted((pair for pair in cosines if pair[0] >= FLOOR), reverse=True)[:MOST]
        assert [round(item.similarity, 5) for item in found] == [round(cosine, 5) for cosine, _ in wanted]
        assert all({trait.split(": ")[-1] for trait in item.shared} == own[index] & own[item.index] for item in found)
