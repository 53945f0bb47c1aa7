"""Bringing an old text back. It never replaces what stands unseen: it comes as something new."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge.models import Article, NextVersion, Revision
from knowledge.permissions import can_edit_article, can_write_next
from knowledge.services.content import holds_the_same, save_changes
from knowledge.services.errors import ActionRefused
from knowledge.services.revisions import last_writer, set_aside
from knowledge.services.steps import locked, required_reason
from knowledge.services.versions import save_next_version, waiting_version
from knowledge.services.writing import edit_published


@transaction.atomic
def restore_revision(*, revision: Revision, by: User, reason: str) -> NextVersion | Article:
    """Bring title, summary and text of an old version back; whatever else the article says stays.

    Authors get it as the next version of what is published; whoever edits published articles lets it stand at
    once; in a draft the text that gives way is set aside.
    """
    stored = locked(revision.article)
    reason = required_reason(reason)
    data = {"title": revision.title, "summary": revision.summary, "body": revision.body}
    if holds_the_same(stored=stored, data=data):
        raise ActionRefused(_("This is the text that stands now."))
    if not stored.is_published:
        return restore_into_draft(stored=stored, by=by, data=data)
    if can_edit_article(by, stored) and not can_write_next(by, stored):
        return edit_published(
            article=stored, by=by, data=data, version=None, reason=reason, restored_from=revision.number
        )
    if waiting_version(stored):
        raise ActionRefused(_("A next version is being written already. Please publish or discard it first."))
    following = save_next_version(article=stored, by=by, data=data, reason=reason)
    following.restored_from = revision.number
    following.save(update_fields=["restored_from"])
    return following


def restore_into_draft(*, stored: Article, by: User, data: dict) -> Article:
    """Put an old text into a draft; the one that gives way is set aside."""
    if not stored.is_editable_state:
        raise ActionRefused(_("Only a draft or a published article can take an old text back."))
    set_aside(
        article=stored, by=last_writer(stored), title=stored.title, summary=stored.summary, body=stored.body
    )
    save_changes(stored=stored, by=by, data=data)
    return stored
