"""The text of a blog post: shortcodes, captions and comments of the blog's program become plain rich text."""

import re
from html import escape
from urllib.parse import urlsplit

from kmc.lib.html import SIZE_LIMIT

SHORTCODES = frozenset(
    "gallery audio video playlist embed youtube vimeo caption wp_caption googlemaps contact-form contact-form-7 "
    "soundcloud slideshare ngg nggallery more nextpage vc_row vc_column vc_column_text et_pb_section et_pb_row "
    "et_pb_column et_pb_text sociable tweet pdf pdf-embedder".split()
)
SHORTCODE = re.compile(r"\[(/?)([a-z][a-z0-9_-]{1,30})((?:\s[^\[\]<>]{0,800})?)/?\]", re.IGNORECASE)
IMG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
LINKED_PICTURE = re.compile(r"<a\b[^<>]*>\s{0,50}(<img\b[^<>]*>)\s{0,50}</a>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
BEGINS_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|ul|ol|li|table|t[rdh]|blockquote|pre|figure|div|hr)\b", re.IGNORECASE
)
CAPTION_VALUE = re.compile(r'\bcaption="([^"\]]*)"')
ADDRESS_ALONE = re.compile(r"https?://[^\s<>\"']{4,500}")


def host_of(address: str) -> str:
    """Return the name of the server in an address, with its port; nothing where it is no address."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def readable(html: str) -> str:
    """Return the text without what only the blog's program understands. It is not clean yet."""
    html = html[: 4 * SIZE_LIMIT].replace("\r\n", "\n").replace("\r", "\n")  # pictures may lie within it
    html = without_comments(html)
    html = with_captions(html)
    html = SHORTCODE.sub(lambda code: "" if is_shortcode(code) else code[0], html)
    html = LINKED_PICTURE.sub(r"\1", html)
    return html if PARAGRAPH.search(html) else with_paragraphs(html)


def without_comments(html: str) -> str:
    """Leave out comments of HTML: the marks of blocks, of “more” and of pages. One that has no end stays."""
    pieces, position = [], 0
    while (start := html.find("<!--", position)) >= 0 and (end := html.find("-->", start)) >= 0:
        pieces.append(html[position:start])
        position = end + 3
    return "".join([*pieces, html[position:]])


def with_captions(html: str) -> str:
    """Make figures of pictures with captions."""
    pieces = re.split(r"\[/(?:wp_)?caption\]", html)
    done = []
    for piece in pieces[:-1]:
        start = max(piece.rfind("[caption"), piece.rfind("[wp_caption"))
        if start < 0:
            done.append(piece)
            continue
        before, (head, _sign, inner) = piece[:start], piece[start:].partition("]")
        picture = IMG.search(inner)
        value = CAPTION_VALUE.search(head)
        words = value[1] if value else TAG.sub("", inner).strip()
        figure = f"<figure>{picture[0]}<figcaption>{words}</figcaption></figure>" if picture else inner
        done.append(f"{before}\n\n{figure}\n\n")
    return "".join([*done, pieces[-1]])


def is_shortcode(code: re.Match) -> bool:
    """Return whether brackets hold an order to a program, not words of the writer."""
    return code[2].lower() in SHORTCODES or "=" in code[3]


def with_paragraphs(html: str) -> str:
    """Make paragraphs where empty lines part them, as blogs do when they show a text."""
    blocks = (block.strip() for block in re.split(r"\n[ \t]*\n", html))
    return "\n".join(paragraph(block) for block in blocks if block)


def paragraph(block: str) -> str:
    if BEGINS_BLOCK.match(block):
        return block
    if ADDRESS_ALONE.fullmatch(block):
        return f'<p><a href="{escape(block)}">{escape(block)}</a></p>'
    return "<p>" + block.replace("\n", "<br>") + "</p>"
