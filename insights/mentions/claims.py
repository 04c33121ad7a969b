"""What one text says, as claims: each with its place, the hash of the text, and who read it."""

from collections.abc import Iterator
from dataclasses import replace

from archive.records import Claim, Predicate
from archive.text import normalise, text_sha256
from insights.mentions.ensemble import models
from insights.mentions.facts import Fact
from insights.mentions.folds import folds
from insights.mentions.hardware import hardware, hosts
from insights.mentions.hours import hours
from insights.mentions.machine import cores, cost, ram
from insights.mentions.ranks import rank
from insights.mentions.reader import Reader
from insights.mentions.scores import signed_scores
from insights.mentions.single import single_scores
from insights.mentions.sizes import latency, model_size, parameters
from insights.mentions.techniques import cut, mentions
from insights.mentions.verdicts import verdicts

METHOD = "vocabulary"
VERSION = "1"
"""Raised when the reader changes what it says of texts in ways that a reviewer should know; printed with each claim."""


def read_writeup(subject: str, text: str) -> tuple[Claim, ...]:
    """All claims of a write-up: techniques used and rejected, machines, times, sizes, scores, rank.

    Of techniques only what a sceptic would sign (`Mention.firm`): what is not claimed is unknown, not denied.
    """
    text = normalise(text)
    reader = Reader(text)
    used, rejected = verdicts(list(mentions(reader)))
    facts = [Fact("uses", name, *mention.quote) for name, mention in used.items() if mention.firm]
    facts += [Fact("rejects", name, *mention.quote) for name, mention in rejected.items() if mention.firm]
    return _claims(subject, text, facts + [_with_sentence(reader, fact) for fact in _facts(reader)])


def read_message(subject: str, text: str) -> tuple[Claim, ...]:
    """Techniques that a forum message speaks of, used, rejected or merely mentioned: each at its first place."""
    text = normalise(text)
    found = sorted(mentions(Reader(text)), key=lambda mention: mention.start)
    strong = {mention.id: mention for mention in reversed(found) if not mention.weak}
    facts = [Fact(_PREDICATE.get(m.status, "mentions"), name, *m.quote) for name, m in strong.items()]
    return _claims(subject, text, facts)


_PREDICATE: dict[str, Predicate] = {"used": "uses", "rejected": "rejects"}


def named_in_title(title: str | None) -> frozenset[str]:
    """Techniques that a competition's own title names. Whoever names the competition names them, used or not."""
    return frozenset(mention.id for mention in mentions(Reader(normalise(title or ""))))


def _facts(reader: Reader) -> Iterator[Fact]:
    yield from hardware(reader)
    yield from hosts(reader)
    single = (*hours(reader), ram(reader), cores(reader), cost(reader), models(reader), folds(reader), rank(reader))
    yield from (fact for fact in single if fact)
    yield from (fact for fact in (parameters(reader), model_size(reader), latency(reader)) if fact)
    yield from signed_scores(reader).values()
    yield from single_scores(reader)


def _with_sentence(reader: Reader, fact: Fact) -> Fact:
    """The fact with the sentence that states it as its place: a number alone proves nothing."""
    block = reader.block_at(fact.start)
    if block is None:
        return fact
    start, end, _ = reader.sentence_at(block, fact.start)
    start, end = cut(reader.text, start, max(end, fact.end), fact.start, fact.end)
    return replace(fact, start=start, end=end)


def _claims(subject: str, text: str, facts: list[Fact]) -> tuple[Claim, ...]:
    sha256 = text_sha256(text)
    claims = [
        Claim.model_validate(
            {
                "subject": subject, "predicate": fact.predicate, "value": _value(fact), "unit": fact.unit,
                "scope": fact.scope, "count": fact.count, "memory_gb": fact.memory_gb, "start": fact.start,
                "end": fact.end, "text_sha256": sha256, "quote": text[fact.start : fact.end], "method": METHOD,
                "version": VERSION,
            }
        )
        for fact in facts
    ]  # fmt: skip
    return tuple(sorted(claims, key=lambda c: (c.start, c.end, c.predicate, c.value)))


def _value(fact: Fact) -> str:
    return fact.value if isinstance(fact.value, str) else f"{fact.value:.10g}"
