"""A Word document becomes a draft of the person."""

import uuid

from django.db import transaction

from accounts.models import User
from knowledge.models import Article, Attachment
from knowledge.services.attachments import attach_file
from knowledge.services.writing import create_draft
from knowledge.word_import import WordText, with_pictures


@transaction.atomic
def import_word(*, by: User, text: WordText, form_token: uuid.UUID) -> Article:
    """Start a draft with the text and its pictures. The same form sent twice gives the one draft."""
    User.objects.select_for_update().get(pk=by.pk)  # the second sending waits for the first
    made = Article.objects.made_by_form(form_token, by)
    if made:
        return made
    role = Attachment.Role.PICTURE
    addresses = {
        number: attach_file(by=by, file=picture, role=role).get_absolute_url()
        for number, picture in text.pictures.items()
    }
    data = {"title": text.title, "body": with_pictures(text.html, addresses)}
    return create_draft(by=by, data=data, form_token=form_token)
