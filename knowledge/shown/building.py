"""What an article builds on, and what builds on it."""

from knowledge.models import Article

MOST = 20


def building_of(article, user) -> dict:
    """Return the context of the part: only what the reader may read. One query beyond those of the page."""
    parent = article.builds_on
    later = Article.objects.readable_by(user).building_on(article).newest_first()
    return {
        "builds_on": parent if parent and parent.is_open_to(user) else None,
        "built_upon": list(later.only("pk", "title", "kind")[:MOST]),
    }
