from archive.records import Claim, Topic
from insights.ideas import Ideas, asks_the_forum, ideas, ideas_total
from tests.insights.knowledge_toys import SHA, claim, toy_solution, writeup
from tests.insights.toys import competition

RUN = competition(deadline="2020-03-11T12:00:00Z")
TOP = [toy_solution(1, ("tta", "mixup")), toy_solution(4, ("tta", "gan")), toy_solution(11, ("unet",))]


def topic(*messages: tuple[str, str | None]) -> Topic:
    rows = [{"message": key, "posted": posted, "text_sha256": SHA} for key, posted in messages]
    return Topic.model_validate({"topic": "9", "url": "https://example.org/9", "messages": rows})


FORUM = topic(
    ("1", "2020-03-02T00:00:00Z"), ("2", "2020-03-01T12:00:00Z"), ("3", "2020-03-12T00:00:00Z"), ("4", None)
)  # fmt: skip
SAID: list[Claim] = [
    claim("1", "uses", "tta", 8),
    claim("2", "mentions", "tta", 3),
    claim("3", "uses", "mixup"),
    claim("4", "rejects", "gan"),
    claim("1", "uses", "gan", status="rejected"),
]


def test_first_mention_before_the_deadline() -> None:
    found = ideas(RUN, TOP, [FORUM], SAID)
    assert (found.applicable, found.messages, found.undated) == (True, 2, 1)
    assert [(idea.technique, idea.best_rank, idea.users) for idea in found.ideas] == [
        ("tta", 1, 2),
        ("gan", 4, 1),
        ("mixup", 1, 1),
    ]
    first = found.ideas[0].forum
    assert first is not None
    assert (first.place.writeup, first.posted, first.days_before) == ("2", "2020-03-01T12:00:00Z", 10.0)
    assert found.ideas[1].forum is None
    assert found.ideas[2].forum is None


def test_an_unknown_forum_says_nothing() -> None:
    assert ideas(RUN, TOP, [], SAID).reason == "the archive does not hold this forum"
    assert ideas(competition(), TOP, [FORUM], SAID).reason == "the day of the deadline is not known"
    assert ideas(RUN, TOP[2:], [FORUM], SAID).reason == "no top-10 solution has been read"
    late = topic(("3", "2020-03-12T00:00:00Z"), ("4", None))
    assert ideas(RUN, TOP, [late], SAID).reason == "no message that was read is known to be older than the deadline"


def test_total_by_hand() -> None:
    """Twelve techniques in one competition, nine of them named in time."""
    names = [f"t{index:02}" for index in range(12)]
    many = [toy_solution(2, tuple(names))]
    told = ideas(RUN, many, [FORUM], [claim("1", "mentions", name) for name in names[:9]])
    unknown = Ideas(applicable=False, reason="the archive does not hold this forum")
    total = ideas_total([(many, told), (TOP, unknown), ([toy_solution(30, ("tta",))], unknown)])
    assert (total.before.count, total.before.of, total.before.share) == (9, 12, 0.75)
    assert (total.competitions, total.without_forum) == (1, 1)
    assert total.interval is None  # of one forum nobody can tell how forums differ


def test_techniques_of_one_competition_are_not_drawn_one_by_one() -> None:
    """Of forty techniques half are named, all of them in two of four forums: as good as four draws, not forty."""
    names = [f"t{index:02}" for index in range(10)]
    many = [toy_solution(2, tuple(names))]
    silent, talks = (ideas(RUN, many, [FORUM], [claim("1", "mentions", name) for name in it]) for it in ([], names))
    total = ideas_total([(many, silent), (many, talks)] * 2)
    assert (total.before.count, total.before.of) == (20, 40)
    assert total.interval is not None
    assert total.before.low is not None
    assert total.interval[0] < 0.2 < total.before.low


def test_the_forum_is_read_for_a_top_10_solution_with_a_text() -> None:
    assert asks_the_forum([writeup("a", 11), writeup("b", 10)])
    assert not asks_the_forum([writeup("a", 11), writeup("b"), writeup("c", 1, text_sha256=None)])
