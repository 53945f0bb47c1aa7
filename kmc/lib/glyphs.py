"""Words taken out of files: drawn letters back to those people type, stray spaces and controls out."""

import re

from kmc.lib.thai import normalize

# Thai fonts of the nineties drew shifted marks from private places, and files still hold those: Windows, then Macintosh.
_WINDOWS = "ฐ\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4cญ\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
_MACINTOSH = (
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47"
    + "".join(tone * 3 for tone in "\u0e48\u0e49\u0e4a\u0e4b\u0e4c")
    + "\u0e4dญ\u0e38\u0e39\u0e3aฐ"
)
_PRIVATE = {0xF700 + n: letter for n, letter in enumerate(_WINDOWS)} | {
    0xF884 + n: letter for n, letter in enumerate(_MACINTOSH)
}
_UNSEEN = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")
# No word begins with a mark: what stands before one is a gap that the page only drew.
_GAP_BEFORE_MARK = re.compile(
    "(?<=[ก-ฮ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]) +(?=[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e])"
)
# Many programs write ำ as a ring that gets lost, a gap, and า.
_TORN_SARA_AM = re.compile("(?<=[ก-ฮ\u0e48-\u0e4b]) า")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def readable(text: str) -> str:
    """Return the words as people would type them, one space between, no empty lines."""
    text = _UNSEEN.sub("", text.translate(_PRIVATE).replace("\r", "\n").replace("\x0c", "\n"))
    text = _TORN_SARA_AM.sub("ำ", _GAP_BEFORE_MARK.sub("", text))
    return normalize(_LINES.sub("\n", _SPACES.sub(" ", text))).strip()
