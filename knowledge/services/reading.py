"""Reads: counted once a reader, article and day, after the page has left."""

import base64
import hashlib
import hmac
import logging
import re
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accounts.services import record_use
from knowledge.models import Article

log = logging.getLogger(__name__)

ROBOT = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|line-poker|curl|wget|python|java/|go-http|headless"
    r"|monitor|scan|fetch",
    re.IGNORECASE,
)
SAME_READ = "SELECT 1 FROM knowledge_read WHERE article_id = %s AND day = %s AND reader = %s"
ONE_READ = """
    INSERT INTO knowledge_read (article_id, day, reader) VALUES (%s, %s, %s)
    ON CONFLICT (article_id, day, reader) DO NOTHING
"""
ONE_MORE = """
    INSERT INTO knowledge_readtotal (article_id, total) VALUES (%s, 1)
    ON CONFLICT (article_id) DO UPDATE SET total = knowledge_readtotal.total + 1
"""


def is_reader(request) -> bool:
    """Return whether a person reads: robots, prefetching browsers and HEAD requests do not."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or request.headers.get("Sec-Purpose", "").startswith("prefetch"):
        return False
    return bool(agent) and not ROBOT.search(agent)


def reader_of(request, day: date) -> str:
    """Return who reads, as a keyed hash that names nobody: for visitors it is another every day."""
    if request.user.is_authenticated:
        return staff_reader(request.user)
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    return keyed(f"visitor {day} {address} {request.headers.get('User-Agent', '')}")


def staff_reader(user) -> str:
    """Return who reads, of a colleague: the same every day, so that people find what they read themselves."""
    return keyed(f"user {user.pk}")


def keyed(words: str) -> str:
    digest = hmac.digest(settings.SECRET_KEY.encode(), words.encode("utf-8", "replace"), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def record_read(*, request, article_id: int) -> None:
    """Count the read unless the reader wrote the article. Never fails the page."""
    user, day = request.user, timezone.localdate()
    try:
        if user.is_authenticated:
            if Article.objects.written_by(user).filter(pk=article_id).exists():
                return
            record_use(user=user, day=day)
        count_once(article_id, day, reader_of(request, day))
    except Exception:
        log.exception("A read of article %s was not counted", article_id)


def count_once(article_id: int, day: date, reader: str) -> None:
    """Enter a read that is not there yet. Who reads again only looks: no lock, no write."""
    row = [article_id, day, reader]
    with connection.cursor() as cursor:
        cursor.execute(SAME_READ, row)
        if cursor.fetchone():
            return
        with transaction.atomic():
            cursor.execute(ONE_READ, row)
            if cursor.rowcount == 1:
                cursor.execute(ONE_MORE, [article_id])


def count_read_after(response, *, request, article_id: int):
    """Count the read when the page has been sent: no reader waits for a counter. Return the response."""
    if is_reader(request) and response.status_code in (200, 304):
        response._resource_closers.append(lambda: record_read(request=request, article_id=article_id))
    return response
