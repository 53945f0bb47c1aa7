"""Rich text: an allow-list on the way in, plain text on the way out."""

import re
from html import escape, unescape

import nh3

from kmc.lib.thai import normalize

CELL_ATTRIBUTES = {"colspan", "rowspan", "scope"}
ALLOWED = {
    "p": set(), "br": set(), "h2": set(), "h3": set(), "h4": set(), "strong": set(), "em": set(), "u": set(),
    "s": set(), "sub": set(), "sup": set(), "ul": set(), "ol": {"start"}, "li": set(), "blockquote": set(),
    "pre": set(), "code": set(), "hr": set(), "figure": set(), "figcaption": set(), "table": set(),
    "thead": set(), "tbody": set(), "tr": set(), "th": CELL_ATTRIBUTES, "td": CELL_ATTRIBUTES,
    "a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "div": {"data-youtube"},
}  # fmt: skip
ALIGNMENTS = {"ta-center", "ta-right"}
ALLOWED_CLASSES = {tag: ALIGNMENTS for tag in ("p", "h2", "h3", "h4", "th", "td")}
RENAMED = ((r"<(/?)b(?=[\s>])", r"<\1strong"), (r"<(/?)i(?=[\s>])", r"<\1em"), (r"<(/?)h1(?=[\s>])", r"<\1h2"))
OWN_PICTURE = re.compile(r"/files/[0-9a-f-]{36}/\Z")
PICTURE_WITHOUT_SOURCE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
YOUTUBE_ID = re.compile(r"[\w-]{11}\Z", re.ASCII)
BLOCK_END = re.compile(r"</(?:p|h[2-4]|li|tr|blockquote|figcaption|pre|div|table)>|<(?:br|hr)[^>]*>")
CELL_END = re.compile(r"</t[dh]>")
TAG = re.compile(r"<[^>]*>")
SIZE_LIMIT = 1_000_000


def keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Return the attribute's value, or None to drop it: pictures only from our own files."""
    if tag == "img" and name == "src":
        return value if OWN_PICTURE.match(value) else None
    if name == "data-youtube":
        return value if YOUTUBE_ID.match(value) else None
    if name in ("width", "height", "colspan", "rowspan", "start"):
        return value if value.isascii() and value.isdigit() and len(value) <= 4 else None
    return value


def clean_html(html: str) -> str:
    """Return the rich text with only what the editor can make. Safe to put on a page as it is."""
    html = normalize(html[:SIZE_LIMIT])
    for pattern, replacement in RENAMED:
        html = re.sub(pattern, replacement, html, flags=re.IGNORECASE)
    cleaned = nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes={tag: names for tag, names in ALLOWED.items() if names},
        allowed_classes=ALLOWED_CLASSES,
        attribute_filter=keep_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow ugc",
        strip_comments=True,
    )
    return PICTURE_WITHOUT_SOURCE.sub("", cleaned).strip()


def html_to_text(html: str) -> str:
    """Return the words of cleaned rich text: a line for each paragraph and row, a space between cells."""
    text = CELL_END.sub(" ", BLOCK_END.sub("\n", html))
    lines = (" ".join(line.split()) for line in unescape(TAG.sub("", text)).splitlines())
    return "\n".join(line for line in lines if line)


def text_to_html(text: str) -> str:
    """Return plain text as paragraphs: an empty line starts a new one, a line end stays a line end."""
    paragraphs = re.split(r"\n\s*\n", normalize(text).replace("\r\n", "\n").strip())
    return "\n".join(
        f"<p>{'<br>'.join(escape(line, quote=False) for line in paragraph.splitlines())}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )
