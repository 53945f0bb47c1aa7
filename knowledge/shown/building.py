"""What an article builds on, and what builds on it."""

from knowledge.models import Article

MOST = 20


def building_of(article, user) -> dict:
    """Return the context of the part: only what the reader may read. A query where others built on it."""
    parent = article.builds_on
    later = Article.objects.readable_by(user).building_on(article) if article.is_built_upon else None
    return {
        "builds_on": parent if parent and parent.is_open_to(user) else None,
        "built_upon": list(later.newest_first().only("pk", "title", "kind")[:MOST]) if later else [],
    }
