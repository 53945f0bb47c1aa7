"""The next version of a published article: written, sent for review, returned, published, given up.

The article's row is locked first, so that two people never write past each other. Versions of the article and
of its next version count on from one another: a form that was opened before either changed is told so.
"""

import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SiteState, User
from accounts.services import record_use
from kmc.lib.html import clean_html, html_to_text
from kmc.lib.stored import forget_file
from kmc.lib.thai import normalize
from knowledge.freshness import due_day
from knowledge.models import Article, NextVersion, Review
from knowledge.permissions import can_publish_at_once, can_review_next, is_own
from knowledge.pictures import needs_pupils_word
from knowledge.search import index_article
from knowledge.services.attachments import attach_file, bring_in_files, claim_files, remove_attachment
from knowledge.services.content import holds_the_same, opening_words, same_file, save_changes, tidy
from knowledge.services.counts import shift_counts
from knowledge.services.errors import ActionRefused
from knowledge.services.following import tell_followers
from knowledge.services.notices import authors_of, tell_people
from knowledge.services.records import keep_records
from knowledge.services.revisions import (
    data_of,
    details_of,
    keep_revision,
    keep_standing,
    set_aside,
)
from knowledge.services.routing import tell_reviewers
from knowledge.services.steps import keep_step, locked, require_version, required_reason
from knowledge.uploads import CheckedFile


@transaction.atomic
def save_next_version(
    *,
    article: Article,
    by: User,
    data: dict,
    version: int | None = None,
    reason: str = "",
    files: Iterable[CheckedFile] = (),
    removed_files: Iterable[str | uuid.UUID] = (),
) -> NextVersion | None:
    """Save what is to take the published text's place. None: it would be the same text, so nothing is made.

    `version` is what the form showed: the next version's, or the article's where there was none yet.
    """
    stored = locked(article)
    if not stored.is_published:
        raise ActionRefused(_("This article is not published."))
    following = waiting_version(stored)
    files, removed = list(files), [str(key) for key in removed_files]
    if following is None and not (files or removed) and holds_the_same(stored=stored, data=data):
        return None
    known = following or begun(stored, by=by)
    before = said_by(known)
    write_into(known, data, reason=reason, removed=removed)
    files = [file for file in files if not comes_already(known, file)]
    if following and not files and said_by(known) == before and not holds_new_cover(known, data):
        claim_files(article=stored, by=by, keys=data.get("file_keys", ()), next_version=following)
        return following
    # As stored, not as it was just written into: that is what the person is shown beside their own.
    require_version(stored=waiting_version(stored) or stored, version=version, wanted=data)
    save_written(known, stored, by=by, data=data)
    for file in files:
        attach_file(by=by, file=file, next_version=known)
    return known


@transaction.atomic
def submit_next_version(*, article: Article, by: User, version: int | None = None) -> NextVersion | Article:
    """Send the next version for review. One that already waits stays as it is.

    What a trusted author sends takes the published text's place at once; then the article is returned.
    """
    stored = locked(article)
    following = require_next(stored)
    if following.status == NextVersion.Status.SUBMITTED:
        return following
    require_version(stored=following, version=version)
    if not html_to_text(following.body).strip() and "<img" not in following.body:
        raise ActionRefused(_("Please write the text before sending it for review."))
    if can_publish_at_once(by, stored) and not needs_pupils_word(following):
        published = publish_next_version(article=stored, by=by, is_trusted=True)
        tell_reviewers(article=stored, by=by, kind="published_at_once")
        return published
    move(following, NextVersion.Status.SUBMITTED)
    keep_step(article=stored, action=Review.Action.SUBMITTED, by=by, of_next=True)
    tell_reviewers(article=stored, by=by, following=following)
    return following


@transaction.atomic
def return_next_version(
    *, article: Article, by: User, reason: str, version: int | None = None
) -> NextVersion:
    """Give the next version back to its authors with what is still missing. The published text stands."""
    stored = locked(article)
    following = require_waiting(stored, by=by, version=version)
    reason = required_reason(reason)
    move(following, NextVersion.Status.RETURNED)
    let_go(stored)
    keep_step(article=stored, action=Review.Action.RETURNED, by=by, reason=reason, of_next=True)
    tell_people(
        article=stored,
        people=authors_of(stored) | {following.edited_by_id},
        kind="returned",
        by=by,
        is_urgent=True,
        path=following.get_absolute_url(),
        reason=reason,
    )
    return following


@transaction.atomic
def publish_next_version(
    *, article: Article, by: User, version: int | None = None, is_trusted: bool = False
) -> Article:
    """Let the next version take the published text's place; counts, index and every page follow at once.

    `is_trusted`: its author may publish without a reviewer; the article is then to be looked at afterwards.
    """
    stored = locked(article)
    following = (
        require_next(stored, version=version)
        if is_trusted
        else require_waiting(stored, by=by, version=version)
    )
    keep_standing(article=stored)
    SiteState.raise_version()
    shift_counts(article=stored, by=-1)
    stamp(stored, following, by=by, is_trusted=is_trusted)
    take_place(stored, following, by=by)
    shift_counts(article=stored, by=1)
    index_article(stored)
    keep_records([stored])
    keep_step(article=stored, action=Review.Action.PUBLISHED, by=by, of_next=True)
    tell_people(
        article=stored,
        people=authors_of(stored) | {following.edited_by_id},
        kind="next_published",
        by=by,
        is_urgent=True,
    )
    tell_followers(article=stored, by=by, kind="changed")
    return stored


@transaction.atomic
def discard_next_version(*, article: Article, by: User) -> Article:
    """Give the next version up. Its text stays among those set aside; its new files go. Twice changes nothing."""
    stored = locked(article)
    following = waiting_version(stored)
    if following is None:
        return stored
    set_aside(
        article=stored,
        by=following.edited_by,
        title=following.title,
        summary=following.summary,
        body=following.body,
    )
    stored.version = max(stored.version, following.version) + 1
    stored.reviewer, stored.taken_at = None, None
    stored.save(update_fields=["version", "reviewer", "taken_at"])
    forget_file(following.cover)
    following.delete()
    keep_step(article=stored, action=Review.Action.DISCARDED, by=by, of_next=True)
    return stored


def begun(stored: Article, *, by: User) -> NextVersion:
    """Return a next version that says what the article says, not saved yet."""
    return NextVersion(
        article=stored,
        title=stored.title,
        summary=stored.summary,
        body=stored.body,
        edited_by=by,
        version=stored.version,
    )


def said_by(following: NextVersion) -> tuple:
    """Return all that a next version says, to tell whether a form changed it."""
    return following.title, following.summary, following.body, following.details, following.reason


def write_into(following: NextVersion, data: dict, *, reason: str, removed: list[str]) -> None:
    """Set what `data` names; what it does not name stays."""
    if "body" in data:
        following.body = clean_html(normalize(data["body"]))
    if "title" in data:
        following.title = tidy(data["title"]) or following.title or opening_words(following.body)
    if "summary" in data:
        following.summary = tidy(data["summary"])
    following.reason = tidy(reason)[:300] or following.reason
    gone = {*following.details.get("removed_files", ()), *removed}
    following.details = (
        following.details | details_of(data) | ({"removed_files": sorted(gone)} if gone else {})
    )


def holds_new_cover(following: NextVersion, data: dict) -> bool:
    """Return whether the form brings a cover that is not the one it brought before."""
    return bool(data.get("cover")) and not same_file(following.cover, data["cover"])


def comes_already(following: NextVersion, file: CheckedFile) -> bool:
    """Return whether the same form brought the file before."""
    if following.pk is None:
        return False
    return following.new_attachments.filter(name=file.name, size=file.content.size).exists()


def save_written(following: NextVersion, stored: Article, *, by: User, data: dict) -> None:
    """Save what was written into the next version, its cover and the files of its text."""
    keep_standing(article=stored)
    if following.based_on is None:
        following.based_on = stored.revisions.numbered().values_list("number", flat=True).first()
    if "cover" in data and not same_file(following.cover, data["cover"]):
        forget_file(following.cover)
        following.cover = data["cover"] or ""
    if following.pk is None or is_own(by, stored):  # a reviewer who puts it right does not become its writer
        following.edited_by = by
    following.edited_at = timezone.now()
    following.version += 1
    following.save()
    dropped = following.new_attachments.filter(key__in=following.details.get("removed_files", ()))
    for attachment in dropped:
        remove_attachment(attachment=attachment, by=by)
    claim_files(article=stored, by=by, keys=data.get("file_keys", ()), next_version=following)
    record_use(user=by)


def waiting_version(article: Article) -> NextVersion | None:
    """Return the article's next version as stored now."""
    return NextVersion.objects.filter(article=article).select_related("edited_by").first()


def require_next(stored: Article, *, version: int | None = None) -> NextVersion:
    """Return the next version of a published article, as the person read it; without one nothing goes on."""
    following = waiting_version(stored) if stored.is_published else None
    if following is None:
        raise ActionRefused(_("There is no next version of this article any more."))
    require_version(stored=following, version=version)
    return following


def require_waiting(stored: Article, *, by: User, version: int | None) -> NextVersion:
    """Refuse what does not wait for review, what changed since it was read, and the reviewer's own work."""
    following = require_next(stored)
    if following.status != NextVersion.Status.SUBMITTED:
        raise ActionRefused(_("The next version is not waiting for review any more."))
    if not can_review_next(by, stored, following):
        raise PermissionDenied
    require_version(stored=following, version=version)
    return following


def move(following: NextVersion, status: str) -> None:
    """Take the next version to another state."""
    following.status = status
    if status == NextVersion.Status.SUBMITTED:
        following.submitted_at = timezone.now()
    following.version += 1
    following.save(update_fields=["status", "submitted_at", "version"])


def let_go(stored: Article) -> None:
    """Nobody holds the article for review any more."""
    stored.reviewer, stored.taken_at = None, None
    stored.save(update_fields=["reviewer", "taken_at"])


def stamp(stored: Article, following: NextVersion, *, by: User, is_trusted: bool) -> None:
    """Say on the article who published the new text and when, and by when it is to be confirmed."""
    now = timezone.now()
    stored.published_at, stored.published_by = now, by
    stored.unreviewed_since = now if is_trusted else None
    stored.reviewer, stored.taken_at = None, None
    kind = following.details.get("kind", stored.kind)
    stored.review_due_on = due_day(kind, timezone.localdate(now))
    stored.version = max(stored.version, following.version)


def take_place(stored: Article, following: NextVersion, *, by: User) -> None:
    """Write the next version into the article, its files included, keep it under its number, and end it."""
    save_changes(stored=stored, by=following.edited_by, data=data_of(following))
    for attachment in stored.attachments.filter(key__in=following.details.get("removed_files", ())):
        remove_attachment(attachment=attachment, by=by)
    bring_in_files(next_version=following)
    keep_revision(
        article=stored,
        by=following.edited_by,
        approved_by=by,
        reason=following.reason,
        restored_from=following.restored_from,
    )
    following.delete()
