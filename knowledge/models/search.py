"""The search index: words, where they stand, and what an article weighs for each. Published articles only."""

from django.db import models

from knowledge.models.article import Article


class SearchTerm(models.Model):
    """A word of the corpus and the number of articles that hold it.

    Two rows are no words: the empty one counts all articles, a space the changes of the office's synonyms.
    """

    ALL, SYNONYMS = "", " "

    id = models.AutoField(primary_key=True)  # four bytes: it stands in every posting, twice
    term = models.CharField(max_length=64, unique=True)
    document_count = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.term


class Posting(models.Model):
    """A word stands in an article. `impact` is its BM25F weight there, 0 to 1000.

    The key is the only index a search reads: it holds all columns, a word's heaviest articles side by side.
    """

    class Audience(models.IntegerChoices):
        PUBLIC = 0
        STAFF = 1

    # In this order no byte of a row or key is padding. The index writer alone keeps the keys true: the database
    # checking each of some 400 rows an article would double the price of a save.
    pk = models.CompositePrimaryKey("term", "impact", "audience", "article")
    term = models.ForeignKey(
        SearchTerm, models.CASCADE, related_name="postings", db_index=False, db_constraint=False
    )
    impact = models.PositiveSmallIntegerField()
    audience = models.PositiveSmallIntegerField(choices=Audience.choices)
    article = models.ForeignKey(Article, models.CASCADE, related_name="postings", db_constraint=False)

    def __str__(self):
        return f"{self.term_id} {self.article_id}"


class SearchDocumentQuerySet(models.QuerySet):
    def holding(self, phrases):
        """Return those with one of the rows of words (`segment.signature`) side by side."""
        found = self.none()
        for phrase in phrases:
            found |= self.filter(models.Q(words__contains=phrase) | models.Q(title_words__contains=phrase))
        return found


class SearchDocument(models.Model):
    """The words of an article in order, for phrases and excerpts."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="search_document")
    # One character a word (`segment.signature`): words side by side are a substring.
    title_words = models.TextField(blank=True)
    words = models.TextField(blank=True)
    # What is shown, with `segment.BORDER` between words.
    text = models.TextField(blank=True)

    objects = SearchDocumentQuerySet.as_manager()

    def __str__(self):
        return str(self.article_id)


class SearchEntryQuerySet(models.QuerySet):
    def waiting(self):
        """Return those whose last change OpenSearch has not taken yet."""
        return self.filter(is_waiting=True)

    def of_no_article(self):
        """Return those whose article is gone altogether."""
        return self.exclude(article_id__in=Article.objects.values("pk"))


class SearchEntry(models.Model):
    """What OpenSearch is to hold of an article, written in the transaction of the save and sent after it.

    One row an article, not one a change: only the last state counts, so nothing can be sent in a wrong order. It
    stays, as the source of a new index and of the numbers of articles a word. None where the database searches.
    """

    # No foreign key: that an article is to be taken out must outlive it.
    article_id = models.BigIntegerField(primary_key=True)
    version = (
        models.BigIntegerField()
    )  # microseconds of the save, always higher than before: OpenSearch keeps the highest
    audience = models.PositiveSmallIntegerField(choices=Posting.Audience.choices)
    impacts = models.JSONField(default=dict)  # {number of the term: impact}; empty: to be taken out
    is_waiting = models.BooleanField(default=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["article_id"], condition=models.Q(is_waiting=True), name="knowledge_entry_waiting"
            )
        ]

    def __str__(self):
        return f"{self.article_id} {self.version}"
