"""The index follows every save: what each published article weighs for each of its words."""

import re
from collections import Counter
from collections.abc import Callable

from django.db import transaction
from django.db.models import Count, F

from kmc.lib.html import html_to_text
from knowledge.models import Article, Posting, SearchDocument, SearchTerm
from knowledge.search.segment import terms, tokens

TITLE, SUMMARY, TAGS, HEADINGS, BODY = 6.0, 3.0, 3.0, 2.0, 1.0
SATURATION, LENGTH_SHARE, USUAL_LENGTH = 1.2, 0.75, 400
SCALE = 1000
HEADING = re.compile(r"<h[2-4][^>]*>(.*?)</h[2-4]>", re.DOTALL)


def weights_of(article: Article, text: str) -> dict[str, int]:
    """Return each term's impact, 0 to 1000: its saturated, field-weighted frequency (BM25F)."""
    fields = (
        (TITLE, article.title),
        (SUMMARY, article.summary),
        (TAGS, ", ".join(tag.name for tag in article.tags.all())),
        (HEADINGS, "\n".join(html_to_text(heading) for heading in HEADING.findall(article.body))),
        (BODY, text),
    )
    frequency: Counter[str] = Counter()
    for weight, content in fields:
        for term in terms(content):
            frequency[term] += weight
    length = sum(frequency.values())
    norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / USUAL_LENGTH)
    return {term: round(SCALE * count / (count + norm)) for term, count in frequency.items()}


def term_ids(words) -> dict[str, int]:
    """Return the ids of the words, new ones entered."""
    words = sorted(words)
    SearchTerm.objects.bulk_create([SearchTerm(term=word) for word in words], ignore_conflicts=True)
    found: dict[str, int] = {}
    for start in range(0, len(words), 500):
        found |= dict(SearchTerm.objects.filter(term__in=words[start : start + 500]).values_list("term", "pk"))
    return found


@transaction.atomic
def index_article(article: Article) -> None:
    """Enter a published article, or enter it anew; any other is taken out."""
    unindex_article(article)
    if not article.is_published:
        return
    text = html_to_text(article.body)
    impacts = weights_of(article, text)
    ids = term_ids(impacts)
    is_public = article.visibility == Article.Visibility.PUBLIC
    audience = Posting.Audience.PUBLIC if is_public else Posting.Audience.STAFF
    Posting.objects.bulk_create(
        [
            Posting(term_id=ids[term], article=article, audience=audience, impact=impact)
            for term, impact in impacts.items()
        ],
        batch_size=500,
    )
    SearchTerm.objects.filter(pk__in=Posting.objects.filter(article=article).values("term")).update(
        document_count=F("document_count") + 1
    )
    body_tokens = tokens(text)
    SearchDocument.objects.create(
        article=article,
        title_tokens=" ".join(tokens(article.title)),
        tokens=" ".join(body_tokens),
        text=text,
        length=len(body_tokens),
    )


@transaction.atomic
def unindex_article(article: Article) -> None:
    """Take an article out: from now on nobody finds it."""
    held = Posting.objects.filter(article=article)
    SearchTerm.objects.filter(pk__in=held.values("term")).update(document_count=F("document_count") - 1)
    held.delete()
    SearchDocument.objects.filter(article=article).delete()


def reindex(progress: Callable[[int, int], None] | None = None, *, batch: int = 100) -> int:
    """Index every published article anew, a batch a transaction, so that search stays up meanwhile.

    Returns the number of articles. Articles that are no longer published leave the index.
    """
    published = Article.objects.published()
    for stale in Article.objects.filter(search_document__isnull=False).exclude(status="published"):
        unindex_article(stale)
    total, done = published.count(), 0
    ids = list(published.order_by("pk").values_list("pk", flat=True))
    for start in range(0, total, batch):
        with transaction.atomic():
            for article in published.filter(pk__in=ids[start : start + batch]).prefetch_related("tags"):
                index_article(article)
                done += 1
        if progress:
            progress(done, total)
    recount_terms()
    return done


@transaction.atomic
def recount_terms() -> None:
    """Set each word's number of articles from the postings; words of no article go."""
    SearchTerm.objects.filter(postings__isnull=True).delete()
    changed = SearchTerm.objects.annotate(held=Count("postings")).exclude(document_count=F("held"))
    for term in changed.iterator():
        SearchTerm.objects.filter(pk=term.pk).update(document_count=term.held)
