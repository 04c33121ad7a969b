"""The big tables in other forms, cut, empty, or not at hand at all."""

import csv
import shutil
import zipfile
from pathlib import Path

import pytest

from harvesters.base import Context
from harvesters.meta_kaggle import harvest
from harvesters.meta_kaggle.engine import LONGEST_LINE
from tests.harvesters.files import as_csv, context
from tests.harvesters.meta_kaggle_world import again, all_of, bytes_of, copied, edit, importing


def test_other_forms_of_the_tables(imported: Context, tables: Path, tmp_path: Path) -> None:
    """Columns in another order, one missing, one unknown, ids as floats, epoch microseconds, and all of it zipped."""
    changed = copied(tables, tmp_path)
    rows = list(csv.DictReader((changed / "Teams.csv").open(encoding="utf-8", newline="")))
    for row in rows:
        del row["WriteUpForumTopicId"]
        row["PublicLeaderboardSubmissionId"] += ".0" if row["PublicLeaderboardSubmissionId"] else ""
        row["LastSubmissionDate"] = "1583020800000000"
        row["NewColumn"] = "?"
    with (changed / "Teams.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, sorted(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    zipped = tmp_path / "meta-kaggle.zip"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in changed.iterdir():
            packed.write(path, f"meta-kaggle/{path.name}")
    used = context(tmp_path / "zip", zipped)
    result = importing(used)
    assert [w.split(":")[1].split("'")[0].strip() for w in result.warnings] == ["unknown column", "no column"]
    told, true = used.archive.standings("edge-redacted"), imported.archive.standings("edge-redacted")
    assert [row.public_score for row in told] == [row.public_score for row in true]
    assert {row.last_submission for row in told if not row.is_benchmark} == {"2020-03-01T00:00:00Z"}
    by_title = [w for w in used.archive.writeups("edge-redacted") if w.kind == "forum"]
    assert {w.why for w in by_title} == {"title of the topic"}
    assert by_title[0].team == "1500000"


def test_single_files_as_the_client_saves_them(imported: Context, tables: Path, tmp_path: Path) -> None:
    packed = tmp_path / "tables"
    packed.mkdir()
    for path in tables.iterdir():
        with zipfile.ZipFile(packed / f"{path.name}.zip", "w", zipfile.ZIP_DEFLATED) as single:
            single.write(path, path.name)
    used = context(tmp_path, packed)
    assert importing(used).failures == []
    assert bytes_of(used.archive.root) == bytes_of(imported.archive.root)


def test_a_table_cut_off_in_its_zip_says_which(tables: Path, tmp_path: Path) -> None:
    cut = copied(tables, tmp_path)
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as single:
        single.write(cut / "Teams.csv", "Teams.csv")
    (cut / "Teams.csv").unlink()
    data = bytearray(whole.read_bytes())
    data[200:300] = bytes(100)
    (cut / "Teams.csv.zip").write_bytes(data)
    (failure, *_) = importing(context(tmp_path, cut)).failures
    assert "Teams.csv.zip: Teams.csv cannot be unpacked" in failure
    (cut / "Teams.csv.zip").write_bytes(data[:1000])
    (failure, *_) = importing(context(tmp_path, cut)).failures
    assert "Teams.csv cannot be read; download Meta Kaggle again" in failure


@pytest.mark.parametrize(("flag", "method"), [(1, 0), (0, 99)], ids=["encrypted", "packed-otherwise"])
@pytest.mark.parametrize("name", ["Competitions", "Teams"])
def test_a_zip_that_cannot_be_unpacked_says_so(tables: Path, tmp_path: Path, name: str, flag: int, method: int) -> None:
    folder = copied(tables, tmp_path)
    path = folder / f"{name}.csv.zip"
    with zipfile.ZipFile(path, "w") as single:
        single.write(folder / f"{name}.csv", f"{name}.csv")
    (folder / f"{name}.csv").unlink()
    data = bytearray(path.read_bytes())
    for entry, at in ((0, 6), (data.rfind(b"PK\x01\x02"), 8)):
        data[entry + at], data[entry + at + 2] = flag, method
    path.write_bytes(data)
    (failure, *_) = importing(context(tmp_path, folder)).failures
    assert f"{name}.csv cannot be" in failure


@pytest.mark.parametrize(
    ("missing", "missed"),
    [
        (("ForumMessages", "Submissions"), {"ForumMessages", "Submissions"}),
        (("TeamMemberships",), {"TeamMemberships"}),
        (("Users",), {"Users"}),
        (("Teams", "ForumTopics"), set()),
    ],
)
def test_what_tables_that_are_not_at_hand_told_is_kept(
    tables: Path, tmp_path: Path, missing: tuple[str, ...], missed: set[str]
) -> None:
    used = context(tmp_path, tables)
    importing(used)
    before = bytes_of(used.archive.root / "competitions")
    fewer = copied(tables, tmp_path / "fewer")
    for name in missing:
        (fewer / f"{name}.csv").unlink()
    result = importing(again(used, fewer))
    assert result.failures == []
    assert {warning.split(".csv is not at hand")[0] for warning in result.warnings} == missed
    assert bytes_of(used.archive.root / "competitions") == before


@pytest.mark.parametrize("left", ["", "Id,UserName,DisplayName\n"], ids=["nothing", "the header"])
def test_a_table_of_accounts_without_any_takes_nobody_out(tables: Path, tmp_path: Path, left: str) -> None:
    used = context(tmp_path, tables)
    importing(used)
    before = bytes_of(used.archive.root / "competitions")
    cut = copied(tables, tmp_path / "cut")
    (cut / "Users.csv").write_text(left)
    result = importing(again(used, cut))
    assert any(warning.startswith("Users.csv is not at hand") for warning in result.warnings)
    assert bytes_of(used.archive.root / "competitions") == before


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Users", "Id"), ("Users", "UserName"), ("TeamMemberships", "Id"), ("TeamMemberships", "UserId"),
        ("Teams", "CompetitionId"), ("Submissions", "Id"), ("ForumMessages", "ForumTopicId"),
        ("ForumTopics", "ForumId"),
    ],
)  # fmt: skip
def test_a_table_whose_key_has_another_name_takes_nothing_away(
    tables: Path, tmp_path: Path, name: str, key: str
) -> None:
    used = context(tmp_path, tables)
    importing(used)
    before = bytes_of(used.archive.root / "competitions")
    renamed = copied(tables, tmp_path / "renamed")
    head, rest = (renamed / f"{name}.csv").read_text().split("\n", 1)
    columns = ["Renamed" if column.strip('"') == key else column for column in head.split(",")]
    (renamed / f"{name}.csv").write_text(",".join(columns) + "\n" + rest)
    result = importing(again(used, renamed))
    assert any(warning.startswith(f"{name}.csv is not at hand, or without rows or keys") for warning in result.warnings)
    changed = {file for file, data in bytes_of(used.archive.root / "competitions").items() if before[file] != data}
    if name == "Teams":  # which says of topics that they are a team's write-up
        changed = {file for file in changed if not file.endswith("writeups.jsonl")}
    assert changed == set()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (b'"9","an "unescaped" quote"', "unquoted value"),
        (b'"9"', "missing columns"),
        (b'"9","a","b","c","d","e","f","g","h","i","j"', "too many columns"),
        (b'"9","\xff","a","01/01/2012","0","",""', "invalid encoding"),
        (b'"9","' + b"x" * LONGEST_LINE + b'","a","01/01/2012","0","",""', "line size over maximum"),
    ],
)
def test_a_row_that_cannot_be_read_costs_no_other(
    imported: Context, tables: Path, tmp_path: Path, row: bytes, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of hundred million rows one may be malformed, and to download them again gives the same."""
    monkeypatch.setattr("harvesters.meta_kaggle.engine.MOST_LOST", 0.01)
    dump = copied(tables, tmp_path)
    head, rest = (dump / "Users.csv").read_bytes().split(b"\n", 1)
    (dump / "Users.csv").write_bytes(head + b"\n" + row + b"\n" + rest)
    used = context(tmp_path, dump)
    result = importing(used)
    assert result.failures == []
    assert result.warnings == [f"Users.csv: 1 rows cannot be read, the first in line 2 ({fault}) and are left out"]
    assert bytes_of(used.archive.root / "competitions") == bytes_of(imported.archive.root / "competitions")


@pytest.mark.parametrize(("share", "end"), [(0.001, b'\n"9"\n'), (0.01, b'\n"9","cut'), (0.01, b'\n"9"')])
def test_a_table_that_is_cut_or_lost_much_is_refused(
    tables: Path, tmp_path: Path, share: float, end: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harvesters.meta_kaggle.engine.MOST_LOST", share)
    used = context(tmp_path, tables)
    importing(used)
    before = bytes_of(used.archive.root)
    cut = copied(tables, tmp_path)
    (cut / "Users.csv").write_bytes((cut / "Users.csv").read_bytes().rstrip() + end)
    (failure,) = importing(again(used, cut)).failures
    assert "Users.csv: 1 rows cannot be read" in failure
    assert failure.endswith("download Meta Kaggle again")
    assert bytes_of(used.archive.root) == before


def test_rows_that_look_like_comments_are_rows(tables: Path, tmp_path: Path) -> None:
    """Of a form that is guessed `#` begins a comment."""
    dump = copied(tables, tmp_path)
    (dump / "Tags.csv").write_text("Name,Id\n#tabular,1\nimage,2\n")
    used = context(tmp_path, dump)
    importing(used)
    assert "#tabular" in {tag for _, one in used.known() for tag in one.tags}


def test_where_people_live_is_not_kept_of_who_does_not_share_it(tables: Path, tmp_path: Path) -> None:
    dump = copied(tables, tmp_path)
    rows = list(csv.DictReader((dump / "Users.csv").open(encoding="utf-8", newline="")))
    told = [row | {"Country": "Utopia", "LocationSharingOptOut": str(n % 2 == 0)} for n, row in enumerate(rows)]
    (dump / "Users.csv").write_text(as_csv(told, quote_all=True), encoding="utf-8")
    used = context(tmp_path, dump)
    importing(used)
    shared = {f"u{row['Id']}": row["LocationSharingOptOut"] == "False" for row in told}
    people = used.archive.people()
    assert {person.location for person in people} == {"Utopia", None}
    assert all((person.location is not None) == shared[person.person] for person in people)


@pytest.mark.parametrize("zipped", [False, True])
def test_a_dry_run_tells_what_an_import_would_lack(tables: Path, tmp_path: Path, zipped: bool) -> None:
    dump = copied(tables, tmp_path)
    edit(dump / "Users.csv", "UserName", "Renamed")
    (dump / "Submissions.csv").unlink()
    if zipped:
        dump = Path(shutil.make_archive(str(tmp_path / "dump"), "zip", dump))
    result = importing(context(tmp_path, dump, dry_run=True))
    assert result.failures == []
    assert result.warnings == [
        "Submissions.csv is not at hand",
        "Users.csv: unknown column 'Renamed': add it to the table's columns or ignored",
        "Users.csv: no column 'UserName': handle stays unknown",
    ]


def test_competitions_alone_give_facts_alone(tables: Path, tmp_path: Path) -> None:
    alone = tmp_path / "tables"
    alone.mkdir()
    for name in ("Competitions", "Organizations"):
        shutil.copy(tables / f"{name}.csv", alone)
    findings = all_of(harvest(context(tmp_path, alone)))
    assert len(findings) > 10
    assert all(finding.standings is None for finding in findings)
