"""Hold an archive against the world that was served: every team, message and write-up accounted for."""

from archive.merge_boards import NAMED_RANKS
from archive.store import Archive
from archive.text import text_sha256
from tests.kaggle_server.world import Competition, Team, World


def assert_complete(archive: Archive, world: World) -> None:
    assert set(archive.folders()) == set(world.competitions)
    for competition in world.competitions.values():
        assert_facts(archive, competition)
        assert_boards(archive, competition)
        assert_threads(archive, competition)
        assert_writeups(archive, world, competition)


def assert_facts(archive: Archive, competition: Competition) -> None:
    """What the list says, and what the pages of `world.make_world` say in prose."""
    facts = archive.competition(competition.slug)
    assert facts is not None
    assert (facts.title, facts.id) == (competition.title, str(competition.id))
    assert facts.deadline == competition.deadline.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert facts.metric is not None
    assert (facts.metric.id, facts.metric.higher_is_better) == ("auc", True)
    assert (facts.public_share, facts.max_team_size, facts.max_daily_submissions) == (0.3, 5, 5)
    assert (facts.code_competition, facts.runtime_limit_cpu_hours, facts.runtime_limit_gpu_hours) == (True, 9, 12)
    assert (facts.prize_ladder_usd, facts.external_data_allowed) == ((15_000, 10_000), False)
    assert (facts.data_files, facts.data_bytes) == (4, 123_456_789)
    assert [notebook.votes for notebook in facts.notebooks] == [100, 99, 98, 97, 96]
    assert [notebook.accelerator for notebook in facts.notebooks] == [None, "NvidiaTeslaT4", None, None, None]


def assert_boards(archive: Archive, competition: Competition) -> None:
    rows = {row.team: row for row in archive.standings(competition.slug)}
    assert set(rows) == {str(team.id) for team in competition.teams}
    for rank, team in enumerate(competition.board(public=True), 1):
        row = rows[str(team.id)]
        assert (row.public_rank, row.public_score_text) == (rank, f"{team.public:.5f}")
        assert (row.submissions, row.team_size) == (team.submissions, len(team.members))
    for rank, team in enumerate(competition.board(public=False), 1):
        row = rows[str(team.id)]
        expected = (rank, f"{team.private:.5f}") if competition.private_out else (None, None)
        assert (row.private_rank, row.private_score_text) == expected
    for team in _named(competition):
        assert rows[str(team.id)].members == tuple(team.members)
        assert rows[str(team.id)].name == team.name


def _named(competition: Competition) -> list[Team]:
    public, private = competition.board(public=True), competition.board(public=False)
    return public[:NAMED_RANKS] + (private[:NAMED_RANKS] if competition.private_out else [])


def assert_threads(archive: Archive, competition: Competition) -> None:
    topics = {topic.topic: topic for topic in archive.topics(competition.slug)}
    assert set(topics) == {str(topic.id) for topic in competition.topics}
    for made in competition.topics:
        topic = topics[str(made.id)]
        assert (topic.author, topic.title, topic.votes) == (made.opening.author, made.title, made.votes)
        messages = {message.message: message for message in topic.messages}
        assert set(messages) == {str(message.id) for message in made.messages()}
        for message in made.messages():
            kept = messages[str(message.id)]
            assert kept.posted == message.posted.strftime("%Y-%m-%dT%H:%M:%SZ")
            assert bool(kept.deleted) == message.deleted
            assert (kept.votes, kept.pinned) == (message.votes, message.pinned)
            assert kept.author == (None if message.deleted else message.author)
            assert kept.text_sha256 == (None if message.deleted else text_sha256(message.markdown))
            assert all(messages[str(reply.id)].parent == kept.message for reply in message.replies)


def assert_writeups(archive: Archive, world: World, competition: Competition) -> None:
    kept = {writeup.writeup: writeup for writeup in archive.writeups(competition.slug) if writeup.kind == "platform"}
    made = [writeup for writeup in world.writeups if writeup.competition == competition.slug]
    assert set(kept) == {f"w{writeup.id}" for writeup in made}
    for writeup in made:
        one = kept[f"w{writeup.id}"]
        assert one.private_rank == writeup.rank
        assert one.rank_source == ("board" if competition.private_out else "platform")
        assert (one.title, one.text_sha256) == (writeup.title, text_sha256(writeup.markdown))
        assert one.authors == (writeup.owner, *writeup.collaborators)
        assert [(link.url, link.kind) for link in one.links] == [(url, "code") for _, url in writeup.links]
