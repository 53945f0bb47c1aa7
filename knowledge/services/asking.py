"""What people ask: searches that are kept, new articles told of, words noted without who asked."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import blake2b
from itertools import pairwise

from django.core.cache import caches
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.notices import notify
from kmc.lib.thai import collapse_spaces, normalize
from knowledge.models import SavedSearch, SearchLog
from knowledge.search.match import NEWEST
from knowledge.search.normalize import fold
from knowledge.services.errors import ActionRefused
from knowledge.services.reading import is_reader

log = logging.getLogger(__name__)

LONGEST_NOTED = 120
LONGEST_PATH = 300  # of a notification
DAYS_NOTED = 400  # a year and a little: two fiscal years can be compared at its end
MANY_DIGITS = 7  # telephones, citizen numbers, codes: not what a collection of knowledge is asked for
ONE_SEARCH = """
    INSERT INTO knowledge_searchlog (day, words, found, times) VALUES (%s, %s, %s, 1)
    ON CONFLICT (day, words) DO UPDATE SET times = knowledge_searchlog.times + 1, found = excluded.found
"""


# --- Searches that are kept ----------------------------------------------------------------------


@transaction.atomic
def save_search(*, query: str, title: str, by: User) -> SavedSearch:
    """Keep a search; one that is kept already stays as it is. Too many are refused."""
    User.objects.select_for_update().get(pk=by.pk)
    kept = SavedSearch.objects.of_query(by, query)
    if kept:
        return kept
    if SavedSearch.objects.of(by).count() >= SavedSearch.MOST:
        raise ActionRefused(
            _("At most %(most)d searches can be kept. Please remove one first.") % {"most": SavedSearch.MOST}
        )
    return SavedSearch.objects.create(user=by, query=query, title=title)


def tell_of_new_articles(news_of: Callable[[SavedSearch], int]) -> int:
    """Tell people of articles that are new to the searches they keep. Return how many were told.

    `news_of` returns how many articles a search finds that were published since it was told last.
    """
    told = 0
    for kept in SavedSearch.objects.telling().select_related("user").order_by("pk").iterator():
        now = timezone.now()
        number = news_of(kept)
        with transaction.atomic():
            moved = SavedSearch.objects.filter(pk=kept.pk, told_until=kept.told_until).update(told_until=now)
            if moved and number:
                details = {"title": kept.title, "number": str(number)}
                path = f"{kept.get_absolute_url()}&sort={NEWEST}"
                path = path if len(path) <= LONGEST_PATH else reverse("knowledge:saved_search_list")
                told += notify(people=[kept.user_id], kind="saved_search", path=path, details=details)
    return told


# --- What is asked ------------------------------------------------------------------------------


def noting_searches(view):
    """Note what was asked and how much was found, when the page has been sent: nobody waits for it."""

    @wraps(view)
    def noted(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        words = plain_question(request.GET)
        if words and is_reader(request) and response.status_code in (200, 304):
            response._resource_closers.append(lambda: note_search(words, request.user))
        return response

    return noted


def plain_question(query) -> str:
    """Return the words of a search without filters, on its first page: what somebody asks; else ""."""
    others = [name for name in query if name not in ("q", "exact", "sort") and query.get(name)]
    return fold(collapse_spaces(normalize(query.get("q", "")[: LONGEST_NOTED * 2])))[:LONGEST_NOTED] * (
        not others
    )


def keep_number(words: str, user, found: int) -> None:
    """Remember for the note how much was found: a page that is kept is not searched for again."""
    question = fold(collapse_spaces(words))[:LONGEST_NOTED]
    caches["pages"].set(number_key(question, user), found)


def number_key(words: str, user) -> str:
    digest = blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"found:{'staff' if user.is_authenticated else 'visitor'}:{digest}"


def note_search(words: str, user) -> None:
    """Count the question of the day, unless it looks like something personal. Never fails the page."""
    try:
        found = caches["pages"].get(number_key(words, user))
        if found is None or is_personal(words):
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ONE_SEARCH, [timezone.localdate(), words, found])
    except Exception:
        log.exception("A search was not noted")


def forget_old_questions() -> int:
    """Drop what was asked long ago. Return how many rows went."""
    return SearchLog.objects.prune(timezone.localdate() - timedelta(days=DAYS_NOTED))


def is_personal(words: str) -> bool:
    """Return whether the words hold a number or address of somebody, or a colleague's whole name. One query.

    A title may stand before the name without a space: «ครูสมชาย ใจดี».
    """
    if "@" in words or len(re.sub(r"\D", "", words)) >= MANY_DIGITS:
        return True
    pairs = list(pairwise(words.split()))
    if not pairs:
        return False
    people = User.objects.of_families(family for _given, family in pairs)
    names = {
        (given.casefold(), family.casefold())
        for given, family in people.values_list("given_name", "family_name")
    }
    return any(
        before.endswith(given) and after == family for before, after in pairs for given, family in names
    )
