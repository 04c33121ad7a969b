from msgspec.structs import replace

from insights.practice import Solution
from insights.solutions import Place
from insights.summary import Sentence, summary
from tests.insights.knowledge_toys import claim
from tests.insights.test_compute import hours, made


def solution(rank: int | None, used: str = "", rejected: str = "", cards: int | None = None) -> Solution:
    place = Place(writeup=f"w{rank}", start=0, end=5)
    compute = made(claim("a", "hardware", "T4", count=cards), hours("30", "total")) if cards else None
    used_places, rejected_places = (dict.fromkeys(names.split(), place) for names in (used, rejected))
    return Solution(rank=rank, texts=(), used=used_places, rejected=rejected_places, compute=compute)


def by_topic(*solutions: Solution, unread: int = 0) -> dict[str, Sentence]:
    return {sentence.topic: sentence for sentence in summary(solutions, unread)}


def listed(sentence: Sentence) -> list[tuple[str | None, str, list[str]]]:
    return [(item.technique, item.text, [place.writeup for place in item.places]) for item in sentence.items]


def test_every_sentence_stands_on_its_places() -> None:
    found = by_topic(
        solution(1, "tta unet gan", "mixup", cards=4),
        solution(2, "tta unet"),
        solution(7, "tta", "mixup swa"),
        solution(60, "gan", "swa mixup"),
    )
    assert found["basis"].before == "This rests on the texts of 3 solutions of the top 10 (ranks 1, 2, 7)."
    assert listed(found["shared"]) == [("tta", "3 of 3", ["w1", "w2", "w7"]), ("unet", "2 of 3", ["w1", "w2"])]
    assert found["apart"].before.endswith("is also stated by one or more of the 3 other solutions that were read.")
    two = by_topic(solution(1, "tta", cards=1), solution(2, "tta"))
    assert two["compute"].before == "Accelerators and training hours as stated (1 of 2 does not say):"
    one = two["apart"].before
    assert one == "Everything that the winner states to use is also stated by the one other solution that was read."
    assert found["compute"].before == "Accelerators and training hours as stated (2 of 3 do not say):"
    assert listed(found["compute"]) == [(None, "rank 1: 4 x T4, 30 hours in all", ["a", "a"])]
    assert listed(found["dropped"]) == [
        ("mixup", "3 of 4", ["w1", "w7", "w60"]),
        ("swa", "2 of 4", ["w7", "w60"]),
    ]


def test_what_set_the_winner_apart() -> None:
    found = by_topic(solution(1, "tta gan"), solution(2, "tta"), solution(None, "gan"))
    assert found["apart"].before == "Used by the winner and not stated by the one other solution that was read:"
    assert listed(found["apart"]) == [("gan", "", ["w1"])]


def test_a_number_of_folds_says_that_there_were_folds() -> None:
    winner, other = solution(1, "tta k-fold gan"), solution(2, "tta")
    assert listed(by_topic(winner, other)["apart"]) == [("k-fold", "", ["w1"]), ("gan", "", ["w1"])]
    other = replace(other, compute=made(claim("a", "folds", "5")))
    assert listed(by_topic(winner, other)["apart"]) == [("gan", "", ["w1"])]
    same = replace(winner, used={name: place for name, place in winner.used.items() if name != "gan"})
    assert by_topic(same, other)["apart"].before.endswith(
        " was read; a stated number of folds counts as k-fold cross-validation."
    )
    assert by_topic(solution(1, "tta"), other)["apart"].before.endswith(" that was read.")


def test_the_unknown_is_said() -> None:
    nobody = by_topic(solution(11, "tta"), unread=2)
    assert list(nobody) == ["basis"]
    assert "unknown" in nobody["basis"].before
    assert "2 solutions are known by link alone." in nobody["basis"].before
    no_winner = by_topic(solution(2, "tta"), solution(3, "unet"))
    assert no_winner["apart"].before == "What set the winner apart is unknown: no text of the winner has been read."
    assert no_winner["shared"].before == "No technique is stated by half of these solutions."
    alone = by_topic(solution(1, "tta"))
    assert alone["apart"].before == "What set the winner apart is unknown: no other ranked solution has been read."
    assert alone["shared"].before == "What the top solutions share is unknown: only one of them has been read."
    assert alone["basis"].before == "This rests on the text of 1 solution of the top 10 (rank 1)."
    assert alone["compute"].before == "This solution does not state its accelerators or training hours."
    assert no_winner["compute"].before == "None of them states its accelerators or training hours."
    assert alone["dropped"].before == "No text names a technique that was tried and dropped."


def test_one_hour_is_not_many() -> None:
    one = made(claim("a", "hardware", "T4", count=1), hours("1", "model"))
    found = by_topic(Solution(rank=1, texts=(), used={}, rejected={}, compute=one))
    assert [item.text for item in found["compute"].items] == ["rank 1: 1 x T4, 1 hour a model"]


def test_long_lists_are_cut_and_say_so() -> None:
    names = " ".join(f"t{index:02}" for index in range(11))
    found = by_topic(solution(1, names), solution(2, names))
    assert (len(found["shared"].items), found["shared"].more) == (8, 3)
