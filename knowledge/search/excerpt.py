"""Excerpts: the densest window of matched words, cut between words, marks put in after escaping."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from knowledge.search.segment import folded, parts_of, pieces

WINDOW = 32
PIECES = 2


def marked(text: str, wanted: set[str]) -> SafeString:
    """Return a whole short text (a title) with the wanted words marked."""
    return joined(positioned(text), wanted)


def excerpt(text: str, wanted: set[str]) -> SafeString:
    """Return at most two windows of the text around the wanted words; "" where none stands in it."""
    words = positioned(text)
    hits = [index for index, (_piece, term) in enumerate(words) if is_wanted(term, wanted)]
    if not hits:
        return SafeString("")
    first = densest(hits, len(words))
    windows = [first]
    rest = [hit for hit in hits if not first[0] <= hit < first[1]]
    if rest and len(words) > WINDOW * 2:
        second = densest(rest, len(words))
        if second[0] >= first[1] or second[1] <= first[0]:
            windows.append(second)
    parts = []
    for start, end in sorted(windows)[:PIECES]:
        head, tail = "… " if start else "", " …" if end < len(words) else ""
        parts.append(f"{head}{joined(words[start:end], wanted)}{tail}")
    return mark_safe(" ".join(parts).replace("… …", "…"))  # noqa: S308 - each word is escaped


def densest(hits: list[int], length: int) -> tuple[int, int]:
    """Return the bounds of the window that holds most hits, a few words of lead before the first."""
    best = max(hits, key=lambda start: sum(start <= hit < start + WINDOW - 6 for hit in hits))
    start = max(0, best - 6)
    return start, min(length, start + WINDOW)


def positioned(text: str) -> list[tuple[str, str]]:
    """Return the text in pieces as written, each with the folded word it is compared by."""
    return [(piece, folded(piece).strip()) for piece in pieces(text)]


def is_wanted(term: str, wanted: set[str]) -> bool:
    """Return whether a word is a match, itself or by one of its parts."""
    return bool(term) and (term in wanted or any(part in wanted for part in parts_of(term)))


def joined(words: list[tuple[str, str]], wanted: set[str]) -> SafeString:
    """Return the pieces as HTML with <mark> around runs of matches."""
    html = "".join(
        f"<mark>{escape(piece)}</mark>" if is_wanted(term, wanted) else escape(piece) for piece, term in words
    )
    return mark_safe(html.replace("</mark><mark>", ""))  # noqa: S308 - each word is escaped
