"""Files into the store, to their article, and out again."""

import re
import uuid
from collections.abc import Iterable

from django.db import transaction

from accounts.models import SiteState, User
from knowledge.models import Article, Attachment
from knowledge.uploads import CheckedFile

OUR_FILES = re.compile(r"/files/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/")


@transaction.atomic
def attach_file(
    *, by: User, file: CheckedFile, article: Article | None = None, role: str = Attachment.Role.DOCUMENT
) -> Attachment:
    """Keep a checked file, with its article or until the article is saved."""
    attachment = Attachment(
        article=article,
        role=role,
        name=file.name,
        content_type=file.content_type,
        size=file.content.size,
        uploaded_by=by,
    )
    attachment.file.save(file.name, file.content, save=True)
    raise_version_if_public(article)
    return attachment


@transaction.atomic
def remove_attachment(*, attachment: Attachment, by: User) -> None:
    """Take a file off its article; the stored file goes once that is kept for good."""
    stored = attachment.file
    raise_version_if_public(attachment.article)
    attachment.delete()
    transaction.on_commit(lambda: stored.storage.delete(stored.name))


def claim_files(*, article: Article, by: User, keys: Iterable[uuid.UUID]) -> int:
    """Give the person's loose uploads to the article: those named, and the pictures in its text."""
    wanted = {uuid.UUID(key) for key in OUR_FILES.findall(article.body)} | set(keys)
    if not wanted:
        return 0
    return Attachment.objects.loose(by, wanted).update(article=article)


def raise_version_if_public(article: Article | None) -> None:
    """A file of a published article shows on its page."""
    if article is not None and article.is_published:
        SiteState.raise_version()
