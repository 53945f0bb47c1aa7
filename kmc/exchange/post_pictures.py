"""The pictures of a blog post: from a folder, from beside the page, from within the text. Never from an address."""

import base64
import binascii
import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from kmc.exchange.post_html import IMG, host_of
from kmc.lib.pictures import FileRefused
from knowledge.models import Attachment
from knowledge.services.attachments import attach_file
from knowledge.uploads import checked_picture

MOST_PICTURES = 200
UPLOADS = "wp-content/uploads/"
ATTRIBUTE = re.compile(
    r"""(?<![a-z-])([a-z-]{1,30})\s{0,5}=\s{0,5}("[^"]*"|'[^']*'|[^\s"'<>]+)""", re.IGNORECASE
)
SIZED = re.compile(r"-\d{2,4}x\d{2,4}(?=\.[A-Za-z]{3,4}\Z)")
SOURCES = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "src")  # some show a blank first
DATA = re.compile(r"data:image/[a-z.+-]{2,20};base64,", re.IGNORECASE)
NOWHERE = "/files/00000000-0000-0000-0000-000000000000/"  # when it is only tried


class PictureFinder:
    """Finds and keeps the pictures of one post. What is not to be had is named in `missing` and stands as a link."""

    def __init__(self, manner, post):
        self.manner, self.post = manner, post
        self.roots = [root.resolve() for root in (post.base, manner.media) if root]
        self.kept: dict[str, str] = {}
        self.stored: list[str] = []
        self.missing: list[str] = []
        self.found = 0

    def with_pictures(self, html: str) -> str:
        """Return the text with the addresses its pictures have here."""
        return IMG.sub(self.placed, html)

    def placed(self, tag: re.Match) -> str:
        said = {name.lower(): unescape(value.strip("\"'")) for name, value in ATTRIBUTE.findall(tag[0])}
        alt = escape(" ".join(said.get("alt", "").split()))
        for name in SOURCES:
            if said.get(name) and (address := self.address_of(said[name].strip())):
                return f'<img src="{address}" alt="{alt}">'
        source = next((said[name] for name in SOURCES if said.get(name) and not DATA.match(said[name])), "")
        return self.as_link(source.strip(), alt)

    def as_link(self, source: str, alt: str) -> str:
        """Return a link to where the picture lay; nothing where that is no address."""
        address = joined(self.post.url, source) if source else ""
        self.missing.append((address or _("a picture within the text"))[:300])
        if not address.startswith(("http://", "https://")) or not host_of(address):
            return alt
        words = alt or escape(_("Picture: %(address)s") % {"address": address})
        return f'<a href="{escape(address)}">{words}</a>'

    def address_of(self, source: str) -> str:
        """Return the address of the picture here, kept once for the post; "" where it is not to be had."""
        if source in self.kept:
            return self.kept[source]
        data = self.bytes_of(source) if self.found < MOST_PICTURES else None
        address = self.keep(data, source) if data else ""
        self.found += bool(address)
        self.kept[source] = address
        return address

    def bytes_of(self, source: str) -> bytes | None:
        if DATA.match(source):
            return data_of(source)
        path = self.path_of(source)
        return path.read_bytes() if path else None

    def path_of(self, source: str) -> Path | None:
        """Return the file in one of the folders that the address means, never one outside of them."""
        try:
            way = unquote(urlsplit(source).path).replace("\\", "/")
        except ValueError:
            return None
        name = way.rpartition("/")[2]
        ways = [way.rpartition(UPLOADS)[2].lstrip("/"), way.lstrip("/"), name]
        ways += [SIZED.sub("", one) for one in ways]
        for root in self.roots:
            for one in dict.fromkeys(ways):
                if path := file_within(root, one):
                    return path
        return None

    def keep(self, data: bytes, source: str) -> str:
        """Keep the picture as one that somebody inserts; "" where it is none."""
        name = "" if DATA.match(source) else source.rpartition("/")[2][:100]
        name = name or _("picture") + ".bin"
        try:
            picture = checked_picture(ContentFile(data, name=name))
        except FileRefused:
            return ""
        if self.manner.is_dry:
            return NOWHERE
        kept = attach_file(by=self.manner.author, file=picture, role=Attachment.Role.PICTURE)
        self.stored.append(kept.file.name)
        return kept.get_absolute_url()

    def forget(self) -> None:
        """Take the pictures of a post that did not come in off the disk."""
        for name in self.stored:
            default_storage.delete(name)


def joined(base: str, source: str) -> str:
    """Return the whole address of what a page names; as it stands there where that is no address."""
    try:
        return urljoin(base, source)
    except ValueError:
        return source


def data_of(source: str) -> bytes | None:
    """Return the picture that lies within the text itself."""
    text = source.partition(",")[2]
    if len(text) > settings.KMC_UPLOAD_MAX_BYTES * 4 // 3:
        return None
    try:
        return base64.b64decode("".join(unquote(text).split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def file_within(root: Path, way: str) -> Path | None:
    """Return the file below the folder, no larger than people may send; links that lead out of it lead nowhere."""
    if not way or "\x00" in way or len(way) > 1000:
        return None
    try:
        path = (root / way).resolve()
        is_file = path.is_relative_to(root) and path.is_file()
        return path if is_file and path.stat().st_size <= settings.KMC_UPLOAD_MAX_BYTES else None
    except (OSError, ValueError):
        return None
