"""Comments: written, changed, deleted, reported, hidden and shown again; and who hears of it."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organization, RoleGrant, User
from accounts.services import record_use
from kmc.lib.limits import is_too_often
from knowledge.models import Article, Comment, CommentReport
from knowledge.models.talk import MODERATORS
from knowledge.permissions import can_comment, can_delete_comment, can_edit_comment, can_moderate_comment
from knowledge.services.errors import ActionRefused
from knowledge.services.following import followers_of
from knowledge.services.notices import authors_of, tell_people
from knowledge.services.steps import locked
from knowledge.services.tallies import shift_tally

COMMENTS_PER_HOUR = 60
REPORTS_PER_HOUR = 30
MOST_ANSWERS = 50  # of one conversation; its page shows them all


@transaction.atomic
def add_comment(
    *,
    article: Article,
    by: User,
    text: str,
    parent: Comment | None = None,
    form_token: uuid.UUID | None = None,
) -> Comment:
    """Put a comment, or an answer, below an article. The same form sent twice gives the one comment."""
    form_token = form_token or uuid.uuid4()
    if kept := Comment.objects.made_by_form(form_token, by):
        return kept
    stored = locked(article)
    if not can_comment(by, stored):
        raise ActionRefused(_("This article is not published any more, so nobody can comment on it now."))
    parent = beginning_of(parent, stored) if parent else None
    if is_too_often("comments", by.pk, COMMENTS_PER_HOUR):
        raise ActionRefused(_("Too many comments in one hour. Please go on later."))
    try:
        with transaction.atomic():
            comment = Comment.objects.create(
                article=stored, parent=parent, text=text, by=by, form_token=form_token
            )
    except IntegrityError as error:
        if kept := Comment.objects.made_by_form(form_token, by):
            return kept
        raise ActionRefused(_("Please send the comment once more.")) from error
    shift_tally(article=stored, comments=1)
    record_use(user=by)
    tell_of_comment(comment)
    return comment


def beginning_of(parent: Comment, article: Article) -> Comment:
    """Return the comment that begins the conversation, as stored now; answers to answers stand below it, too."""
    beginning = Comment.objects.filter(pk=parent.thread_id, article=article).first()
    shown = article.comments.shown().filter(parent=beginning)
    answers = shown.count() if beginning else 0
    if beginning is None or not (beginning.is_shown or answers):
        raise ActionRefused(
            _("The comment you answer was taken away meanwhile. You can send yours as a comment of its own.")
        )
    if answers >= MOST_ANSWERS:
        raise ActionRefused(
            _("This conversation holds %(count)s answers. Please begin a new one.") % {"count": MOST_ANSWERS}
        )
    return beginning


def tell_of_comment(comment: Comment) -> None:
    """Tell who wrote in the conversation, then the authors and the followers of the article: each once."""
    article = comment.article
    talking = article.comments.thread_writers(comment.thread_id) if comment.parent_id else set()
    others = (authors_of(article) | followers_of(article)) - talking
    path = comment.get_absolute_url()
    tell_people(article=article, people=talking, kind="answered", by=comment.by, path=path)
    tell_people(article=article, people=others, kind="commented", by=comment.by, path=path)


@transaction.atomic
def edit_comment(*, comment: Comment, by: User, text: str) -> Comment:
    """Change one's own comment while it is fresh. The same text once more changes nothing."""
    stored = held(comment)
    if not can_edit_comment(by, stored):
        raise ActionRefused(
            _(
                "A comment is changed in its first 15 minutes only, while its article stands. It can be deleted."
            )
        )
    if stored.text != text:
        stored.text, stored.edited_at = text, timezone.now()
        stored.save(update_fields=["text", "edited_at"])
        shift_tally(article=stored.article)
    return stored


@transaction.atomic
def delete_comment(*, comment: Comment, by: User) -> Comment:
    """Take the text of one's own comment away for good. Its place stays where answers stand below it."""
    stored = held(comment)
    if stored.is_deleted:
        return stored
    if not can_delete_comment(by, stored):
        raise PermissionDenied
    lost = 1 if stored.is_shown else 0
    stored.text, stored.deleted_at = "", timezone.now()
    stored.save(update_fields=["text", "deleted_at"])
    shift_tally(article=stored.article, comments=-lost)
    return stored


@transaction.atomic
def report_comment(*, comment: Comment, by: User, reason: str) -> CommentReport:
    """Say once why a comment should not stand. Its moderators are told; a second report changes nothing."""
    if found := comment.reports.filter(by=by).first():
        return found
    if is_too_often("comment-reports", by.pk, REPORTS_PER_HOUR):
        raise ActionRefused(_("Too many reports in one hour. Please go on later."))
    if not held(comment).is_shown:
        raise ActionRefused(_("This comment was taken away meanwhile."))
    report, is_new = CommentReport.objects.get_or_create(comment=comment, by=by, defaults={"reason": reason})
    if is_new:
        tell_people(
            article=comment.article,
            people=moderators_of(comment),
            kind="comment_reported",
            by=by,
            path=comment.get_absolute_url(),
        )
    return report


@transaction.atomic
def hide_comment(*, comment: Comment, by: User, reason: str) -> Comment:
    """Hide a comment with a reason its writer reads, and settle what was reported of it. Twice changes nothing."""
    stored = held(comment)
    require_moderator(stored, by)
    if not stored.is_shown:
        return stored
    stored.hide(by=by, reason=reason)
    shift_tally(article=stored.article, comments=-1)
    article = stored.article
    tell_people(article=article, people=[stored.by_id], kind="comment_hidden", by=by, reason=reason)
    tell_people(article=article, people=stored.reports.settle(by=by), kind="comment_report_hidden", by=by)
    return stored


@transaction.atomic
def unhide_comment(*, comment: Comment, by: User) -> Comment:
    """Show a hidden comment again; its writer is told."""
    stored = held(comment)
    require_moderator(stored, by)
    if not stored.is_hidden:
        return stored
    stored.unhide()
    shift_tally(article=stored.article, comments=1)
    path = stored.get_absolute_url()
    tell_people(article=stored.article, people=[stored.by_id], kind="comment_unhidden", by=by, path=path)
    return stored


@transaction.atomic
def let_comment_stand(*, comment: Comment, by: User) -> Comment:
    """Settle what was reported of a comment without hiding it; who reported it is told."""
    stored = held(comment)
    require_moderator(stored, by)
    reporters = stored.reports.settle(by=by)
    path = stored.get_absolute_url()
    tell_people(article=stored.article, people=reporters, kind="comment_report_stands", by=by, path=path)
    return stored


def held(comment: Comment) -> Comment:
    """Return the comment as stored now, held for the rest of the transaction."""
    return Comment.objects.select_for_update(of=("self",)).select_related("article", "by").get(pk=comment.pk)


def require_moderator(comment: Comment, by: User) -> None:
    """Refuse who wrote the comment, or the article it stands below, and everybody without the role."""
    if not can_moderate_comment(by, comment):
        raise PermissionDenied


def moderators_of(comment: Comment) -> set[int]:
    """Return who may settle a report of the comment: reviewers and administrators of the unit and those above it."""
    article = comment.article
    units = Organization.objects.ancestors(article.organization, include_self=True).values("pk")
    grants = RoleGrant.objects.of_roles(*MODERATORS).filter(organization__in=units)
    return set(grants.values_list("user", flat=True)) - authors_of(article) - {comment.by_id}
