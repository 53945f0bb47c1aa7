"""What is new to a search that somebody keeps."""

from django.http import QueryDict

from accounts.models import SiteState
from knowledge.filters import ArticleFilter
from knowledge.models import Article, SavedSearch
from knowledge.search import search
from knowledge.search.match import NEWEST


def filters_of(query: str, user) -> ArticleFilter:
    """Return the filters of words and filters as they stand in an address, over what the person may read."""
    version = SiteState.objects.current_version()
    return ArticleFilter(QueryDict(query), queryset=Article.objects.readable_by(user), version=version)


def news_of(kept: SavedSearch) -> int:
    """Return how many articles the search finds that were first published since its owner was told last."""
    filters = filters_of(kept.query, kept.user)
    new = filters.qs.first_published_after(kept.told_until)
    if not new.exists():
        return 0
    if not filters.words:
        return new.count()
    found = search(filters.words, user=kept.user, within=new, sort=NEWEST, per_page=1)
    return 0 if found.is_near_only else found.total
