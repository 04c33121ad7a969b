import io
import zipfile

import pytest

from archive.keys import team_key
from harvesters.kaggle.parse.boards import (
    Row,
    benchmarks_of,
    is_board,
    join_boards,
    parse_file,
    parse_view,
    read_board_files,
    same_board,
)

HEADER = "Rank,TeamId,TeamName,LastSubmissionDate,Score,SubmissionCount,TeamMemberUserNames\n"
CSV = (
    "\ufeff"
    + HEADER
    + '1,11,"Lemons, sorted",2026-05-30 10:00:00,0.91,7,"ada00,bob00"\n'
    + "2,12,<b>x</b>,2026-05-29 10:00:00,-0.00000,1,\n"
    + "0,99,Baseline,,0.5,1,host00\n"
)


def packed(method: int = zipfile.ZIP_STORED, **files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return out.getvalue()


@pytest.mark.parametrize("body", [CSV.encode(), packed(anything_csv=CSV, readme_md="no board")])
def test_a_zip_is_read_by_its_content_and_a_bare_csv_too(body: bytes) -> None:
    (file,) = read_board_files(body)["files"]
    rows = parse_file(file["rows"], "lemons")
    assert rows == [
        Row("11", 1, "0.91", "Lemons, sorted", "2026-05-30T10:00:00Z", ("ada00", "bob00"), size=2, submissions=7),
        Row("12", 2, "-0.00000", "<b>x</b>", "2026-05-29T10:00:00Z", submissions=1),
        Row("99", None, "0.5", "Baseline", None, ("host00",), size=1, submissions=1),
    ]


def test_both_boards_in_one_zip() -> None:
    assert len(read_board_files(packed(a_csv=CSV, b_csv=CSV))["files"]) == 2


def test_an_empty_download_holds_no_board() -> None:
    """As the real service gives it in the days after a deadline; it is not worth six tries."""
    assert read_board_files(b"") == {"files": []}


@pytest.mark.parametrize("body", [packed(a_csv=CSV)[:-30], b"PK\x03\x04 rubbish", b"a,b\n1,2\n", b"\xff\xfe\x00"])
def test_what_is_no_board_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="no board"):
        read_board_files(body)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_of_a_zip_is_no_board(method: int) -> None:
    body = packed(method, a_csv=CSV)
    stream = len(b"PK\x03\x04") + 26 + len("a.csv")
    with pytest.raises(ValueError, match="no board"):
        read_board_files(body[:stream] + b"\xff" * 40 + body[stream + 40 :])


@pytest.mark.parametrize(("place", "byte"), [(8, 1), (10, 99)], ids=["encrypted", "an unknown method"])
def test_a_zip_that_cannot_be_unpacked_is_no_board(place: int, byte: int) -> None:
    """The flags and the method of the member, in its own head and in the zip's list."""
    body = bytearray(packed(a_csv=CSV))
    body[body.index(b"PK\x01\x02") + place] = body[place - 2] = byte
    with pytest.raises(ValueError, match="no board"):
        read_board_files(bytes(body))


@pytest.mark.parametrize("files", [{"a_csv": HEADER + "0" * 10_000}, {"a_csv": HEADER * 20, "b_csv": HEADER * 20}])
def test_a_zip_is_unpacked_up_to_the_limit(files: dict[str, str]) -> None:
    body = packed(zipfile.ZIP_DEFLATED, **files)
    assert len(body) < 1000
    with pytest.raises(ValueError, match="no board: unpacked it is larger than 3,000 bytes"):
        read_board_files(body, most_bytes=3000)


def test_an_empty_board_is_a_board() -> None:
    assert read_board_files(HEADER.encode()) == {"files": [{"file": "", "rows": []}]}


def test_the_rank_in_a_file_is_the_place_among_those_that_have_one() -> None:
    """Gaps, shared ranks and rows printed twice would be errors of the archive's check, in every week to come."""
    printed = [
        "1,11,A,,0.9,1,",
        "2,12,B,,0.8,1,",
        "0,99,Base,,0.8,1,",
        "2,13,C,,0.8,1,",
        "1,11,A,,0.9,1,",
        "7,14,D,,0.7,1,",
    ]
    (file,) = read_board_files((HEADER + "\n".join(printed)).encode())["files"]
    ranks = [(row.team, row.rank) for row in parse_file(file["rows"], "lemons")]
    assert ranks == [("11", 1), ("12", 2), ("99", None), ("13", 3), ("14", 4)]


def test_a_team_without_id_is_keyed_by_name_and_members() -> None:
    rows = parse_file([{"Rank": "1", "TeamName": "A", "Score": "1", "TeamMemberUserNames": "ada00"}], "lemons")
    assert rows[0].team == team_key("kaggle", "lemons", "A", ("ada00",))


def view(*teams: tuple[int, str]) -> list[dict[str, object]]:
    return [{"teamId": team, "teamName": f"T{team}", "score": score} for team, score in teams]


def test_the_rank_is_the_place_and_benchmarks_take_none() -> None:
    rows = parse_view(view((5, "0.9"), (99, "0.8"), (3, "0.8")), benchmarks=frozenset({"99"}))
    assert [(row.team, row.rank) for row in rows] == [("5", 1), ("99", None), ("3", 2)]


def test_a_file_is_the_board_whose_first_page_it_repeats() -> None:
    file = parse_file(read_board_files(CSV.encode())["files"][0]["rows"], "lemons")
    first = parse_view(view((11, "0.910")))
    assert is_board(file, first), "scores are compared as numbers"
    assert not is_board(file, parse_view(view((11, "0.92"))))
    assert not is_board(file, parse_view(view((12, "0"), (11, "0.91"))))
    assert is_board(file, parse_view(view((99, "0.5"), (11, "0.91")), benchmarks_of([file])))


def test_two_boards_joined_on_the_team() -> None:
    public, private = parse_view(view((1, "0.9"), (2, "0.8"))), parse_view(view((2, "0.7"), (3, "0.6")))
    file = [Row("2", 1, "0.7", "Two", None, ("ada00",), size=1, submissions=4), Row("99", None, "0.1", "Baseline")]
    rows = {row.team: row for row in join_boards(public, private, [file])}
    assert set(rows) == {"1", "2", "3"}
    assert (rows["2"].public_rank, rows["2"].private_rank, rows["2"].private_score) == (2, 1, 0.7)
    assert (rows["2"].name, rows["2"].members, rows["2"].team_size, rows["2"].submissions) == ("Two", ("ada00",), 1, 4)
    assert (rows["1"].private_rank, rows["3"].public_rank, rows["3"].team_size) == (None, None, None)


def test_one_board_for_both_is_noticed() -> None:
    one, other = parse_view(view((1, "0.9"), (2, "0.8"))), parse_view(view((2, "0.8"), (1, "0.9")))
    assert same_board(one, other)
    assert not same_board(one, parse_view(view((1, "0.9"), (2, "0.7"))))
