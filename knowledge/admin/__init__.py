"""Administration of knowledge. Bulk actions go through the same services as the site."""

from knowledge.admin import articles, asking, awards, talk, topics, trust, uses, versions

__all__ = ["articles", "asking", "awards", "talk", "topics", "trust", "uses", "versions"]
