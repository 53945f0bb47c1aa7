"""Knowledge: articles, their versions, authors and files, topics, review, what readers make of it, honours, search."""

from knowledge.models.article import Article
from knowledge.models.asking import SavedSearch, SearchLog, Synonym
from knowledge.models.attachment import Attachment
from knowledge.models.authorship import Authorship
from knowledge.models.award import Award, AwardHolder, AwardNote, Certificate
from knowledge.models.keeping import Bookmark, Follow
from knowledge.models.learning import ActivityArticle
from knowledge.models.public_record import PublicRecord
from knowledge.models.reading import PublishedTotal, Read, ReadTotal
from knowledge.models.review import Review
from knowledge.models.search import Posting, SearchDocument, SearchEntry, SearchTerm
from knowledge.models.tag import Tag, TaggedArticle
from knowledge.models.talk import Comment, CommentReport, Tally, Thanks
from knowledge.models.topic import Topic
from knowledge.models.trust import TrustedAuthor
from knowledge.models.use import Trial, Use
from knowledge.models.version import NextVersion, Revision
from knowledge.models.wanted import TopicRequest, TopicRequestSecond

__all__ = [
    "ActivityArticle",
    "Article",
    "Attachment",
    "Authorship",
    "Award",
    "AwardHolder",
    "AwardNote",
    "Bookmark",
    "Certificate",
    "Comment",
    "CommentReport",
    "Follow",
    "NextVersion",
    "Posting",
    "PublicRecord",
    "PublishedTotal",
    "Read",
    "ReadTotal",
    "Review",
    "Revision",
    "SavedSearch",
    "SearchDocument",
    "SearchEntry",
    "SearchLog",
    "SearchTerm",
    "Synonym",
    "Tag",
    "TaggedArticle",
    "Tally",
    "Thanks",
    "Topic",
    "TopicRequest",
    "TopicRequestSecond",
    "Trial",
    "TrustedAuthor",
    "Use",
]
