"""The search itself: one statement over the postings, then the page's rows."""

import math
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection

from kmc.lib.paging import WindowPage
from knowledge.models import Article, Posting, PublishedTotal, SearchDocument, SearchTerm
from knowledge.search.correct import corrected_words
from knowledge.search.excerpt import excerpt, marked
from knowledge.search.query import Query, parsed
from knowledge.search.synonyms import other_ways

SYNONYM_SHARE, CORRECTION_SHARE, PREFIX_SHARE = 0.5, 0.5, 0.35
PREFIX_TERMS = 12
MOST_HITS = 10_000
RERANKED = 100
PHRASE_BONUS = 0.4
NEWEST, MOST_READ = "newest", "read"


@dataclass(frozen=True)
class Hit:
    """An article that fits, with its title and an excerpt, matches marked."""

    article: Article
    title: str
    excerpt: str


@dataclass
class Results:
    """What was found: `page` holds the hits of one page; `corrected` is the spelling searched as well."""

    text: str
    total: int
    page: "SearchPage"
    corrected: str = ""
    total_is_capped: bool = False
    weights: dict[str, float] = field(default_factory=dict)


class SearchPages:
    """The pages of a ranking: a list of ids, best first."""

    def __init__(self, ids: list[int], total: int, per_page: int, wanted: set[str]):
        self.ids = ids
        self.total = total
        self.per_page = per_page
        self.wanted = wanted

    @property
    def num_pages(self) -> int:
        return max(1, -(-min(self.total, len(self.ids)) // self.per_page))

    def page(self, number) -> "SearchPage":
        """Return the page; anything that is no page number is the nearest one."""
        text = str(number)
        wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
        return SearchPage(self, min(max(1, wanted), self.num_pages))

    def rows(self, number: int) -> list[Hit]:
        """Return the hits of a page: their rows, excerpts cut from their kept text."""
        start = (number - 1) * self.per_page
        ids = self.ids[start : start + self.per_page]
        found = Article.objects.for_list().select_related("search_document").in_bulk(ids)
        return [
            Hit(
                found[pk],
                marked(found[pk].title, self.wanted),
                excerpt(found[pk].search_document.text, self.wanted)
                or marked(found[pk].summary, self.wanted),
            )
            for pk in ids
            if pk in found
        ]


class SearchPage(WindowPage):
    """One page of hits."""

    @cached_property
    def object_list(self) -> list[Hit]:
        return self.paginator.rows(self.number)


def search(text: str, *, user, within=None, sort: str = "relevance", page=1, per_page: int = 20) -> Results:
    """Find what the person may read, best first.

    `within` narrows to a queryset of articles (filters). Any word matches; rare words, titles and
    neighbouring words weigh more. Quoted words must stand as they are, `-word` leaves out.
    """
    query = parsed(text)
    weights, corrected = weighted_terms(query)
    ids, capped = ranked(query, weights, user=user, within=within, sort=sort)
    pages = SearchPages(ids, len(ids), per_page, wanted=set(weights) | set(query.words))
    return Results(
        text=text,
        total=len(ids),
        page=pages.page(page),
        corrected=corrected,
        total_is_capped=capped,
        weights=weights,
    )


def weighted_terms(query: Query) -> tuple[dict[str, float], str]:
    """Return every term to look for with its share, and the corrected spelling ("" where none was needed)."""
    shares = dict.fromkeys(other_ways(query.words), SYNONYM_SHARE)
    known = known_terms([*query.terms, *shares])
    missing = [word for word in query.words if word not in known and len(word) > 2]
    corrections = corrected_words(missing)
    for words in corrections.values():
        shares |= dict.fromkeys(words, CORRECTION_SHARE)
    if query.last and len(query.words) <= 3 and query.last not in known or len(query.last) <= 2:
        shares |= dict.fromkeys(beginnings(query.last), PREFIX_SHARE)
    shares |= dict.fromkeys(query.terms, 1.0)
    corrected = "".join(corrections.get(word, [word])[0] for word in query.words) if corrections else ""
    return shares, corrected


def known_terms(words) -> set[str]:
    """Return which of the words some article holds. One query."""
    return set(SearchTerm.objects.filter(term__in=list(words)[:200]).values_list("term", flat=True))


def beginnings(word: str) -> list[str]:
    """Return the most used terms that begin with the word."""
    if not word:
        return []
    following = word[:-1] + chr(ord(word[-1]) + 1)
    terms = SearchTerm.objects.filter(term__gte=word, term__lt=following, document_count__gt=0)
    return list(terms.order_by("-document_count").values_list("term", flat=True)[:PREFIX_TERMS])


def ranked(query: Query, weights: dict[str, float], *, user, within, sort: str) -> tuple[list[int], bool]:
    """Return the ids of the fitting articles in order, and whether the list was cut."""
    if not weights:
        return [], False
    counts = dict(
        SearchTerm.objects.filter(term__in=list(weights)).values_list("pk", "document_count")
    )
    names = dict(SearchTerm.objects.filter(pk__in=counts).values_list("pk", "term"))
    if not counts:
        return [], False
    size = max(1, sum(PublishedTotal.objects.values_list("total", flat=True)), *counts.values())
    idf = {
        pk: weights[names[pk]] * math.log(1 + (size - count + 0.5) / (count + 0.5)) for pk, count in counts.items()
    }
    rows = scored(idf, is_public_only=not user.is_authenticated, within=within)
    rows = without(rows, query) if query.excluded or query.phrases else rows
    capped = len(rows) > MOST_HITS
    rows = rows[:MOST_HITS]
    if sort == NEWEST or sort == MOST_READ:
        return reordered([pk for pk, _score in rows], sort), capped
    return [pk for pk, _score in reranked(rows, query)], capped


def scored(idf: dict[int, float], *, is_public_only: bool, within) -> list[tuple[int, float]]:
    """Return (article, score), best first, newest first among equals. One statement."""
    cases = " ".join("WHEN %s THEN %s" for _ in idf)
    marks = ", ".join("%s" for _ in idf)
    parameters: list = [value for pair in idf.items() for value in pair]
    sql = (
        f"SELECT article_id, SUM(impact * CASE term_id {cases} END) AS score FROM knowledge_posting "  # noqa: S608
        f"WHERE term_id IN ({marks})"
    )
    parameters += list(idf)
    if is_public_only:
        sql += " AND audience = 0"
    if within is not None:
        inner, inner_parameters = within.order_by().values("pk").query.sql_with_params()
        sql += f" AND article_id IN ({inner})"
        parameters += inner_parameters
    sql += " GROUP BY article_id ORDER BY score DESC, article_id DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, MOST_HITS + 1])
        return [(pk, float(score)) for pk, score in cursor.fetchall()]


def token_streams(ids: list[int]) -> dict[int, str]:
    """Return the words of each article in order, a space around each word."""
    documents = SearchDocument.objects.filter(pk__in=ids).values_list("pk", "title_tokens", "tokens")
    return {pk: f" {title} \n {body} " for pk, title, body in documents}


def without(rows, query: Query):
    """Drop what lacks a quoted phrase or holds an excluded word."""
    streams: dict[int, str] = {}
    ids = [pk for pk, _score in rows]
    for start in range(0, len(ids), 500):
        streams |= token_streams(ids[start : start + 500])
    kept = []
    for pk, score in rows:
        stream = streams.get(pk, "")
        has_all = all(f" {' '.join(phrase)} " in stream for phrase in query.phrases)
        if has_all and not any(f" {word} " in stream for word in query.excluded):
            kept.append((pk, score))
    return kept


def reranked(rows, query: Query):
    """Lift, among the first hundred, those where neighbouring words of the query stand side by side."""
    pairs = [f" {first} {second} " for first, second in zip(query.words, query.words[1:], strict=False)]
    if not pairs or len(rows) < 2:
        return rows
    head = rows[:RERANKED]
    streams = token_streams([pk for pk, _score in head])
    best = head[0][1] or 1.0

    def lifted(row):
        stream = streams.get(row[0], "")
        return row[1] + PHRASE_BONUS * best * sum(pair in stream for pair in pairs) / len(pairs)

    return sorted(head, key=lambda row: (-lifted(row), -row[0])) + rows[RERANKED:]


def reordered(ids: list[int], sort: str) -> list[int]:
    """Return the ids newest first or most read first."""
    found = []
    for start in range(0, len(ids), 900):
        rows = Article.objects.filter(pk__in=ids[start : start + 900])
        found += rows.values_list("first_published_at", "read_total__total", "pk")
    if sort == NEWEST:
        return [pk for _at, _total, pk in sorted(found, key=lambda row: (row[0], row[2]), reverse=True)]
    return [pk for _at, _total, pk in sorted(found, key=lambda row: (row[1] or 0, row[2]), reverse=True)]
