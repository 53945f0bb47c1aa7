"""Knowledge: articles, their authors, files, topics and tags, reviews, reads, and the search index."""

from knowledge.models.article import Article
from knowledge.models.attachment import Attachment
from knowledge.models.authorship import Authorship
from knowledge.models.learning import ActivityArticle
from knowledge.models.reading import PublishedTotal, Read, ReadTotal
from knowledge.models.review import Review
from knowledge.models.search import Posting, SearchDocument, SearchTerm
from knowledge.models.tag import Tag, TaggedArticle
from knowledge.models.topic import Topic

__all__ = [
    "ActivityArticle",
    "Article",
    "Attachment",
    "Authorship",
    "Posting",
    "PublishedTotal",
    "Read",
    "ReadTotal",
    "Review",
    "SearchDocument",
    "SearchTerm",
    "Tag",
    "TaggedArticle",
    "Topic",
]
