"""Thai search: one inverted index and one code path for SQLite and PostgreSQL."""

from knowledge.search.engine import Hit, Results, search
from knowledge.search.index import index_article, reindex, reindex_articles, unindex_article
from knowledge.search.similar import similar_to
from knowledge.search.suggest import Suggestion, suggest

__all__ = [
    "Hit",
    "Results",
    "Suggestion",
    "index_article",
    "reindex",
    "reindex_articles",
    "search",
    "similar_to",
    "suggest",
    "unindex_article",
]
