"""Word documents as offices hand them in: A4, TH Sarabun, Thai set by the complex-script font."""

import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kmc.lib.spreadsheet import CONTROL, as_download
from kmc.lib.thai import normalize

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FACE = "TH Sarabun New"
SHORT_SIDE, LONG_SIDE = Cm(21), Cm(29.7)
TEXT_SIZE, TABLE_SIZE = 16, 14
STYLES = {
    "Normal": (TEXT_SIZE, False),
    "Title": (20, True),
    "Heading 1": (18, True),
    "Heading 2": (16, True),
    "Heading 3": (16, True),
    "Quote": (TEXT_SIZE, False),
}
DOTS = "." * 40


def clean(text) -> str:
    """Return text that XML can hold, in the stored spelling."""
    return CONTROL.sub("", normalize(str(text)))


class OfficeDocument:
    """A document that grows from top to bottom."""

    def __init__(self, title: str, *, is_landscape: bool = False):
        self.document = Document()
        set_properties(self.document.core_properties, title)
        set_page(self.document.sections[0], is_landscape=is_landscape)
        for name, (size, is_bold) in STYLES.items():
            set_style(self.document.styles[name], size, is_bold=is_bold)
        self.title(title)

    def title(self, text) -> None:
        paragraph = self.document.add_paragraph(style="Title")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_text(paragraph, text)

    def page_numbers(self) -> None:
        """Number the pages at the top, from the second on, as official papers do."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.top_margin, section.header_distance = Cm(2.5), Cm(1.25)
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_text(paragraph, "- ")
        add_field(paragraph, "PAGE")
        add_text(paragraph, " -")

    def heading(self, text, level: int = 1) -> None:
        add_text(self.document.add_paragraph(style=f"Heading {level}"), text)

    def paragraph(self, text, *, is_bold: bool = False, is_centered: bool = False) -> None:
        paragraph = self.document.add_paragraph()
        if is_centered:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_text(paragraph, text, is_bold=is_bold)

    def facts(self, pairs: Iterable[tuple]) -> None:
        """Add lines of a word and what it says; lines that say nothing are left out."""
        for word, value in pairs:
            if value:
                paragraph = self.document.add_paragraph()
                add_text(paragraph, f"{word}  ", is_bold=True)
                add_text(paragraph, value)

    def table(self, headings: Sequence, rows: Iterable[Sequence], widths: Sequence[float]) -> None:
        """Add a ruled table; its head is repeated on each page, its columns are so many centimetres wide."""
        table = self.document.add_table(rows=1, cols=len(headings), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        fill_row(table.rows[0], headings, is_bold=True)
        mark_row(table.rows[0], "w:tblHeader")
        for values in rows:
            fill_row(table.add_row(), values)
        for row in table.rows:
            mark_row(row, "w:cantSplit")
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)  # LibreOffice asks the columns, Word the cells
        self.document.add_paragraph()

    def signatures(self, places: Iterable[Sequence]) -> None:
        """Add places to sign side by side, each with its lines under the dots."""
        places = list(places)
        table = self.document.add_table(rows=1, cols=len(places))
        mark_row(table.rows[0], "w:cantSplit")
        for cell, lines in zip(table.rows[0].cells, places, strict=True):
            for number, line in enumerate((_("(Signed)") + DOTS, *lines)):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                add_text(paragraph, line)

    def content(self) -> bytes:
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()


def docx_response(filename: str, document: OfficeDocument) -> HttpResponse:
    """Return the document as a download, its Thai name included."""
    return as_download(HttpResponse(document.content(), content_type=DOCX_TYPE), filename)


# --- what python-docx leaves to the reader of the format ------------------------------------------------------------------


def set_properties(properties, title) -> None:
    """Say what the document is and when it was made, instead of what python-docx says of its template."""
    properties.title = clean(title)[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = timezone.now()


def set_page(section, *, is_landscape: bool) -> None:
    """A4 with the margins of official papers: 3 cm at the binding edge, 2 cm at the others."""
    section.page_width, section.page_height = SHORT_SIDE, LONG_SIDE
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    if is_landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = LONG_SIDE, SHORT_SIDE
        section.left_margin, section.top_margin = Cm(2), Cm(2.5)


def set_style(style, size: int, *, is_bold: bool) -> None:
    """Word sets Thai in the complex-script face and size: without `w:cs` and `w:szCs` it takes its own."""
    style.font.name = FACE
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_before = Pt(12 if style.name.startswith("Heading") else 0)
    style.paragraph_format.space_after = Pt(4)
    style.paragraph_format.line_spacing = 1
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FACE)
    set_size(properties, size)
    set_bold(properties, is_bold=is_bold)
    border = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)
    language = child(properties, "w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:bidi"), "th-TH")


# The order in which the format wants the parts of a run's properties.
ORDER = [
    qn(name)
    for name in (
        "w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:caps w:strike w:color w:spacing w:kern w:sz w:szCs w:u w:vertAlign w:cs w:lang".split()
    )
]


def child(properties, name: str):
    """Return the part of the properties, put where the format wants it."""
    found = properties.find(qn(name))
    if found is not None:
        return found
    made = OxmlElement(name)
    later = ORDER[ORDER.index(qn(name)) + 1 :]
    following = next((one for one in properties if one.tag in later), None)
    if following is None:
        properties.append(made)
    else:
        following.addprevious(made)
    return made


def set_size(properties, size: int) -> None:
    for name in ("w:sz", "w:szCs"):
        child(properties, name).set(qn("w:val"), str(size * 2))


def set_bold(properties, *, is_bold: bool) -> None:
    for name in ("w:b", "w:bCs"):
        child(properties, name).set(qn("w:val"), "1" if is_bold else "0")


def set_italic(properties) -> None:
    for name in ("w:i", "w:iCs"):
        child(properties, name).set(qn("w:val"), "1")


def add_field(paragraph, instruction: str) -> None:
    """Add what the reader's program fills in: the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)
    run = OxmlElement("w:r")
    field.append(run)


def add_text(paragraph, text, *, is_bold: bool = False, size: int | None = None) -> None:
    """Add text; line breaks of the text stay."""
    run = paragraph.add_run(clean(text))
    properties = run._element.get_or_add_rPr()
    fonts = child(properties, "w:rFonts")
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), FACE)
    if is_bold:
        set_bold(properties, is_bold=True)
    if size:
        set_size(properties, size)


def fill_row(row, values: Sequence, *, is_bold: bool = False) -> None:
    for cell, value in zip(row.cells, values, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        add_text(paragraph, "" if value is None else value, is_bold=is_bold, size=TABLE_SIZE)


def mark_row(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
