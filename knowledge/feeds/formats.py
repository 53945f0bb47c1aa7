"""Atom and RSS as they are written: several authors, pictures, no character that XML forbids."""

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from kmc.lib.xml import xml_text

CREATOR = {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}
MEDIA = {"xmlns:media": "http://search.yahoo.com/mrss/", "medium": "image"}
PICTURE = "image/webp"


def clean(values: dict) -> dict:
    """Return the values with every text fit for XML, those in lists too."""
    return {name: clean_value(value) for name, value in values.items()}


def clean_value(value):
    if isinstance(value, (list, tuple)):
        return [xml_text(part) for part in value]
    return xml_text(value) if isinstance(value, str) else value


class CleanFeed:
    """Takes `authors` (names) and `picture` (an address) of an item beside what Django's feeds take."""

    def __init__(self, **values):
        super().__init__(**clean(values))

    def add_item(self, *, authors=(), **values):
        super().add_item(**clean(values), authors=[xml_text(name) for name in authors])


class AtomFeed(CleanFeed, Atom1Feed):
    """Atom 1.0 (RFC 4287)."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        if item["picture"]:
            handler.addQuickElement(
                "link", "", {"rel": "enclosure", "type": PICTURE, "href": item["picture"]}
            )


class RssFeed(CleanFeed, Rss201rev2Feed):
    """RSS 2.0."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name, CREATOR)
        if item["picture"]:
            handler.addQuickElement("media:content", "", MEDIA | {"type": PICTURE, "url": item["picture"]})


FORMATS = {"atom": AtomFeed, "rss": RssFeed}
