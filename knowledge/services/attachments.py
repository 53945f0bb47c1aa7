"""Files into the store, to their article, and out again."""

import re
import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import SiteState, User
from kmc.lib.stored import forget_file
from knowledge.models import Article, Attachment, NextVersion
from knowledge.search import index_article
from knowledge.uploads import READABLE_TYPES, CheckedFile

OUR_FILES = re.compile(r"/files/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/")
LOOSE_FOR = timedelta(days=7)


@transaction.atomic
def attach_file(
    *,
    by: User,
    file: CheckedFile,
    article: Article | None = None,
    next_version: NextVersion | None = None,
    role: str = Attachment.Role.DOCUMENT,
) -> Attachment:
    """Keep a checked file: with its article, with the next version of one, or until either is saved."""
    attachment = Attachment(
        article=article,
        next_version=next_version,
        role=role,
        name=file.name,
        content_type=file.content_type,
        size=file.content.size,
        uploaded_by=by,
    )
    if role == Attachment.Role.DOCUMENT and file.content_type in READABLE_TYPES:
        attachment.reading = Attachment.Reading.WAITING
    attachment.file.save(file.name, file.content, save=True)
    raise_version_if_public(article)
    return attachment


@transaction.atomic
def remove_attachment(*, attachment: Attachment, by: User) -> None:
    """Take a file off its article; the stored file goes once that is kept for good."""
    article = attachment.article
    forget_file(attachment.file)
    attachment.delete()
    raise_version_if_public(article)
    if article is not None and article.is_published and attachment.text:
        index_article(article)


def claim_files(
    *, article: Article, by: User, keys: Iterable[uuid.UUID], next_version: NextVersion | None = None
) -> int:
    """Give the person's loose uploads to the article: those named, and the pictures in its text.

    With a next version they wait with that: nobody sees them at the article until it is published.
    """
    text = article.body if next_version is None else next_version.body
    wanted = {uuid.UUID(key) for key in OUR_FILES.findall(text)} | set(keys)
    if not wanted:
        return 0
    loose = Attachment.objects.loose(by, wanted)
    return loose.update(article=article) if next_version is None else loose.update(next_version=next_version)


def bring_in_files(*, next_version: NextVersion) -> int:
    """Give the files that waited with a next version to its article: it takes the published one's place."""
    return next_version.new_attachments.update(article=next_version.article, next_version=None)


def sweep_loose_files() -> int:
    """Throw away what was uploaded a week ago and never put into an article."""
    number = 0
    for attachment in Attachment.objects.loose_since(timezone.now() - LOOSE_FOR):
        with transaction.atomic():
            held = Attachment.objects.loose_since(timezone.now() - LOOSE_FOR).select_for_update()
            if held.filter(pk=attachment.pk).exists():
                remove_attachment(attachment=attachment, by=attachment.uploaded_by)
                number += 1
    return number


def raise_version_if_public(article: Article | None) -> None:
    """A file of a published article shows on its page."""
    if article is not None and article.is_published:
        SiteState.raise_version()
