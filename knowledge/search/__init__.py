"""Thai search: one inverted index and one code path for SQLite and PostgreSQL."""

from knowledge.search.index import index_article, reindex, unindex_article

__all__ = ["index_article", "reindex", "unindex_article"]
