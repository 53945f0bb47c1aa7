"""The kept numbers of published articles: raised and lowered with every step, recounted at will."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, F, Q

from accounts.models import SiteState
from knowledge.models import Article, PublishedTotal, Topic
from knowledge.services.records import recount_records


def shift_counts(*, article: Article, by: int) -> None:
    """Add `by` to the totals of the article's visibility and topics."""
    PublishedTotal.objects.get_or_create(visibility=article.visibility)
    PublishedTotal.objects.filter(visibility=article.visibility).update(total=F("total") + by)
    changes = {"staff_article_count": F("staff_article_count") + by}
    if article.visibility == Article.Visibility.PUBLIC:
        changes["article_count"] = F("article_count") + by
    Topic.objects.of_article(article).update(**changes)


@transaction.atomic
def recount_published() -> int:
    """Count everything anew from the published articles, which are the truth. Return their number."""
    SiteState.raise_version()
    standing = Article.objects.published()
    for visibility in Article.Visibility.values:
        total = standing.filter(visibility=visibility).count()
        PublishedTotal.objects.update_or_create(visibility=visibility, defaults={"total": total})
    Topic.objects.update(article_count=0, staff_article_count=0)
    for topic, every, public in counted_by_topic(standing):
        Topic.objects.filter(**topic).update(staff_article_count=every, article_count=public)
    recount_records()
    return standing.count()


def counted_by_topic(articles) -> Iterator[tuple[dict, int, int]]:
    """Yield for each topic that articles hold how it is looked up, how many hold it, how many of them are public."""
    numbers = {"every": Count("pk"), "public": Count("pk", filter=Q(visibility="public"))}
    for field in ("topic", "component"):
        rows = articles.exclude(**{field: None}).order_by().values(field)
        for row in rows.annotate(**numbers):
            yield {"pk": row[field]}, row["every"], row["public"]
    for field in (Topic.Tree.LEVEL, Topic.Tree.SUBJECT):
        rows = articles.exclude(**{field: ""}).order_by().values(field)
        for row in rows.annotate(**numbers):
            yield {"tree": field, "code": row[field]}, row["every"], row["public"]
