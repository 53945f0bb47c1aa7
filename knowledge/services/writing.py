"""Writing: drafts, their authors and keywords, sending for review, editing what is published."""

import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SiteState, User
from accounts.services import record_use
from kmc.lib.html import clean_html, html_to_text
from kmc.lib.thai import collapse_spaces, normalize, shorten
from knowledge.models import Article, Authorship, Review
from knowledge.search import index_article
from knowledge.services.attachments import attach_file, claim_files, remove_attachment
from knowledge.services.counts import shift_counts
from knowledge.services.errors import ActionRefused
from knowledge.services.steps import keep_step, locked, require_version
from knowledge.uploads import CheckedFile

CHOSEN_FIELDS = (
    "kind",
    "topic",
    "component",
    "network",
    "visibility",
    "licence",
    "language",
    "origin",
    "source_url",
    "import_key",
)
LINE_FIELDS = ("title", "summary", "source_name", "cover_alt")
OPENING_LENGTH = 80


@transaction.atomic
def save_article(
    *,
    article: Article | None,
    by: User,
    data: dict,
    version: int | None = None,
    form_token: uuid.UUID | None = None,
    files: Iterable[CheckedFile] = (),
    removed_files: Iterable[str] = (),
    submit: bool = False,
    only_draft: bool = False,
) -> Article:
    """Do all that one press of a button asks for, or nothing of it."""
    if only_draft and article is not None and not article.is_editable_state:
        raise ActionRefused(_("This article is no longer a draft."))
    if article is None:
        article = create_draft(by=by, data=data, form_token=form_token)
    elif article.is_published:
        article = edit_published(article=article, by=by, data=data, version=version)
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
    except IntegrityError:
        kept = Article.objects.made_by_form(form_token, by)
        if kept is None:
            raise
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
    save_changes(stored=stored, by=by, data=data)
    return stored


@transaction.atomic
def edit_published(*, article: Article, by: User, data: dict, version: int | None) -> Article:
    """Change a published article; its counts, its index and every page follow at once."""
    stored = locked(article)
    require_version(stored=stored, version=version, wanted=data)
    if not stored.is_published:
        raise ActionRefused(_("This article is not published."))
    SiteState.raise_version()
    shift_counts(article=stored, by=-1)
    save_changes(stored=stored, by=by, data=data)
    shift_counts(article=stored, by=1)
    index_article(stored)
    keep_step(article=stored, action=Review.Action.EDITED, by=by)
    return stored


@transaction.atomic
def submit_article(*, article: Article, by: User, version: int | None = None) -> Article:
    """Send a draft for review. One that already waits stays as it is."""
    stored = locked(article)
    if stored.status == Article.Status.SUBMITTED:
        return stored
    require_version(stored=stored, version=version)
    if not stored.is_editable_state:
        raise ActionRefused(_("Only a draft can be sent for review."))
    if not html_to_text(stored.body).strip() and "<img" not in stored.body:
        raise ActionRefused(_("Please write the text before sending it for review."))
    stored.status = Article.Status.SUBMITTED
    stored.submitted_at = timezone.now()
    stored.version += 1
    stored.save(update_fields=["status", "submitted_at", "version"])
    keep_step(article=stored, action=Review.Action.SUBMITTED, by=by)
    return stored


@transaction.atomic
def archive_article(*, article: Article, by: User) -> Article:
    """Put a draft away. Nothing is deleted; archiving twice changes nothing."""
    stored = locked(article)
    if stored.status == Article.Status.ARCHIVED:
        return stored
    if not stored.is_editable_state:
        raise ActionRefused(_("Only a draft can be discarded."))
    stored.status = Article.Status.ARCHIVED
    stored.version += 1
    stored.save(update_fields=["status", "version"])
    keep_step(article=stored, action=Review.Action.ARCHIVED, by=by)
    return stored


def save_changes(*, stored: Article, by: User, data: dict) -> None:
    """Write new content into a locked article and raise its version."""
    replaced_cover = stored.cover.name if "cover" in data else ""
    apply_fields(article=stored, data=data)
    stored.version += 1
    stored.edited_at = timezone.now()
    stored.save()
    apply_relations(article=stored, data=data, by=by)
    record_use(user=by)
    if replaced_cover and replaced_cover != stored.cover.name:
        transaction.on_commit(lambda: stored.cover.storage.delete(replaced_cover))


def apply_fields(*, article: Article, data: dict) -> None:
    """Set the article's own columns from the names `data` holds; what it does not name stays."""
    for name in CHOSEN_FIELDS:
        if name in data:
            setattr(article, name, data[name])
    for name in LINE_FIELDS:
        if name in data:
            setattr(article, name, tidy(data[name]))
    if "body" in data:
        article.body = clean_html(normalize(data["body"]))
    if "cover" in data:
        article.cover = data["cover"] or ""
    article.title = article.title or opening_words(article.body)


def apply_relations(*, article: Article, data: dict, by: User) -> None:
    """Set authors, keywords and files from the names `data` holds."""
    if "authors" in data or "outside_authors" in data:
        set_authors(article=article, data=data)
    if "tags" in data:
        article.tags.set([normalize(tag) for tag in data["tags"]])
    claim_files(article=article, by=by, keys=data.get("file_keys", ()))


def holds_the_same(*, stored: Article, data: dict) -> bool:
    """Return whether the article already holds this very content: the same form, sent once more."""
    if "cover" in data or any(data[name] != getattr(stored, name) for name in CHOSEN_FIELDS if name in data):
        return False
    if any(tidy(data[name]) != getattr(stored, name) for name in LINE_FIELDS if data.get(name)):
        return False
    if "body" in data and clean_html(normalize(data["body"])) != stored.body:
        return False
    credits = list(stored.authorships.all())
    people = [credit.user_id for credit in credits if credit.user_id]
    names = [credit.name for credit in credits if not credit.user_id]
    return (
        ("tags" not in data or set(data["tags"]) == set(stored.tags.names()))
        and ("authors" not in data or [user.pk for user in data["authors"]] == people)
        and ("outside_authors" not in data or [tidy(name) for name in data["outside_authors"]] == names)
    )


def tidy(line: str) -> str:
    """Return a line of text as it is stored."""
    return collapse_spaces(normalize(line))


def set_authors(*, article: Article, data: dict) -> None:
    """Credit the people in order. Who stays keeps the organization of the time."""
    kept = list(article.authorships.all())
    people = data.get("authors")
    if people is None:
        people = [credit.user for credit in kept if credit.user_id]
    outside = data.get("outside_authors")
    if outside is None:
        outside = [credit.name for credit in kept if not credit.user_id]
    then = {credit.user_id: credit.organization_id for credit in kept}
    article.authorships.all().delete()
    credits = [
        Authorship(article=article, user=user, organization_id=then.get(user.pk) or organization_id_of(user))
        for user in people
    ]
    credits += [Authorship(article=article, name=tidy(name)) for name in outside]
    for position, credit in enumerate(credits):
        credit.position = position
    Authorship.objects.bulk_create(credits)


def organization_id_of(user: User) -> int | None:
    """Return where the person works now, if the office says so."""
    return user.profile.organization_id if hasattr(user, "profile") else None


def opening_words(body: str) -> str:
    """Return a title for a draft without one: how its text begins."""
    return shorten(html_to_text(body).partition("\n")[0], OPENING_LENGTH) or _("Untitled")
