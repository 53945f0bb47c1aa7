"""Words of Thai text: dictionary segmentation, then the shorter words inside a compound."""

import re
from functools import cache, lru_cache
from pathlib import Path

from pythainlp.corpus.common import thai_words
from pythainlp.tokenize.newmm import segment as newmm
from pythainlp.util import Trie

from kmc.lib.thai import normalize, to_arabic_digits

MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
OWN_WORDS = Path(__file__).parent / "data" / "words.txt"
TERM_LIMIT = 64
CHUNK_LIMIT = 400
ABBREVIATION = re.compile(r"(?<![ก-ฮ])((?:[ก-ฮ]{1,3}\.){2,})")
PIECE = re.compile(rf"[a-z0-9]+(?:[-.][a-z0-9]+)*|[ก-ฮ]{{1,3}}\.\s?\d+|[ก-ฮะาำๅๆเแโใไ{MARKS}]+")
DEPENDENT = re.compile(rf"[{MARKS}ะาำๅ]")
RUN_OF_MARKS = re.compile(rf"[{MARKS}]{{4,}}")


def folded(text: str) -> str:
    """Return the text as it is compared: stored spelling, lower case, Arabic digits, no dots in ผ.อ."""
    text = RUN_OF_MARKS.sub("", to_arabic_digits(normalize(text)).lower())
    return ABBREVIATION.sub(lambda match: match[1].replace(".", "") if match[1].count(".") > 1 else match[1], text)


@cache
def dictionary() -> frozenset[str]:
    """Return every word the segmenter knows: the Thai dictionary and the office's own words."""
    own = OWN_WORDS.read_text(encoding="utf-8").split() if OWN_WORDS.exists() else []
    return frozenset(thai_words()) | frozenset(normalize(word) for word in own)


@cache
def trie() -> Trie:
    """Return the dictionary as a trie, built once a process."""
    return Trie(dictionary())


@lru_cache(maxsize=50_000)
def parts_of(word: str) -> tuple[str, ...]:
    """Return the fewest shorter dictionary words a compound is wholly made of; () where there are none.

    No part has one letter and none begins with a dependent vowel or mark.
    """
    known = dictionary()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for start in range(end - 1):
            part = word[start:end]
            if best[start] is None or part == word or DEPENDENT.match(part) or part not in known:
                continue
            if best[end] is None or len(best[start]) + 1 < len(best[end]):
                best[end] = (*best[start], part)
    return best[-1] or ()


def tokens(text: str) -> list[str]:
    """Return the words of a text in order, folded."""
    found = []
    for piece in PIECE.findall(folded(text)):
        if piece[0] in "abcdefghijklmnopqrstuvwxyz0123456789" or piece[-1].isdigit():
            found.append(piece.replace(" ", "")[:TERM_LIMIT])
            continue
        for start in range(0, len(piece), CHUNK_LIMIT):
            found += (word[:TERM_LIMIT] for word in newmm(piece[start : start + CHUNK_LIMIT], trie()))
    return [word for word in found if word.strip()]


def terms(text: str) -> list[str]:
    """Return what is indexed for a text: its words, and the parts of its compounds."""
    return [term for word in tokens(text) for term in (word, *parts_of(word))]


LATIN_OR_OTHER = re.compile(rf"[ก-ฮะาำๅๆฯเแโใไ{MARKS}]+|[^ก-ฮะาำๅๆฯเแโใไ{MARKS}\s]+|\s+")


def pieces(text: str) -> list[str]:
    """Return a text cut at word borders; joined they are the text in its stored spelling, spaces single."""
    found = []
    for run in LATIN_OR_OTHER.findall(normalize(text)):
        if run.isspace():
            found.append(" ")
        elif "ก" <= run[0] <= "๛":
            for start in range(0, len(run), CHUNK_LIMIT):
                found += newmm(run[start : start + CHUNK_LIMIT], trie())
        else:
            found.append(run)
    return found
