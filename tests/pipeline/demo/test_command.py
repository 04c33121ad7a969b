import json
from pathlib import Path

from click.testing import CliRunner

from pipeline.cli import main


def test_says_what_it_made(tmp_path: Path) -> None:
    call = ["--json", "demo", "--out", str(tmp_path / "world"), "--competitions", "1", "--teams", "5", "--people", "10"]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert told["competitions"] == 15
    assert Path(told["truth"]).is_file()
    assert (tmp_path / "world" / "datapackage.json").is_file()


def test_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine")
    result = CliRunner().invoke(main, ["demo", "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "not an empty folder" in result.output
    assert (tmp_path / "kept").read_text() == "mine"


def test_a_world_of_classes_and_one_without(tmp_path: Path) -> None:
    for share, few, many in (("0", 1, 1), ("0.9", 15, 25)):  # one oddity is in-class, in every world
        out = tmp_path / share
        call = ["demo", "--out", str(out), "--as", "meta-kaggle", "--competitions", "40", "--teams", "5"]
        result = CliRunner().invoke(main, [*call, "--people", "50", "--in-class", share])
        assert result.exit_code == 0, result.output
        assert few <= (out / "Competitions.csv").read_text().count('"Community"') <= many
