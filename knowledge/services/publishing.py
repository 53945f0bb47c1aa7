"""Publishing: what waits, after review; what trusted authors send, at once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge.freshness import due_day
from knowledge.models import Article, NextVersion, Review
from knowledge.permissions import can_publish_at_once, can_review_article
from knowledge.pictures import needs_pupils_word
from knowledge.services.errors import ActionRefused, PupilsWordMissing
from knowledge.services.following import tell_followers
from knowledge.services.notices import tell_authors
from knowledge.services.revisions import keep_revision, last_writer
from knowledge.services.routing import tell_reviewers
from knowledge.services.steps import enter_public_pages, keep_step, locked, require_version
from knowledge.services.versions import publish_next_version, waiting_version
from knowledge.services.wanted import answer_with


@transaction.atomic
def publish_article(*, article: Article, by: User, version: int | None = None, pupils: str = "") -> Article:
    """Publish what waits: an article, or the next version of a published one. Without one it stays as it is.

    `pupils` is the reviewer's word on pupils in the pictures, where the authors said none.
    """
    stored = locked(article)
    if stored.is_published:
        return publish_following(stored=stored, by=by, version=version, pupils=pupils)
    require_reviewable(stored=stored, by=by, version=version)
    if needs_pupils_word(stored):
        stored.pupils = required_word(pupils)
    put_before_readers(stored=stored, by=by)
    tell_authors(article=stored, action=Review.Action.PUBLISHED, by=by)
    return stored


def publish_following(*, stored: Article, by: User, version: int | None, pupils: str) -> Article:
    """Publish the next version that waits; without one nothing changes."""
    following = waiting_version(stored)
    if following is None or following.status != NextVersion.Status.SUBMITTED:
        return stored
    if needs_pupils_word(following):
        following.details["pupils"] = required_word(pupils)
        following.save(update_fields=["details"])
    return publish_next_version(article=stored, by=by, version=version)


def published_at_once(*, stored: Article, by: User) -> bool:
    """Publish what a trusted author sends, to be looked at afterwards. False: it goes to review like any other.

    Called with the article locked and complete. Pictures of which nobody said a word are for a reviewer.
    """
    if not can_publish_at_once(by, stored) or needs_pupils_word(stored):
        return False
    stored.unreviewed_since = stored.submitted_at = timezone.now()
    put_before_readers(stored=stored, by=by)
    tell_authors(article=stored, action=Review.Action.PUBLISHED, by=by)
    tell_reviewers(article=stored, by=by, kind="published_at_once")
    return True


def put_before_readers(*, stored: Article, by: User) -> None:
    """Let a locked article stand published: its stamps, its number, its counts, its trail, who follows it, what it answers."""
    now = timezone.now()
    today = timezone.localdate(now)
    stored.status = Article.Status.PUBLISHED
    stored.published_at, stored.published_by = now, by
    if stored.first_published_at is None:
        stored.first_published_at, stored.first_published_on = now, today
    stored.review_due_on = due_day(stored.kind, today)
    stored.reviewer, stored.taken_at = None, None
    stored.version += 1
    stored.save()
    enter_public_pages(stored)
    keep_revision(article=stored, by=last_writer(stored), approved_by=by)
    keep_step(article=stored, action=Review.Action.PUBLISHED, by=by)
    tell_followers(article=stored, by=by, kind="published")
    answer_with(article=stored, by=by)


def require_reviewable(*, stored: Article, by: User, version: int | None) -> None:
    """Refuse what does not wait, what changed since it was read, and the reviewer's own work."""
    if stored.status != Article.Status.SUBMITTED:
        raise ActionRefused(_("This article is not waiting for review any more."))
    if not can_review_article(by, stored):
        raise PermissionDenied
    require_version(stored=stored, version=version)


def required_word(pupils: str) -> str:
    """Return the word on pupils in the pictures; without one nothing is published."""
    if pupils not in Article.Pupils.values:
        raise PupilsWordMissing
    return pupils
