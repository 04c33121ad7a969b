from insights.practice import year_of
from insights.solutions import Written, described, written
from tests.insights.knowledge_toys import claim, gather, rejects, uses, writeup
from tests.insights.toys import competition


def test_write_ups_of_one_team_are_one_solution() -> None:
    writeups = [
        writeup("forum", 3, team="t1"),
        writeup("code", None, team="t1"),
        writeup("blog", 3),
        writeup("other", None, team="t2"),
        writeup("more", None, team="t2"),
        writeup("alone"),
        writeup("stranger"),
        writeup("link", 1, text_sha256=None),
    ]
    found = described(writeups, [])
    assert [(solution.rank, [w.writeup for w in solution.writeups]) for solution in found] == [
        (3, ["forum", "code", "blog"]),
        (None, ["alone"]),
        (None, ["other", "more"]),
        (None, ["stranger"]),
    ]


def test_solutions_are_counted_once_however_many_write_ups_tell_of_them() -> None:
    """A topic that was read and the same text's page of its own, which was not, are one solution, and it was read."""
    writeups = [
        writeup("topic", 1),
        writeup("page", 1, text_sha256=None),
        writeup("link", 2, text_sha256=None),
        writeup("code", 2, text_sha256=None),
        writeup("of-a-team", None, team="t", text_sha256=None),
        writeup("ranked", 5, team="t", text_sha256=None),
        writeup("digest", None, kind="list", text_sha256=None),
        writeup("stranger", None, text_sha256=None),
    ]
    assert written(writeups) == Written(solutions=4, unread=3)
    assert gather("toy", competition(), writeups, []).unread == 3


def test_teams_that_share_a_rank_have_a_solution_each() -> None:
    """Platforms other than Kaggle rank equal scores equally; whose a write-up without a team is, nobody knows."""
    texts = [writeup("a", 2, team="s"), writeup("b", 2, team="t"), writeup("c", team="t"), writeup("d", 2)]
    found = described(texts, [])
    assert [(one.rank, [it.writeup for it in one.writeups]) for one in found] == [
        (2, ["a"]), (2, ["b", "c"]), (2, ["d"])
    ]  # fmt: skip
    assert written(texts).solutions == 3


def test_the_score_of_the_best_single_model_is_kept_where_there_is_one() -> None:
    writeups = (writeup("a", 1), writeup("b", 2), writeup("c", 3))
    claims = (
        claim("a", "score", "0.81", 5, scope="single private"),
        claim("a", "score", "0.85", 9, scope="private"),
        claim("b", "score", "0.81", 5, scope="single private"),
        claim("b", "score", "0.82", 9, scope="single private"),
        claim("c", "score", "0.83", 5, scope="single cv"),
    )
    singles = [one.single for one in gather("toy", competition(), writeups, claims).solutions]
    assert singles[0] is not None
    assert (singles[0].value, singles[1:]) == (0.81, [None, None])


def test_used_beats_rejected_and_a_human_beats_the_machine() -> None:
    writeups = (writeup("a", 1, team="t"), writeup("b", 1, team="t"), writeup("c", text_sha256=None))
    claims = (
        *rejects("a", "mixup", "tta"),
        *uses("b", "mixup"),
        claim("b", "uses", "unet", 7),
        claim("b", "uses", "unet", 90, status="accepted"),
        claim("b", "uses", "swa", 40, status="rejected"),
        claim("b", "mentions", "gan", 50),
    )
    found = gather("toy", competition(deadline="2020-01-02T00:00:00Z"), writeups, claims)
    (solution,) = found.solutions
    assert list(solution.used) == ["mixup", "unet"]
    assert list(solution.rejected) == ["tta"]
    assert (solution.used["unet"].start, solution.used["unet"].status) == (90, "accepted")
    assert solution.url(solution.rejected["tta"]) == "https://example.org/a"
    assert (found.year, found.unread) == (2020, 1)


def test_years() -> None:
    assert year_of(competition(deadline="2020-01-02T00:00:00Z", year=2019, opened="2018-01-01T00:00:00Z")) == 2020
    assert year_of(competition(year=2019, opened="2018-01-01T00:00:00Z")) == 2019
    assert year_of(competition(opened="2018-01-01T00:00:00Z")) == 2018
    assert year_of(competition()) is None
