"""The index follows every save, in its transaction; `reindex` builds it anew while search stays up."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import F

from knowledge.models import Article, Attachment, SearchDocument, SearchTerm
from knowledge.search.backends import backend
from knowledge.search.counts import ALL, ROWS_A_STATEMENT, SYNONYMS, shift_counts
from knowledge.search.match import Entry, audience_for
from knowledge.search.synonyms import is_current, version_in
from knowledge.search.weigh import Content, content_of

BATCH = 100


def index_article(article: Article) -> None:
    """Enter a published article, or enter it anew; any other is taken out."""
    replace([article])


def unindex_article(article: Article) -> None:
    """Take an article out: from now on nobody finds it."""
    replace([article], out=True)


def reindex(progress: Callable[[int, int], None] | None = None, *, batch: int = BATCH) -> int:
    """Index every published article anew and return their number.

    Each batch is exchanged in one transaction: a search always sees every article, old or new. Raises
    `SearchUnavailable` where the index lies on another server that cannot be reached.
    """
    backend().prepare()
    ids = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    reindex_articles(ids, progress, batch=batch, is_told=False)
    drop_stale(batch)
    recount()
    backend().finish()
    return len(ids)


def reindex_articles(
    ids: Sequence[int],
    progress: Callable[[int, int], None] | None = None,
    *,
    batch: int = BATCH,
    is_told: bool = True,
) -> int:
    """Index these articles anew, a batch at a time. Return their number."""
    for start in range(0, len(ids), batch):
        with transaction.atomic():
            rows = Article.objects.select_for_update().filter(pk__in=ids[start : start + batch])
            replace(list(rows.order_by("pk").prefetch_related("tags")), is_told=is_told)
        if progress:
            progress(min(start + batch, len(ids)), len(ids))
    return len(ids)


def drop_stale(batch: int) -> None:
    """Take out what is in the index but no longer published."""
    stale = Article.objects.filter(search_document__isnull=False).exclude(status=Article.Status.PUBLISHED)
    while rows := list(stale[:batch]):
        replace(rows, out=True)


@transaction.atomic
def replace(articles: Sequence[Article], *, out: bool = False, is_told: bool = True) -> None:
    """Exchange what the index holds of these articles, numbers of articles a word included.

    `is_told`: an index on another server hears of it when the transaction commits, not at the end of `reindex`.
    """
    lock()
    files = {} if out else files_of(articles)
    contents = {} if out else {a.pk: (a, content_of(a, files[a.pk])) for a in articles if a.is_published}
    ids = [article.pk for article in articles]
    terms = term_ids({word for _a, content in contents.values() for word in content.impacts})
    entries = [entry_of(article, content, terms) for article, content in contents.values()]
    change = backend().exchange(ids, entries)
    change.update(term for entry in entries for term in entry.impacts)
    kept = SearchDocument.objects.filter(article__in=ids)
    articles_less = kept.count()
    kept.exclude(article__in=contents).delete()
    enter_documents(contents.values())
    shift_counts(change)
    SearchTerm.objects.filter(term=ALL).update(
        document_count=F("document_count") + len(contents) - articles_less
    )
    if is_told:
        backend().announce(ids)


def entry_of(article: Article, content: Content, terms: dict[str, int]) -> Entry:
    """Return what the index is to hold of an article."""
    impacts = {terms[word]: impact for word, impact in content.impacts.items()}
    return Entry(article.pk, audience_for(article), impacts)


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


def enter_documents(contents: Iterable[tuple[Article, Content]]) -> None:
    """Write the words in their order."""
    fields = ("title_words", "words", "text")
    SearchDocument.objects.bulk_create(
        [
            SearchDocument(article=article, **{name: getattr(content, name) for name in fields})
            for article, content in contents
        ],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=fields,
    )


@transaction.atomic
def recount() -> None:
    """Set every number of articles from what is there; words of no article go."""
    lock()
    backend().count_terms()
    SearchTerm.objects.filter(document_count=0).exclude(term__in=(ALL, SYNONYMS)).delete()
    SearchTerm.objects.filter(term=ALL).update(document_count=SearchDocument.objects.count())
