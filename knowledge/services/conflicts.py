"""Two people on one text: whichever gives way is set aside, neither is lost."""

import re
import uuid

from django.db import transaction

from accounts.models import User
from knowledge.models import Article, Attachment, NextVersion, Revision
from knowledge.services.attachments import OUR_FILES
from knowledge.services.revisions import last_writer, set_aside
from knowledge.services.steps import locked


def set_stored_aside(*, article: Article, version: int | None, of_next: bool = False) -> None:
    """Keep the stored text, which somebody saw and replaces. If it changed again, the save will say so."""
    standing = locked(article)
    stored = NextVersion.objects.filter(article=standing).first() if of_next else standing
    if stored is not None and stored.version == version:
        writer = stored.edited_by if of_next else last_writer(standing)
        set_aside(article=standing, by=writer, title=stored.title, summary=stored.summary, body=stored.body)


@transaction.atomic
def give_way(*, article: Article, by: User, data: dict) -> Revision:
    """Keep the person's own text aside; the stored one stands. Its pictures stay with the article."""
    stored = locked(article)
    keys = [uuid.UUID(key) for key in re.findall(OUR_FILES, data.get("body", ""))]
    Attachment.objects.loose(by, keys).update(article=stored)
    return set_aside(
        article=stored,
        by=by,
        title=data.get("title", ""),
        summary=data.get("summary", ""),
        body=data.get("body", ""),
    )
