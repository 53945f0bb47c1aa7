"""OpenSearch answers: it holds the postings, for offices that outgrow their database.

It is asked for words, audience and given articles only; every filter, the words in order and all that is shown come
from the database, so nothing can be stale there. Where it does not answer the database does, if it has postings.
"""

import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q

from knowledge.models import Article, Posting, SearchDocument, SearchEntry, SearchTerm
from knowledge.search.backends import database
from knowledge.search.backends import near as nearness
from knowledge.search.backends.asking import MOST_FOUND, MOST_IDS, adds, question
from knowledge.search.backends.client import client
from knowledge.search.backends.sending import build_index, send_after_save
from knowledge.search.counts import ALL, SYNONYMS, shift_counts
from knowledge.search.facets import Group
from knowledge.search.match import (
    MOST_READ,
    MOST_USED,
    NEWEST,
    RELEVANCE,
    Entry,
    Match,
    Matches,
    SearchUnavailable,
    audience_of,
)
from knowledge.search.plan import Plan

BEST_FIRST = [{"_score": "desc"}, {"id": "desc"}]
HITS_AND_NEAR = (True, False)
NEWEST_FIRST = [{"published": "desc"}, {"id": "desc"}]


class Found:
    """One kind of what was found, hits or what is only near: numbers of articles with their scores, and how many."""

    def __init__(self, answer: dict):
        hits = answer["hits"]
        self.scores = {int(hit["_id"]): hit["_score"] or 0 for hit in hits["hits"]}
        self.total = min(hits["total"]["value"], MOST_FOUND)
        self.is_capped = hits["total"]["relation"] != "eq" or hits["total"]["value"] > MOST_FOUND

    def narrowed(self, rows, sort: str) -> "Found":
        """Keep what is among the rows of a queryset, in the order asked for."""
        rows = rows.filter(pk__in=list(self.scores))
        orders = {NEWEST: rows.newest_first, MOST_READ: rows.most_read_first, MOST_USED: rows.most_used_first}
        ids = list((orders[sort]() if sort in orders else rows.order_by()).values_list("pk", flat=True))
        if sort not in orders:
            kept = set(ids)
            ids = [pk for pk in self.scores if pk in kept]
        self.scores = {pk: self.scores[pk] for pk in ids}
        self.total = len(self.scores)
        return self


def answered(ask: Callable, otherwise: Callable):
    """Return what OpenSearch says, else what the database does while it still has postings."""
    try:
        return ask()
    except SearchUnavailable:
        if not Posting.objects.exists():
            raise
        return otherwise()


def matches(plan: Plan, *, user, within, sort: str, offset: int, limit: int) -> Matches:
    """Return a stretch of what was found, in order, and how much there is. One question, two small statements."""
    if is_empty(plan):
        return Matches([], 0, 0, is_capped=False)
    asked = {"user": user, "within": within, "sort": sort, "offset": offset, "limit": limit}
    return answered(partial(found, plan, **asked), partial(database.matches, plan, **asked))


def is_empty(plan: Plan) -> bool:
    return plan.is_impossible or not any(term.weight for term in plan.terms.values())


def found(plan: Plan, *, user, within, sort: str, offset: int, limit: int) -> Matches:
    """Return hits first, then what is near. Read and used most is known to the database alone."""
    ids = ids_of(within)
    is_broad = ids is not None and len(ids) > MOST_IDS
    if is_broad or sort in (MOST_READ, MOST_USED):
        hits, near = asked_for(plan, user=user, ids=None if is_broad else ids, limit=MOST_FOUND)
        rows = within if within is not None else Article.objects.readable_by(user)
        hits, near = hits.narrowed(rows, sort), near.narrowed(rows, sort)
        start = offset
    else:
        window = {"offset": offset, "limit": max(0, min(limit, MOST_FOUND - offset))}
        hits, near = asked_for(plan, user=user, ids=ids, sort=sort, **window)
        start = 0
    ordered = [*((pk, score, True) for pk, score in hits.scores.items())]
    if not hits.total or not offset:  # what is near stands on the first page, or alone
        ordered += ((pk, score, False) for pk, score in near.scores.items())
    is_capped = hits.is_capped or (not hits.total and near.is_capped)
    rows = match_rows(ordered[start : start + limit], plan)
    return Matches(rows, hits.total, hits.total + near.total, is_capped=is_capped)


def ids_of(within) -> list[int] | None:
    """Return the numbers a filter leaves, one more than can be named where they are too many; None for no filter."""
    if within is None:
        return None
    return list(within.order_by().values_list("pk", flat=True)[: MOST_IDS + 1])


def asked_for(
    plan: Plan,
    *,
    user,
    ids: list[int] | None,
    limit: int,
    sort: str = RELEVANCE,
    offset=0,
    kinds=HITS_AND_NEAR,
) -> list[Found]:
    """Return a stretch of each kind: hits, and what is only near."""
    window = {"from": offset if limit else 0, "size": limit, "track_total_hits": MOST_FOUND}
    order = {"sort": NEWEST_FIRST if sort == NEWEST else BEST_FIRST, "_source": False}
    queries = [question(plan, user=user, ids=ids, hits=hits) for hits in kinds]
    return list(map(Found, client().found(*({"query": query, **window, **order} for query in queries))))


def match_rows(ordered: Sequence[tuple[int, float, bool]], plan: Plan) -> list[Match]:
    """Return the rows with their words from the database; what has gone meanwhile is left out."""
    fields = ["article__first_published_at", "title_words"]
    if sum(len(token.leaves) for token in plan.query.words) > 1:
        fields.append("words")  # for neighbours
    rows = SearchDocument.objects.filter(pk__in=[pk for pk, _score, _is_hit in ordered])
    texts = {pk: texts for pk, *texts in rows.values_list("pk", *fields)}
    return [
        Match(pk, round(score), is_hit, *(*texts[pk], "")[:3]) for pk, score, is_hit in ordered if pk in texts
    ]


def groups(plan: Plan, *, user, within, hits: int) -> list[Group] | None:
    """Return what was found in groups; None where it is too much to count."""
    asked = {"user": user, "within": within, "hits": hits}
    return answered(partial(found_groups, plan, **asked), partial(database.groups, plan, **asked))


def found_groups(plan: Plan, *, user, within, hits: int) -> list[Group] | None:
    """Return the groups of the hits, or where there are none of what is near. The database groups them."""
    [chosen] = asked_for(plan, user=user, ids=None, limit=MOST_FOUND, kinds=(bool(hits),))
    if chosen.is_capped:
        return None
    rows = within if within is not None else Article.objects.readable_by(user)
    return [Group(*row) for row in rows.filter(pk__in=list(chosen.scores)).grouped()]


def related(article: Article, *, user, limit: int) -> list[Article]:
    """Return what is nearest, closest first; where nobody answers the newest of the topic."""

    def near() -> list[Article]:
        return among(nearest(article, user=user), article, user=user, limit=limit)

    try:
        return answered(near, partial(database.related, article, user=user, limit=limit))
    except SearchUnavailable:
        return among({}, article, user=user, limit=limit)


def among(scores: dict[int, float], article: Article, *, user, limit: int) -> list[Article]:
    """Return the first of what was found and the newest of the topic, those of the own topic moved up."""
    articles = Article.objects.readable_by(user)
    of_topic = articles.filter(topic=article.topic_id or 0).newest_first().values_list("pk", flat=True)
    scores = dict.fromkeys(of_topic[: nearness.OF_TOPIC], 0.0) | scores
    scores.pop(article.pk, None)
    shown = articles.filter(pk__in=scores).only("title", "kind", "topic", "first_published_at")

    def key(other: Article):
        share = nearness.SAME_TOPIC if other.topic_id and other.topic_id == article.topic_id else 1
        return scores[other.pk] * share, other.first_published_at, other.pk

    return sorted(shown, key=key, reverse=True)[:limit]


def nearest(article: Article, *, user) -> dict[int, float]:
    """Return the articles that say enough of the same, with how much."""
    weights, enough = telling_words(article)
    if not weights:
        return {}
    query = {
        "bool": {
            "filter": [{"range": {"audience": {"lte": audience_of(user)}}}],
            "must_not": [{"terms": {"id": [article.pk]}}],
            "should": [adds(term, weight) for term, weight in weights.items()],
            "minimum_should_match": 1,
        }
    }
    body = {
        "query": query,
        "min_score": enough,
        "size": nearness.LOOKED_AT,
        "sort": BEST_FIRST,
        "_source": False,
    }
    return Found(client().found(body | {"track_total_hits": MOST_FOUND})[0]).scores


def telling_words(article: Article) -> tuple[dict[int, float], float]:
    """Return the article's rare, heavy words, each with its weight, and the score that is near enough."""
    entry = SearchEntry.objects.filter(pk=article.pk).first()
    impacts = {int(term): impact for term, impact in entry.impacts.items()} if entry else {}
    rows = SearchTerm.objects.filter(Q(pk__in=list(impacts)) | Q(term=ALL))
    counts = dict(rows.values_list("pk", "document_count"))
    size = sum(count for pk, count in counts.items() if pk not in impacts)
    rare = {pk: counts[pk] for pk in impacts if pk in counts and counts[pk] <= nearness.MOST_HOLDING}
    weights = {
        pk: impacts[pk] ** 2 * math.log(1 + max(0, size - count + 0.5) / (count + 0.5))
        for pk, count in rare.items()
    }
    heaviest = sorted(weights, key=lambda pk: (-weights[pk], pk))
    enough = nearness.NEAR_ENOUGH * sum(weights[pk] * impacts[pk] for pk in heaviest[: nearness.MOST_WORDS])
    own = [pk for pk in heaviest if rare[pk] >= nearness.FEWEST_HOLDING][: nearness.MOST_WORDS]
    return {pk: weights[pk] for pk in own if weights[pk] > 0}, enough


# --- The index ----------------------------------------------------------------------------------


def exchange(ids: Sequence[int], entries: Sequence[Entry]) -> Counter[int]:
    """Note in the transaction what OpenSearch is to hold of these articles.

    Return what that takes from each term's number of articles.
    """
    now = time.time_ns() // 1000
    held = SearchEntry.objects.in_bulk(ids)
    entered = {entry.article_id: entry for entry in entries}
    change = Counter()
    for entry in held.values():
        change.subtract(map(int, entry.impacts))
    postings = Posting.objects.filter(article__in=[pk for pk in ids if pk not in held])
    change.subtract(postings.order_by().values_list("term", flat=True))
    rows = [
        SearchEntry(
            article_id=pk,
            version=max(now + place, held[pk].version + 1 if pk in held else 0),
            audience=entered[pk].audience if pk in entered else Posting.Audience.STAFF,
            impacts=entered[pk].impacts if pk in entered else {},
        )
        for place, pk in enumerate(ids)
        if pk in held or pk in entered
    ]
    SearchEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article_id"],
        update_fields=["version", "audience", "impacts", "is_waiting"],
    )
    hide(ids, entered)
    return change


def hide(ids: Sequence[int], entered: dict[int, Entry]) -> None:
    """Take from the postings of the database what must not be found; the others answer until a new index does."""
    out = [pk for pk in ids if pk not in entered]
    inside = [pk for pk, entry in entered.items() if entry.audience == Posting.Audience.STAFF]
    hidden = Posting.objects.filter(
        Q(article__in=out) | Q(article__in=inside, audience=Posting.Audience.PUBLIC)
    )
    hidden._raw_delete(hidden.db)


def announce(ids: Sequence[int]) -> None:
    """Send when the transaction has committed, never before."""
    transaction.on_commit(partial(send_after_save, list(ids)), robust=True)


def count_terms() -> None:
    """Set each term's number of articles from the entries; those of articles that are gone are forgotten."""
    SearchEntry.objects.of_no_article().delete()
    counts = Counter()
    for impacts in SearchEntry.objects.values_list("impacts", flat=True).iterator():
        counts.update(map(int, impacts))
    words = SearchTerm.objects.exclude(term__in=(ALL, SYNONYMS)).values_list("pk", "document_count")
    shift_counts(Counter({pk: counts[pk] - number for pk, number in words.iterator()}))


def prepare() -> None:
    """Ask before all the work whether OpenSearch is there."""
    client().indexes()


def finish() -> None:
    """Everything is indexed anew: build the new index and exchange it; what the database searched in goes."""
    build_index()
    Posting.objects.all()._raw_delete(Posting.objects.db)
