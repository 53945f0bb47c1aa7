"""Taking articles off the public pages: withdrawn to be written anew, archived for the record, and back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import SiteState, User
from knowledge.models import Article, Review
from knowledge.permissions import can_unarchive_article
from knowledge.services.errors import ActionRefused
from knowledge.services.notices import tell_authors
from knowledge.services.revisions import keep_standing
from knowledge.services.steps import (
    enter_public_pages,
    keep_step,
    leave_public_pages,
    locked,
    required_reason,
)
from knowledge.services.versions import discard_next_version


@transaction.atomic
def withdraw_article(*, article: Article, by: User, reason: str) -> Article:
    """Take an article off the public pages; it is a draft of its authors again. Twice changes nothing."""
    stored = locked(article)
    if stored.status == Article.Status.WITHDRAWN:
        return stored
    if not stored.is_published:
        raise ActionRefused(_("Only a published article can be withdrawn."))
    reason = required_reason(reason)
    stored = taken_off(stored, by=by, status=Article.Status.WITHDRAWN)
    keep_step(article=stored, action=Review.Action.WITHDRAWN, by=by, reason=reason)
    tell_authors(article=stored, action=Review.Action.WITHDRAWN, by=by, reason=reason)
    return stored


@transaction.atomic
def archive_article(*, article: Article, by: User, reason: str) -> Article:
    """Keep an article for the record: it opens by its number and stands in no list. Twice changes nothing."""
    stored = locked(article)
    if stored.is_archived:
        return stored
    if not stored.is_published:
        raise ActionRefused(_("Only a published article can be archived."))
    reason = required_reason(reason)
    stored = taken_off(stored, by=by, status=Article.Status.ARCHIVED)
    keep_step(article=stored, action=Review.Action.ARCHIVED, by=by, reason=reason)
    tell_authors(article=stored, action=Review.Action.ARCHIVED, by=by, reason=reason)
    return stored


@transaction.atomic
def unarchive_article(*, article: Article, by: User, reason: str) -> Article:
    """Put an archived article back among the published ones, out of another it was merged into."""
    stored = locked(article)
    if stored.is_published:
        return stored
    if not can_unarchive_article(by, stored):
        raise PermissionDenied
    reason = required_reason(reason)
    stored.status = Article.Status.PUBLISHED
    stored.merged_into = None
    stored.version += 1
    stored.save(update_fields=["status", "merged_into", "version"])
    enter_public_pages(stored)
    keep_step(article=stored, action=Review.Action.UNARCHIVED, by=by, reason=reason)
    tell_authors(article=stored, action=Review.Action.UNARCHIVED, by=by, reason=reason)
    return stored


def taken_off(
    stored: Article, *, by: User, status: Article.Status, merged_into: Article | None = None
) -> Article:
    """Take a locked article out of lists, counts and search; what was to take its text's place is set aside."""
    stored = discard_next_version(article=stored, by=by)
    keep_standing(article=stored)
    if stored.is_published:
        leave_public_pages(stored)
    SiteState.raise_version()
    stored.status, stored.merged_into = status, merged_into
    stored.unreviewed_since = stored.reviewer = stored.taken_at = None
    stored.version += 1
    stored.save(
        update_fields=["status", "merged_into", "unreviewed_since", "reviewer", "taken_at", "version"]
    )
    return stored
