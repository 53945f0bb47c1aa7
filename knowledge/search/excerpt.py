"""Excerpts: the densest windows of matched words, cut between words, <mark> put in after escaping."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kmc.lib.thai import ELLIPSIS
from knowledge.search.lexicon import leaves_of
from knowledge.search.normalize import fold, spelled
from knowledge.search.segment import BORDER, bordered, tokens

WIDTH = 190  # letters and borders of one piece
TWO_PIECES_WIDTH = 120
LEAD = 35
MOST_SPANS = 300
THAI = re.compile("[\u0e01-\u0e4e]+")
BETWEEN = rf"[{BORDER}\s.,'’\-/]*"


class Span(NamedTuple):
    """A match in a bordered text."""

    start: int
    end: int
    word: str


class Finder:
    """Finds a query's words in bordered texts, whole words only."""

    def __init__(self, words: Iterable[str]):
        words = list(dict.fromkeys(words))
        self.thai = {
            BORDER + BORDER.join(leaves_of(word)) + BORDER: word for word in words if THAI.fullmatch(word)
        }
        others = sorted((word for word in words if not THAI.fullmatch(word)), key=len, reverse=True)
        patterns = [BETWEEN.join(re.escape(char) for char in word if char != " ") for word in others]
        self.others = re.compile(f"{BORDER}({'|'.join(patterns)})[.]?(?={BORDER})") if patterns else None

    def spans(self, folded: str) -> list[Span]:
        """Return where the words stand in a folded text, in order, none inside another."""
        found = []
        for pattern, word in self.thai.items():
            at = folded.find(pattern)
            while at >= 0 and len(found) < MOST_SPANS:
                found.append(Span(at + 1, at + len(pattern) - 1, word))
                at = folded.find(pattern, at + len(pattern) - 1)
        if self.others:
            for match in self.others.finditer(folded):
                found.append(Span(match.start() + 1, match.end(), match[1]))
        return without_overlaps(found)


def without_overlaps(found: list[Span]) -> list[Span]:
    """Return the spans in order; of two that overlap the one that begins first, then the longer."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def marked(text: str, finder: Finder) -> SafeString:
    """Return a whole short text (a title) with the words marked."""
    text = spelled(text)
    text = bordered(text, list(tokens(text)))
    return as_html(text, 0, len(text), finder.spans(fold(text)))


def excerpt(text: str, *finders: Finder) -> SafeString:
    """Return at most two pieces of a bordered text around what the first finder with a match finds, else ""."""
    folded = fold(text)
    spans = next(filter(None, (finder.spans(folded) for finder in finders)), None)
    if spans is None:
        return SafeString("")
    start, end = densest(text, spans, WIDTH)
    inside = {span.word for span in spans if start <= span.start < end}
    rest = [span for span in spans if span.word not in inside and not start <= span.start < end]
    windows = [(start, end)]
    if rest:
        first = densest(text, [span for span in spans if start <= span.start < end], TWO_PIECES_WIDTH)
        windows = sorted([first, densest(text, rest, TWO_PIECES_WIDTH)])
        if windows[1][0] <= windows[0][1]:
            windows = [(windows[0][0], windows[1][1])]
    pieces = [as_html(text, start, end, spans).strip() for start, end in windows]
    lead = ELLIPSIS if windows[0][0] else ""
    trail = ELLIPSIS if windows[-1][1] < len(text) else ""
    return mark_safe(lead + f" {ELLIPSIS} ".join(pieces) + trail)  # noqa: S308 - pieces are escaped


def densest(text: str, spans: list[Span], width: int) -> tuple[int, int]:
    """Return the bounds of the window with most different words, then most words. Cut between words."""

    def worth(first: int):
        limit = spans[first].start + width - LEAD
        held = [span.word for span in spans[first : first + 20] if span.end <= limit]
        return len(set(held)), len(held), -first

    best = max(range(len(spans)), key=worth)
    start = cut_before(text, spans[best].start - LEAD, spans[best].start)
    return start, cut_after(text, max(start + width, spans[best].end))


def cut_before(text: str, position: int, latest: int) -> int:
    """Return a border at or after the position: after a space if one is near, else between words."""
    if position <= 0:
        return 0
    for border in (" ", "\n"):
        at = text.find(border, position, latest)
        if at >= 0:
            return at + 1
    return next((at for at in range(position, latest) if is_border(text, at)), latest - 1)


def cut_after(text: str, position: int) -> int:
    """Return a border at or before the position."""
    if position >= len(text):
        return len(text)
    return next((at for at in range(position, 0, -1) if is_border(text, at)), len(text))


def is_border(text: str, at: int) -> bool:
    """Return whether the text may be cut here: between words, and no mark follows that belongs to what stands before."""
    return text[at] == BORDER and (at + 1 == len(text) or unicodedata.category(text[at + 1])[0] != "M")


def as_html(text: str, start: int, end: int, spans: list[Span]) -> SafeString:
    """Return a stretch of a bordered text as HTML, matches marked."""
    pieces, position = [], start
    for span in spans:
        if span.start < start or span.end > end:
            continue
        pieces += [
            shown(text[position : span.start]),
            "<mark>",
            shown(text[span.start : span.end]),
            "</mark>",
        ]
        position = span.end
    return mark_safe("".join([*pieces, shown(text[position:end])]))  # noqa: S308 - each piece is escaped


def shown(text: str) -> str:
    """Return text for a page: no borders, one line, escaped."""
    return escape(text.replace(BORDER, "").replace("\n", " "))
