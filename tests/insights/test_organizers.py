from typing import Any

from insights.organizers import Choices, by_limit, ties, usual_choices
from insights.quantiles import Quartiles
from insights.shares import share_of


def choices(*kinds: str, **known: Any) -> Choices:
    unknown = dict.fromkeys(set(Choices.__struct_fields__) - {"kinds"})
    return Choices(kinds=kinds, **unknown | known)


def test_what_others_chose_by_hand() -> None:
    """Ten competitions about images with 100 to 1,000 teams: quartiles 325, 550 and 775; one has text as well."""
    images = [
        choices("image", teams=100 * n, public_share=0.3, days_open=10.0 * n, code_competition=n > 4)
        for n in range(1, 10)
    ]
    both = choices("image", "text", teams=1000, days_open=100.0, max_daily_submissions=5, prize_usd=5_000.0)
    found = usual_choices([*images, both, choices(teams=7)])
    assert [(it.kind, it.n) for it in found] == [("image", 10), ("text", 1)]
    assert found[0].teams == Quartiles(n=10, median=550.0, quartiles=(325.0, 775.0))
    assert found[0].public_share == Quartiles(n=9)
    assert found[0].days_open == Quartiles(n=10, median=55.0, quartiles=(32.5, 77.5))
    assert found[0].max_daily_submissions == Quartiles(n=1)
    assert (found[0].prize_usd, found[1].prize_usd) == (Quartiles(n=1), Quartiles(n=1))
    assert (found[0].code, found[1].code) == (share_of(5, 9), share_of(0, 0))


def test_no_prize_is_none_and_all_or_nothing_is_no_split() -> None:
    kind = usual_choices([choices("image", prize_usd=0.0, public_share=share) for share in (0.0, 1.0, 0.01, None)])[0]
    assert (kind.n, kind.prize_usd, kind.public_share) == (4, Quartiles(n=0), Quartiles(n=1))


def test_what_a_team_made_by_what_it_might_make_a_day() -> None:
    few = [choices(max_daily_submissions=2, submissions=10 * n, teams=10) for n in range(1, 11)]
    many = [choices(max_daily_submissions=999, submissions=900, teams=3), choices(max_daily_submissions=20, teams=3)]
    found = by_limit([*many, *few, choices(submissions=5, teams=1), choices(max_daily_submissions=5, submissions=4)])
    assert [(it.band, it.n) for it in found] == [("1 or 2", 10), ("5", 1), ("more than 10", 2)]
    assert found[0].by_team == Quartiles(n=10, median=5.5, quartiles=(3.25, 7.75))
    assert [it.by_team for it in found[1:]] == [Quartiles(n=0), Quartiles(n=1)]


def test_ties_stand_for_metrics_with_ten_boards() -> None:
    coarse = [choices(metric_id="accuracy", tied=n / 10, plateau=0.1) for n in range(10)]
    fine = [choices(metric_id="rmse", tied=0.0) for _ in range(10)]
    everything, first, second = ties([*fine, *coarse, choices(metric_id="auc", tied=1.0), choices(tied=None)])
    assert (everything.metric, everything.tied.n, everything.plateau.n) == (None, 21, 10)
    assert (first.metric, first.tied, first.plateau.median) == (
        "accuracy",
        Quartiles(n=10, median=0.45, quartiles=(0.225, 0.675)),
        0.1,
    )
    assert (second.metric, second.tied.median, second.plateau) == ("rmse", 0.0, Quartiles(n=0))
