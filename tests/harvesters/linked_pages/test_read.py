import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.linked_pages.read import creative_commons, licence_of, read_page
from harvesters.linked_pages.web import Page


def html(body: str, charset: str | None = "utf-8") -> Page:
    return Page("https://blog.example/a", "text/html", body.encode(charset or "utf-8"), charset)


def test_html_becomes_loose_markdown() -> None:
    read = read_page(
        html(
            """<html lang="en-GB"><head><title> How we  won </title><script>var x = "SWA";</script></head><body>
            <nav>Home</nav><article><h2>What worked</h2><p>We used <b>mosaic</b>&nbsp;and flips.</p>
            <ul><li>two folds</li><li>one seed</li></ul><pre>model.fit()</pre>
            <table><tr><th>card</th><th>hours</th></tr><tr><td>T4</td><td>9</td></tr></table>
            <!-- hidden --></article><footer>Imprint</footer></body></html>"""
        )
    )
    lines = [line.strip() for line in read.text.splitlines() if line.strip()]
    assert lines == [
        "## What worked", "We used mosaic\xa0and flips.", "- two folds", "- one seed", "```", "model.fit()", "```",
        "| card | hours |", "| T4 | 9 |",
    ]  # fmt: skip
    assert (read.title, read.language, read.license) == ("How we won", "en", None)


def test_a_licence_link_is_kept() -> None:
    licence = '<a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">CC</a>'
    assert read_page(html(f"<body><p>Text</p><footer>{licence}</footer></body>")).license == "CC-BY-SA-4.0"


def test_markdown_stays_as_it_is() -> None:
    source = b"# Our way\r\n\r\n* flips\r\n"
    read = read_page(Page("https://raw.example/README.md", "text/plain", source, None))
    assert (read.text, read.title) == ("# Our way\n\n* flips\n", "Our way")


def test_character_sets() -> None:
    assert "日本" in read_page(html("<p>日本</p>", "shift_jis")).text
    assert read_page(Page("https://blog.example/a", "text/plain", "日本".encode("utf-16"), "utf-16")).text == "日本"


@pytest.mark.parametrize("charset", ["no-such-charset", "idna", "base64", "undefined"])
@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_a_character_set_that_is_none_is_read_as_utf_8(kind: str, charset: str) -> None:
    assert read_page(Page("https://blog.example/a", kind, "é".encode(), charset)).text.strip() == "é"


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of", "MIT"),
        ("                Apache License\n          Version 2.0, January 2004", "Apache-2.0"),
        ("GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007", "GPL-3.0"),
        ("Redistribution and use in source and binary forms, with or without", "BSD-2-Clause"),
        ("see http://creativecommons.org/licenses/by-nc/4.0/", "CC-BY-NC-4.0"),
        ("All rights reserved.", None),
    ],
)
def test_licence_files(text: str, licence: str | None) -> None:
    assert licence_of(text) == licence


def test_two_different_licences_are_none() -> None:
    both = "https://creativecommons.org/licenses/by/4.0/ https://creativecommons.org/licenses/by-sa/4.0/"
    assert creative_commons(both) is None


@given(st.binary(max_size=400), st.sampled_from(["text/html", "text/plain"]))
def test_any_bytes_are_read(body: bytes, kind: str) -> None:
    assert isinstance(read_page(Page("https://x.example/", kind, body, None)).text, str)


def test_deep_nesting_is_read() -> None:
    assert "top" in read_page(html("<body>top" + "<div>" * 20000 + "deep")).text
