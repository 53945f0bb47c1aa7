"""Thai search: one inverted index and one code path for SQLite and PostgreSQL."""

from knowledge.search.engine import Hit, Results, search
from knowledge.search.index import index_article, reindex, unindex_article

__all__ = ["Hit", "Results", "index_article", "reindex", "search", "unindex_article"]
