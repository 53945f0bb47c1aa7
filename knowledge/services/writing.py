"""Writing: drafts, their authors and keywords, sending for review, editing what is published."""

import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SiteState, User
from accounts.services import record_use
from kmc.lib.html import html_to_text
from knowledge.models import Article, Review, Revision
from knowledge.pictures import needs_pupils_word
from knowledge.prompts import without_untouched
from knowledge.search import index_article
from knowledge.services.attachments import attach_file, claim_files, remove_attachment
from knowledge.services.conflicts import set_stored_aside
from knowledge.services.content import apply_fields, apply_relations, holds_the_same, save_changes
from knowledge.services.counts import shift_counts
from knowledge.services.errors import ActionRefused, PupilsWordMissing
from knowledge.services.notices import authors_of, tell_people
from knowledge.services.publishing import published_at_once
from knowledge.services.records import keep_records
from knowledge.services.revisions import NOW, keep_revision, keep_standing, set_standing_aside
from knowledge.services.routing import tell_reviewers
from knowledge.services.steps import keep_step, locked, require_version
from knowledge.services.wanted import write_for
from knowledge.uploads import CheckedFile

STATE_AFTER = {
    Review.Action.RETURNED: Article.Status.RETURNED,
    Review.Action.WITHDRAWN: Article.Status.WITHDRAWN,
}


@transaction.atomic
def save_article(
    *,
    article: Article | None,
    by: User,
    data: dict,
    version: int | None = None,
    form_token: uuid.UUID | None = None,
    reason: str = "",
    files: Iterable[CheckedFile] = (),
    removed_files: Iterable[str] = (),
    submit: bool = False,
    only_draft: bool = False,
    gives_way: bool = False,
    wanted: str = "",
) -> Article:
    """Do all that one press of a button asks for, or nothing of it.

    `gives_way`: the stored text, which is at `version`, was seen and is set aside for this one.
    `wanted`: the number of the wish that a new draft is to answer.
    """
    if only_draft and article is not None and not article.is_editable_state:
        raise ActionRefused(_("This article is no longer a draft."))
    if gives_way and article is not None:
        set_stored_aside(article=article, version=version)
    if article is None:
        article = create_draft(by=by, data=data, form_token=form_token)
        write_for(wish_number=wanted, article=article, by=by)
    elif article.is_published:
        article = edit_published(article=article, by=by, data=data, version=version, reason=reason)
    else:
        article = save_draft(article=article, by=by, data=data, version=version)
    for attachment in article.attachments.filter(key__in=removed_files):
        remove_attachment(attachment=attachment, by=by)
    for file in files:
        if not article.attachments.filter(name=file.name, size=file.content.size).exists():  # sent twice
            attach_file(by=by, file=file, article=article)
    return submit_article(article=article, by=by) if submit else article


@transaction.atomic
def create_draft(*, by: User, data: dict, form_token: uuid.UUID | None = None) -> Article:
    """Start a draft. The same form sent twice gives the one draft: its token is unique.

    What the second sending holds beyond the first is saved into it.
    """
    form_token = form_token or uuid.uuid4()
    kept = Article.objects.made_by_form(form_token, by)
    if kept:
        return save_draft(article=kept, by=by, data=data, version=1)
    article = Article(form_token=form_token, created_by=by)
    authors = data.get("authors") or [by]
    article.organization = authors[0].profile.organization
    apply_fields(article=article, data=data)
    try:
        with transaction.atomic():
            article.save()
    except IntegrityError as error:
        kept = Article.objects.made_by_form(form_token, by)
        if kept is None:  # the form of somebody else
            raise ActionRefused(_("Please open the form anew and send it once more.")) from error
        return save_draft(article=kept, by=by, data=data, version=1)
    apply_relations(article=article, data=data | {"authors": authors}, by=by)
    record_use(user=by)
    return article


@transaction.atomic
def save_draft(*, article: Article, by: User, data: dict, version: int | None) -> Article:
    """Save what is not published. A version that is not the stored one is a conflict, never an overwrite."""
    stored = locked(article)
    if holds_the_same(stored=stored, data=data):
        claim_files(article=stored, by=by, keys=data.get("file_keys", ()))
        return stored
    require_version(stored=stored, version=version, wanted=data)
    if stored.status not in (*Article.EDITABLE, Article.Status.SUBMITTED):
        raise ActionRefused(_("This article is no longer a draft."))
    is_put_right = stored.status == Article.Status.SUBMITTED and by.pk not in authors_of(stored)
    sent = set_standing_aside(article=stored) if is_put_right else None
    save_changes(stored=stored, by=by, data=data)
    if sent:
        tell_of_edit(article=stored, by=by, before=sent)
    return stored


@transaction.atomic
def edit_published(
    *,
    article: Article,
    by: User,
    data: dict,
    version: int | None,
    reason: str = "",
    restored_from: int | None = None,
) -> Article:
    """Change a published article; its counts, its index and every page follow at once. Its authors are told."""
    stored = locked(article)
    if not stored.is_published:
        raise ActionRefused(_("This article is not published."))
    if holds_the_same(stored=stored, data=data):
        return stored
    require_version(stored=stored, version=version, wanted=data)
    keep_standing(article=stored)
    SiteState.raise_version()
    shift_counts(article=stored, by=-1)
    save_changes(stored=stored, by=by, data=data)
    if needs_pupils_word(stored):
        raise PupilsWordMissing
    shift_counts(article=stored, by=1)
    index_article(stored)
    keep_records([stored])
    before = article.revisions.numbered().first()
    keep_revision(article=stored, by=by, approved_by=by, reason=reason, restored_from=restored_from)
    tell_of_edit(article=stored, by=by, reason=reason, before=before)
    return stored


def tell_of_edit(*, article: Article, by: User, before: Revision, reason: str = "") -> None:
    """Keep in the trail that a text was edited, and tell its authors, with the way to what changed."""
    keep_step(article=article, action=Review.Action.EDITED, by=by, reason=reason)
    address = reverse("knowledge:revision_compare", args=[article.pk])
    path = f"{address}?from={before.mark}&to={NOW}"
    tell_people(article=article, people=authors_of(article), kind="edited", by=by, path=path)


@transaction.atomic
def submit_article(*, article: Article, by: User, version: int | None = None) -> Article:
    """Send a draft for review, without the headings nobody wrote under. One that already waits stays as it is.

    What a trusted author sends is published at once, to be looked at afterwards.
    """
    stored = locked(article)
    if stored.status == Article.Status.SUBMITTED:
        return stored
    require_version(stored=stored, version=version)
    if not stored.is_editable_state:
        raise ActionRefused(_("Only a draft can be sent for review."))
    stored.body = without_untouched(stored.body)
    if not html_to_text(stored.body).strip() and "<img" not in stored.body:
        raise ActionRefused(_("Please write the text before sending it for review."))
    if published_at_once(stored=stored, by=by):
        return stored
    stored.status = Article.Status.SUBMITTED
    stored.submitted_at = timezone.now()
    stored.version += 1
    stored.save(update_fields=["body", "status", "submitted_at", "version"])
    keep_step(article=stored, action=Review.Action.SUBMITTED, by=by)
    tell_reviewers(article=stored, by=by)
    return stored


@transaction.atomic
def discard_draft(*, article: Article, by: User) -> Article:
    """Put a draft away. Nothing is deleted; discarding twice changes nothing."""
    stored = locked(article)
    if stored.status == Article.Status.DISCARDED:
        return stored
    if not stored.is_editable_state:
        raise ActionRefused(_("Only a draft can be discarded."))
    stored.status = Article.Status.DISCARDED
    stored.version += 1
    stored.save(update_fields=["status", "version"])
    keep_step(article=stored, action=Review.Action.DISCARDED, by=by)
    return stored


@transaction.atomic
def restore_draft(*, article: Article, by: User) -> Article:
    """Bring a discarded draft back as it was: a draft, returned or withdrawn. Twice changes nothing."""
    stored = locked(article)
    if stored.status != Article.Status.DISCARDED:
        return stored
    last = stored.reviews.moves().last()
    stored.status = STATE_AFTER.get(last.action if last else "", Article.Status.DRAFT)
    stored.version += 1
    stored.save(update_fields=["status", "version"])
    keep_step(article=stored, action=Review.Action.RESTORED, by=by)
    return stored
