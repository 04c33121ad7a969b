from insights.peers import Placed, percentiles_in_peers
from insights.shakeup import Shakeup


def placed(s: float | None, n: int = 100, share: float | None = 0.3, two_stage: bool = False) -> Placed:
    found = Shakeup(applicable=s is not None, two_stage=two_stage, n=n, n_public_only=0, n_private_only=0, s=s)
    return Placed(found, share)


def percentiles(*items: Placed) -> list[float | None]:
    return [found.percentile_in_peers for found in percentiles_in_peers(items)]


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
