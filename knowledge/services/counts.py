"""The kept numbers of published articles: raised and lowered with every step, recounted at will."""

from django.db import transaction
from django.db.models import Count, F, Q

from accounts.models import SiteState
from knowledge.models import Article, PublishedTotal, Topic


def shift_counts(*, article: Article, by: int) -> None:
    """Add `by` to the totals of the article's visibility and topics."""
    PublishedTotal.objects.get_or_create(visibility=article.visibility)
    PublishedTotal.objects.filter(visibility=article.visibility).update(total=F("total") + by)
    changes = {"staff_article_count": F("staff_article_count") + by}
    if article.visibility == Article.Visibility.PUBLIC:
        changes["article_count"] = F("article_count") + by
    topics = [pk for pk in (article.topic_id, article.component_id) if pk]
    Topic.objects.filter(pk__in=topics).update(**changes)


@transaction.atomic
def recount_published() -> int:
    """Count everything anew from the published articles, which are the truth. Return their number."""
    SiteState.raise_version()
    standing = Article.objects.published()
    for visibility in Article.Visibility.values:
        total = standing.filter(visibility=visibility).count()
        PublishedTotal.objects.update_or_create(visibility=visibility, defaults={"total": total})
    Topic.objects.update(article_count=0, staff_article_count=0)
    for field in ("topic", "component"):
        rows = standing.exclude(**{field: None}).order_by().values(field)
        counted = rows.annotate(every=Count("pk"), public=Count("pk", filter=Q(visibility="public")))
        for row in counted:
            Topic.objects.filter(pk=row[field]).update(
                staff_article_count=row["every"], article_count=row["public"]
            )
    return standing.count()
