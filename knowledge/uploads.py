"""Files people hand in: judged by their content, never by their name alone."""

import io
import unicodedata
import zipfile
from dataclasses import dataclass

import puremagic
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from kmc.lib.pictures import FileRefused, as_webp, opened_picture
from kmc.lib.thai import collapse_spaces, normalize, shorten

PICTURE_EXTENSIONS = {"jpg", "jpeg", "png", "webp", "gif"}
PICTURE_TYPE = "image/webp"
PICTURE_SIDE = 1600
COVER_SIZE = (960, 504)  # 1.91 to 1: what LINE and Facebook show whole

OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN_DOCUMENT_TYPES = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
} | OPEN_DOCUMENT_TYPES

MEDIA_ENDINGS = {"mp3": {".mp3", ".mpga"}, "mp4": {".mp4"}}

LONGEST_NAME = 120
UPLOADS_PER_HOUR = 200


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its cleaned name, its true type, its bytes. Sizes are set for pictures."""

    name: str
    content_type: str
    content: ContentFile
    width: int = 0
    height: int = 0


def checked_picture(
    file: UploadedFile, *, largest: tuple[int, int] = (PICTURE_SIDE, PICTURE_SIDE)
) -> CheckedFile:
    """Return the picture turned upright, made small and written anew: place and camera data are gone."""
    require_size(file)
    picture = opened_picture(file)
    picture.thumbnail(largest, Image.Resampling.LANCZOS)
    return written_picture(picture, file.name)


def checked_cover(file: UploadedFile) -> CheckedFile:
    """Return the picture cut to the shape of a cover."""
    require_size(file)
    picture = ImageOps.fit(opened_picture(file), COVER_SIZE, Image.Resampling.LANCZOS)
    return written_picture(picture, file.name)


def checked_document(file: UploadedFile) -> CheckedFile:
    """Return a document whose content agrees with its name; a picture is written anew."""
    require_size(file)
    name = clean_name(file.name)
    extension = extension_of(name)
    if extension in PICTURE_EXTENSIONS:
        return checked_picture(file)
    if extension not in CONTENT_TYPES:
        raise FileRefused(
            _(
                "“%(name)s” cannot be attached. Possible are PDF, Word, Excel, PowerPoint, OpenDocument, text, MP3, MP4 and pictures."
            )
            % {"name": name}
        )
    data = file.read()
    if not agrees(data, extension):
        raise FileRefused(
            _("“%(name)s” is damaged or is not what its name says. Please save it again and retry.")
            % {"name": name}
        )
    return CheckedFile(name, CONTENT_TYPES[extension], ContentFile(data, name=name))


def require_size(file: UploadedFile) -> None:
    """Refuse empty and oversized files before anything reads them."""
    if not file.size:
        raise FileRefused(_("The file is empty. Please choose it again."))
    if file.size > settings.KMC_UPLOAD_MAX_BYTES:
        raise FileRefused(
            _("The file is larger than %(limit)s. Please make it smaller.")
            % {"limit": filesizeformat(settings.KMC_UPLOAD_MAX_BYTES)}
        )


def written_picture(picture: Image.Image, name: str) -> CheckedFile:
    """Return the pixels as a new WebP file: nothing else of the old one is taken over."""
    stem = clean_name(name or "").rpartition(".")[0] or _("picture")
    name = f"{stem}.webp"
    return CheckedFile(name, PICTURE_TYPE, as_webp(picture, name), *picture.size)


def clean_name(name: str) -> str:
    """Return a file name for people: Thai kept, no folders, no control or direction characters."""
    name = normalize((name or "").replace("\\", "/").rpartition("/")[2])
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    stem, dot, extension = collapse_spaces(name).rpartition(".")
    if not dot:
        return shorten(extension, LONGEST_NAME) or _("file")
    return f"{shorten(stem, LONGEST_NAME) or _('file')}.{extension[:10]}"


def extension_of(name: str) -> str:
    """Return the ending of a name, lower case, without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def agrees(data: bytes, extension: str) -> bool:
    """Return whether the bytes are what the ending says."""
    if extension in OFFICE_FOLDERS or extension in OPEN_DOCUMENT_TYPES:
        return is_office_file(data, extension)
    if extension in ("txt", "csv"):
        return is_plain_text(data)
    if extension == "pdf":
        return data.startswith(b"%PDF-")
    return bool(MEDIA_ENDINGS[extension] & endings_by_content(data))


def endings_by_content(data: bytes) -> set[str]:
    """Return the endings that the first bytes of a file allow."""
    try:
        return {match.extension for match in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        return set()


def is_office_file(data: bytes, extension: str) -> bool:
    """Return whether this is a whole document of that kind, without macros."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            if extension in OPEN_DOCUMENT_TYPES:
                return read_start(package, "mimetype") == OPEN_DOCUMENT_TYPES[extension].encode()
            has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
            folder = OFFICE_FOLDERS[extension]
            return (
                "[Content_Types].xml" in names and any(n.startswith(folder) for n in names) and not has_macros
            )
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError, NotImplementedError):
        return False


def read_start(package: zipfile.ZipFile, name: str) -> bytes:
    """Return the first bytes of a packed file: never more, whatever it would unpack to."""
    with package.open(name) as member:
        return member.read(100).strip()


def is_plain_text(data: bytes) -> bool:
    """Return whether this is text in UTF-8 or in the code page of Thai Windows."""
    if b"\x00" in data:
        return False
    for encoding in ("utf-8-sig", "cp874"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n\f" for letter in text)
    return False


def count_upload(user) -> None:
    """Refuse a person's uploads of this hour beyond the limit."""
    key = f"uploads:{user.pk}:{timezone.now():%Y%m%d%H}"
    cache.add(key, 0, timeout=3600)
    try:
        count = cache.incr(key)
    except ValueError:  # the entry ran out between the two calls
        count = 1
    if count > UPLOADS_PER_HOUR:
        raise FileRefused(_("Too many files in one hour. Please go on later."))
