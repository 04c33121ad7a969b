"""Numbers as characters, for columns that a browser reads without parsing numbers.

A digit is one of 90 characters from `#` on without the backslash, so that JSON writes each as it is.
"""

from itertools import count

DIGITS = "".join(chr(code) for code in range(ord("#"), ord("#") + 91) if chr(code) != "\\")
MOST = len(DIGITS) - 1
"""The highest digit; in a column of one digit each it stands for all that is more."""


def digit(number: int) -> str:
    """A number from 0 on as one digit."""
    return DIGITS[min(number, MOST)]


def number_of(one: str) -> int:
    """The number that a digit stands for."""
    return DIGITS.index(one)


def digits(number: int, width: int) -> str:
    """A number from 0 on as so many digits, the highest first; it must not have more (see `width_of`)."""
    written = ""
    for _ in range(width):
        number, lowest = divmod(number, len(DIGITS))
        written = DIGITS[lowest] + written
    return written


def width_of(largest: int) -> int:
    """How many digits a number has."""
    return next(width for width in count(1) if largest < len(DIGITS) ** width)
