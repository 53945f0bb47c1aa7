"""Files people hand in: judged by their content, never by their name alone."""

import re
import unicodedata
import zipfile
from dataclasses import dataclass

import puremagic
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from kmc.lib.apart.packages import BROKEN, opened_package
from kmc.lib.limits import is_too_often
from kmc.lib.pictures import FileRefused, as_webp, opened_picture
from kmc.lib.thai import collapse_spaces, normalize, shorten
from knowledge.archives import require_harmless_archive

PICTURE_EXTENSIONS = {"jpg", "jpeg", "png", "webp", "gif"}
PICTURES_OF_PHONES = {"heic", "heif", "avif"}  # refused with words that help
PICTURE_TYPE = "image/webp"
PICTURE_SIDE = 1600
COVER_SIZE = (960, 504)  # 1.91 to 1: what LINE and Facebook show whole

OLD_FORMATS = {"doc", "xls", "ppt", "rtf", "dot"}
MACRO_FORMATS = {"docm", "xlsm", "pptm", "dotm", "xltm", "xlsb", "potm", "ppsm"}
PACKED_FORMATS = {"zip", "rar", "7z", "gz", "tar", "tgz"}
MACRO_FOLDERS = ("Basic/", "Scripts/")
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
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "mp4": "video/mp4",
    "zip": "application/zip",
} | OPEN_DOCUMENT_TYPES
# What search finds words in.
READABLE_TYPES = {
    CONTENT_TYPES[ending] for ending in ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "txt", "csv")
}

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")  # all but tab, new line, new page
MP3_ENDINGS = {".mp3", ".mpga"}
MP4_SOUND, MP4_FILM = (b"M4A ", b"M4B "), (b"mp4", b"iso", b"avc1", b"M4V", b"MSNV", b"dash", b"f4v")

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
    if extension in PICTURE_EXTENSIONS or extension in PICTURES_OF_PHONES:
        return checked_picture(file)
    if extension not in CONTENT_TYPES or (extension == "zip" and not settings.KMC_ALLOW_ARCHIVES):
        raise FileRefused(refusal_of(extension) % {"name": name})
    data = file.read()
    if not agrees(data, extension):
        raise FileRefused(
            _("“%(name)s” is damaged or is not what its name says. Please save it again and retry.")
            % {"name": name}
        )
    if extension == "zip":
        require_harmless_archive(data, name)
    return CheckedFile(name, CONTENT_TYPES[extension], ContentFile(data, name=name))


def refusal_of(extension: str) -> str:
    """Return what to do instead with a kind of file that is not kept."""
    if extension == "svg":
        return _("“%(name)s” is a drawing that can hold programs. Please save it as PNG and attach that.")
    if extension in OLD_FORMATS:
        return _(
            "“%(name)s” has the old format. Please save it as .docx, .xlsx, .pptx or PDF and attach that."
        )
    if extension in MACRO_FORMATS:
        return _("“%(name)s” can hold macros. Please save it as .docx, .xlsx, .pptx or PDF and attach that.")
    if extension in PACKED_FORMATS:
        return _("“%(name)s” is an archive. Please attach the files in it one by one.")
    return _(
        "“%(name)s” cannot be attached. Possible are PDF, Word, Excel, PowerPoint, OpenDocument, text, sound, MP4 and pictures."
    )


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
    start = shorten(stem if dot else extension, LONGEST_NAME) or _("file")
    return f"{start}.{extension[:10]}" if dot else start


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
    if extension == "zip":
        return data.startswith(b"PK\x03\x04")
    return is_medium(data, extension)


def is_medium(data: bytes, extension: str) -> bool:
    """Return whether these are the first bytes of a sound or film of that kind."""
    brand = data[8:12] if data[4:8] == b"ftyp" else b""
    checks = {
        "mp4": lambda: brand.startswith(MP4_FILM),
        "m4a": lambda: brand.startswith(MP4_SOUND + MP4_FILM),
        "wav": lambda: data.startswith(b"RIFF") and data[8:12] == b"WAVE",
        "ogg": lambda: data.startswith(b"OggS"),
        "mp3": lambda: bool(MP3_ENDINGS & endings_by_content(data)),
    }
    return checks[extension]()


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
        with opened_package(data) as package:
            names = package.namelist()
            if any(
                name.lower().endswith("vbaproject.bin") or name.startswith(MACRO_FOLDERS) for name in names
            ):
                return False
            if extension in OPEN_DOCUMENT_TYPES:
                return read_start(package, "mimetype") == OPEN_DOCUMENT_TYPES[extension].encode()
            folder = OFFICE_FOLDERS[extension]
            return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    except BROKEN:
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
        return not CONTROL.search(text)
    return False


def count_upload(user) -> None:
    """Refuse a person's uploads of this hour beyond the limit."""
    if is_too_often("uploads", user.pk, UPLOADS_PER_HOUR):
        raise FileRefused(_("Too many files in one hour. Please go on later."))
