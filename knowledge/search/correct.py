"""Spelling correction: the dictionary words within one edit of what was typed, cheapest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.search.lexicon import lexicon
from knowledge.search.segment import Token

SHORTEST, LONGEST = 3, 24
MOST_TOKENS = 4
MOST_ALTERNATIVES = 6
MOST_LATIN = 60
TONES = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
# Letters that sound or look alike.
ALIKE = (
    "ิีึื", "ุู", "ใไ", "ศษส", "ณน", "รล", "ำม", "ญยน", "ฎฏดต", "ฑทธฒ", "ขคฆ", "ชฌฉ", "ซสทจ", "พภผ", "ฟฝ", "อฮ",
    "เแ", "ะา", "ัะ", "บป", "กค",
)  # fmt: skip
LETTERS = [chr(code) for code in (*range(0x0E01, 0x0E2F), *range(0x0E30, 0x0E3A), *range(0x0E40, 0x0E45))]
LATIN = "abcdefghijklmnopqrstuvwxyz"


def alike() -> dict[str, str]:
    """Return for each letter those it is taken for."""
    found: dict[str, str] = {}
    for group in ALIKE:
        for letter in group:
            found[letter] = found.get(letter, "") + group.replace(letter, "")
    return found


TAKEN_FOR = alike()


@dataclass(frozen=True)
class Window:
    """Neighbouring words that may be one misspelt word, and what it may be."""

    first: int
    after: int
    alternatives: tuple[str, ...]


def windows(words: Sequence[Token]) -> list[Window]:
    """Return what may be misspelt in a row of words. No query: the dictionary knows."""
    found = []
    for first in range(len(words)):
        for after in range(first + 1, min(first + MOST_TOKENS, len(words)) + 1):
            some = words[first:after]
            if any(left.end != right.start for left, right in pairwise(some)):
                break
            typed = "".join(token.word for token in some)
            is_doubtful = len(some) == 1 or any(
                doubtful(token.word) or is_scrap(token.word) for token in some
            )
            if is_doubtful and SHORTEST <= len(typed) <= LONGEST:
                alternatives = corrections(typed)
                if alternatives:
                    found.append(Window(first, after, alternatives))
    return found


def doubtful(word: str) -> bool:
    """Return whether the segmenter found no word here, only what was left over."""
    return len(word) == 1 or word not in lexicon()


def is_scrap(word: str) -> bool:
    """Return whether a word is so short that it may be a piece of a misspelt longer one: นิ and เทส of นิเทส."""
    return len(word) <= SHORTEST and not word.isascii()


@lru_cache(maxsize=2_000)
def corrections(typed: str) -> tuple[str, ...]:
    """Return the words within one edit, cheapest edit first."""
    if typed.isascii():
        return tuple(dict.fromkeys(latin_edits(typed)))[:MOST_LATIN] if typed.isalpha() else ()
    known = lexicon()
    cheap = dict.fromkeys(word for word in cheap_edits(typed) if word in known and word != typed)
    if not cheap and len(typed) > SHORTEST:
        cheap = dict.fromkeys(word for word in other_edits(typed) if word in known and word != typed)
    return tuple(word for word in cheap if len(word) >= SHORTEST)[:MOST_ALTERNATIVES]


def cheap_edits(typed: str) -> Iterator[str]:
    """Yield what differs by a tone or karan, a letter that sounds alike, a doubled letter or a swap."""
    for at, letter in enumerate(typed):
        head, tail = typed[:at], typed[at + 1 :]
        if letter in TONES:
            yield head + tail
            yield from (head + tone + tail for tone in TONES if tone != letter)
        yield from (head + other + tail for other in TAKEN_FOR.get(letter, ""))
    for at in range(1, len(typed) + 1):
        yield from (typed[:at] + tone + typed[at:] for tone in TONES)
    for at, letter in enumerate(typed):
        yield typed[:at] + letter + typed[at:]
        if typed[at + 1 : at + 2] == letter:
            yield typed[:at] + typed[at + 1 :]
        yield typed[:at] + typed[at + 1 : at + 2] + letter + typed[at + 2 :]


def other_edits(typed: str) -> Iterator[str]:
    """Yield what differs by any one letter: left out, put in, or another."""
    for at in range(len(typed) + 1):
        head, tail = typed[:at], typed[at:]
        yield head + tail[1:]
        yield from (head + letter + tail for letter in LETTERS)
        yield from (head + letter + tail[1:] for letter in LETTERS)


def latin_edits(typed: str) -> Iterator[str]:
    """Yield what differs by a swap, a letter too many, or one doubled too little."""
    if len(typed) <= SHORTEST:
        return
    for at in range(len(typed)):
        yield typed[:at] + typed[at + 1 : at + 2] + typed[at] + typed[at + 2 :]
        yield typed[:at] + typed[at + 1 :]
        yield typed[:at] + typed[at] + typed[at:]
