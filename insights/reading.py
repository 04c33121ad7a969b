"""How well texts are read, as it was measured by hand: said wherever claims are counted.

The measurements before it stand in `insights/mentions/README.md`.
"""

from insights.computed import Value
from insights.shares import wilson


class Reading(Value):
    """The last measurement on texts and claims that nobody had seen while the rules were made."""

    claims: int
    """Claims drawn by chance."""
    right: int
    """Those that were right."""
    texts: int
    """Labelled texts."""
    recall: float
    """Share of the techniques that readers found in them and the rules found too."""
    precision: float
    """Share of what the rules found that was right."""

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share of claims that are right."""
        return wilson(self.right, self.claims)


READING = Reading(claims=40, right=32, texts=57, recall=0.809, precision=0.834)
