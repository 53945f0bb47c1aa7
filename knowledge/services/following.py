"""Telling who follows something that there is news about it: each person once, never of what they may not read."""

from accounts.models import User
from knowledge.models import Article, Authorship, Follow
from knowledge.services.notices import authors_of, tell_people

KINDS = {"published": "followed_published", "changed": "followed_changed"}


def tell_followers(*, article: Article, by: User, kind: str) -> None:
    """Tell of a new article who follows its topic, its authors or its unit; of a changed one who follows it.

    Authors and the person who acts hear of it as such, not as followers.
    """
    if not article.is_published:
        return
    people = followers_of_new(article) if kind == "published" else followers_of(article)
    tell_people(article=article, people=people - authors_of(article), kind=KINDS[kind], by=by)


def followers_of(article: Article) -> set[int]:
    """Return who follows the article itself."""
    return Follow.objects.of_one("article", article.pk).people()


def followers_of_new(article: Article) -> set[int]:
    """Return who follows a topic of the article or one above it, somebody credited for it, or its unit."""
    credited = Authorship.objects.filter(article=article, user__isnull=False).values_list("user", flat=True)
    return Follow.objects.of_new_article(article, set(credited)).people()
