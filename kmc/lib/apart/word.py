"""Turns a Word document into HTML. word SECONDS FOLDER: JSON on the output, its pictures as files in the folder.

Pictures stand in the HTML as `src="picture-N"`. Nothing is fetched: linked pictures are left out and counted.
"""

import io
import json
import re
from pathlib import Path

import mammoth
import mammoth.html

from kmc.lib.apart.limits import run_limited
from kmc.lib.apart.packages import opened_package, require_plain_xml

STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name^='toc '] => !
p[style-name='TOC Heading'] => !
p[style-name='Contents Heading'] => !
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='ta-center'] => p.ta-center:fresh
p[style-name='ta-right'] => p.ta-right:fresh
u => u
strike => s
"""
ALIGNED = {"center": "ta-center", "right": "ta-right", "end": "ta-right"}
PLAIN_STYLES = {None, "normal", "body text", "text body", "no spacing", "standard", "default paragraph style"}
PICTURES = {"image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/x-png", "image/gif", "image/webp"}
LARGEST_PICTURE = 30 * 1024**2
MOST_PICTURE_BYTES = 150 * 1024**2  # of all together: a document may show one picture many times
XML_MEMBER = re.compile(r".*\.(xml|rels)", re.DOTALL)
NOTE_MARK = re.compile(r'<sup><a href="#(?:foot|end)note-[^"]*" id="[^"]*">\[(\d+)\]</a></sup>')
NOTE_BACK = re.compile(r'\s*<a href="#(?:foot|end)note-ref-[^"]*">[^<]*</a>')
NOTE_LIST = re.compile(r'<ol>(?=<li id="(?:foot|end)note-)')
ANCHOR = re.compile(r'<a id="[^"]*"></a>')
INNER_LINK = re.compile(r'<a href="#[^"]*">(.*?)</a>', re.DOTALL)
# What a document may hold that an article cannot: counted, and said afterwards.
LEFT_OUT = {
    "equations": re.compile(rb"<m:oMath[ >]"),
    "drawings": re.compile(rb'<a:graphicData [^>]*uri="[^"]*/(?:chart|diagram)"'),
    "text_boxes": re.compile(rb"<wps:txbx[ >]|<v:textbox[ >]"),
}


def work(data: bytes, folder: str, most_pictures: str) -> bytes:
    package = opened_package(data)
    for member in package.infolist():
        if XML_MEMBER.fullmatch(member.filename.lower()):
            require_plain_xml(package.read(member))
    pictures = Pictures(Path(folder), int(most_pictures))
    made = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=STYLES,
        include_embedded_style_map=False,
        external_file_access=False,
        transform_document=mammoth.transforms.paragraph(with_alignment),
        convert_image=pictures.keep,
    )
    html, notes = with_readable_notes(made.value)
    left_out = {"pictures": pictures.left_out} | counted(package.read("word/document.xml"))
    answer = {"html": html, "notes": notes, "pictures": pictures.kept, "left_out": left_out}
    return json.dumps(answer).encode()


def counted(document: bytes) -> dict[str, int]:
    """Return how much of what cannot be taken over stands in the document, by its name."""
    return {name: len(pattern.findall(document)) for name, pattern in LEFT_OUT.items()}


class Pictures:
    """Writes the pictures of a document into a folder, each once, up to so many."""

    def __init__(self, folder: Path, most: int):
        self.folder = folder
        self.most = most
        self.kept = 0
        self.room = MOST_PICTURE_BYTES
        self.left_out = 0

    def keep(self, image) -> list:
        """Return the picture's element, or none where it is left out."""
        content = self.content_of(image)
        if content is None:
            self.left_out += 1
            return []
        self.folder.joinpath(str(self.kept)).write_bytes(content)
        element = mammoth.html.element("img", {"src": f"picture-{self.kept}", "alt": image.alt_text or ""})
        self.kept += 1
        self.room -= len(content)
        return [element]

    def content_of(self, image) -> bytes | None:
        """Return its bytes; None for drawings, for more than are taken, for what is linked: nothing is fetched."""
        if image.content_type not in PICTURES or self.kept >= self.most:
            return None
        try:
            with image.open() as source:
                content = source.read(LARGEST_PICTURE + 1)
        except (OSError, KeyError, ValueError):
            return None
        return content if len(content) <= min(LARGEST_PICTURE, self.room) else None


def with_alignment(paragraph):
    """Let a plain paragraph keep that it stands in the middle or at the right."""
    name = (paragraph.style_name or "").lower() or None
    if paragraph.alignment not in ALIGNED or paragraph.numbering or name not in PLAIN_STYLES:
        return paragraph
    return paragraph.copy(style_id=None, style_name=ALIGNED[paragraph.alignment])


def with_readable_notes(html: str) -> tuple[str, int]:
    """Return the text with plain raised numbers, the notes apart at the end, and no link that leads nowhere."""
    html, number = NOTE_MARK.subn(r"<sup>\1</sup>", html)
    html = NOTE_LIST.sub("<!--notes--><ol>", NOTE_BACK.sub("", html))
    return INNER_LINK.sub(r"\1", ANCHOR.sub("", html)), number


if __name__ == "__main__":
    run_limited(work)
