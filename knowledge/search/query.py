"""What a person typed, taken apart: words, quoted phrases, words to leave out. Nothing else has a meaning."""

import re
from dataclasses import dataclass

from knowledge.search.normalize import spelled
from knowledge.search.segment import Token, tokens

LONGEST = 200
MOST_WORDS = 24
QUOTED = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')
EXCLUDED = re.compile(r"(?<!\S)[-–]([^\s\-–]\S*)")


@dataclass(frozen=True)
class Query:
    """`words` in the order typed; each of `phrases` must stand as it is; `excluded` must not stand at all."""

    text: str
    words: tuple[Token, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()

    def __bool__(self):
        return bool(self.words)


def parsed(text: str) -> Query:
    """Return the query in a text of any length and content."""
    text = " ".join(spelled(text[: LONGEST * 5]).split())[:LONGEST]
    phrases = [leaves(phrase) for phrase in QUOTED.findall(text)]
    unquoted = QUOTED.sub(" ", text)
    excluded = [leaves(word) for word in EXCLUDED.findall(unquoted)]
    # Blanked, not cut out: the words keep their places in the text.
    wanted = EXCLUDED.sub(lambda found: " " * len(found[0]), text) if excluded else text
    words = tuple(tokens(wanted))[:MOST_WORDS]
    return Query(text, words, tuple(filter(None, phrases)), tuple(filter(None, excluded)))


def leaves(text: str) -> tuple[str, ...]:
    """Return the smallest words of a text in order."""
    return tuple(leaf for token in tokens(text) for leaf in token.leaves)[:MOST_WORDS]
