"""What a person typed, taken apart: words, quoted phrases, words to leave out."""

import re
from dataclasses import dataclass

from knowledge.search.segment import folded, parts_of, tokens

LONGEST = 200
QUOTED = re.compile(r'["“”«»]([^"“”«»]+)["“”«»]')
EXCLUDED = re.compile(r"(?:(?<=\s)|^)-(\S+)")
QUOTE_MARKS = re.compile(r'["“”«»]')


@dataclass(frozen=True)
class Query:
    """`words` in the order typed; `phrases` must stand as they are; `excluded` must not stand at all."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the words with the parts of their compounds, each once."""
        found = [term for word in self.words for term in (word, *parts_of(word))]
        return tuple(dict.fromkeys(found))

    @property
    def last(self) -> str:
        return self.words[-1] if self.words else ""


def parsed(text: str) -> Query:
    """Return the query of a text. No sign has a meaning but quotes and a leading minus."""
    text = folded(text[:LONGEST])
    phrases = tuple(tuple(tokens(phrase)) for phrase in QUOTED.findall(text))
    rest = QUOTE_MARKS.sub(" ", text)
    excluded = tuple(word for phrase in EXCLUDED.findall(rest) for word in tokens(phrase))
    words = tuple(tokens(EXCLUDED.sub(" ", rest)))
    return Query(words, tuple(phrase for phrase in phrases if phrase), excluded)
