"""Pictures people send: opened within limits, turned upright, written anew without camera data."""

import io

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_PIXELS = 40_000_000
DRAFT_SIZE = (3200, 3200)  # a JPEG is unpacked no larger than is ever needed
QUALITY = 82


class FileRefused(Exception):
    """The file cannot be taken. The message is a sentence that says what to do."""


def opened_picture(file: File) -> Image.Image:
    """Return the decoded picture, upright, in plain RGB or RGBA."""
    file.seek(0)
    if file.read(12)[4:8] == b"ftyp":
        raise FileRefused(
            _(
                "This kind of picture (HEIC) cannot be shown everywhere. Please choose “Most compatible” in the camera settings, or send it as JPEG."
            )
        )
    file.seek(0)
    try:
        picture = Image.open(file, formats=PICTURE_FORMATS)
        if picture.width * picture.height > LARGEST_PIXELS:
            raise FileRefused(_("The picture has too many pixels. Please make it smaller."))
        picture.draft("RGB", DRAFT_SIZE)
        picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise FileRefused(
            _("This is not a picture that can be read. Please choose a JPEG or PNG file.")
        ) from error
    picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):  # 16 bits a pixel: the upper 8 are what a screen shows
        picture = picture.point(lambda value: value / 256).convert("L")
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")


def as_webp(picture: Image.Image, name: str) -> ContentFile:
    """Return the pixels as a new WebP file: nothing else of the old one is taken over."""
    target = io.BytesIO()
    picture.save(target, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=None)
    return ContentFile(target.getvalue(), name=name)
