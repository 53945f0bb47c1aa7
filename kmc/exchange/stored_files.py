"""Files of a package into the store: judged by their content, as those that people send."""

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from kmc.exchange.package import Package
from kmc.lib.pictures import LARGEST_PIXELS, PICTURE_FORMATS
from knowledge.uploads import CONTENT_TYPES, PICTURE_TYPE, agrees

ENDINGS = {content_type: ending for ending, content_type in CONTENT_TYPES.items()}


class FileStore:
    """Keeps what comes in with a batch; what was kept for rows that did not come in goes again."""

    def __init__(self, package: Package, *, is_dry: bool):
        self.package, self.is_dry = package, is_dry
        self.left_out = 0
        self.kept: list[str] = []

    def keep(self, told, content_type: str, path: str) -> str:
        """Store the file a line tells of. Return its name, or "" where it is not there or not what it says."""
        if not told:
            return ""
        data = self.checked(told, content_type)
        if data is None:
            self.left_out += 1
            return ""
        if self.is_dry:
            return path
        name = default_storage.save(path, ContentFile(data))
        self.kept.append(name)
        return name

    def checked(self, told, content_type: str) -> bytes | None:
        """Return the bytes where size, digest and content are what the line says."""
        if not isinstance(told, dict) or not isinstance(told.get("path"), str):
            return None
        data = self.package.file(told["path"], told.get("size"))
        if data is None or hashlib.sha256(data).hexdigest() != told.get("sha256"):
            return None
        return data if is_what_it_says(data, content_type) else None

    def drop(self, names: list[str]) -> None:
        for name in names:
            default_storage.delete(name)


def is_what_it_says(data: bytes, content_type: str) -> bool:
    """Return whether the bytes are of this type, one of those that people may send."""
    if content_type == PICTURE_TYPE:
        return is_picture(data)
    ending = ENDINGS.get(content_type)
    return bool(ending) and agrees(data, ending)


def is_picture(data: bytes) -> bool:
    """Return whether these bytes are a picture that can be shown; pictures lie in the store as WebP or as they were."""
    try:
        with Image.open(io.BytesIO(data), formats=PICTURE_FORMATS) as picture:
            is_small = picture.width * picture.height <= LARGEST_PIXELS
            picture.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return is_small
