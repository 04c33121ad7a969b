import pytest

from archive.records import Competition, Standing
from harvesters.kaggle.parse.competitions import Listed
from harvesters.kaggle.plan import Target, by_value, is_settled, needs_pages

NOW = "2026-06-01T00:00:00Z"
FINAL = (Standing(team="1", private_rank=1),)


def target(slug: str, deadline: str | None, known: Competition | None = None) -> Target:
    return Target(Listed(slug, {"deadline": deadline} if deadline else {}), slug, known)


def known(as_of: str = NOW, **sources: str) -> Competition:
    return Competition(platform="kaggle", slug="lemons", as_of=as_of, sources=sources)


def test_newly_ended_then_running_then_old() -> None:
    targets = [
        target("ended-years-ago", "2019-01-01T00:00:00Z"),
        target("runs-long", "2026-12-01T00:00:00Z"),
        target("ended-in-march", "2026-03-10T00:00:00Z"),
        target("endless", None),
        target("ended-yesterday", "2026-05-31T00:00:00Z"),
        target("ended-in-2025", "2025-07-01T00:00:00Z"),
        target("ends-soon", "2026-06-03T00:00:00Z"),
    ]
    fresh, older, *community = by_value(targets, NOW)
    assert community == [[], []]
    assert [t.slug for t in fresh] == ["ended-yesterday", "ended-in-march", "runs-long", "ends-soon", "endless"]
    assert [t.slug for t in older] == ["ended-in-2025", "ended-years-ago"]


def test_community_competitions_come_last() -> None:
    small = Target(Listed("small", {"category": "community", "deadline": "2026-05-31T00:00:00Z"}), None, None)
    groups = by_value([small, target("ended-years-ago", "2019-01-01T00:00:00Z")], NOW)
    assert [[t.slug for t in group] for group in groups] == [[], ["ended-years-ago"], ["small"], []]


@pytest.mark.parametrize(
    ("deadline", "newest", "leaderboard", "settled"),
    [
        ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "kaggle", True),
        ("2026-01-01T00:00:00Z", None, "kaggle", True),
        ("2026-01-01T00:00:00Z", "2026-05-20T00:00:00Z", "kaggle", False),
        ("2026-05-20T00:00:00Z", "2026-05-20T00:00:00Z", "kaggle", False),
        ("2026-07-01T00:00:00Z", None, "kaggle", False),
        (None, None, "kaggle", False),
        ("2026-01-01T00:00:00Z", None, "meta_kaggle", False),
        ("2025-01-01T00:00:00Z", None, "meta_kaggle", True),
    ],
)
def test_settled(deadline: str | None, newest: str | None, leaderboard: str, settled: bool) -> None:
    listed = target("lemons", deadline).listed
    assert is_settled(listed, known(leaderboard=leaderboard), FINAL, newest, NOW) is settled


@pytest.mark.parametrize(
    ("competition", "refresh", "due"),
    [
        (None, False, True),
        (known(url="meta_kaggle"), False, True),
        (known(url="kaggle"), False, False),
        (known(url="kaggle"), True, True),
        (known(url="kaggle", as_of="2026-05-01T00:00:00Z"), False, True),
    ],
)
def test_pages_are_read_at_first_sight_and_after_the_end(
    competition: Competition | None, refresh: bool, due: bool
) -> None:
    assert needs_pages(target("lemons", "2026-05-15T00:00:00Z", competition), refresh, NOW) is due


@pytest.mark.parametrize(
    ("read", "now", "due"),
    [
        ("2026-05-16T00:00:00Z", "2026-06-13T23:59:59Z", False),
        ("2026-05-16T00:00:00Z", "2026-06-14T00:00:00Z", True),
        ("2026-06-14T00:00:00Z", "2026-07-14T00:00:00Z", False),
        ("2026-05-01T00:00:00Z", "2026-05-14T23:59:59Z", False),
    ],
)
def test_pages_are_read_a_last_time_thirty_days_after_the_end(read: str, now: str, due: bool) -> None:
    competition = known(url="kaggle", as_of=read)
    assert needs_pages(target("lemons", "2026-05-15T00:00:00Z", competition), False, now) is due
