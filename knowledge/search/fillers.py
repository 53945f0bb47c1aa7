"""Words that only wrap a question (data/fillers.txt): they say how somebody asks, not what about."""

from collections.abc import Sequence
from functools import cache

from knowledge.search.lexicon import DATA, lines_of
from knowledge.search.segment import Token, tokens


@cache
def fillers() -> frozenset[tuple[str, ...]]:
    """Return the rows of smallest words that are wrapping, read once a process."""
    forms = (form for line in lines_of(DATA / "fillers.txt") for form in line.split())
    return frozenset(tuple(leaf for token in tokens(form) for leaf in token.leaves) for form in forms)


@cache
def longest() -> int:
    return max(map(len, fillers()), default=0)


def filling(words: Sequence[Token]) -> set[int]:
    """Return the places of the words that only wrap the question; none where there are no others."""
    leaves = [(leaf, place) for place, token in enumerate(words) for leaf in token.leaves]
    found: set[int] = set()
    start = 0
    while start < len(leaves):
        length = row_at([leaf for leaf, _place in leaves[start : start + longest()]])
        found.update(place for _leaf, place in leaves[start : start + length])
        start += max(1, length)
    kept = {place for leaf, place in leaves} - found
    return found if kept else set()


def row_at(leaves: list[str]) -> int:
    """Return how many of the words, from the first, are the longest row of wrapping; 0 for none."""
    lengths = range(len(leaves), 0, -1)
    return next((length for length in lengths if tuple(leaves[:length]) in fillers()), 0)
