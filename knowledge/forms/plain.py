"""The text of an article in a plain box: paragraphs, and headings as lines that begin with ## or ###."""

import re
from collections.abc import Iterable
from html import escape, unescape

from kmc.lib.html import text_to_html
from kmc.lib.thai import normalize

BLOCK = re.compile(r"<(p|h2|h3)>(.*?)</\1>", re.DOTALL)
LINE_END = re.compile(r"<br ?/?>")
MARKS = {"p": "", "h2": "## ", "h3": "### "}
HEADING = re.compile(r"^(##|###) +(\S.*)$", re.MULTILINE)


def plain_to_html(text: str) -> str:
    """Return what a plain box holds as HTML."""
    html, end = [], 0
    text = normalize(text)
    for heading in HEADING.finditer(text):
        html += [text_to_html(text[end : heading.start()]), heading_of(heading)]
        end = heading.end()
    return "\n".join(filter(None, [*html, text_to_html(text[end:])]))


def heading_of(line: re.Match) -> str:
    tag = f"h{len(line[1])}"
    return f"<{tag}>{escape(line[2].strip(), quote=False)}</{tag}>"


def body_for_editing(html: str) -> tuple[str, str]:
    """Return the text for the form and its format: plain where nothing would be lost, else as it is."""
    blocks = [(tag, LINE_END.sub("\n", inner)) for tag, inner in BLOCK.findall(html)]
    is_plain = not BLOCK.sub("", html).strip() and all(is_plain_block(*block) for block in blocks)
    if not is_plain:
        return html, "html"
    return "\n\n".join(MARKS[tag] + unescape(inner).strip() for tag, inner in blocks), "text"


def is_plain_block(tag: str, inner: str) -> bool:
    """Return whether the block comes back as it was: no marks inside it, none that would be read as a heading."""
    return "<" not in inner and not HEADING.search(inner) and (tag == "p" or "\n" not in inner)


def laid_out(headings: Iterable[str]) -> str:
    """Return headings for a plain box, with room to write under each."""
    return "\n\n\n".join(f"{MARKS['h2']}{heading}" for heading in headings) + "\n\n"
