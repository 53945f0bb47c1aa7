"""One spelling for comparing: what a search folds away beyond the stored spelling, letter for letter."""

import re
from itertools import zip_longest

from kmc.lib.thai import normalize, to_arabic_digits

LONGEST_INPUT = 200_000
THAI_DIGIT = re.compile("[๐-๙]")
# Marks on one letter beyond what Thai writes: typing slips and attacks.
TOO_MANY_MARKS = re.compile(
    "([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]{4})[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]+"
)


def spelled(text: str) -> str:
    """Return text in the stored spelling, NUL gone, of bounded length."""
    return TOO_MANY_MARKS.sub(r"\1", normalize(text[:LONGEST_INPUT]))


def fold(text: str) -> str:
    """Return spelled text in lower case with Arabic digits. Its length stays: positions mean the same in both."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(
            lower if len(lower) == 1 else char for char, lower in zip_longest(text, map(str.lower, text))
        )
    return to_arabic_digits(lowered) if THAI_DIGIT.search(lowered) else lowered
