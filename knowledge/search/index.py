"""The index follows every save, in its transaction; `reindex` builds it anew while search stays up."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.db import connection, transaction
from django.db.models import F

from knowledge.models import Article, Attachment, Posting, SearchDocument, SearchTerm
from knowledge.search.synonyms import is_current, version_in
from knowledge.search.weigh import Content, content_of

ALL, SYNONYMS = SearchTerm.ALL, SearchTerm.SYNONYMS  # the row of the first is the lock of the index
ROWS_A_STATEMENT = 500
BATCH = 100


def index_article(article: Article) -> None:
    """Enter a published article, or enter it anew; any other is taken out."""
    replace([article])


def unindex_article(article: Article) -> None:
    """Take an article out: from now on nobody finds it."""
    replace([article], out=True)


def reindex(progress: Callable[[int, int], None] | None = None, *, batch: int = BATCH) -> int:
    """Index every published article anew and return their number.

    Each batch is exchanged in one transaction: a search always sees every article, old or new.
    """
    ids = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    reindex_articles(ids, progress, batch=batch)
    drop_stale(batch)
    recount()
    return len(ids)


def reindex_articles(
    ids: Sequence[int], progress: Callable[[int, int], None] | None = None, *, batch: int = BATCH
) -> int:
    """Index these articles anew, a batch at a time. Return their number."""
    for start in range(0, len(ids), batch):
        with transaction.atomic():
            rows = Article.objects.select_for_update().filter(pk__in=ids[start : start + batch])
            replace(list(rows.order_by("pk").prefetch_related("tags")))
        if progress:
            progress(min(start + batch, len(ids)), len(ids))
    return len(ids)


def drop_stale(batch: int) -> None:
    """Take out what is in the index but no longer published."""
    stale = Article.objects.filter(search_document__isnull=False).exclude(status=Article.Status.PUBLISHED)
    while rows := list(stale[:batch]):
        replace(rows, out=True)


@transaction.atomic
def replace(articles: Sequence[Article], *, out: bool = False) -> None:
    """Exchange what the index holds of these articles, numbers of articles a word included."""
    lock()
    files = {} if out else files_of(articles)
    contents = {} if out else {a.pk: (a, content_of(a, files[a.pk])) for a in articles if a.is_published}
    ids = [article.pk for article in articles]
    held = Posting.objects.filter(article__in=ids)
    change = Counter(dict.fromkeys(held.values_list("term", flat=True), 0))
    change.subtract(held.order_by().values_list("term", flat=True))
    held._raw_delete(held.db)
    kept = SearchDocument.objects.filter(article__in=ids)
    articles_less = kept.count()
    kept.exclude(article__in=contents).delete()
    terms = term_ids({word for _a, content in contents.values() for word in content.impacts})
    enter(contents.values(), terms)
    change.update(terms[word] for _a, content in contents.values() for word in content.impacts)
    shift_counts(change)
    SearchTerm.objects.filter(term=ALL).update(
        document_count=F("document_count") + len(contents) - articles_less
    )


def files_of(articles: Sequence[Article]) -> dict[int, list[Attachment]]:
    """Return the attached files with words of each article. One query."""
    files = defaultdict(list)
    for file in Attachment.objects.searched(articles):
        files[file.article_id].append(file)
    return files


def lock() -> None:
    """Let one writer at a time change the index: no deadlocks, true counts. Searches never wait.

    The writer knows the synonyms of the moment: terms of several words are theirs.
    """
    rows = SearchTerm.objects.select_for_update().filter(term__in=(ALL, SYNONYMS)).order_by("term")
    held = {row.term: row.document_count for row in rows}
    if ALL not in held:
        SearchTerm.objects.bulk_create([SearchTerm(term=ALL)], ignore_conflicts=True)
        SearchTerm.objects.select_for_update().get(term=ALL)
    is_current(version_in(held))


def term_ids(words: Iterable[str]) -> dict[str, int]:
    """Return the ids of the words; new words are entered."""
    words = sorted(words)
    found = stored_ids(words)
    new = [word for word in words if word not in found]
    SearchTerm.objects.bulk_create(
        [SearchTerm(term=word) for word in new], ROWS_A_STATEMENT, ignore_conflicts=True
    )
    return found | stored_ids(new)


def stored_ids(words: list[str]) -> dict[str, int]:
    """Return the ids of those words that have one."""
    found: dict[str, int] = {}
    for start in range(0, len(words), ROWS_A_STATEMENT):
        some = SearchTerm.objects.filter(term__in=words[start : start + ROWS_A_STATEMENT])
        found |= dict(some.values_list("term", "pk"))
    return found


def enter(contents: Iterable[tuple[Article, Content]], terms: dict[str, int]) -> None:
    """Write the postings, sorted as their key is, and the documents."""
    postings, documents = [], []
    for article, content in contents:
        is_public = article.visibility == Article.Visibility.PUBLIC
        audience = Posting.Audience.PUBLIC if is_public else Posting.Audience.STAFF
        postings += [
            (terms[word], impact, article.pk, audience.value) for word, impact in content.impacts.items()
        ]
        fields = {"title_words": content.title_words, "words": content.words, "text": content.text}
        documents.append(SearchDocument(article=article, **fields))
    postings.sort()
    sql = "INSERT INTO knowledge_posting (term_id, impact, article_id, audience) VALUES "
    with connection.cursor() as cursor:
        for start in range(0, len(postings), ROWS_A_STATEMENT):
            rows = postings[start : start + ROWS_A_STATEMENT]
            cursor.execute(
                sql + ", ".join(["(%s, %s, %s, %s)"] * len(rows)), [value for row in rows for value in row]
            )
    SearchDocument.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["title_words", "words", "text"],
    )


def shift_counts(change: Counter[int]) -> None:
    """Add to each term's number of articles."""
    rows = sorted((term, amount) for term, amount in change.items() if amount)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            some = rows[start : start + ROWS_A_STATEMENT]
            cursor.execute(
                f"WITH change (id, amount) AS (VALUES {', '.join(['(%s, %s)'] * len(some))}) "  # noqa: S608 - marks only
                "UPDATE knowledge_searchterm SET document_count = document_count + change.amount "
                "FROM change WHERE knowledge_searchterm.id = change.id",
                [value for row in some for value in row],
            )


@transaction.atomic
def recount() -> None:
    """Set every number of articles from what is there; words of no article go."""
    lock()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE knowledge_searchterm SET document_count = "
            "(SELECT COUNT(*) FROM knowledge_posting WHERE term_id = knowledge_searchterm.id) "
            "WHERE term NOT IN (%s, %s)",
            [ALL, SYNONYMS],
        )
    SearchTerm.objects.filter(document_count=0).exclude(term__in=(ALL, SYNONYMS)).delete()
    SearchTerm.objects.filter(term=ALL).update(document_count=SearchDocument.objects.count())
