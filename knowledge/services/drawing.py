"""Pages of a PDF as pictures: drawn apart when first asked for, kept beside the file and gone with it."""

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from kmc.lib.apart import OpeningFailed, run_apart
from kmc.lib.stored import drawn_folder
from knowledge.models import Attachment
from knowledge.services.reading_files import read_attachment

MOST_PAGES = 10
WIDTH = 1240  # A4 at 150 dots an inch
SECONDS = 10
TRY_AGAIN_AFTER = 3600


def pages_to_show(attachment: Attachment) -> int:
    """Return how many pages there are to look at. A PDF that nobody opened yet is opened now, once."""
    if not attachment.is_pdf:
        return 0
    if attachment.page_count is None:
        read_attachment(attachment)
        attachment.refresh_from_db(fields=["page_count"])
    return min(attachment.page_count or 0, MOST_PAGES)


def drawn_page(attachment: Attachment, number: int) -> FieldFile | None:
    """Return the picture of a page, or None where it cannot be drawn; that is not tried again for an hour."""
    storage = attachment.file.storage
    name = f"{drawn_folder(attachment.file.name)}/{number}.webp"
    if not storage.exists(name):
        if cache.get(f"undrawn:{attachment.pk}:{number}"):
            return None
        try:
            with attachment.file.open("rb") as file:
                picture = run_apart("pdf", file.read(), "page", number, WIDTH, seconds=SECONDS)
        except (OpeningFailed, OSError):
            cache.set(f"undrawn:{attachment.pk}:{number}", 1, TRY_AGAIN_AFTER)
            return None
        name = storage.save(name, ContentFile(picture))
    return FieldFile(attachment, attachment.file.field, name)
