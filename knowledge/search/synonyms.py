"""Other words for the same thing: abbreviations, spellings, English names."""

from functools import cache
from pathlib import Path

from knowledge.search.segment import tokens

FILE = Path(__file__).parent / "data" / "synonyms.txt"


@cache
def groups() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return, for each way of saying it, the other ways; each a row of words."""
    found: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        ways = tuple(tuple(tokens(way)) for way in line.split("="))
        for way in ways:
            found[way] = found.get(way, ()) + tuple(other for other in ways if other != way)
    return found


def other_ways(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of every synonym of a run of these words."""
    known = groups()
    longest = max((len(way) for way in known), default=0)
    added: list[str] = []
    for start in range(len(words)):
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            for way in known.get(words[start:end], ()):
                added += way
    return tuple(dict.fromkeys(word for word in added if word not in words))
