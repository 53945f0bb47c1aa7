"""What moves: articles that were commented on and used last. Lists of a few, for people who are signed in."""

from knowledge.models import Article, Comment, Use

LOOKED_AT = 40  # newest comments or uses among which the articles are found
MOST = 5


def lately_commented(user, *, within=None, most: int = MOST) -> list[Article]:
    """Return the articles the person may read that were commented on last. Two queries at most.

    Visitors get none: their pages are kept and do not change with every comment.
    """
    return lately(user, Comment.objects.shown(), within, most)


def lately_used(user, *, within=None, most: int = MOST) -> list[Article]:
    """Return the articles the person may read of which a use was reported last; visitors get none."""
    return lately(user, Use.objects.standing(), within, most)


def lately(user, rows, within, most: int) -> list[Article]:
    if not user.is_authenticated:
        return []
    articles = Article.objects.readable_by(user) if within is None else within
    if within is not None:
        rows = rows.filter(article__in=within.order_by().values("pk"))
    keys = list(dict.fromkeys(rows.order_by("-pk").values_list("article", flat=True)[:LOOKED_AT]))
    found = articles.only("pk", "title", "kind").in_bulk(keys)
    return [found[key] for key in keys if key in found][:most]
