import pytest

from archive.findings import Finding
from archive.merge_boards import merge_standings
from archive.records import Competition, Standing

TOY = Competition(platform="kaggle", slug="toy-cup", as_of="2026-01-01T00:00:00Z", sources={})


def merged(*rows, old=()):
    finding = Finding("kaggle", "toy-cup", "score_boards", "2026-01-01T00:00:00Z", standings=rows)
    return merge_standings(TOY, old, finding, [])[0]


def team(name="Bears", members=("ann", "bob"), **changes):
    return Standing(**{"team": "11", "name": name, "members": members, "private_rank": 1} | changes)


def test_a_deleted_member_counts_but_is_not_named():
    (row,) = merged(team(members=("ann", "del=c16e54e8d82063ca")))
    assert (row.name, row.members, row.team_size) == ("Bears", ("ann",), 2)


@pytest.mark.parametrize(
    ("name", "members", "size"),
    [
        ("[Deleted] e0d2d9f7-6a34-4cf9-befb-42770076141c", ("del=3fd8ecdda6739405",), 1),
        ("[Deleted]", (), None),
        ("[Deleted] 7b49", ("ann",), 1),
        ("Ann Person", ("del=3fd8", "del=4fd8"), 2),
    ],
)
def test_a_team_of_deleted_accounts_has_no_name(name, members, size):
    (row,) = merged(team(name, members))
    assert (row.name, row.members, row.team_size) == (None, (), size)


@pytest.mark.parametrize(
    ("name", "members"), [("[Deleted] 1", ()), ("Ann Person", ("del=3f",)), ("[Deleted]", ("del=1",))]
)
def test_what_was_known_of_a_deleted_account_does_not_come_back(name, members):
    (before,) = merged(team("Ann Person", ("ann",), submissions=4))
    (row,) = merged(team(name, members), old=(before,))
    assert (row.name, row.members, row.submissions) == (None, (), 4)


@pytest.mark.parametrize(("name", "members"), [("[Deleted] 1", ()), ("Ann Person", ("del=3f",))])
def test_that_an_account_is_gone_is_said_below_the_top_too(name, members):
    ours = TOY.model_copy(update={"sources": {"leaderboard": "score_boards"}})
    known = team("Ann Person", ("ann",), private_rank=60, public_rank=2)
    told = Finding("kaggle", "toy-cup", "score_boards", TOY.as_of, standings=(team(name, members, private_rank=60),))
    ((row,), _) = merge_standings(ours, (known,), told, [])
    assert (row.public_rank, row.name, row.members) == (2, None, ())


def test_teams_of_living_accounts_stay_as_they_are():
    (row,) = merged(team())
    assert (row.name, row.members, row.team_size) == ("Bears", ("ann", "bob"), 2)
