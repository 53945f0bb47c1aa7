"""Administration of knowledge. Bulk actions go through the same services as the site."""

from knowledge.admin import articles, awards, talk, trust, uses, versions

__all__ = ["articles", "awards", "talk", "trust", "uses", "versions"]
