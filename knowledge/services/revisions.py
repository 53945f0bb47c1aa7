"""Texts that are kept: numbered as they stood published, or set aside where two people wrote at once."""

from django.db.models import Max

from accounts.models import User
from kmc.lib.html import clean_html
from kmc.lib.thai import normalize
from knowledge.models import Article, Attachment, NextVersion, Revision, Topic
from knowledge.services.attachments import OUR_FILES
from knowledge.services.content import CHOSEN_FIELDS, LINE_FIELDS, tidy
from networks.models import SchoolNetwork

MODELS = {"topic": Topic, "component": Topic, "network": SchoolNetwork, "builds_on": Article}
NOW = "now"  # where an address names a version: the text as it stands
NOT_KEPT = ("title", "summary", "import_key")
KEPT_FIELDS = tuple(name for name in (*CHOSEN_FIELDS, *LINE_FIELDS) if name not in NOT_KEPT)


def keep_revision(
    *,
    article: Article,
    by: User,
    reason: str = "",
    approved_by: User | None = None,
    restored_from: int | None = None,
) -> Revision:
    """Keep the text that stands published now under the next number. The article's row is locked.

    Before an older article's text is replaced, `keep_standing` gives it number 1.
    """
    latest = article.revisions.aggregate(latest=Max("number"))["latest"] or 0
    return Revision.objects.create(
        article=article,
        number=latest + 1,
        **content_of(article),
        by=by,
        approved_by=approved_by,
        reason=tidy(reason)[:300],
        restored_from=restored_from,
    )


def keep_standing(*, article: Article) -> Revision | None:
    """Give the standing text its number before it is replaced, where it was published without one."""
    if article.published_at is None or article.revisions.numbered().exists():
        return None
    kept = keep_revision(article=article, by=last_writer(article), approved_by=article.published_by)
    Revision.objects.filter(pk=kept.pk).update(at=article.published_at)
    return kept


def set_aside(*, article: Article, by: User, title: str, summary: str, body: str) -> Revision:
    """Keep a text that gave way to another one. The same text of the same person is kept once."""
    kept = {
        "title": tidy(title) or article.title,
        "summary": tidy(summary),
        "body": clean_html(normalize(body)),
    }
    Attachment.objects.loose(by, OUR_FILES.findall(kept["body"])).update(article=article)
    same = article.revisions.set_aside().filter(by=by, **kept).first()
    return same or Revision.objects.create(article=article, by=by, **kept)


def set_standing_aside(*, article: Article) -> Revision:
    """Keep the text as it stands now before somebody else puts it right."""
    return set_aside(
        article=article,
        by=last_writer(article),
        title=article.title,
        summary=article.summary,
        body=article.body,
    )


def standing_text(article: Article) -> Revision:
    """Return the text as it stands now, like a version but kept nowhere."""
    return Revision(article=article, **content_of(article), by=last_writer(article), at=article.edited_at)


def content_of(article: Article) -> dict:
    """Return what the article says, as a row of a version holds it."""
    fields = {name: plain(article, name) for name in KEPT_FIELDS}
    credits = list(article.authorships.all())
    fields["tags"] = sorted(article.tags.names())
    fields["authors"] = [credit.user_id for credit in credits if credit.user_id]
    fields["outside_authors"] = [credit.name for credit in credits if not credit.user_id]
    fields["files"] = list(article.attachments.filter(role="document").values_list("name", flat=True))
    fields["cover"] = article.cover.name
    return {"title": article.title, "summary": article.summary, "body": article.body, "details": fields}


def details_of(data: dict) -> dict:
    """Return what a form says beside title, summary, text and cover, as JSON can hold it."""
    details = {}
    for name in KEPT_FIELDS:
        if name in data:
            details[name] = kept_value(name, data[name])
    if "tags" in data:
        details["tags"] = [normalize(tag) for tag in data["tags"]]
    if "authors" in data:
        details["authors"] = [user.pk for user in data["authors"]]
    if "outside_authors" in data:
        details["outside_authors"] = [tidy(name) for name in data["outside_authors"]]
    if "cover" in data:
        details["is_cover_removed"] = data["cover"] is None
    return details


def kept_value(name: str, value):
    """Return one value as JSON can hold it: a row by its key, a line tidied."""
    if name in MODELS:
        return value.pk if value else None
    return tidy(value) if name in LINE_FIELDS else value


def data_of(following: NextVersion) -> dict:
    """Return what a next version says in the names of the form, with the rows it names: what a save takes.

    What is gone meanwhile (a topic, a colleague's account) is left out: the article keeps its own.
    """
    data = {"title": following.title, "summary": following.summary, "body": following.body}
    for name, value in following.details.items():
        if name in MODELS:
            row = MODELS[name].objects.filter(pk=value).first() if value else None
            data |= {name: row} if row or not value else {}
        elif name in (*KEPT_FIELDS, "tags", "outside_authors"):
            data[name] = value
    if authors := people_named(following.details.get("authors", ())):
        data["authors"] = authors
    if following.cover:
        data["cover"] = following.cover.name
    elif following.details.get("is_cover_removed"):
        data["cover"] = None
    return data


def people_named(keys: list[int]) -> list[User]:
    """Return the people in order; for an account that was merged meanwhile the one that was kept."""
    found = User.objects.in_bulk(keys)
    merged = {
        pk: User.objects.key_kept_for(pk) for pk in found if found[pk].closed_because == User.Closed.MERGED
    }
    found |= User.objects.in_bulk([pk for pk in merged.values() if pk])
    kept = dict.fromkeys(merged.get(pk) or pk for pk in keys)
    return [found[pk] for pk in kept if pk in found]


def plain(article: Article, name: str):
    """Return a field as JSON can hold it: rows by their key."""
    return getattr(article, f"{name}_id") if name in MODELS else getattr(article, name)


def last_writer(article: Article) -> User:
    """Return whose text it is: the first credited colleague, or who entered it."""
    credit = article.authorships.filter(user__isnull=False).select_related("user").first()
    return credit.user if credit else article.created_by
