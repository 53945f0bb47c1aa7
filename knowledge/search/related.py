"""Articles near an article by what they say."""

from knowledge.models import Article
from knowledge.search.backends import backend

MOST = 5


def related_to(article: Article, *, user, limit: int = MOST) -> list[Article]:
    """Return what the person may read and is nearest to the article, closest first.

    What the index does not hold (archived, no words) is near to the newest of its topic. The cost is the same in a
    collection of any size.
    """
    return backend().related(article, user=user, limit=limit)
