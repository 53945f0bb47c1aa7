"""What happens inside the portal, asked in its own process: what there is, queries a page, the price of a read.

python -m tools.measuring.probe     # DATABASE_URL and KMC_DATA_DIR name the site; prints JSON
"""

import json
import os
import re
import sys
import time

import django

from tools.measuring.pages import ROBOT, Page, pages_of

ARTICLES = 12
EVENTS = 300
PLAIN_INSERT = "INSERT INTO knowledge_read (article_id, day, reader) VALUES (%s, '2000-01-01', %s)"
WORK = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
THAI_WORD = re.compile("[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e39\u0e40-\u0e4e]{4,}")


def facts() -> dict:
    """Return ids and words to ask for."""
    from knowledge.models import Article, PublishedTotal
    from knowledge.search import reindex

    if not Article.objects.filter(search_document__isnull=False).exists():
        reindex()
    ids = list(Article.objects.public().order_by("pk").values_list("pk", flat=True))
    total = sum(PublishedTotal.objects.filter(visibility="public").values_list("total", flat=True))
    return {
        "articles": ids[:: max(1, len(ids) // ARTICLES)][:ARTICLES],
        "total": total,
        "pages": max(1, total // 20),  # the last full page
        "rare": words_in(1, 5)[::97][:10] or words_in(1, 5)[:10],
        "frequent": words_in(total // 60, total // 40 + 1)[:5],
    }


def words_in(fewest: int, most: int) -> list[str]:
    """Return the Thai words that so many articles hold."""
    from knowledge.models import SearchTerm

    terms = SearchTerm.objects.filter(document_count__gte=fewest, document_count__lte=most).order_by("pk")
    return [term for term in terms.values_list("term", flat=True) if THAI_WORD.fullmatch(term)]


# --- Queries and headers ------------------------------------------------------------------------


def count_queries(page: Page) -> int:
    """Return the queries of a page that was asked for before, the counting of a read left out."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User

    client = Client(headers={"host": "127.0.0.1", "user-agent": ROBOT})
    if page.user:
        client.force_login(User.objects.get(username=page.user))
    client.get(page.path(0))
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page.path(0))
    if answer.status_code != 200:
        raise SystemExit(f"{page.name}: {page.path(0)} answered {answer.status_code}")
    return sum(query["sql"].lstrip().startswith(WORK) for query in captured.captured_queries)


# --- The price of counting a read ---------------------------------------------------------------


def event_costs(article_id: int) -> dict[str, float]:
    """Return the milliseconds of a counted read and of a plain insert, each committed on its own."""
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection
    from django.test import RequestFactory

    from knowledge.services.reading import record_read

    requests = []
    for number in range(EVENTS):
        agent = f"Mozilla/5.0 event {time.time_ns()} {number}"
        request = RequestFactory().get("/", headers={"user-agent": agent})
        request.user = AnonymousUser()
        requests.append(request)
    counted = plain = 0.0
    with connection.cursor() as cursor:
        for number, request in enumerate(requests):
            begun = time.perf_counter()
            record_read(request=request, article_id=article_id)
            between = time.perf_counter()
            cursor.execute(PLAIN_INSERT, [article_id, f"bench {number}"])
            counted += between - begun
            plain += time.perf_counter() - between
        cursor.execute(
            "DELETE FROM knowledge_read WHERE article_id = %s AND day = '2000-01-01'", [article_id]
        )
    return {"counted": counted * 1000 / EVENTS, "plain": plain * 1000 / EVENTS}


# --- Does search find all? ----------------------------------------------------------------------


def recall(words: list[str]) -> dict[str, int]:
    """Return how many public articles hold the words, letter by letter, and how many were found or counted."""
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Q

    from kmc.lib.html import html_to_text
    from knowledge.models import Article
    from knowledge.search import search

    held = found = 0
    for word in words:
        holds = Q(title__contains=word) | Q(summary__contains=word) | Q(body__contains=word)
        rows = Article.objects.public().filter(holds).values_list("pk", "title", "summary", "body")
        truth = {pk for pk, title, summary, body in rows if word in f"{title} {summary} {html_to_text(body)}"}
        results = search(word, user=AnonymousUser(), per_page=20)
        hits = {hit.article.pk for hit in results.page}
        held += len(truth)
        found += len(truth & hits) if len(truth) <= 20 else min(results.total, len(truth))
    return {"held": held, "found": found}


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kmc.settings"
    django.setup()
    known = facts()
    pages = pages_of(known)
    told = {
        "facts": known,
        "queries": {page.name: count_queries(page) for page in pages},
        "event": event_costs(known["articles"][0]),
        "recall": {"rare": recall(known["rare"]), "frequent": recall(known["frequent"][:1])},
    }
    json.dump(told, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
