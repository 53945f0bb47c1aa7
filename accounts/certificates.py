"""Certificates people hand in: a PDF, or a picture written anew. Judged by content, never by name."""

import unicodedata
from dataclasses import dataclass

import puremagic
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image

from kmc.lib.pictures import FileRefused, as_webp, opened_picture
from kmc.lib.thai import collapse_spaces, normalize, shorten

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 120
LONGEST_SIDE = 2000  # small print stays readable
PDF = "application/pdf"
PICTURE = "image/webp"


@dataclass(frozen=True)
class Certificate:
    """A file that may be kept: its cleaned name, its true type, its bytes."""

    name: str
    content_type: str
    content: ContentFile


def checked_certificate(file: UploadedFile) -> Certificate:
    """Return the certificate as it is kept; raise FileRefused with a sentence that says what to do."""
    limit = min(LARGEST, settings.KMC_UPLOAD_MAX_BYTES)
    if not file.size:
        raise FileRefused(_("The file is empty. Please choose it again."))
    if file.size > limit:
        raise FileRefused(
            _("The file is larger than %(limit)s. Please make it smaller.") % {"limit": filesizeformat(limit)}
        )
    endings = endings_by_content(file)
    stem = clean_stem(file.name)
    if ".pdf" in endings:
        file.seek(0)
        return Certificate(f"{stem}.pdf", PDF, ContentFile(file.read(), name="certificate"))
    if not endings & {".jpg", ".jpeg", ".png"} and not is_phone_picture(file):
        raise FileRefused(_("Please choose the certificate as a PDF, JPEG or PNG file."))
    picture = opened_picture(file)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return Certificate(f"{stem}.webp", PICTURE, as_webp(picture, "certificate"))


def endings_by_content(file: UploadedFile) -> set[str]:
    """Return the endings that the first bytes of a file allow; a PDF begins as one."""
    file.seek(0)
    start = file.read(4096)
    if start.startswith(b"%PDF-"):
        return {".pdf"}
    try:
        return {match.extension for match in puremagic.magic_string(start)} - {".pdf"}
    except (puremagic.PureError, ValueError):
        return set()


def is_phone_picture(file: UploadedFile) -> bool:
    """Return whether this is a HEIC: opening it says how to send it instead."""
    file.seek(0)
    return file.read(12)[4:8] == b"ftyp"


def clean_stem(name: str | None) -> str:
    """Return a file name for people without its ending: Thai kept, no folders, no control characters."""
    name = normalize((name or "").replace("\\", "/").rpartition("/")[2])
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    stem, dot, ending = collapse_spaces(name).rpartition(".")
    return shorten(stem if dot else ending, LONGEST_NAME) or _("certificate")
