from hypothesis import given
from hypothesis import strategies as st

from insights.mentions.outline import outline, sentences

TEXT = """# Title

Intro line
goes on.

## What did not work
- MixUp
  on images
    - nested
- CutMix

We tried these:

1. EMA

**Models**

| model | score |
|---|---|
| U-Net | 0.9 |

```python
x = 1
```
Under
=====
> quoted
"""


def kinds() -> list[tuple[str, str]]:
    document = outline(TEXT)
    return [(block.kind, document.text[block.start : block.end].strip()) for block in document.blocks]


def test_blocks_and_their_kinds() -> None:
    assert kinds() == [
        ("heading", "# Title"),
        ("text", "Intro line\ngoes on."),
        ("heading", "## What did not work"),
        ("item", "- MixUp\n  on images"),
        ("item", "- nested"),
        ("item", "- CutMix"),
        ("text", "We tried these:"),
        ("item", "1. EMA"),
        ("heading", "**Models**"),
        ("row", "| model | score |"),
        ("row", "|---|---|"),
        ("row", "| U-Net | 0.9 |"),
        ("code", "x = 1"),
        ("heading", "Under"),
        ("quote", "> quoted"),
    ]


def test_sections_and_introductions() -> None:
    document = outline(TEXT)
    named = {document.text[b.start : b.end].strip(): b for b in document.blocks}
    heading = document.blocks.index(named["## What did not work"])
    assert heading in named["- nested"].path
    assert document.blocks[named["- nested"].lead or 0] == named["- MixUp\n  on images"]
    assert document.blocks[named["1. EMA"].lead or 0] == named["We tried these:"]
    assert heading not in named["Under"].path[:-1] or named["Under"].depth == 1


def test_sentences_end_at_full_stops_but_not_at_abbreviations() -> None:
    text = "We used e.g. U-Net. It worked! 很好。结束"
    assert [text[a:b].strip() for a, b in sentences(text, 0, len(text))] == [
        "We used e.g. U-Net.",
        "It worked!",
        "很好。",
        "结束",
    ]


@given(st.text(alphabet="# -*|`~>1.\nab:=_", max_size=200))
def test_blocks_lie_in_order_and_inside_the_text(text: str) -> None:
    document = outline(text)
    assert len(document.masked) == len(text)
    ends = [0] + [block.end for block in document.blocks]
    for block, before in zip(document.blocks, ends, strict=False):
        assert before <= block.start <= block.end <= len(text)
        assert all(document.blocks[index].kind == "heading" for index in block.path)
