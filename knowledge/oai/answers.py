"""The XML of an answer, element by element."""

import io
from contextlib import contextmanager

from django.conf import settings
from django.utils.xmlutils import SimplerXMLGenerator

from kmc.lib.xml import xml_text
from knowledge.metadata import DUBLIN_CORE, description_of, licence_url
from knowledge.models import Article, PublicRecord
from knowledge.oai.arguments import stamp
from knowledge.oai.lists import identifier_of, sets_of

OAI = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
DC_FORMAT = f"{OAI}oai_dc/"
DC_SCHEMA = f"{OAI}oai_dc.xsd"
ROOT = {"xmlns": OAI, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{OAI} {OAI}OAI-PMH.xsd"}
DC_ROOT = {
    "xmlns:oai_dc": DC_FORMAT,
    "xmlns:dc": DUBLIN_CORE,
    "xmlns:xsi": XSI,
    "xsi:schemaLocation": f"{DC_FORMAT} {DC_SCHEMA}",
}


class Answer:
    """Writes elements; no text can break them."""

    def __init__(self):
        self.file = io.StringIO()
        self.xml = SimplerXMLGenerator(self.file, "utf-8")

    @contextmanager
    def element(self, name: str, **attributes: str):
        self.xml.startElement(name, {key: xml_text(value) for key, value in attributes.items()})
        yield
        self.xml.endElement(name)

    def leaf(self, name: str, text: object, **attributes: object) -> None:
        self.xml.addQuickElement(
            name, xml_text(text), {key: xml_text(value) for key, value in attributes.items()}
        )

    def header(self, record: PublicRecord, *, is_gone: bool) -> None:
        """Write which record it is and when it changed."""
        with self.element("header", **({"status": "deleted"} if is_gone else {})):
            self.leaf("identifier", identifier_of(record))
            self.leaf("datestamp", stamp(record.changed_at))
            for name in sets_of(record):
                self.leaf("setSpec", name)

    def record(self, record: PublicRecord, article: Article | None, address: str) -> None:
        """Write a record; of what is no longer open to everyone only that it is gone."""
        with self.element("record"):
            self.header(record, is_gone=article is None)
            if article:
                with self.element("metadata"), self.element("oai_dc:dc", **DC_ROOT):
                    for name, text in dublin_core(article, address):
                        self.leaf(f"dc:{name}", text)

    @property
    def text(self) -> str:
        return self.file.getvalue()


def dublin_core(article: Article, address: str) -> list[tuple[str, str]]:
    """Return what Dublin Core says of an article: element and text, in the order of the standard."""
    said = [
        ("title", article.title),
        *(("creator", credit.display_name) for credit in article.authorships.all()),
        *(("subject", word) for word in ([article.topic.name] if article.topic else [])),
        *(("subject", word) for word in article.keywords),
        ("description", description_of(article)),
        ("publisher", settings.KMC_SITE_OFFICE or settings.KMC_SITE_NAME),
        ("date", article.first_published_on.isoformat()),
        ("type", "Text"),
        ("type", article.get_kind_display()),
        ("format", "text/html"),
        ("identifier", address),
        ("source", article.source_url or article.source_name),
        ("language", article.language),
        ("rights", article.get_licence_display()),
        ("rights", licence_url(article)),
    ]
    return [(name, str(text)) for name, text in said if text]
