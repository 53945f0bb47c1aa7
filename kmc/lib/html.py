"""Rich text: an allow-list on the way in, plain text on the way out."""

import re
from collections import Counter
from html import escape, unescape

import nh3

from kmc.lib.thai import normalize

SIZE_LIMIT = 1_000_000
# Parsers take a time that grows with the square of the depth: nobody writes like that.
TAG_LIMIT = 40_000
DEPTH_LIMIT = 200
MOST_ROUNDS = 6
ALIGNED = {"class"}
CELL = {"class", "colspan", "rowspan", "scope"}
ALLOWED = {
    "p": ALIGNED, "br": set(), "h2": ALIGNED, "h3": ALIGNED, "h4": ALIGNED, "strong": set(), "em": set(), "u": set(),
    "s": set(), "sub": set(), "sup": set(), "ul": set(), "ol": {"start", "data-type"}, "li": set(), "blockquote": set(),
    "pre": set(), "code": set(), "hr": set(), "figure": set(), "figcaption": set(), "table": set(),
    "thead": set(), "tbody": set(), "tr": set(), "th": CELL, "td": CELL,
    "a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "div": {"data-youtube"},
}  # fmt: skip
# What people paste, and what becomes of it.
RENAMED = {"b": "strong", "i": "em", "strike": "s", "del": "s", "h1": "h2", "h5": "h4", "h6": "h4"}
REMOVED_WITH_CONTENT = {
    "script",
    "style",
    "title",
    "textarea",
    "noscript",
    "template",
    "iframe",
    "svg",
    "math",
}
RENAMED_TAG = re.compile(f"<(/?)({'|'.join(RENAMED)})(?=[ >])")
DIV = re.compile("</?div[^>]*>")
PICTURE_WITHOUT_SOURCE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
LINK_WITHOUT_ADDRESS = re.compile(r"<a(?![^>]*\shref=)[^>]*>(.*?)</a>", re.DOTALL)
EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")

SMALL_NUMBER = re.compile("[0-9]{1,4}")
# Each attribute's whole value; those not named here may hold any text.
VALUES = {
    "src": re.compile("/files/[0-9a-f-]{36}/"),
    "data-type": re.compile("thai"),  # ๑ ๒ ๓
    "data-youtube": re.compile("[A-Za-z0-9_-]{11}"),
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "width": SMALL_NUMBER,
    "height": SMALL_NUMBER,
    "start": SMALL_NUMBER,
    "colspan": re.compile("[1-9][0-9]?"),
    "rowspan": re.compile("[1-9][0-9]{0,2}"),
}
ALIGNMENTS = ("ta-center", "ta-right")
OTHER_SITE = re.compile(r"[\s\x00-\x1f]*[/\\][\s\x00-\x1f]*[/\\]")


def keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Return the attribute's value, or None to drop it: pictures only from our own files, no other site by //."""
    if name == "class":
        return next((kept for kept in ALIGNMENTS if kept in value.split()), None)
    if name == "href":
        return None if OTHER_SITE.match(value) else value
    rule = VALUES.get(name)
    return value if rule is None or rule.fullmatch(value) else None


def clean_html(html: str) -> str:
    """Return the rich text with only what the editor can make. Safe to put on a page as it is.

    Tidying well-formed tags may leave new work to the sanitiser, so both go on until nothing changes.
    """
    html = normalize(html[:SIZE_LIMIT])
    for _round in range(MOST_ROUNDS):
        if _is_overgrown(html):
            return text_to_html(html_to_text(html))
        before, html = html, _tidied(_sanitised(html))
        if html == before:
            return html
    return _sanitised(html)


def _tidied(html: str) -> str:
    """Rename what people paste and leave out what holds nothing."""
    html = RENAMED_TAG.sub(lambda tag: f"<{tag[1]}{RENAMED[tag[2]]}", html)
    html = normalize(_plain_divs_as_paragraphs(html).replace("&nbsp;", " "))
    html = LINK_WITHOUT_ADDRESS.sub(r"\1", PICTURE_WITHOUT_SOURCE.sub("", html))
    return EMPTY_PARAGRAPH.sub("", html).strip()


def _sanitised(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(ALLOWED) | set(RENAMED),
        clean_content_tags=REMOVED_WITH_CONTENT,
        attributes={tag: names for tag, names in ALLOWED.items() if names} | {"h1": ALIGNED},
        attribute_filter=keep_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow ugc",
    )


ANY_TAG = re.compile("<(/?)([a-z][a-z0-9:-]*)")
# Their end may be left out, or they have none: they do not lie in one another.
NOT_NESTED = frozenset(
    "p li td th tr tbody thead tfoot dt dd option br hr img col wbr input meta link o:p".split()
)


def _is_overgrown(html: str) -> bool:
    """Return whether the tags are too many or, each kind counted for itself, too deep."""
    depths = Counter()
    for number, (end, name) in enumerate(ANY_TAG.findall(html.lower()), 1):
        if name not in NOT_NESTED:
            depths[name] = max(depths[name] + (-1 if end else 1), 0)
        if number > TAG_LIMIT or depths[name] > DEPTH_LIMIT:
            return True
    return False


def _plain_divs_as_paragraphs(html: str) -> str:
    """Keep the borders of pasted divs: only those that stand for a film remain divs."""
    films = []

    def rename(tag: re.Match) -> str:
        if tag[0] == "</div>":
            return "</div>" if films.pop() else "</p>"
        films.append("data-youtube=" in tag[0])
        return tag[0] if films[-1] else "<p>"

    return DIV.sub(rename, html)


FILM = re.compile('<div data-youtube="([A-Za-z0-9_-]{11})">')


def with_films(html: str, words: str) -> str:
    """Return cleaned rich text in which each film begins with a link to it, called by these words."""
    if "data-youtube" not in html:
        return html
    link = f'<a href="https://www.youtube.com/watch?v=\\1" rel="noopener nofollow ugc">{escape(words)}</a>'
    return FILM.sub(f"\\g<0>{link}", html)


# --- plain text -------------------------------------------------------------------------------------------------------

BLOCK_BORDER = re.compile(
    "<(?:/(?:p|h[2-4]|li|tr|blockquote|figcaption|pre|div|table)|(?:p|h[2-4]|ul|ol|table|pre|blockquote|br|hr)(?=[ >/]))[^<>]*>"
)
CELL_END = re.compile("</t[dh]>")
TAG = re.compile("<[^<>]*>")


def html_to_text(html: str) -> str:
    """Return the words of cleaned rich text: a line for each paragraph and row, a space between cells."""
    text = CELL_END.sub(" ", BLOCK_BORDER.sub("\n", html))
    lines = (" ".join(line.split()) for line in unescape(TAG.sub("", text)).splitlines())
    return "\n".join(line for line in lines if line)


def text_to_html(text: str) -> str:
    """Return plain text as paragraphs: an empty line starts a new one, a line end stays a line end."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(normalize(text).strip().splitlines()))
    return "\n".join(
        f"<p>{'<br>'.join(escape(line, quote=False) for line in paragraph.splitlines())}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )
