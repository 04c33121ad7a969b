"""The little language in which the vocabulary writes expressions, and one compiled scan for all of them.

    label smooth*              words; between them a space, hyphen, underscore, one line break or nothing; `*` goes on
    (2|3|5) fold(|s)           alternatives, also empty ones
    =SAM                       case as written
    threshold* /\\w+ tuned/     what follows the words, as a regular expression
    /[\\w-]+_in21k/             a regular expression alone

All heads (the part before the regular expression) share one trie, so that a text is read once however many there are.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SEPARATORS = " \t\n_-‐‑–*`"
SEPARATOR = f"[{re.escape(SEPARATORS)}]{{0,3}}"


@dataclass(frozen=True, slots=True)
class Form:
    """One expression of one vocabulary row."""

    row: str
    words: str
    """Words of the head in lower case, single spaces between them: places where a separator may stand."""
    exact: str | None
    """Compact head in the case that it must have."""
    star: bool
    tail: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a row's expression stands."""

    row: str
    start: int
    end: int


class BadFormError(ValueError):
    """An expression that the vocabulary's language does not allow; the message names the row and quotes it."""

    def __init__(self, row: str, what: object, expression: str) -> None:
        super().__init__(row, str(what), expression)
        self.row, self.fault = row, f"{what} in {expression!r}"

    def __str__(self) -> str:
        return f"row {self.row!r}: {self.fault}"


def _alternatives(words: str) -> list[str]:
    """`a(b|c(d|)) e` written out; groups may nest."""
    choices, depth, begin = [""], 0, 0
    parts: list[str] = []
    for index, char in enumerate(words):
        if char == "(":
            if depth == 0:
                choices = [choice + words[begin:index] for choice in choices]
                parts, begin = [], index + 1
            depth += 1
        elif char in "|)" and depth == 1:
            parts += _alternatives(words[begin:index])
            begin = index + 1
            if char == ")":
                choices = [choice + part for choice in choices for part in parts]
                depth = 0
        elif char == ")":
            depth -= 1
    return [choice + words[begin:] for choice in choices]


def parse(row: str, expression: str) -> list[Form]:
    """A form for each alternative of an expression that has a head."""
    words, slash, tail = expression.partition(" /")
    if slash and not tail.endswith("/"):
        raise BadFormError(row, "no closing slash", expression)
    if any(sign in words for sign in "?\\[]"):
        raise BadFormError(row, "a regular expression before the slash", expression)
    forms = []
    for choice in _alternatives(words.strip()):
        head, star, rest = choice.lstrip("=").partition("*")
        pattern = "".join(_rest(rest)) + (f"{SEPARATOR}(?:{tail[:-1]})" if slash else "")
        clean = " ".join(re.split(r"[\s_-]+", head)).strip() + ("_" if star and head.endswith("_") else "")
        compact = clean.replace(" ", "")
        if not compact or "|" in compact:
            raise BadFormError(row, "an empty alternative", expression)
        try:
            compiled = re.compile(pattern) if pattern else None
        except re.error as error:
            raise BadFormError(row, error, expression) from error
        exact = compact if choice.startswith("=") else None
        forms.append(Form(row, clean.lower(), exact, bool(star), compiled))
    return forms


def _alone(row: str, expression: str) -> re.Pattern[str]:
    """An expression that is a regular expression and nothing else."""
    try:
        return re.compile(expression.strip("/"))
    except re.error as error:
        raise BadFormError(row, error, expression) from error


def _rest(words: str) -> Iterator[str]:
    """Words behind a star inside an expression, as a regular expression."""
    for word in words.split():
        yield SEPARATOR + re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else r"s?\b")


_TOKEN = re.compile(r"\d{1,2}x(?=[a-z]{1,2}\d|[1-5]0[5-9]0|[rg]tx|tesla|nvidia|gpu|titan|tpu)|[a-z0-9]+")
_WORD = re.compile(r"[a-z0-9_+]{0,100}")
"""The rest of a word; bounded, for a line without spaces would be read to its end from each of its letters."""
_TAIL = 200
"""Characters in which what follows a head must stand; without a bound a line of heads would be read from each."""
_KEY = 4
"""Letters of a token that decide whether the trie is asked at all."""


class Trie:
    """Heads letter by letter; `forms` end at this letter, behind it a separator may stand if it is a `gap`."""

    __slots__ = ("forms", "gap", "next")

    def __init__(self) -> None:
        self.next: dict[str, Trie] = {}
        self.forms: list[Form] = []
        self.gap = False

    def add(self, form: Form) -> None:
        """Grow the branch of a form's head."""
        node = self
        for char in form.words:
            if char == " ":
                node.gap = True
            else:
                node = node.next.setdefault(char, Trie())
        node.forms.append(form)


class Scanner:
    """Finds all expressions of a vocabulary in folded text."""

    def __init__(self, expressions: Iterable[tuple[str, str]]) -> None:
        self._trie = Trie()
        self._keys: set[str] = set()
        self._stars: set[str] = set()
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        wide: set[str] = set()
        for row, expression in expressions:
            if expression.startswith("/"):
                self._patterns.append((row, _alone(row, expression)))
                continue
            for form in parse(row, expression):
                self._trie.add(form)
                compact = form.words.replace(" ", "")
                if not compact[0].isascii():
                    wide.add(compact[0])
                self._keys |= {compact[:_KEY], (compact + "s")[:_KEY], form.words.split()[0][:_KEY]}
                if form.star or form.tail:
                    self._stars.add(compact[: _KEY - 1])
        self._wide = re.compile(f"[{re.escape(''.join(sorted(wide)))}]") if wide else None

    def hits(self, text: str, folded: str) -> Iterator[Hit]:
        """All hits; one place may have several rows, and one row several places."""
        keys, stars = self._keys, self._stars
        for match in _TOKEN.finditer(folded):
            token = match.group()
            if token[:_KEY] in keys or token[: _KEY - 1] in stars:
                yield from self._walk(text, folded, match.start())
        if self._wide and not folded.isascii():
            for match in self._wide.finditer(folded):
                yield from self._walk(text, folded, match.start())
        for row, pattern in self._patterns:
            for match in pattern.finditer(folded):
                yield Hit(row, match.start(), match.end())

    def _walk(self, text: str, folded: str, start: int) -> Iterator[Hit]:
        """Every form whose head stands at `start` and whose end and tail fit; of one row, the longest."""
        found: dict[str, int] = {}
        node, gap, position, size = self._trie, 0, start, len(folded)
        while position < size:
            char = folded[position]
            child = node.next.get(char)
            if child is None:
                gap += 1
                if not node.gap or char not in SEPARATORS or gap > 3:
                    break
            else:
                node, gap = child, 0
                for form in node.forms:
                    stop = _fits(form, text, folded, start, position + 1)
                    if stop is not None and stop > found.get(form.row, 0):
                        found[form.row] = stop
            position += 1
        for row, stop in found.items():
            yield Hit(row, start, stop)


def _fits(form: Form, text: str, folded: str, start: int, end: int) -> int | None:
    """End of the match where the head has been found in `start:end`, or None."""
    if not _spelled(form.words, folded, start, end):
        return None
    if form.exact is not None and "".join(char for char in text[start:end] if char not in SEPARATORS) != form.exact:
        return None
    if form.tail is not None:
        start = _word_end(folded, end) if form.star else end
        match = form.tail.match(folded, start, start + _TAIL)
        return match.end() if match else None
    if form.star:
        return _word_end(folded, end)
    if form.words[-1].isascii() and form.words[-1].isalnum():
        if folded.startswith("s", end):
            end += 1
        if end < len(folded) and folded[end].isascii() and folded[end].isalnum():
            return None
    return end


def _spelled(words: str, folded: str, start: int, end: int) -> bool:
    """The text has separators only where the words have a space."""
    if end - start == len(words) and folded.startswith(words, start):
        return True
    position = start
    for char in words:
        if char == " ":
            while folded[position] in SEPARATORS:
                position += 1
        elif folded[position] != char:
            return False
        else:
            position += 1
    return position == end


def _word_end(folded: str, position: int) -> int:
    match = _WORD.match(folded, position)
    return match.end() if match else position
