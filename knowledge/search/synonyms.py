"""Other ways to say the same: abbreviations, English names, spellings in use (data/synonyms.txt)."""

from functools import cache

from knowledge.search.lexicon import DATA, lines_of
from knowledge.search.segment import TERM_LIMIT, tokens


def term_of(form: str) -> str:
    """Return the term a form is indexed under: one word, or words joined by spaces."""
    return " ".join(token.word for token in tokens(form))[:TERM_LIMIT]


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Return for each term the other terms of its lines."""
    found: dict[str, dict[str, None]] = {}
    for line in lines_of(DATA / "synonyms.txt"):
        group = [term_of(form) for form in line.split("=") if form.strip()]
        for term in group:
            found.setdefault(term, {}).update(dict.fromkeys(other for other in group if other != term))
    return {term: tuple(others) for term, others in found.items()}


@cache
def first_words() -> dict[str, int]:
    """Return the words that terms of several words begin with, and how many words the longest has."""
    lengths: dict[str, int] = {}
    for term in synonyms():
        words = term.split(" ")
        if len(words) > 1:
            lengths[words[0]] = max(len(words), lengths.get(words[0], 0))
    return lengths


def phrases_in(words: list[str]) -> list[tuple[int, int, str]]:
    """Return the terms of several words in a row of words, with their first place and the place after."""
    known, lengths = synonyms(), first_words()
    found = []
    for start, word in enumerate(words):
        for end in range(start + 2, min(start + lengths.get(word, 0), len(words)) + 1):
            term = " ".join(words[start:end])
            if term in known:
                found.append((start, end, term))
    return found
