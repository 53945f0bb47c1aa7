"""Citizen numbers in a list: a column of them is refused, a single one is never kept."""

from accounts.importing.fields import is_citizen_heading
from kmc.lib.names import CITIZEN_NUMBER
from kmc.lib.thai import to_arabic_digits

MASK = "•" * 13


def is_citizen_number(text: str) -> bool:
    """Return whether thirteen digits carry the right check digit (modulo 11 of the weights 13 to 2)."""
    if not CITIZEN_NUMBER.fullmatch(to_arabic_digits(text).removesuffix(".0")):
        return False
    digits = [int(char) for char in to_arabic_digits(text).removesuffix(".0") if char.isdigit()]
    weighed = sum(digit * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - weighed % 11) % 10 == digits[12]


def masked(text: str) -> str:
    """Return the text with every 13-digit number replaced by dots."""
    if len(text) < 13:
        return text
    for found in reversed(list(CITIZEN_NUMBER.finditer(to_arabic_digits(text)))):
        text = text[: found.start()] + MASK + text[found.end() :]
    return text


def holds_mask(text: str) -> bool:
    return MASK in text


def is_citizen_column(heading: str, cells: list[str]) -> bool:
    """Return whether a column says it holds citizen numbers, or most of what stands in it are such."""
    filled = [cell for cell in cells if cell]
    numbers = sum(is_citizen_number(cell) for cell in filled)
    return is_citizen_heading(heading) or numbers * 2 > len(filled)
