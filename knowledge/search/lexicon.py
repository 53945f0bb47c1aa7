"""The dictionary: Thai words, the office's own, and which shorter words a compound is made of."""

import re
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from pythainlp.corpus.common import thai_words

from knowledge.search.normalize import fold, spelled

DATA = Path(__file__).parent / "data"
OFFICE_WORDS = "search_words.txt"  # in the data folder of an office: school names, local words
KEY_LENGTH = 3
LONGEST_WORD = 64
LONG_COMPOUND = 6
TWO_CONSONANTS = re.compile("[ก-ฮ]{2}")
DEPENDENT = re.compile("[ะัาำ-ฺๅ็-๎]")
THAI_WORD = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]{2,}")


class Lexicon:
    """A set of words that lists those a text begins with.

    It stands in for PyThaiNLP's own trie (72 MB a process): a set and the lengths of words by first letters (14 MB).
    """

    def __init__(self, words):
        self.words = frozenset(words)
        lengths = defaultdict(set)
        for word in self.words:
            lengths[word[:KEY_LENGTH]].add(len(word))
        self.lengths = {key: tuple(sorted(found)) for key, found in lengths.items()}

    def __len__(self):
        return len(self.words)

    def __contains__(self, word):
        return word in self.words

    def prefixes(self, text: str, position: int = 0) -> list[str]:
        """Return the words that begin at the position, shortest first."""
        found = []
        for length in (1, 2):
            word = text[position : position + length]
            if len(word) == length and word in self.words:
                found.append(word)
        for length in self.lengths.get(text[position : position + KEY_LENGTH], ()):
            if length >= KEY_LENGTH and text[position : position + length] in self.words:
                found.append(text[position : position + length])
        return found


def lines_of(path: Path) -> list[str]:
    """Return the lines of a word file as they are compared, comments left out."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [fold(spelled(line.strip())) for line in lines if line.strip() and not line.startswith("#")]


@cache
def lexicon() -> Lexicon:
    """Return the dictionary, read once a process."""
    own = [*lines_of(DATA / "words.txt"), *lines_of(Path(settings.DATA_DIR) / OFFICE_WORDS)]
    own += [form.strip() for line in lines_of(DATA / "synonyms.txt") for form in line.split("=")]
    return Lexicon({*thai_words(), *(word for line in own for word in THAI_WORD.findall(line))})


@lru_cache(maxsize=20_000)
def parts_of(word: str) -> tuple[str, ...]:
    """Return the fewest shorter words a compound is wholly made of; () where there are none.

    No part is a single letter, none begins with a dependent vowel or mark. A short word is not cut into
    a syllable and a rest: เวลา holds no ลา, but ผลงาน holds ผล.
    """
    known = lexicon()
    if len(word) > LONGEST_WORD or word not in known:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for start in range(len(word) - 1):
        if best[start] is None or DEPENDENT.match(word[start]):
            continue
        for part in known.prefixes(word, start):
            end, so_far = start + len(part), (*best[start], part)
            if is_part(part, word) and (best[end] is None or len(so_far) < len(best[end])):
                best[end] = so_far
    return best[-1] or ()


def is_part(part: str, word: str) -> bool:
    """Return whether a compound may be cut into this and something else."""
    if len(part) >= len(word) or len(part) < 2:
        return False
    return len(part) > 2 or len(word) >= LONG_COMPOUND or bool(TWO_CONSONANTS.fullmatch(part))


@lru_cache(maxsize=20_000)
def inside_of(word: str) -> tuple[str, ...]:
    """Return every word inside a compound, larger and smaller ones."""
    return tuple(dict.fromkeys(inner for part in parts_of(word) for inner in (part, *inside_of(part))))


@lru_cache(maxsize=20_000)
def leaves_of(word: str) -> tuple[str, ...]:
    """Return the smallest words a word is made of, in order; itself where it is no compound."""
    parts = parts_of(word)
    return tuple(leaf for part in parts for leaf in leaves_of(part)) if parts else (word,)
