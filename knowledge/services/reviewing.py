"""Reviewing: publish, return with a reason, withdraw."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from kmc.lib.thai import normalize
from knowledge.models import Article, Review
from knowledge.permissions import can_review_article
from knowledge.services.errors import ActionRefused
from knowledge.services.notices import tell_authors
from knowledge.services.steps import (
    enter_public_pages,
    keep_step,
    leave_public_pages,
    locked,
    require_version,
)


@transaction.atomic
def publish_article(*, article: Article, by: User, version: int | None = None, link: str = "") -> Article:
    """Publish and stamp the date. A published article stays as it is."""
    stored = locked(article)
    if stored.is_published:
        return stored
    require_reviewable(stored=stored, by=by, version=version)
    now = timezone.now()
    stored.status = Article.Status.PUBLISHED
    stored.published_at = now
    stored.published_by = by
    if stored.first_published_at is None:
        stored.first_published_at = now
        stored.first_published_on = timezone.localdate(now)
    stored.version += 1
    stored.save()
    enter_public_pages(stored)
    keep_step(article=stored, action=Review.Action.PUBLISHED, by=by)
    tell_authors(article=stored, action=Review.Action.PUBLISHED, link=link)
    return stored


@transaction.atomic
def return_article(
    *, article: Article, by: User, reason: str, version: int | None = None, link: str = ""
) -> Article:
    """Give an article back to its authors with what is still missing."""
    stored = locked(article)
    require_reviewable(stored=stored, by=by, version=version)
    reason = required_reason(reason)
    stored.status = Article.Status.RETURNED
    stored.version += 1
    stored.save(update_fields=["status", "version"])
    keep_step(article=stored, action=Review.Action.RETURNED, by=by, reason=reason)
    tell_authors(article=stored, action=Review.Action.RETURNED, link=link, reason=reason)
    return stored


@transaction.atomic
def withdraw_article(*, article: Article, by: User, reason: str, link: str = "") -> Article:
    """Take an article off the public pages; it is a draft of its authors again. Twice changes nothing."""
    stored = locked(article)
    if stored.status == Article.Status.WITHDRAWN:
        return stored
    if not stored.is_published:
        raise ActionRefused(_("Only a published article can be withdrawn."))
    reason = required_reason(reason)
    leave_public_pages(stored)
    stored.status = Article.Status.WITHDRAWN
    stored.version += 1
    stored.save(update_fields=["status", "version"])
    keep_step(article=stored, action=Review.Action.WITHDRAWN, by=by, reason=reason)
    tell_authors(article=stored, action=Review.Action.WITHDRAWN, link=link, reason=reason)
    return stored


def require_reviewable(*, stored: Article, by: User, version: int | None) -> None:
    """Refuse what does not wait, what changed since it was read, and the reviewer's own work."""
    if stored.status != Article.Status.SUBMITTED:
        raise ActionRefused(_("This article is not waiting for review any more."))
    if not can_review_article(by, stored):
        raise PermissionDenied
    require_version(stored=stored, version=version)


def required_reason(reason: str) -> str:
    """Return the reason, trimmed; without one nothing is returned or withdrawn."""
    reason = normalize(reason).strip()
    if not reason:
        raise ActionRefused(_("Please give a reason: the authors will read it."))
    return reason
