import pytest

from insights.cv_trust import CvTrust, cv_trust, cv_trust_total
from insights.solutions import described
from tests.insights.knowledge_toys import claim, writeup


def stated(*scores: tuple[str, str]) -> CvTrust:
    claims = [claim("a", "score", value, start, scope=scope) for start, (scope, value) in enumerate(scores)]
    return cv_trust(described([writeup("a", 3)], claims))


def test_gaps_by_hand() -> None:
    found = stated(("cv", "0.912"), ("public", "0.930"), ("private", "0.915"), ("cv", "0.912"))
    (scores,) = found.scores
    assert (scores.rank, scores.cv_gap, scores.public_gap) == (3, 0.003, 0.015)
    assert [place.start for place in scores.places] == [0, 1, 2]


def test_two_of_three_are_not_enough() -> None:
    assert stated(("cv", "0.9"), ("private", "0.9")) == CvTrust()


@pytest.mark.parametrize(
    ("scores", "left_out"),
    [
        ([("cv", "0.90"), ("cv", "0.91"), ("public", "0.9"), ("private", "0.9")], (1, 0)),
        ([("cv", "91.2"), ("public", "0.93"), ("private", "0.92")], (0, 1)),
        ([("cv", "-0.9"), ("public", "0.93"), ("private", "0.92")], (0, 1)),
    ],
)
def test_left_out_and_counted(scores: list[tuple[str, str]], left_out: tuple[int, int]) -> None:
    found = stated(*scores)
    assert (len(found.scores), found.ambiguous, found.other_scale) == (0, *left_out)


def test_total() -> None:
    nearer = stated(("cv", "0.91"), ("public", "0.94"), ("private", "0.92"))
    farther = stated(("cv", "0.88"), ("public", "0.93"), ("private", "0.92"))
    equal = stated(("cv", "3"), ("public", "5"), ("private", "4"))
    total = cv_trust_total([*[nearer] * 6, *[farther] * 3, equal, CvTrust(ambiguous=2, other_scale=1)])
    assert (total.cv_nearer.count, total.cv_nearer.of, total.cv_nearer.share) == (6, 10, 0.6)
    assert (total.public_nearer, total.equal, total.ambiguous, total.other_scale) == (3, 1, 2, 1)
