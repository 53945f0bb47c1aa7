"""Thai search: words, plan and ranking are ours; the database answers, or OpenSearch where the settings name one."""

from knowledge.search.engine import Hit, Results, search
from knowledge.search.index import index_article, reindex, reindex_articles, unindex_article
from knowledge.search.match import SearchUnavailable
from knowledge.search.similar import similar_to
from knowledge.search.suggest import Suggestion, suggest

__all__ = [
    "Hit",
    "Results",
    "SearchUnavailable",
    "Suggestion",
    "index_article",
    "reindex",
    "reindex_articles",
    "search",
    "similar_to",
    "suggest",
    "unindex_article",
]
