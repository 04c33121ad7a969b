import base64
import hashlib
import re

import pytest

from pages.engine.rendering.shell import BODY, NOTICE, Shell, ShellError

PAGE = f"""<html><head><meta charset="utf-8">
<link rel="canonical" href="https://site.example/competitions/_shell/"><title>%title% - Site</title>
<meta name="description" content="%description%"><script>theme = 1</script></head>
<body>{NOTICE}

<script type="application/json">{{"a": 1}}</script><script src="a.js"></script><h1>%title%</h1>{BODY}</body></html>"""


def filled(title: str = "A title", **options: bool) -> str:
    shell = Shell.parse(PAGE, "competitions/_shell/", "https://site.example/")
    return shell.fill(title, "What it is", "competitions/toy/", "<p>Body</p>", **options)


def test_every_place_is_filled() -> None:
    page = filled()
    assert "<title>A title - Site</title>" in page
    assert 'content="What it is"' in page
    assert "<h1>A title</h1><p>Body</p>" in page
    assert 'href="https://site.example/competitions/toy/"' in page
    assert "%" not in page


def test_a_title_cannot_break_out_and_is_not_filled_again() -> None:
    page = filled('</title><script>alert("x")</script> %description%')
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; %description%" in page


def test_the_policy_names_inline_scripts_by_hash_and_data_blocks_not_at_all() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', filled())
    assert policy
    expected = base64.b64encode(hashlib.sha256(b"theme = 1").digest()).decode()
    assert re.findall(r"'sha256-([^']+)'", policy[1]) == [expected]
    assert "unsafe-inline" not in policy[1]


def test_only_a_made_up_world_gets_the_notice() -> None:
    assert "fictional" not in filled()
    assert "A fictional world" in filled(fictional=True)


def test_indentation_goes_where_nobody_sees_it() -> None:
    kept = "<pre>a\n\n    b</pre><script>if (a)\n  b()</script><textarea>\n  c</textarea>"
    page = PAGE.replace("<h1>", f"{kept}\n\n   <p\n\t id=x>\n  one\n  </p>\n{kept}<h1>")
    filled = Shell.parse(page, "", "https://site.example/").fill("A title", "What it is", "", "  <pre>\n  a</pre>")
    assert f"{kept}\n<p\nid=x>\none\n</p>\n{kept}<h1>A title</h1>  <pre>\n  a</pre>" in filled


def test_a_page_without_a_place_for_the_policy_is_refused() -> None:
    with pytest.raises(ShellError, match="charset"):
        Shell.parse("<html><head></head></html>", "", "https://site.example/")
