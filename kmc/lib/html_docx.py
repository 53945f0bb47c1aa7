"""Rich text (what `clean_html` lets through) into a Word document: headings, lists, tables, pictures, links."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.run import Run
from lxml import html as lxml_html

from kmc.lib.docx_lists import DEEPEST, STEP, Numbering
from kmc.lib.docx_tables import grid_of, table_of
from kmc.lib.word import TABLE_SIZE, OfficeDocument, clean, set_bold, set_italic, set_size

STYLES = {"h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3", "blockquote": "Quote"}
BLOCKS = {*STYLES, *"p pre ul ol li figure figcaption table hr div".split()}
MARKS = {
    "strong": "is_bold",
    "em": "is_italic",
    "u": "is_underlined",
    "s": "is_struck",
    "sub": "is_lowered",
    "sup": "is_raised",
}
ALIGNMENTS = {"ta-center": WD_ALIGN_PARAGRAPH.CENTER, "ta-right": WD_ALIGN_PARAGRAPH.RIGHT}
FILM = "https://www.youtube.com/watch?v="
SPACES = re.compile(r"\s+")
PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_IN_CELL = Cm(15.5), Cm(12), Cm(5)


@dataclass(frozen=True)
class Look:
    """How a run of letters looks."""

    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_struck: bool = False
    is_lowered: bool = False
    is_raised: bool = False
    size: int | None = None
    link: str = ""
    keeps_lines: bool = False

    @property
    def marks(self) -> tuple[tuple[str, bool], ...]:
        """Return what python-docx sets, by its names; bold and italic are more for Thai."""
        return (
            ("underline", self.is_underlined),
            ("strike", self.is_struck),
            ("subscript", self.is_lowered),
            ("superscript", self.is_raised),
        )


@dataclass(frozen=True)
class Place:
    """Where the next paragraphs go: into the document or a cell, in which style, in which list."""

    container: object
    style: str = "Normal"
    alignment: object = None
    numbering: tuple[int, int] | None = None
    depth: int = 0
    look: Look = Look()
    is_cell: bool = False


class HtmlWriter:
    """Writes rich text at the end of a document.

    `picture` returns what stands behind an address of ours as JPEG or PNG, or None; `base` completes addresses;
    `film` says what stands before the address of a film.
    """

    def __init__(
        self,
        document: OfficeDocument,
        *,
        picture: Callable[[str], bytes | None],
        base: str = "",
        film: str = "",
    ):
        self.body = document.document._body
        self.part = document.document.part
        self.lists = Numbering(self.part)
        self.styles = {name: document.document.styles[name].style_id for name in STYLES.values()}
        self.picture = picture
        self.base = base
        self.film = film

    def write(self, html: str) -> None:
        root = lxml_html.fragment_fromstring(clean(html), create_parent="div")
        self.flow(root, Place(self.body))

    def flow(self, element, place: Place) -> None:
        """Write what an element holds: blocks as they are, what stands between them as paragraphs."""
        paragraph = None
        if (element.text or "").strip():
            paragraph = self.paragraph(place)
            self.letters(paragraph, element.text, place.look)
        for child in element:
            if child.tag in BLOCKS:
                self.block(child, place if paragraph is None else without_number(place))
                place, paragraph = without_number(place), None
            else:
                if paragraph is None:
                    paragraph, place = self.paragraph(place), without_number(place)
                self.inline(child, paragraph, place)
            if (child.tail or "").strip() or (child.tail and paragraph is not None):
                if paragraph is None:
                    paragraph, place = self.paragraph(place), without_number(place)
                self.letters(paragraph, child.tail, place.look)

    def block(self, element, place: Place) -> None:
        """Write a block in the way of its kind."""
        alignment = ALIGNMENTS.get(element.get("class"), place.alignment)
        place = replace(place, alignment=alignment, style=STYLES.get(element.tag, place.style))
        ways = {
            "ul": self.list,
            "ol": self.list,
            "table": self.table,
            "div": self.film_line,
            "pre": self.kept_lines,
            "figcaption": self.caption,
            "hr": self.rule,
        }
        ways.get(element.tag, self.flow)(element, place)

    def kept_lines(self, element, place: Place) -> None:
        self.flow(element, replace(place, look=replace(place.look, keeps_lines=True)))

    def caption(self, element, place: Place) -> None:
        self.flow(element, replace(place, alignment=WD_ALIGN_PARAGRAPH.CENTER))

    def rule(self, element, place: Place) -> None:
        self.letters(self.paragraph(replace(place, alignment=WD_ALIGN_PARAGRAPH.CENTER)), "* * *", place.look)

    def paragraph(self, place: Place):
        paragraph = place.container.add_paragraph()
        if place.style != "Normal":
            paragraph._p.style = self.styles[place.style]
        if place.is_cell:
            paragraph.paragraph_format.space_after = 0
        if place.alignment is not None:
            paragraph.alignment = place.alignment
        if place.numbering:
            self.lists.apply(paragraph, *place.numbering)
        elif place.depth:
            paragraph.paragraph_format.left_indent = Cm(STEP * place.depth)
        return paragraph

    def link_line(self, words: str, address: str) -> None:
        """Add a paragraph that is a link."""
        look = Look(link=self.whole(address), is_underlined=True)
        self.letters(self.paragraph(Place(self.body)), words, look)

    def whole(self, address: str) -> str:
        """Return an address with the name of the site; nothing for one that no program understands."""
        try:
            return clean(urljoin(self.base, address))
        except ValueError:
            return ""

    # --- inside a paragraph ---------------------------------------------------------------------------------------

    def inline(self, element, paragraph, place: Place) -> None:
        """Write an inline element; what follows it is its parent's."""
        look = place.look
        if element.tag == "br":
            self.run(paragraph, look).add_break()
            return
        if element.tag == "img":
            self.put_picture(element, paragraph, place)
            return
        if element.tag in MARKS:
            look = replace(look, **{MARKS[element.tag]: True})
        elif element.tag == "a":
            look = replace(look, link=self.whole(element.get("href") or ""), is_underlined=True)
        self.letters(paragraph, element.text, look)
        for child in element:
            self.inline(child, paragraph, replace(place, look=look))
            self.letters(paragraph, child.tail, look)

    def letters(self, paragraph, text: str | None, look: Look) -> None:
        if text := clean(text or ""):
            self.run(paragraph, look).text = text if look.keeps_lines else SPACES.sub(" ", text)

    def run(self, paragraph, look: Look) -> Run:
        """Add an empty run that looks so, inside a link where there is one."""
        if look.link:
            run = Run(OxmlElement("w:r"), paragraph)
            self.link(paragraph, look.link).append(run._r)
        else:
            run = paragraph.add_run()
        for name, is_wanted in look.marks:
            if is_wanted:
                setattr(run.font, name, True)
        properties = run._r.get_or_add_rPr()
        if look.is_bold:
            set_bold(properties, is_bold=True)
        if look.is_italic:
            set_italic(properties)
        if look.size:
            set_size(properties, look.size)
        return run

    def link(self, paragraph, address: str):
        """Return the link at the end of the paragraph to this address, a new one where there is none."""
        last = paragraph._p[-1] if len(paragraph._p) else None
        key = self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        if last is not None and last.tag == qn("w:hyperlink") and last.get(qn("r:id")) == key:
            return last
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), key)
        paragraph._p.append(link)
        return link

    def put_picture(self, element, paragraph, place: Place) -> None:
        """Put the picture into the line, no larger than the page; where it cannot be had, what it shows."""
        alt = element.get("alt") or ""
        content = self.picture(element.get("src") or "")
        if content is None:
            self.letters(paragraph, f"[{alt}]" if alt else "", place.look)
            return
        shape = self.run(paragraph, Look()).add_picture(io.BytesIO(content))
        widest = PICTURE_IN_CELL if place.is_cell else PICTURE_WIDTH
        factor = min(1, widest / shape.width, PICTURE_HEIGHT / shape.height)
        shape.width, shape.height = int(shape.width * factor), int(shape.height * factor)
        shape._inline.docPr.set("descr", clean(alt))

    def film_line(self, element, place: Place) -> None:
        """A film is its address; a plain div is its paragraphs."""
        film = element.get("data-youtube")
        if not film:
            self.flow(element, place)
            return
        paragraph = self.paragraph(place)
        self.letters(paragraph, self.film, place.look)
        self.letters(paragraph, FILM + film, replace(place.look, link=FILM + film, is_underlined=True))

    # --- lists and tables -----------------------------------------------------------------------------------------

    def list(self, element, place: Place) -> None:
        """Write the items of a list, one in another deeper by a level."""
        level = min(place.depth, DEEPEST)
        number = self.lists.number(is_ordered=element.tag == "ol", level=level, start=element.get("start"))
        for item in element:
            if item.tag == "li":
                self.flow(item, replace(place, numbering=(number, level), depth=level + 1))

    def table(self, element, place: Place) -> None:
        """Write a table, its merged cells merged, its head repeated on each page."""
        rows, columns = grid_of(element)
        if not columns:
            return
        for source, cell in table_of(place.container, rows, columns):
            look = Look(is_bold=source.tag == "th", size=TABLE_SIZE)
            inside = Place(cell, look=look, alignment=ALIGNMENTS.get(source.get("class")), is_cell=True)
            cell._tc.remove(cell._tc[-1])
            self.flow(source, inside)
            if cell._tc[-1].tag != qn("w:p"):  # a cell ends with a paragraph
                self.paragraph(inside)
        if not place.is_cell:
            place.container.add_paragraph()


def without_number(place: Place) -> Place:
    """Return the place behind the first paragraph of an item: the number is set already."""
    return replace(place, numbering=None)
