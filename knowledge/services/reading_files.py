"""The words of attached files, for search: taken out apart, once, and entered with their article."""

import json

from django.db import transaction

from kmc.lib.apart import OpeningFailed, run_apart
from kmc.lib.glyphs import readable
from knowledge.models import Article, Attachment
from knowledge.search import index_article
from knowledge.uploads import CONTENT_TYPES

MOST_LETTERS = 200_000
SECONDS = 20
FILES_A_RUN = 20
KINDS = {content_type: ending for ending, content_type in CONTENT_TYPES.items()}


def read_waiting(limit: int = FILES_A_RUN) -> int:
    """Take the words out of files that wait for it, and return how many were looked at."""
    waiting = list(Attachment.objects.unread()[:limit])
    for attachment in waiting:
        read_attachment(attachment)
    return len(waiting)


def read_attachment(attachment: Attachment) -> None:
    """Keep the words of one file and, of a PDF, the number of its pages; what cannot be read has none.

    The file is opened before the transaction: no lock waits for a stranger's file.
    """
    text, pages = words_of(attachment)
    with transaction.atomic():
        stored = Attachment.objects.select_for_update().filter(pk=attachment.pk).first()
        if stored is None:
            return
        stored.text, stored.page_count = text, pages
        stored.reading = Attachment.Reading.READ if text else Attachment.Reading.NONE
        stored.save(update_fields=["text", "page_count", "reading"])
        if text and stored.article_id and stored.article.is_published:
            index_article(Article.objects.select_for_update().get(pk=stored.article_id))


def words_of(attachment: Attachment) -> tuple[str, int | None]:
    """Return the words of a file and the number of its pages, 0 where a PDF cannot be opened."""
    kind = KINDS.get(attachment.content_type)
    nothing = "", 0 if kind == "pdf" else None
    try:
        with attachment.file.open("rb") as file:
            data = file.read()
        text, pages = extracted(kind, data)
    except (OpeningFailed, OSError, ValueError):
        return nothing
    return readable(text)[:MOST_LETTERS], pages


def extracted(kind: str | None, data: bytes) -> tuple[str, int | None]:
    """Return what the file says, as it was written there."""
    if kind == "pdf":
        answer = json.loads(run_apart("pdf", data, "text", MOST_LETTERS, seconds=SECONDS))
        return answer["text"], min(answer["pages"], 32_000)
    if kind in ("txt", "csv"):
        try:
            return data.decode("utf-8-sig"), None
        except UnicodeDecodeError:
            return data.decode("cp874"), None
    return run_apart("office", data, kind, MOST_LETTERS, seconds=SECONDS).decode(), None
