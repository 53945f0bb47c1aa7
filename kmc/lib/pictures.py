"""Pictures people send: opened with limits, turned upright, shrunk, written anew without camera data."""

import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_BYTES = 20 * 1024 * 1024
LARGEST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
UNREADABLE = _("This file is not a picture we can read. Please send a JPEG or PNG.")
TOO_LARGE = _("The picture is too large. Please send one of at most 20 MB and 50 megapixels.")


def upright_picture(file, *, largest: tuple[int, int]) -> Image.Image:
    """Return the picture, turned as the camera was held, at most `largest` (width, height) pixels.

    Raises ValidationError for what is no picture, or too large to unpack safely.
    """
    if file.size > LARGEST_BYTES:
        raise ValidationError(TOO_LARGE)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=FORMATS)
            if picture.width * picture.height > LARGEST_PIXELS:
                raise ValidationError(TOO_LARGE)
            picture.draft("RGB", largest)
            picture = ImageOps.exif_transpose(picture)
            picture.thumbnail(largest)
            return picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise ValidationError(UNREADABLE) from None


def as_webp(picture: Image.Image, name: str = "picture.webp") -> ContentFile:
    """Return the picture as a WebP file: nothing of the original's metadata goes along."""
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=82, method=4)
    return ContentFile(buffer.getvalue(), name=name)
