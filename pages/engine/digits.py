"""Numbers as characters, for columns that a browser reads without parsing numbers.

A digit is one of 90 characters from `#` on without the backslash, so that JSON writes each as it is.
"""

DIGITS = "".join(chr(code) for code in range(ord("#"), ord("#") + 91) if chr(code) != "\\")
MOST = len(DIGITS) - 1
"""The highest digit; in a column of one digit each it stands for all that is more."""


def digit(number: int) -> str:
    """A number from 0 on as one digit."""
    return DIGITS[min(number, MOST)]


def number_of(one: str) -> int:
    """The number that a digit stands for."""
    return DIGITS.index(one)


def two_digits(number: int) -> str:
    """The same as two; 8,099 stands for all that is more."""
    number = min(number, len(DIGITS) ** 2 - 1)
    return DIGITS[number // len(DIGITS)] + DIGITS[number % len(DIGITS)]
