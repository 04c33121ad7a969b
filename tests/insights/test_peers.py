from hypothesis import given
from hypothesis import strategies as st

from insights.peers import Placed, percentiles_in_peers
from insights.shakeup import Shakeup


def placed(s: float | None, n: int = 100, share: float | None = 0.3, two_stage: bool = False) -> Placed:
    found = Shakeup(applicable=s is not None, two_stage=two_stage, n=n, n_public_only=0, n_private_only=0, s=s)
    return Placed(found, share)


def percentiles(*items: Placed) -> list[float | None]:
    return [found.percentile_in_peers for found in percentiles_in_peers(items)]


def test_a_percentile_says_of_how_many() -> None:
    world = [placed(rank / 100) for rank in range(12)]
    assert [found.peers for found in percentiles_in_peers(world)] == [11] * 12
    assert [found.peers for found in percentiles_in_peers(world[:10])] == [None] * 10


def test_eleven_alike() -> None:
    found = percentiles(*(placed(rank / 100) for rank in range(11)))
    assert found == [10.0 * rank for rank in range(11)]


def test_ten_alike_are_nine_peers_and_too_few() -> None:
    assert percentiles(*(placed(rank / 100) for rank in range(10))) == [None] * 10


def test_equal_ones_count_half() -> None:
    assert percentiles(*(placed(0.1) for _ in range(11))) == [50.0] * 11


def test_others_are_no_peers() -> None:
    alike = [placed(0.1) for _ in range(10)]
    others = [placed(0.9, n=201), placed(0.9, share=0.46), placed(0.9, share=None), placed(0.9, two_stage=True)]
    assert percentiles(*alike, *others, placed(None)) == [None] * 15
    assert percentiles(*alike, placed(0.2, n=200, share=0.45), *others[2:])[10] == 100.0


def test_unknown_shares_go_together() -> None:
    assert percentiles(*(placed(0.1, share=None) for _ in range(11))) == [50.0] * 11


@given(
    st.lists(
        st.builds(
            placed,
            s=st.sampled_from([None, 0.1, 0.2, 0.3]),
            n=st.sampled_from([50, 99, 100, 101, 199, 200, 201]),
            share=st.sampled_from([None, 0.3, 0.45, 0.6]),
            two_stage=st.booleans(),
        ),
        max_size=60,
    )
)
def test_each_against_every_other(world: list[Placed]) -> None:
    for own, found in zip(world, percentiles(*world), strict=True):
        peers = [other.shakeup.s for other in world if other is not own and alike(own, other)]
        s = own.shakeup.s
        if s is None or len(peers) < 10:
            assert found is None
        else:
            below = sum((peer < s) + (peer == s) / 2 for peer in peers if peer is not None)
            assert found == round(100 * below / len(peers), 9)


def alike(own: Placed, other: Placed) -> bool:
    sizes = sorted((own.shakeup.n, other.shakeup.n))
    shares = (own.public_share, other.public_share)
    near = shares[0] == shares[1] if None in shares else abs((shares[0] or 0) - (shares[1] or 0)) <= 0.15 + 1e-9
    known = other.shakeup.s is not None
    return known and sizes[1] <= 2 * sizes[0] and near and own.shakeup.two_stage == other.shakeup.two_stage
