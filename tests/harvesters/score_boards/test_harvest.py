"""Folders of exported boards and of score lists."""

import pytest

from archive.check import check
from archive.records import Competition, Metric, ScoreRow, Standing
from archive.store import Archive, State
from harvesters.base import HarvestError, all_harvesters
from harvesters.score_boards import harvest, parse_score_lists
from pipeline.harvest import harvest as run_harvest
from tests.harvesters.files import as_csv, context, write
from tests.harvesters.score_boards.printed import exported, improvement


def test_score_lists_keep_scores_as_printed(tmp_path):
    lists = {"public": b"\xef\xbb\xbfrank,score\n1,5e-05\n", "private": b"rank,score\r\n1,-1.77e+21\r\n"}
    assert parse_score_lists(lists, "toy", context(tmp_path)) == (
        ScoreRow(board="public", rank=1, score_text="5e-05"),
        ScoreRow(board="private", rank=1, score_text="-1.77e+21"),
    )


def test_byte_identical_lists_have_no_private_split(tmp_path):
    run = context(tmp_path)
    same = b"rank,score\n1,0.9\n2,0.8\n"
    assert {r.board for r in parse_score_lists({"public": same, "private": same}, "toy", run)} == {"public"}
    assert run.counts == {"score lists without a private split": 1}


def test_a_row_without_rank_or_score_is_skipped_and_reported(tmp_path):
    run = context(tmp_path)
    assert len(parse_score_lists({"public": b"rank,score\n1,0.9\n,0.8\n3,\n1,0.7\n"}, "toy", run)) == 1
    assert len(run.warnings) == 3


def test_a_list_without_any_row_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="no row with rank and score"):
        parse_score_lists({"public": b"place,points\n1,0.9\n"}, "toy", context(tmp_path))


def boards(tmp_path, slug, public, private=None):
    write(tmp_path / "in" / "boards" / f"{slug}__public.csv", "\ufeff" + as_csv(public))
    if private:
        write(tmp_path / "in" / "boards" / f"{slug}__private.csv", as_csv(private))
    return tmp_path / "in"


def test_a_folder_of_both_layouts(tmp_path):
    public = [exported("1", "11"), exported("2", "12", "Cats"), exported("0", "13", "base", "")]
    private = [exported("1", "12", "Cats"), exported("2", "11"), exported("0", "13", "base", "")]
    path = boards(tmp_path, "toy-cup", public, private)
    write(path / "lists" / "toy-list" / "private_leaderboard.csv", "rank,score\n1,0.9\n")
    write(path / "notes.csv", "not,a,board\n")
    run = context(tmp_path, path, as_of="2025-05-01T00:00:00Z")
    cup, scores = harvest(run)
    assert [(s.team, s.public_rank, s.private_rank) for s in cup.standings] == [
        ("12", 2, 1),
        ("11", 1, 2),
        ("13", None, None),
    ]
    assert (cup.slug, cup.as_of, cup.scores) == ("toy-cup", "2026-08-10T09:49:35Z", None)
    assert (scores.slug, scores.as_of, scores.standings) == ("toy-list", "2025-05-01T00:00:00Z", None)
    assert [s.board for s in scores.scores] == ["private"]
    assert (run.warnings, run.failures) == ([], [])
    assert [f.slug for f in harvest(context(tmp_path, path, only=frozenset({"toy-list"})))] == ["toy-list"]


def test_a_board_that_is_taken_with_a_warning_is_no_error_of_the_check(tmp_path):
    public = [exported("1", "11"), exported("2", "12"), exported("2", "13"), exported("9", "14")]
    private = [exported("2", "12", RankChangeFromPublic="7"), exported("4", "11")]
    path = boards(tmp_path, "toy-cup", public, private)
    write(path / "lists" / "toy-list" / "private_leaderboard.csv", "rank,score\n1,0.9\n,0.8\n3,0.7\n")
    result = run_harvest(all_harvesters()["score_boards"], context(tmp_path, path))
    assert result.failures == []
    assert len(result.warnings) == 4
    problems = check(tmp_path / "data")
    assert len(problems) >= len(result.warnings)
    assert {problem.severity for problem in problems} == {"warning"}


@pytest.mark.parametrize("second", ["new/toy-cup__public.csv", "new/toy-cup__private.csv"])
def test_a_competition_in_two_folders_is_a_failure_and_the_others_are_read(second, tmp_path):
    path = boards(tmp_path, "toy-cup", [exported("1", "11")], [exported("1", "12", "Cats")])
    boards(tmp_path, "other-cup", [exported("1", "11")])
    write(path / second, as_csv([exported("1", "13", "Dogs")]))
    run = context(tmp_path, path)
    assert [finding.slug for finding in harvest(run)] == ["other-cup"]
    (failure,) = run.failures
    assert failure == (
        f"boards of 'toy-cup': its files lie in {path / 'boards'} and in {path / 'new'}: keep those of one folder; "
        "what was known before is kept"
    )
    assert list(harvest(context(tmp_path, path, only=frozenset({"other-cup"}))))


def test_lists_of_one_name_in_two_folders_are_a_failure(tmp_path):
    for folder in ("a", "b"):
        write(tmp_path / "in" / folder / "toy-list" / "public_leaderboard.csv", "rank,score\n1,0.9\n")
    run = context(tmp_path, tmp_path / "in")
    assert list(harvest(run)) == []
    assert len(run.failures) == 1


def test_a_slug_may_hold_the_name_of_a_board(tmp_path):
    path = boards(tmp_path, "public-private-cup", [exported("1", "11")], [exported("2", "11")])
    (finding,) = harvest(context(tmp_path, path))
    assert [(s.public_rank, s.private_rank) for s in finding.standings] == [(1, 2)]
    assert finding.slug == "public-private-cup"


def test_another_platform_stands_before_the_tilde(tmp_path):
    (finding,) = harvest(context(tmp_path, boards(tmp_path, "arena~cup", [exported("1", "11")])))
    assert (finding.platform, finding.slug, finding.facts) == ("arena", "arena~cup", {})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rank,Team\n1,Bears\n", "a board has TeamName and Score"),
        ("Rank,TeamName,Score\n1,Bears\n", "line 2 is cut"),
        ("Rank,TeamName,Score\n1,Bears,0.5,extra\n", "line 2 is cut or has too many cells"),
        (b"Rank,TeamName,Score\n1,\xff\xfe,0.5\n", "utf-8"),
    ],
)
def test_one_broken_file_fails_and_the_rest_goes_on(tmp_path, text, words):
    path = boards(tmp_path, "toy-cup", [exported("1", "11")])
    write(path / "boards" / "bad-cup__private.csv", text)
    write(path / "boards" / "..__private.csv", "Rank,TeamName,Score\n1,Bears,0.5\n")
    run = context(tmp_path, path)
    assert [finding.slug for finding in harvest(run)] == ["toy-cup"]
    assert len(run.failures) == 2
    assert any(words in failure and "kept" in failure for failure in run.failures)


@pytest.mark.parametrize(("started", "refused"), [("2026-08-09T09:49:34Z", True), ("2026-08-09T09:49:35Z", False)])
def test_a_board_of_a_day_to_come_is_refused_and_the_others_are_read(tmp_path, started, refused):
    path = boards(tmp_path, "old-cup", [exported("1", "11", LastSubmissionDate="2025-01-01 00:00:00")])
    boards(tmp_path, "toy-cup", [exported("1", "11")])
    run = context(tmp_path, path)
    run.started = started
    assert [finding.slug for finding in harvest(run)] == ["old-cup"] + ["toy-cup"] * (not refused)
    assert run.failures == refused * [
        "boards of 'toy-cup': its newest submission is of 2026-08-10T09:49:35Z, after this run: mend that date, or the "
        "clock here; what was known before is kept"
    ]


def test_a_folder_without_boards_says_what_it_looks_for(tmp_path):
    with pytest.raises(HarvestError, match=r"__public\.csv"):
        list(harvest(context(tmp_path, tmp_path)))


def known(tmp_path, standings=(), **facts):
    facts = {"platform": "kaggle", "slug": "toy-cup", "as_of": "2026-01-01T00:00:00Z", "sources": {}} | facts
    archive = Archive(tmp_path / "data")
    archive.save("toy-cup", State(Competition(**facts), standings=standings))
    return archive


def test_fewer_teams_than_known_fail_unless_refresh(tmp_path):
    archive = known(tmp_path, tuple(Standing(team=str(rank), public_rank=rank) for rank in (1, 2, 3)))
    path = boards(tmp_path, "toy-cup", [exported("1", "1"), exported("2", "2")])
    run = context(tmp_path, path, archive=archive)
    assert list(harvest(run)) == []
    assert "2 ranked teams where 3 are known: is it cut?" in run.failures[0]
    assert len(list(harvest(context(tmp_path, path, archive=archive, refresh=True)))) == 1


def test_a_corrupt_file_of_the_archive_fails_its_board_alone(tmp_path):
    archive = known(tmp_path, (Standing(team="1", public_rank=1),))
    (corrupt,) = (tmp_path / "data").rglob("leaderboard.csv")
    corrupt.write_bytes(corrupt.read_bytes() + b"made-up,fault")
    boards(tmp_path, "toy-cup", [exported("1", "1")])
    run = context(tmp_path, boards(tmp_path, "zoo-cup", [exported("1", "1")]), archive=archive)
    assert [finding.slug for finding in harvest(run)] == ["zoo-cup"]
    assert ["leaderlore check" in failure for failure in run.failures] == [True]


def test_another_number_of_teams_than_declared_is_reported(tmp_path):
    archive = known(tmp_path, teams=7, sources={"teams": "meta_kaggle"})
    run = context(tmp_path, boards(tmp_path, "toy-cup", [exported("1", "1")]), archive=archive)
    list(harvest(run))
    assert run.warnings == ["toy-cup public: 1 ranked teams, but 7 teams by meta_kaggle"]


def test_improvements_take_the_direction_from_the_archive(tmp_path):
    archive = known(tmp_path, metric=Metric(name="Loss", higher_is_better=False))
    path = boards(tmp_path, "toy-cup", [improvement("1", "01", "0.9"), improvement("2", "02", "0.5")])
    run = context(tmp_path, path, archive=archive)
    (finding,) = harvest(run)
    assert {s.team: s.public_rank for s in finding.standings} == {"2": 1, "1": 2}
    assert "ranked by each team's last score" in run.warnings[0]


def test_one_changed_score_changes_one_file(tmp_path):
    public = [exported("1", "11", score="0.9"), exported("2", "12", "Cats", score="0.8")]
    private = [exported("1", "12", "Cats", score="0.7"), exported("2", "11", score="0.6")]
    path = boards(tmp_path, "toy-cup", public, private)
    harvester = all_harvesters()["score_boards"]
    assert len(run_harvest(harvester, context(tmp_path, path)).changed) > 1
    private[1]["Score"] = "0.65"
    boards(tmp_path, "toy-cup", public, private)
    later = context(tmp_path, path)
    later.started = "2030-02-02T03:04:05Z"
    assert run_harvest(harvester, later).changed == ["competitions/toy-cup/leaderboard.csv"]


def test_a_board_frozen_at_one_score_is_refused_and_the_last_good_one_stays(tmp_path):
    teams = [(str(rank), str(100 + rank), f"Team {rank}") for rank in range(1, 31)]
    good = [exported(rank, team, name, score=f"0.{team}") for rank, team, name in teams]
    path = boards(tmp_path, "toy-cup", good)
    harvester = all_harvesters()["score_boards"]
    run_harvest(harvester, context(tmp_path, path))
    before = Archive(tmp_path / "data").standings("toy-cup")
    boards(tmp_path, "toy-cup", [exported(rank, team, name, score="0.00000") for rank, team, name in teams])
    result = run_harvest(harvester, context(tmp_path, path))
    assert "one score" in result.warnings[0]
    assert len(before) == 30
    assert Archive(tmp_path / "data").standings("toy-cup") == before
