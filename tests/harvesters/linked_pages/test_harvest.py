import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.descriptor import describe_first
from archive.records import WriteUp
from archive.store import Archive, State
from archive.texts import read_pack
from harvesters.base import Context, all_harvesters
from harvesters.linked_pages import harvest_with
from harvesters.linked_pages.read import Text, read_page
from harvesters.linked_pages.web import Limits, Page, Web
from pipeline.harvest import harvest
from tests.harvesters.files import context
from tests.harvesters.linked_pages.pages import Answer, Pages
from tests.insights.toys import competition

STORY = Answer(b"<article><h1>How</h1><p>" + b"We blended boosted trees. " * 20 + b"</p></article>")


def web(requests: int | None = None) -> Web:
    return Web(Limits(connect=2, read=2, whole=2, pause=0, requests=requests), allow_loopback=True)


def archive(root: Path, *urls: str, kind: str = "blog") -> Archive:
    writeups = [
        WriteUp.model_validate({"writeup": f"w{rank}", "url": url, "kind": kind, "private_rank": rank})
        for rank, url in enumerate(urls, 1)
    ]
    made = Archive(root / "data")
    describe_first(made.root)
    made.save("toy", State(competition(slug="toy"), writeups=tuple(writeups)))
    return made


def test_text_and_licence_come_into_the_archive(tmp_path: Path) -> None:
    """The whole way through the runner: hash in the archive, text in the cache, nothing new on the second run."""
    with Pages({"/a": STORY}) as pages:
        known = archive(tmp_path, pages.url("/a"))
        harvester = all_harvesters()["linked_pages"]
        once = replace(harvester, harvest=lambda c: harvest_with(c, web()))
        first = harvest(once, context(tmp_path, archive=known))
        asked = list(pages.asked)
        second = harvest(once, context(tmp_path, archive=known))
        assert pages.asked == asked
    (writeup,) = known.writeups("toy")
    assert (writeup.title, writeup.private_rank, writeup.sources) == (None, 1, ("linked_pages",))
    assert writeup.text_sha256 is not None
    assert writeup.text_source == "linked_pages"
    text = read_pack(tmp_path / "cache" / "texts" / "toy.json")[writeup.text_sha256]
    assert text.startswith("# How\n\nWe blended boosted trees.")
    assert writeup.text_chars == len(text)
    assert first.counts["pages read"] == 1
    assert not [path for path in second.changed if "competitions" in path]


def test_a_blog_that_moved_gives_its_front_page_to_no_write_up(tmp_path: Path) -> None:
    """All its posts lead to one page then, and would have one text."""
    moved = Answer(status=301, headers={"Location": "/"})
    with Pages({"/": STORY, "/2017/lemon-cup": moved, "/2018/lime-cup": moved}) as pages:
        used = context(tmp_path, archive=archive(tmp_path, pages.url("/2017/lemon-cup"), pages.url("/2018/lime-cup")))
        assert list(harvest_with(used, web())) == []
        assert [warning.endswith(f"leads to {pages.url('/')}, which is another page") for warning in used.warnings] == [
            True, True,
        ]  # fmt: skip


def test_what_fails_is_said_and_not_asked_again_for_thirty_days(tmp_path: Path) -> None:
    with Pages({"/short": Answer(b"<p>Not found, sorry</p>"), "/b": STORY}) as pages:
        known = archive(tmp_path, pages.url("/short"), pages.url("/gone"), pages.url("/b"))
        first = context(tmp_path, archive=known)
        (finding,) = harvest_with(first, web())
        assert [writeup.writeup for writeup in finding.writeups or ()] == ["w3"]
        assert [warning.split(": ", 1)[1][:12] for warning in first.warnings] == ["17 character", "nothing to r"]
        for started, refresh, wanted in [
            ("2030-01-20T00:00:00Z", False, ["/b"]),
            ("2030-02-20T00:00:00Z", False, ["/short", "/gone", "/b"]),
            ("2030-01-20T00:00:00Z", True, ["/short", "/gone", "/b"]),
        ]:
            pages.asked.clear()
            later = Context(known, tmp_path / "cache", started, refresh=refresh)
            list(harvest_with(later, web()))
            assert [path for path in pages.asked if path != "/robots.txt"] == wanted
    assert (
        "17 characters"
        in json.loads((tmp_path / "cache" / "linked_pages.json").read_text())[pages.url("/short")]["reason"]
    )


def test_a_page_that_parsing_stumbles_over_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbling(page: Page) -> Text:
        if page.url.endswith("/a"):
            raise ValueError("odd")
        return read_page(page)

    monkeypatch.setattr("harvesters.linked_pages.read_page", stumbling)
    with Pages({"/a": STORY, "/b": STORY}) as pages:
        run = context(tmp_path, archive=archive(tmp_path, pages.url("/a"), pages.url("/b")))
        (finding,) = harvest_with(run, web())
    assert [writeup.writeup for writeup in finding.writeups or ()] == ["w2"]
    assert "cannot be read: ValueError" in run.warnings[0]


@pytest.mark.parametrize(("busy", "asked"), [("/a", ["/robots.txt", "/a"]), ("/robots.txt", ["/robots.txt"])])
def test_a_busy_host_postpones_only_what_it_was_asked_for(busy: str, asked: list[str], tmp_path: Path) -> None:
    answers = {"/a": STORY, "/b": STORY, "/c": STORY}
    with Pages(answers | {busy: Answer(status=503)}) as pages:
        known = archive(tmp_path, *(pages.url(path) for path in answers))
        run = context(tmp_path, archive=known)
        assert list(harvest_with(run, web())) == []
        assert (pages.asked, len(run.warnings)) == (asked, 3)
        pages.answers = answers
        (finding,) = harvest_with(context(tmp_path, archive=known), web())
    assert [writeup.writeup for writeup in finding.writeups or ()] == ["w2", "w3"]


@pytest.mark.parametrize(
    ("headers", "days"),
    [({}, 1), ({"Retry-After": "60"}, 1), ({"Retry-After": "432000"}, 5), ({"Retry-After": "9" * 30}, 30)],
)
@pytest.mark.parametrize("busy", ["/a", "/robots.txt"])
def test_a_page_of_a_busy_host_rests_a_day_or_as_long_as_the_host_says(
    busy: str, headers: dict[str, str], days: int, tmp_path: Path
) -> None:
    """The second time in a row it rests like any that failed."""
    with Pages({"/a": STORY} | {busy: Answer(status=429, headers=headers)}) as pages:
        known = archive(tmp_path, pages.url("/a"))

        def asked(started: datetime) -> bool:
            pages.asked.clear()
            list(harvest_with(Context(known, tmp_path / "cache", started.isoformat()), web()))
            return bool(pages.asked)

        start = datetime(2030, 1, 1, tzinfo=UTC)
        assert asked(start)
        assert not asked(start + timedelta(days=days, minutes=-1))
        again = start + timedelta(days=days)
        assert asked(again)
        assert not asked(again + timedelta(days=29))
        assert asked(again + timedelta(days=30))


def test_a_licence_that_a_busy_host_keeps_back_is_asked_for_in_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"/a": STORY, "/licence": Answer(status=429), "/b": STORY}
    with Pages(answers) as pages:
        monkeypatch.setattr("harvesters.linked_pages.licence_addresses", lambda url: (pages.url("/licence"),))
        known = archive(tmp_path, pages.url("/a"), pages.url("/b"))
        run = context(tmp_path, archive=known)
        assert list(harvest_with(run, web())) == []
        assert ["next run" in warning for warning in run.warnings] == [True, True]
        pages.answers = answers | {"/licence": Answer(b"Apache License\nVersion 2.0, January 2004", kind="text/plain")}
        (finding,) = harvest_with(context(tmp_path, archive=known), web())
    assert [writeup.license for writeup in finding.writeups or ()] == ["Apache-2.0", "Apache-2.0"]


@pytest.mark.parametrize("file", ["writeups.jsonl", "competition.json"])
def test_a_corrupt_file_of_one_competition_costs_no_other(file: str, tmp_path: Path) -> None:
    with Pages({"/a": STORY}) as pages:
        known = archive(tmp_path, pages.url("/a"))
        known.save(
            "zoo", State(competition(slug="zoo", deadline="2030-01-01T00:00:00Z"), writeups=known.writeups("toy"))
        )
        (known.root / "competitions" / "zoo" / file).write_bytes(b"made-up,fault")
        run = context(tmp_path, archive=known)
        (finding,) = harvest_with(run, web())
    assert finding.slug == "toy"
    assert [f"zoo/{file}" in failure and "leaderlore check" in failure for failure in run.failures] == [True]


def test_what_was_read_before_the_budget_ended_is_kept(tmp_path: Path) -> None:
    with Pages({"/a": STORY, "/b": STORY}) as pages:
        run = context(tmp_path, archive=archive(tmp_path, pages.url("/a"), pages.url("/b")))
        (finding,) = harvest_with(run, web(requests=2))
    assert [writeup.writeup for writeup in finding.writeups or ()] == ["w1"]
    assert "raise --max-requests" in run.warnings[0]


def test_a_dry_run_asks_nothing_and_other_kinds_are_left_alone(tmp_path: Path) -> None:
    said: list[str] = []
    with Pages({"/a": STORY}) as pages:
        known = archive(tmp_path, pages.url("/a"), "https://www.kaggle.com/c/toy/discussion/1")
        assert list(harvest_with(context(tmp_path, archive=known, dry_run=True, say=said.append), web())) == []
        forum = archive(tmp_path / "other", pages.url("/a"), kind="forum")
        assert list(harvest_with(context(tmp_path, archive=forum), web())) == []
        assert said == [f"would read {pages.url('/a')}"]
        assert pages.asked == []


@pytest.mark.parametrize("damage", ["[1, 2]", "1", "{"])
def test_what_is_remembered_of_failures_may_be_lost(damage: str, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "linked_pages.json").write_text(damage)
    with Pages({"/a": STORY}) as pages:
        (finding,) = harvest_with(context(tmp_path, archive=archive(tmp_path, pages.url("/a"))), web())
    assert finding.slug == "toy"
