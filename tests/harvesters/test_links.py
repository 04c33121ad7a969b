import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.links import MOST_LINKS, join_links, links_in, read_link


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/ann/bears", "code"),
        ("https://www.kaggle.com/code/ann/bears", "notebook"),
        ("https://www.kaggle.com/datasets/ann/bears", "data"),
        ("https://www.kaggle.com/models/ann/bears", "model"),
        ("https://huggingface.co/ann/bears", "model"),
        ("https://huggingface.co/datasets/ann/bears", "data"),
        ("https://arxiv.org/abs/1.2", "paper"),
        ("https://example.org/bears.pdf", "paper"),
        ("https://youtu.be/1", "video"),
        ("https://example.org/", "other"),
        ("https://www.kaggle.com/ann", "other"),
    ],
)
def test_an_address_tells_what_it_leads_to(url, kind):
    assert read_link(url).kind == kind


@pytest.mark.parametrize(
    "url", ["https://example.org/a.PNG", "javascript:x", "https://a:x/", "https://ann@example.org"]
)
def test_pictures_and_odd_addresses_are_no_links(url):
    assert read_link(url) is None


def test_markdown_html_and_bare_addresses_in_their_order_each_once():
    text = (
        "[a](https://example.org/a_(b)) <a href='https://example.org/c?x=1&utm_source=y'>c</a> "
        "see https://example.org/d. Or http://example.org/a_(b)! And a [z](https://example.org/z)-based (https://example.org/y.)"
    )
    assert [link.url for link in links_in(text)] == [
        "https://example.org/a_(b)",
        "https://example.org/c?x=1",
        "https://example.org/d",
        "https://example.org/z",
        "https://example.org/y",
    ]


def test_an_ampersand_is_read_as_html_writes_it():
    text = (
        '<a href="https://example.org/c?a=1&amp;b=2">c</a> https://example.org/d?a=1&copy=2 https://example.org/e&amp;'
    )
    assert [link.url for link in links_in(text)] == [
        "https://example.org/c?a=1&b=2",
        "https://example.org/d?a=1&copy=2",
        "https://example.org/e",
    ]


def test_a_collection_is_cut():
    assert len(join_links(links_in(" ".join(f"https://example.org/{i}" for i in range(200))))) == MOST_LINKS


@given(st.text(alphabet="htps:/.[]()@ a?#\\%é", max_size=80))
def test_any_text_gives_links_with_a_web_address(text):
    assert all(link.url.startswith("https://") for link in links_in("https://" + text))
