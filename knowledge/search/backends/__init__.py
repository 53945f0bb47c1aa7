"""Who keeps the index and answers from it: the database, or OpenSearch where the settings name one.

Both are modules with the same functions. What a query means, which words there are and how many articles hold them,
what is shown, and who may read it, stays with the database in either case.

    matches(plan, *, user, within, sort, offset, limit) -> Matches       a stretch of what fits, and how much there is
    groups(plan, *, user, within, hits) -> list[Group] | None            the same in groups, for the filters' numbers
    related(article, *, user, limit) -> list[Article]                    the nearest by its most telling words
    exchange(ids, entries) -> Counter                                    within the transaction of a save
    announce(ids), count_terms(), prepare(), finish()                    after a save; around `reindex`
"""

from types import ModuleType

from django.conf import settings

from knowledge.search.backends import database, opensearch


def backend() -> ModuleType:
    """Return the one the settings choose."""
    return opensearch if settings.KMC_SEARCH_URL else database
