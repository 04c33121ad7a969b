"""Which texts may be quoted beside claims: none that names somebody who is redacted.

A harvest keeps no such text, but the cache may hold one from before the redaction, which came with a pull or a merge.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from archive.descriptor import TextPolicy
from archive.records import Redaction, Withheld
from archive.redactions import Redactions
from pipeline.redaction.memo import clean_memo, read_memo


@dataclass(frozen=True)
class Quotes:
    """Asked in every process that reads texts; each of them remembers its answers."""

    cache: Path
    """The cache folder."""
    policy: TextPolicy
    """What the archive keeps of texts."""
    rows: tuple[Redaction, ...]
    """Who is redacted."""
    withheld: tuple[Withheld, ...]
    """What is left out for them."""

    def may_quote(self, sha256: str, text: str) -> bool:
        """Whether the archive keeps quotes, and this text names nobody who is redacted."""
        if self.policy == "none":
            return False
        redactions = _redactions(self.cache, self.rows, self.withheld)
        return sha256 not in redactions.withheld_texts and not redactions.in_text(text)

    def answers(self) -> dict[str, str]:
        """Who was found not to be redacted, as `Redactions.clean`; new answers come last."""
        return _redactions(self.cache, self.rows, self.withheld).clean if self.policy != "none" else {}

    def remember(self, answers: dict[str, str]) -> None:
        """Keep answers for later runs."""
        if answers:
            with clean_memo(self.cache, self.rows, self.withheld) as redactions:
                redactions.clean |= answers


@lru_cache(1)
def _redactions(cache: Path, rows: tuple[Redaction, ...], withheld: tuple[Withheld, ...]) -> Redactions:
    return read_memo(cache, rows, withheld)
