"""The article: one piece of knowledge, its state, who may see it."""

from knowledge.models.article.model import Article, cover_path
from knowledge.models.article.queryset import ArticleQuerySet

__all__ = ["Article", "ArticleQuerySet", "cover_path"]
