"""Words of Thai text with their places: dictionary segmentation, compounds with the words inside them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from pythainlp.tokenize.newmm import segment as newmm

from knowledge.search.lexicon import LONGEST_WORD, inside_of, leaves_of, lexicon
from knowledge.search.normalize import fold

BORDER = "\x1f"  # between the words of a stored text
LONGEST_RUN = 200
TERM_LIMIT = LONGEST_WORD
LETTER = "[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]"
LATIN = "[^\\W_\u0e00-\u0e7f]"
PIECE = re.compile(
    rf"""
    (?P<grade>(?:(?<!{LETTER})|(?<=ชั้น))[ปมอว](?:\.\s?)?\d{{1,3}}(?![\d,]))    # ป.1, ม.3, ว.21
    | (?P<short>(?<!{LETTER})(?:[ก-ฮ]{{1,4}}\.)+(?:[ก-ฮ]{{1,3}}(?!{LETTER}))?)  # ผ.อ. รร. ส.พ.ฐ
    | (?P<thai>(?:(?!(?<=ชั้น)[ปม]\.?\s?\d){LETTER})+)
    | (?P<number>\d+(?:[.,]\d+)*(?![^\W\d_]))
    | (?P<latin>{LATIN}+(?:[-'’.&+/]{LATIN}+)*)
    """,
    re.VERBOSE,
)
MARKS_OUT = re.compile(r"[-'’.&+/,\s]")


class Token(NamedTuple):
    """A word as compared, where it stands in the text, and the smaller words inside it (itself if none)."""

    word: str
    start: int
    end: int
    leaves: tuple[str, ...]

    @property
    def inside(self) -> tuple[str, ...]:
        """Return the words inside a compound, larger and smallest ones."""
        return () if len(self.leaves) == 1 else inside_of(self.word) or self.leaves


@lru_cache(maxsize=8_192)
def thai_words_of(run: str) -> tuple[str, ...]:
    """Return the words of an unbroken run of Thai letters. Long runs are cut first: time grows with length only."""
    words: list[str] = []
    for start in range(0, len(run), LONGEST_RUN):
        words += newmm(run[start : start + LONGEST_RUN], lexicon())
    return tuple(words)


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a spelled text in order."""
    for piece in PIECE.finditer(fold(text)):
        if piece.lastgroup == "thai":
            start = piece.start()
            for word in thai_words_of(piece[0]):
                yield Token(word[:TERM_LIMIT], start, start + len(word), leaves_of(word))
                start += len(word)
        else:
            yield other_token(piece)


def other_token(piece: re.Match) -> Token:
    """Return an abbreviation, number or Latin word: its marks go, what they join can be found alone too."""
    if piece.lastgroup == "number":
        word = piece[0].replace(",", "")
        return Token(word[:TERM_LIMIT], piece.start(), piece.end(), (word[:TERM_LIMIT],))
    word = MARKS_OUT.sub("", piece[0])[:TERM_LIMIT]
    joined = [part[:TERM_LIMIT] for part in MARKS_OUT.split(piece[0]) if len(part) > 1]
    leaves = tuple(joined) if piece.lastgroup == "latin" and len(joined) > 1 else (word,)
    return Token(word, piece.start(), piece.end(), leaves)


def signature(words) -> str:
    """Return one character for each word: words that stand side by side are then a substring.

    Two words may share a character (one pair in 55,000); two neighbouring pairs hardly ever do.
    """
    return "".join(map(character, words))


@lru_cache(maxsize=20_000)
def character(word: str) -> str:
    """Return the character that stands for a word."""
    return chr(0x100 + crc32(word.encode()) % 0xD600)


def bordered(text: str, found: list[Token]) -> str:
    """Return the text with borders around its smallest words; without the borders it is the text again."""
    pieces, position = [], 0
    for token in found:
        if token.start > position:
            pieces.append(text[position : token.start])
        pieces += thai_leaves(text, token)
        position = token.end
    pieces.append(text[position:])
    return BORDER + BORDER.join(piece for piece in pieces if piece) + BORDER


def thai_leaves(text: str, token: Token) -> list[str]:
    """Return a token's own letters, cut where its leaves are."""
    if sum(map(len, token.leaves)) != token.end - token.start:
        return [text[token.start : token.end]]
    pieces, position = [], token.start
    for leaf in token.leaves:
        pieces.append(text[position : position + len(leaf)])
        position += len(leaf)
    return pieces
