import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from pages.engine.rendering.environment import environment
from pages.engine.rendering.escape import escape


class OwnHtml:
    def __init__(self, html: str) -> None:
        self.html = html

    def __html__(self) -> str:
        return self.html


class Shouted(str):
    def __str__(self) -> str:
        return f"<b>{self.upper()}</b>"


class Loud(int):
    def __str__(self) -> str:
        return "<b>loud</b>"


TEXTS = st.text() | st.text("&<>\"'ab; #3")
VALUES = (
    TEXTS
    | TEXTS.map(Markup)
    | TEXTS.map(OwnHtml)
    | TEXTS.map(Shouted)
    | st.integers()
    | st.integers().map(Loud)
    | st.floats()
    | st.booleans()
    | st.none()
    | st.lists(TEXTS)
)


@given(VALUES)
def test_the_same_characters_as_markupsafe(value: object) -> None:
    assert str(escape(value)) == str(markupsafe.escape(value))


@given(VALUES)
def test_templates_print_what_markupsafe_makes(value: object) -> None:
    template = environment().from_string("{% macro cell(x) %}<td>{{ x }}</td>{% endmacro %}{{ x }}{{ cell(x) }}")
    shown = markupsafe.escape(value)
    assert template.render(x=value) == f"{shown}<td>{shown}</td>"


def test_hostile_text_is_escaped_once() -> None:
    assert escape("<script>alert('&')</script>") == "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"
    assert escape(Markup("<b>")) == "<b>"


@pytest.mark.parametrize("shown", ["{{ x.b }}", "{% if x.b %}{% endif %}", "{{ y }}"])
def test_what_is_not_there_is_an_error(shown: str) -> None:
    with pytest.raises((AttributeError, UndefinedError)):
        environment().from_string(shown).render(x={"b": 1})


def test_compiled_templates_call_it() -> None:
    assert environment().from_string("{{ x }}").root_render_func.__globals__["escape"] is escape
