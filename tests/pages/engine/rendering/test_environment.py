from pages.engine.rendering.environment import environment


def test_indentation_goes_but_no_space_between_words() -> None:
    template = environment().from_string(
        "<p>\n    {{ a }}\n\n    <b>b</b>\n  {% if a %}\n  <i>c</i>{% endif %}\n  d</p>"
    )
    assert template.render(a="a") == "<p>\na\n<b>b</b>\n  <i>c</i>  d</p>"
