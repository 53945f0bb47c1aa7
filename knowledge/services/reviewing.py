"""Reviewing: take what waits and give it back, return it with a reason, look at what was published at once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge.models import Article, Review
from knowledge.permissions import can_check_article, can_decide_on
from knowledge.services.errors import ActionRefused
from knowledge.services.notices import tell_authors
from knowledge.services.publishing import require_reviewable
from knowledge.services.steps import keep_step, locked, required_reason
from knowledge.services.versions import return_next_version, waiting_version


@transaction.atomic
def return_article(*, article: Article, by: User, reason: str, version: int | None = None) -> Article:
    """Give what waits back to its authors with what is still missing: an article, or its next version."""
    stored = locked(article)
    if stored.is_published and waiting_version(stored):
        return_next_version(article=stored, by=by, reason=reason, version=version)
        return stored
    require_reviewable(stored=stored, by=by, version=version)
    reason = required_reason(reason)
    stored.status = Article.Status.RETURNED
    stored.reviewer, stored.taken_at = None, None
    stored.version += 1
    stored.save(update_fields=["status", "reviewer", "taken_at", "version"])
    keep_step(article=stored, action=Review.Action.RETURNED, by=by, reason=reason)
    tell_authors(article=stored, action=Review.Action.RETURNED, by=by, reason=reason)
    return stored


@transaction.atomic
def take_article(*, article: Article, by: User) -> Article:
    """Take what waits in hand, so that others see it. Twice changes nothing; another's is not taken away."""
    stored = locked(article)
    following = waiting_version(stored)
    if not can_decide_on(by, stored, following):
        raise ActionRefused(_("This article is not waiting for review any more."))
    if stored.is_taken and stored.reviewer_id == by.pk:
        return stored
    if stored.is_taken:
        raise ActionRefused(
            _("%(name)s has taken it for review already.") % {"name": stored.reviewer.full_name}
        )
    stored.reviewer, stored.taken_at = by, timezone.now()
    stored.save(update_fields=["reviewer", "taken_at"])
    keep_step(article=stored, action=Review.Action.TAKEN, by=by, of_next=stored.is_published)
    return stored


@transaction.atomic
def release_article(*, article: Article, by: User) -> Article:
    """Give back what one took. What is not in one's hand stays as it is."""
    stored = locked(article)
    if stored.reviewer_id != by.pk:
        return stored
    stored.reviewer, stored.taken_at = None, None
    stored.save(update_fields=["reviewer", "taken_at"])
    keep_step(article=stored, action=Review.Action.RELEASED, by=by, of_next=stored.is_published)
    return stored


@transaction.atomic
def check_article(*, article: Article, by: User) -> Article:
    """Say that what was published at once may stand. Twice changes nothing."""
    stored = locked(article)
    if stored.unreviewed_since is None:
        return stored
    if not can_check_article(by, stored):
        raise PermissionDenied
    stored.unreviewed_since = None
    stored.save(update_fields=["unreviewed_since"])
    keep_step(article=stored, action=Review.Action.CHECKED, by=by)
    return stored
