"""The difference of two texts as HTML: everything that was written is escaped here, and here only."""

import re
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from knowledge.difference.blocks import Block, Piece, blocks_of, cut
from knowledge.difference.compare import paired, runs

OUR_PICTURE = re.compile(r"/files/[0-9a-f-]{36}/")
AROUND = 1  # unchanged blocks shown beside a change
FOLDED_FROM = 3
PLAIN_TAGS = {"h2": "h2", "h3": "h3", "h4": "h4", "quote": "blockquote", "pre": "pre"}


@dataclass(frozen=True)
class Stretch:
    """Blocks that stand together: changed ones with what is around them, or unchanged ones to be folded."""

    html: SafeString
    is_folded: bool
    count: int


@dataclass(frozen=True)
class Line:
    """A block as it is shown: its HTML without the list or table around it, and whether it says something new."""

    kind: str
    html: str
    is_changed: bool


def text_difference(old: str, new: str) -> list[Stretch]:
    """Return the difference of two cleaned rich texts. Empty: nothing that is read differs."""
    lines = [line_of(before, after) for before, after in paired(blocks_of(old), blocks_of(new))]
    if not any(line.is_changed for line in lines):
        return []
    shown = near_changes(lines)
    stretches = []
    for is_shown, group in groupby(zip(shown, lines, strict=True), key=lambda pair: pair[0]):
        part = [line for _shown, line in group]
        stretches.append(Stretch(assembled(part), not is_shown and len(part) >= FOLDED_FROM, len(part)))
    return stretches


def words_difference(old: str, new: str) -> SafeString:
    """Return the difference of two plain lines by words."""
    return mark_safe(marked(cut(Piece(old)), cut(Piece(new))))  # noqa: S308 - escaped in `plain`


def near_changes(lines: list[Line]) -> list[bool]:
    """Return of each line whether it is changed or beside a changed one."""
    shown = [False] * len(lines)
    for number, line in enumerate(lines):
        if line.is_changed:
            first = max(number - AROUND, 0)
            shown[first : number + AROUND + 1] = [True] * len(shown[first : number + AROUND + 1])
    return shown


def line_of(old: Block | None, new: Block | None) -> Line:
    """Return two blocks side by side as one line."""
    block = new or old
    if old is not None and new is not None and old.key == new.key:
        cells = ["".join(map(plain, cell)) for cell in block.cells]
        return Line(block.kind, framed(block, cells), is_changed=False)
    if old is None or new is None:
        cells = [change(cell if new is None else [], cell if old is None else []) for cell in block.cells]
    else:
        cells = [marked(*pair) for pair in zip(old.words, new.words, strict=True)]
    return Line(block.kind, framed(block, cells), is_changed=True)


def marked(old: list[Piece], new: list[Piece]) -> str:
    """Return the words of a cell with what changed marked."""
    return "".join(
        "".join(map(plain, after)) if kind == "same" else change(before, after)
        for kind, before, after in runs(old, new)
    )


def change(old: list[Piece], new: list[Piece]) -> str:
    """Return what went, then what came, each said in words for who cannot see it."""
    gone = said_as("del", _("Removed:"), old) if old else ""
    come = said_as("ins", _("Added:"), new) if new else ""
    return gone + come


def said_as(tag: str, said: str, pieces: list[Piece]) -> str:
    return f'<{tag}><span class="visually-hidden">{escape(said)} </span>{shown(pieces)}</{tag}>'


def shown(pieces: list[Piece]) -> str:
    """Return changed pieces; of a link its address too, since that may be all that changed."""
    parts = []
    for marks, group in groupby(pieces, key=lambda piece: piece.marks):
        parts += map(plain, group)
        parts += [
            f' <span class="diff__address">({escape(m[2:])})</span>' for m in marks if m.startswith("a:")
        ]
    return "".join(parts)


def plain(piece: Piece) -> str:
    """Return one piece as HTML."""
    if piece.picture:
        return picture(piece)
    html = escape(piece.text)
    for mark in reversed(piece.marks):
        html = (
            f'<span class="diff__link">{html}</span>' if mark.startswith("a:") else f"<{mark}>{html}</{mark}>"
        )
    return html


def picture(piece: Piece) -> str:
    """Return a picture of our own with its description; of another address nothing is fetched."""
    words = escape(piece.text or _("Picture without description"))
    if not OUR_PICTURE.fullmatch(piece.picture):
        return f'<span class="diff__address">{words}</span>'
    return (
        f'<span class="diff__picture"><img src="{escape(piece.picture)}" alt="" loading="lazy">'
        f"<span>{words}</span></span>"
    )


def framed(block: Block, cells: list[str]) -> str:
    """Return a block's cells in its own element; items and rows get their list or table from `assembled`."""
    if block.kind == "row":
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    if block.kind in ("ul", "ol"):
        return f'<li class="diff__item diff__item--{min(block.depth, 4)}">{cells[0]}</li>'
    if block.kind == "film":
        film = escape(_("Film on YouTube"))
        return f'<p class="diff__film">{film}: {cells[0]}</p>'
    if block.kind in ("caption", "line"):
        return f'<p class="diff__{block.kind}">{cells[0]}</p>'
    tag = PLAIN_TAGS.get(block.kind, "p")
    return f"<{tag}>{cells[0]}</{tag}>"


def assembled(lines: list[Line]) -> SafeString:
    """Return lines as one piece of HTML: items side by side in a list, rows in a table."""
    parts = []
    for kind, group in groupby(lines, key=lambda line: line.kind):
        html = "".join(line.html for line in group)
        if kind == "row":
            html = f'<div class="table-wrap"><table><tbody>{html}</tbody></table></div>'
        elif kind in ("ul", "ol"):
            html = f'<ul class="diff__list">{html}</ul>'
        parts.append(html)
    return mark_safe("".join(parts))  # noqa: S308 - every piece was escaped in `plain`
