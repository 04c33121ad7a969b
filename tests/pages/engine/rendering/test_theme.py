import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pages.engine.cache.code import REPOSITORY, theme_digest
from pages.engine.rendering.site import ThemeError
from pages.engine.rendering.theme import Theme, render


def clone(to: Path) -> Path:
    """What the theme is made of, as a fresh clone has it: without generated files."""
    for part in ("site_src", "templates"):
        shutil.copytree(REPOSITORY / part, to / part, ignore=shutil.ignore_patterns("generated"))
    shutil.copy(REPOSITORY / "mkdocs.yml", to)
    return to


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return render(tmp_path_factory.mktemp("cache"), clone(tmp_path_factory.mktemp("clone")))


def test_every_hand_written_page_is_a_shell_with_a_policy(theme: Theme) -> None:
    assert {"", "competitions/", "competitions/_shell/", "shakeups/", "method/", "404.html"} <= theme.shells.keys()
    for address, shell in theme.shells.items():
        html = "".join(shell.parts)
        assert html.count("Content-Security-Policy") == 1, address
        assert "style-src 'self';" in html


def test_the_home_page_is_named_once(theme: Theme) -> None:
    assert "<title>Leaderlore</title>" in "".join(theme.shells[""].parts)


def test_nothing_comes_from_another_host(theme: Theme) -> None:
    for address, shell in theme.shells.items():
        html = "".join(shell.parts)
        for mark in ("src=", "<link"):
            for piece in html.split(mark)[1:]:
                target = piece.split(">")[0]
                assert "//" not in target or "canonical" in target, (address, target)


def test_what_the_site_does_not_use_is_left_out(theme: Theme) -> None:
    assert "assets/leaderlore.css" in theme.files
    assert not [name for name in theme.files if name.endswith(".map") or "lunr" in name or name == "sitemap.xml.gz"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LEADERLORE_SITE_URL", "leaderlore.org"),
        ("LEADERLORE_SITE_URL", ""),
        ("LEADERLORE_CONTACT", "ada@example.org"),
        ("LEADERLORE_CONTACT", "javascript:alert(1)"),
    ],
)
def test_an_address_that_is_none_is_named_before_anything_is_rendered(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ThemeError) as raised:
        render(tmp_path / "cache")
    assert repr(value) in str(raised.value)
    assert f"https:// ({name})" in str(raised.value)
    assert not (tmp_path / "cache").exists()


def test_the_same_sources_are_rendered_once(tmp_path: Path) -> None:
    clone(tmp_path)
    first = render(tmp_path / "cache", tmp_path)
    time = first.folder.stat().st_mtime_ns
    assert render(tmp_path / "cache", tmp_path).folder.stat().st_mtime_ns == time
    (tmp_path / "site_src/about.md").write_text("# About {#top}\n")
    assert render(tmp_path / "cache", tmp_path).folder != first.folder
    assert len(list((tmp_path / "cache/theme").iterdir())) == 1


def test_code_that_cuts_pages_in_another_way_does_not_meet_what_was_cut_before(tmp_path: Path) -> None:
    cut_by = clone(tmp_path) / "pages/engine/rendering/shell.py"
    cut_by.parent.mkdir(parents=True)
    cut_by.write_text("one")
    before = theme_digest(tmp_path)
    cut_by.write_text("another")
    assert theme_digest(tmp_path) != before


def test_a_broken_link_stops_the_build_with_what_mkdocs_says(tmp_path: Path) -> None:
    clone(tmp_path)
    (tmp_path / "site_src/about.md").write_text("[gone](no-such-page.md)\n")
    with pytest.raises(ThemeError, match=r"no-such-page\.md"):
        render(tmp_path / "cache", tmp_path)


def test_the_address_of_the_site_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERLORE_SITE_URL", "https://lore.example/base")
    theme = render(tmp_path / "cache", clone(tmp_path))
    assert theme.site_url == "https://lore.example/base/"
    page = theme.shells["competitions/_shell/"].fill("T", "D", "competitions/toy/", "")
    assert '<link rel="canonical" href="https://lore.example/base/competitions/toy/">' in page


def test_every_page_leads_to_the_way_out_and_to_the_maintainers(
    theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(">Privacy, correction, removal</a>" in "".join(shell.parts) for shell in theme.shells.values())
    assert ">Write to the maintainers<" not in "".join(theme.shells["privacy/"].parts)
    clone(tmp_path)
    render(tmp_path / "cache", tmp_path)
    monkeypatch.setenv("LEADERLORE_CONTACT", "mailto:lore@example.org")
    page = "".join(render(tmp_path / "cache", tmp_path).shells["privacy/"].parts)
    assert '<a href="mailto:lore@example.org" rel="nofollow">Write to the maintainers</a>' in page


def test_who_finds_nothing_is_led_on_from_wherever_that_was(theme: Theme) -> None:
    body = "".join(theme.shells["404.html"].parts).partition("<h1>")[2]
    for address in ("competitions/", "techniques/", "people/", "data/changes/"):
        assert f'href="/{address}">' in body


@pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="Zensical is not installed")
def test_zensical_builds_the_same_configuration(tmp_path: Path, theme: Theme) -> None:
    clone(tmp_path)
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")}
    assert {address if address.endswith(".html") else f"{address}index.html" for address in theme.shells} <= pages
    shell = (tmp_path / "site/competitions/_shell/index.html").read_text()
    assert "%title%" in shell
    assert "<div data-fill></div>" in shell.replace('<div data-fill="">', "<div data-fill>")
