"""The public records follow every step that changes what everybody sees of an article."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from knowledge.models import Article, PublicRecord
from knowledge.models.public_record import this_second

AT_A_TIME = 1000
KEPT = ("is_public", "changed_at", "topic", "organization")


def keep_records(articles: Iterable[Article]) -> None:
    """Note that these changed now: what is public stands, what once was is gone. Two queries at most."""
    groups = {True: [], False: []}
    for article in articles:
        groups[article.is_published and article.is_public].append(article)
    enter_records(groups[True])
    close_records(groups[False])


def close_records(articles: Iterable[Article]) -> None:
    """Note that these are open to everyone no more; what never was leaves no trace."""
    gone = [article.pk for article in articles]
    if gone:
        PublicRecord.objects.standing().filter(pk__in=gone).update(is_public=False, changed_at=this_second())


def enter_records(articles: list[Article]) -> None:
    """Write the records of public articles as of now."""
    rows = [
        PublicRecord(
            article_id=article.pk,
            topic_id=article.topic_id,
            organization_id=article.organization_id,
        )
        for article in articles
    ]
    PublicRecord.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["article"], update_fields=KEPT
    )


def recount_records() -> None:
    """Write what is missing and close what is no longer public: for articles that came in without services."""
    own = PublicRecord.objects.filter(pk=OuterRef("pk"))
    missing = Article.objects.public().exclude(Exists(own)).order_by("pk")
    columns = ("pk", "topic_id", "organization_id", "edited_at", "published_at")
    while rows := list(missing.values_list(*columns)[:AT_A_TIME]):
        PublicRecord.objects.bulk_create(
            PublicRecord(
                article_id=pk,
                topic_id=topic,
                organization_id=unit,
                changed_at=max(edited_at, published_at).replace(microsecond=0),
            )
            for pk, topic, unit, edited_at, published_at in rows
        )
    standing = Article.objects.public().filter(pk=OuterRef("pk"))
    stale = PublicRecord.objects.standing().exclude(Exists(standing))
    stale.update(is_public=False, changed_at=this_second())
