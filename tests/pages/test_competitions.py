import json
from pathlib import Path
from typing import Any, cast, get_args

from hypothesis import given
from hypothesis import strategies as st

from insights.kinds import Group, kinds
from insights.shakeup import Shakeup
from pages.competition import search_records
from pages.competitions import GROUPS, PER_PAGE, compact_list, pages_by_year
from pages.engine.dossiers import DossierRef
from pages.engine.row import Row

CALM = Shakeup(
    applicable=False,
    reason="no private board is known",
    two_stage=False,
    n=None,
    n_public_only=None,
    n_private_only=None,
)


UNKNOWN: dict[str, Any] = dict.fromkeys(Row.__struct_fields__)


def row(folder: str, year: int | None) -> Row:
    return Row(**UNKNOWN | {"folder": folder, "title": folder, "year": year, "shakeup": CALM})


@given(st.lists(st.none() | st.integers(2010, 2013), max_size=30), st.integers(0, 600))
def test_every_competition_stands_on_one_page_of_bounded_length(years: list[int | None], many: int) -> None:
    rows = tuple(row(f"c{index}", year) for index, year in enumerate([*years, *[2012] * many]))
    parts = pages_by_year(rows)
    assert sorted(item.folder for _, part in parts for item in part) == sorted(item.folder for item in rows)
    assert all(0 < len(part) <= PER_PAGE and link.count == len(part) for link, part in parts)
    assert len({link.address for link, _ in parts}) == len(parts)


def test_years_run_backwards_and_unknown_comes_last() -> None:
    links = [link for link, _ in pages_by_year((row("a", None), row("b", 2012), row("c", 2020)))]
    assert [(link.address, link.name) for link in links] == [
        ("years/2020/", "2020"), ("years/2012/", "2012"), ("years/unknown/", "Unknown year"),
    ]  # fmt: skip


def test_a_large_year_comes_in_parts() -> None:
    links = [link for link, _ in pages_by_year(tuple(row(str(index), 2020) for index in range(PER_PAGE + 1)))]
    assert [(link.address, link.name, link.count) for link in links] == [
        ("years/2020/", "2020, part 1", PER_PAGE), ("years/2020-2/", "2020, part 2", 1),
    ]  # fmt: skip


def test_the_filter_reads_all_that_its_box_promises() -> None:
    known = {
        "title": "Cat or dog",
        "host": "Kaggle",
        "metric": "AUC",
        "tags": ("image", "animals"),
        "code_competition": True,
    }
    it = Row(**UNKNOWN | {"folder": "cats", "shakeup": CALM, "writeups": 0} | known)
    columns = json.loads(compact_list((it,))["data/list.json"])
    assert [columns[name] for name in known] == [["Cat or dog"], ["Kaggle"], ["AUC"], ["image animals"], ["yes"]]


def test_both_searches_know_a_metric_by_the_names_that_readers_know() -> None:
    """Kaggle prints QuadraticWeightedKappa and Root Mean Squared Logarithmic Error, people look for qwk and rmsle."""
    facts = UNKNOWN | {"folder": "cats", "title": "Cats", "shakeup": CALM, "tags": (), "writeups": 0}
    it = Row(**facts | {"metric": "QuadraticWeightedKappa", "metric_id": "quadratic-weighted-kappa"})
    (metric,) = json.loads(compact_list((it,))["data/list.json"])["metric"]
    assert "qwk" in metric.casefold()
    (found,) = search_records(cast("DossierRef", None), it)
    assert "qwk" in found.content.casefold()


def test_the_search_finds_a_competition_by_the_names_of_its_kinds_of_data() -> None:
    it = Row(
        **UNKNOWN
        | {"folder": "cats", "title": "Cats", "shakeup": CALM, "tags": ("llm", "animals"), "code_competition": True}
    )
    (found,) = search_records(cast("DossierRef", None), it)
    assert found.content == "Cats. cats. llm. animals. Language models. code competition"


def test_the_list_of_the_filter_has_equal_columns(site: Path) -> None:
    columns = json.loads((site / "data/list.json").read_text(encoding="utf-8"))
    assert {len(column) for column in columns.values()} == {18}
    assert set(columns["boards"]) <= {0, 1, 2, 3}
    folders = {path.name for path in (site / "competitions").iterdir() if path.is_dir()}
    assert set(columns["folder"]) == folders


def test_every_kind_is_of_a_group_that_the_filter_offers() -> None:
    """A misspelt group in the vocabulary would leave its kind out of the filter."""
    assert {kind.group for kind in kinds().values()} == {of for _, of in GROUPS} == set(get_args(Group))
