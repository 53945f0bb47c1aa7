"""An article as a Word document: well set on A4, with who wrote it, where it is found and how it may be used."""

import io

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from kmc.lib.dates import format_date
from kmc.lib.html_docx import HtmlWriter
from kmc.lib.word import OfficeDocument
from knowledge.models import Article, Attachment
from knowledge.services.attachments import OUR_FILES

MOST_PICTURES = 40
PICTURE_SIDE = 1100  # dots on paper some 15 centimetres wide
QUALITY = 82


def article_document(article: Article, address: str) -> OfficeDocument:
    """Return the document of an article loaded for its page. `address` is where it stands."""
    document = OfficeDocument(article.title)
    document.page_numbers()
    add_head(document, article, address)
    files = list(article.attachments.all())
    pictures = {str(file.key): file for file in files if file.is_picture}
    film = _("Film on YouTube")
    writer = HtmlWriter(document, picture=PictureBox(pictures).content_of, base=address, film=f"{film}: ")
    writer.write(article.body)
    add_foot(document, article, writer, [file for file in files if file.role == Attachment.Role.DOCUMENT])
    return document


def add_head(document: OfficeDocument, article: Article, address: str) -> None:
    """Say who wrote it and when, and what it is about."""
    for credit in article.authorships.all():
        place = f", {credit.organization}" if credit.organization else ""
        document.paragraph(f"{credit.display_name}{place}", is_centered=True)
    if article.summary:
        document.paragraph(article.summary, is_bold=True)
    document.facts(
        [
            (_("Kind"), article.get_kind_display()),
            (_("Number"), article.number),
            (
                _("First published"),
                format_date(article.first_published_on) if article.first_published_on else "",
            ),
            (_("Status"), "" if article.is_published else article.get_status_display()),
            (_("Topic"), article.topic or ""),
            (_("Keywords"), ", ".join(article.keywords)),
            (_("Web address"), address),
        ]
    )
    document.paragraph("")


def add_foot(document: OfficeDocument, article: Article, writer: HtmlWriter, files: list[Attachment]) -> None:
    """Say what is attached, where it comes from and how it may be used."""
    if files:
        document.heading(_("Attached documents"))
        for file in files:
            writer.link_line(file.name, file.get_absolute_url())
    source = " ".join(part for part in (article.source_name, article.source_url) if part)
    document.heading(_("Source and licence"))
    document.facts(
        [
            (_("Organization"), article.organization),
            (_("Source"), source),
            (_("Permission"), article.source_permission),
            (_("Licence"), article.get_licence_display()),
        ]
    )


class PictureBox:
    """Hands out the article's own pictures as Word reads them: small JPEG or PNG, so many and no more."""

    def __init__(self, files: dict[str, Attachment]):
        self.files = files
        self.left = MOST_PICTURES

    def content_of(self, address: str) -> bytes | None:
        """Return the picture behind an address, or None for what is not the article's."""
        key = OUR_FILES.search(address)
        file = self.files.get(key[1]) if key else None
        if file is None or not self.left:
            return None
        self.left -= 1
        try:
            with file.file.open("rb") as source:
                return for_word(Image.open(source))
        except (OSError, UnidentifiedImageError):
            return None


def for_word(picture: Image.Image) -> bytes:
    """Return the picture as JPEG, or PNG where something shines through."""
    picture.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
    target = io.BytesIO()
    form = "PNG" if picture.mode == "RGBA" else "JPEG"
    picture.save(target, form, quality=QUALITY)
    return target.getvalue()
