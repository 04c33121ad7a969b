"""What a table says of a technique in it: the column is headed "Did not work", or "Worked?" heads a cell with "no"."""

from insights.mentions.contexts import context
from insights.mentions.outline import Block
from insights.mentions.reader import Reader
from insights.mentions.status import Status, part_status

_LONGEST = 1000
"""Longest row and head that are taken for a table's, in characters."""
_BAD = (("outcome_column", "outcome_bad"), ("gain_column", "negative"))


def row_status(reader: Reader, block: Block, position: int) -> Status:
    """Status that the heads of a table give to what stands at a position in a row; `stated` where they say nothing."""
    head = reader.head_of(block)
    if not head or max(len(head), block.end - block.start) > _LONGEST:
        return "stated"
    heads = head.split("|")
    cells = reader.folded[block.start : block.end].split("|")
    own = reader.folded.count("|", block.start, position)
    if own < len(heads) and part_status(heads[own]) == "rejected":
        return "rejected"
    others = [(head, cell) for n, (head, cell) in enumerate(zip(heads, cells, strict=False)) if n != own]
    if any(context(column).search(head) and context(bad).search(cell) for head, cell in others for column, bad in _BAD):
        return "rejected"
    good = any(context("outcome_column").search(head) and context("outcome_good").search(cell) for head, cell in others)
    return "used" if good else "stated"


def is_reason(reader: Reader, block: Block, position: int) -> bool:
    """What stands at a position in a row explains the rest: the column is headed "Why" or "Notes"."""
    if block.kind != "row":
        return False
    heads = reader.head_of(block)[:_LONGEST].split("|")
    own = reader.folded.count("|", block.start, position)
    return own < len(heads) and bool(context("reason_column").search(heads[own]))
