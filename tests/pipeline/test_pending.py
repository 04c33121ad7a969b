from pathlib import Path

from archive.records import Change
from pipeline.pending import PendingNews


def news(slug: str, date: str = "2026-01-01", detail: str = "3 new") -> Change:
    return Change(date=date, slug=slug, what="writeup", detail=detail)


def test_a_run_that_is_killed_loses_nothing_that_was_noted(tmp_path: Path) -> None:
    killed = PendingNews(tmp_path / "cache" / "news.jsonl")
    killed.note([news("one"), news("two", detail="a\u2028b")])
    assert PendingNews(killed.path).read() == [news("one"), news("two", detail="a\u2028b")]
    killed.close()


def test_half_a_line_is_lost_and_not_the_one_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    with_half = PendingNews(path)
    with_half.note([news("one"), news("two")])
    with_half.close()
    path.write_bytes(path.read_bytes()[:-9])
    after = PendingNews(path)
    after.note([news("three")])
    after.close()
    assert after.read() == [news("one"), news("three")]


def test_each_thing_counts_once_on_its_first_day_until_it_is_cleared(tmp_path: Path) -> None:
    pending = PendingNews(tmp_path / "news.jsonl")
    pending.note([])
    assert not pending.path.exists()
    pending.note([news("one"), news("one", date="2026-01-02"), news("one", detail="4 new")])
    assert pending.read() == [news("one"), news("one", detail="4 new")]
    pending.close()
    pending.clear()
    assert pending.read() == []
