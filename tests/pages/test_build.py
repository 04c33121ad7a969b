import json
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from archive.store import Archive
from pages.build import build
from pages.engine.processes import workers
from pages.engine.processes.locks import BusyError, building
from tests.pages.conftest import DAY, Builder, quiet

Workshop = tuple[Archive, Path, Builder]


def bytes_of(site: Path) -> dict[str, bytes]:
    """Every file but Pagefind's, whose tool is not deterministic, and the lists of hashes."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and "pagefind" not in path.parts
    }


def test_same_bytes_from_one_worker_and_two_cold_and_warm(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEW", 1)
    _, out, run = workshop
    run(jobs=1)
    one = bytes_of(out)
    assert run(jobs=1).made == 0
    assert bytes_of(out) == one
    run(jobs=2, cache="other")
    assert bytes_of(out) == one


def test_another_day_changes_the_page_that_counts_ages_alone(workshop: Workshop) -> None:
    _, out, run = workshop
    run()
    before = bytes_of(out)
    report = run(started="2027-03-01T00:00:00Z")
    after = bytes_of(out)
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert changed == {"data/coverage/index.html"}
    assert report.made == 1


def test_other_code_makes_every_page_anew(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out, run = workshop
    run()
    monkeypatch.setattr("pages.engine.looked.code_digest", lambda: "other code")
    monkeypatch.setattr("pages.engine.rendering.shell.FICTIONAL", "<aside>All made up.</aside>")
    run()
    assert not [page for page in out.rglob("*.html") if "All made up." not in page.read_text()]


def test_one_changed_score_changes_the_files_that_show_it(workshop: Workshop) -> None:
    archive, out, run = workshop
    run()
    before = bytes_of(out)
    times = {path: (out / path).stat().st_mtime_ns for path in before}
    folder, team = next(
        (folder, team)
        for folder in archive.folders()
        for team in archive.standings(folder)
        if team.private_rank == 1 and team.private_score is not None
    )
    state = archive.state(folder)
    assert state is not None
    changed = team.model_copy(update={"private_score": 123.5, "private_score_text": "123.5"})
    others = [row for row in state.standings if row.team != team.team]
    archive.save(folder, replace(state, standings=(changed, *others)))
    run()
    after = bytes_of(out)
    moved = {path for path in before | after if before.get(path) != after.get(path)}
    page, twin = f"competitions/{folder}/index.html", f"data/competitions/{folder}"
    assert {page, f"{twin}.json", f"{twin}.csv"} <= moved
    assert {path for path in moved if path.startswith("competitions/")} == {page}
    assert all((out / path).stat().st_mtime_ns == times[path] for path in before if path not in moved)


def test_a_competition_that_is_gone_leaves_no_page(workshop: Workshop) -> None:
    archive, out, run = workshop
    run()
    folder = archive.folders()[0]
    for path in (archive.root / "competitions" / folder).iterdir():
        path.unlink()
    (archive.root / "competitions" / folder).rmdir()
    run()
    assert not (out / "competitions" / folder).exists()
    assert not (out / "data" / "competitions" / f"{folder}.json").exists()
    assert f"competitions/{folder}/" not in (out / "sitemap.xml").read_text()


def test_a_competition_that_lost_its_facts_is_left_out_and_the_build_says_so(workshop: Workshop) -> None:
    archive, out, run = workshop
    folder = archive.folders()[0]
    (archive.root / "competitions" / folder / "competition.json").unlink()
    (archive.root / "competitions" / "stray.txt").write_text("no folder")
    assert run().warnings == (
        f"competitions/{folder} has no competition.json and is left out: restore it from git, or delete the folder",
    )
    assert not (out / "competitions" / folder).exists()


def test_an_empty_archive_makes_a_whole_site(tmp_path: Path) -> None:
    report = build(tmp_path / "nothing", tmp_path / "site", tmp_path / "cache", 1, DAY, quiet)
    assert report.pages["home"] == 1
    assert "competition" not in report.pages
    assert (
        "The shake-up of no competition of this archive is known" in (tmp_path / "site/shakeups/index.html").read_text()
    )


def test_two_builds_at_once_do_not_mix(workshop: Workshop, tmp_path: Path) -> None:
    _, out, run = workshop
    with building(tmp_path / "cache", tmp_path / "another"), pytest.raises(BusyError, match="another build uses"):
        run()
    with building(tmp_path / "another", out), pytest.raises(BusyError, match="its own --out"):
        run()
    assert not [path.name for path in out.parent.iterdir() if path.name.endswith(".lock")]


def ids_of(page: Path) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page.read_text(encoding="utf-8"))


def test_every_link_inside_leads_somewhere(site: Path) -> None:
    broken = []
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue  # its links start at the site's address, wherever it is shown
        text = page.read_text(encoding="utf-8")
        ids = ids_of(page)
        for link in re.findall(r'(?:href|src)="([^"]*)"', text):
            if re.match(r"[a-z]+:", link):
                continue
            path, _, fragment = link.partition("#")
            target = (page.parent / path.partition("?")[0]).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (fragment and fragment not in (ids if target == page else ids_of(target))):
                broken.append((page.relative_to(site).as_posix(), link))
    assert not broken


def test_no_id_twice_and_no_page_above_150_kilobytes(site: Path) -> None:
    for page in site.rglob("*.html"):
        ids = ids_of(page)
        assert len(ids) == len(set(ids)), page
        assert page.stat().st_size <= 150_000, page


def test_the_index_lists_every_data_file_with_its_hash(site: Path) -> None:
    listed = json.loads((site / "data/index.json").read_text())
    assert listed["schema"] == "leaderlore/index/1"
    on_disk = {
        path.relative_to(site).as_posix()
        for path in (site / "data").rglob("*")
        if path.is_file() and path.suffix != ".html" and path.name != "index.json"
    }
    assert {entry["path"] for entry in listed["files"]} == on_disk
    for entry in listed["files"]:
        content = (site / entry["path"]).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (entry["bytes"], entry["sha256"])


def test_the_sitemap_holds_every_page_that_is_not_about_people(site: Path) -> None:
    listed = set(re.findall(r"<loc>https://[^/]+/(.*?)</loc>", (site / "sitemap.xml").read_text()))
    pages = {page.parent.relative_to(site).as_posix() for page in site.rglob("index.html")}
    pages -= {address for address in pages if address.split("/")[0] == "people"}
    assert listed == {"" if address == "." else f"{address}/" for address in pages}


def test_a_made_up_world_says_so_on_every_page(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert "A fictional world" in page.read_text(encoding="utf-8"), page
