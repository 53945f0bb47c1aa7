"""Other ways to say the same: those that come with the portal (data/synonyms.txt) and the office's own (Synonym)."""

from dataclasses import dataclass, field
from functools import cache

from knowledge.models import SearchTerm, Synonym
from knowledge.search.lexicon import DATA, lines_of
from knowledge.search.normalize import fold, spelled
from knowledge.search.segment import TERM_LIMIT, tokens

BETWEEN = "="


@dataclass
class Synonyms:
    """For each term the terms that say the same, and the words that terms of several words begin with."""

    version: int = 0
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)
    longest_from: dict[str, int] = field(default_factory=dict)  # first word: words of the longest term

    @classmethod
    def of_lines(cls, lines: list[str], version: int) -> "Synonyms":
        found: dict[str, dict[str, None]] = {}
        for line in lines:
            group = [term for form in line.split(BETWEEN) if (term := term_of(form))]
            for term in group:
                found.setdefault(term, {}).update(dict.fromkeys(other for other in group if other != term))
        made = cls(version, {term: tuple(others) for term, others in found.items()})
        for term in made.others:
            words = term.split(" ")
            if len(words) > 1:
                made.longest_from[words[0]] = max(len(words), made.longest_from.get(words[0], 0))
        return made


def term_of(form: str) -> str:
    """Return the term a form is indexed under: one word, or words joined by spaces."""
    return " ".join(token.word for token in tokens(spelled(form)))[:TERM_LIMIT]


@cache
def shipped_lines() -> list[str]:
    return lines_of(DATA / "synonyms.txt")


loaded: list[Synonyms] = []  # the one in use by this process


def synonyms() -> dict[str, tuple[str, ...]]:
    """Return for each term the other terms of its lines."""
    return in_use().others


def in_use() -> Synonyms:
    if not loaded:
        loaded.append(Synonyms.of_lines(shipped_lines(), version=0))
    return loaded[0]


def is_current(version: int) -> bool:
    """Return whether this process knows the office's synonyms of a version; else they are read. One query then."""
    if in_use().version == version:
        return True
    own = [fold(spelled(forms)) for forms in Synonym.objects.in_use().values_list("forms", flat=True)]
    loaded[:] = [Synonyms.of_lines([*shipped_lines(), *own], version)]
    return False


def version_in(counts: dict[str, int]) -> int:
    """Return the version of the office's synonyms, from terms with their numbers."""
    return counts.get(SearchTerm.SYNONYMS, 0)


def phrases_in(words: list[str]) -> list[tuple[int, int, str]]:
    """Return the terms of several words in a row of words, with their first place and the place after."""
    known, lengths = synonyms(), in_use().longest_from
    found = []
    for start, word in enumerate(words):
        for end in range(start + 2, min(start + lengths.get(word, 0), len(words)) + 1):
            term = " ".join(words[start:end])
            if term in known:
                found.append((start, end, term))
    return found
