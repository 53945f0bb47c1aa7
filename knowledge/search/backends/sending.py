"""From the entries in the database to OpenSearch: after each save, by the worker what waits, all for a new index."""

import logging
import time
from collections.abc import Iterator, Sequence

from django.conf import settings

from knowledge.models import SearchDocument, SearchEntry
from knowledge.search.backends.asking import SHAPE, lines_of
from knowledge.search.backends.client import LONG_PATIENCE, PATIENCE, client
from knowledge.search.match import SearchUnavailable

logger = logging.getLogger(__name__)

BATCH = 200
MOST_ROUNDS = 5  # each is shorter than the one before
TAKEN = (200, 201, 404, 409)  # 404: was not there to be taken out; 409: holds as new a state


def send_after_save(ids: Sequence[int]) -> None:
    """Send what was saved. Where nobody answers it waits for the worker; the save stands either way."""
    try:
        sent(ids, patience=PATIENCE)
    except SearchUnavailable:
        logger.warning("%d articles wait to be sent to OpenSearch", len(ids))


def send_waiting() -> int:
    """Send what could not be sent when it was saved. Return how much OpenSearch took. Safe to repeat."""
    if not settings.KMC_SEARCH_URL:
        return 0
    ids = list(SearchEntry.objects.waiting().order_by("pk").values_list("pk", flat=True))
    return sum(sent(some) for some in batches(ids))


def sent(ids: Sequence[int], *, patience=LONG_PATIENCE) -> int:
    """Send those of these articles that wait; note what is taken. Return how many are."""
    rows = list(SearchEntry.objects.waiting().filter(pk__in=ids).order_by("pk"))
    taken = pushed(rows, patience=patience)
    note_taken(taken)
    return len(taken)


def pushed(rows: Sequence[SearchEntry], *, index: str = "", patience=LONG_PATIENCE) -> list[SearchEntry]:
    """Send entries. Return those taken; the others are logged and stay as they are."""
    if not rows:
        return []
    items = client().entered(actions(rows), index=index, patience=patience)
    taken = []
    for row, item in zip(rows, items, strict=True):
        if item["status"] in TAKEN and not is_no_alias(item):
            taken.append(row)
        else:
            logger.error("OpenSearch did not take article %s: %s", row.article_id, item["status"])
    return taken


def is_no_alias(item: dict) -> bool:
    """Return whether the line met no index at all: before the first `reindex`."""
    return item["status"] == 404 and "error" in item


def actions(rows: Sequence[SearchEntry]) -> Iterator[dict]:
    """Yield the lines of a bulk: enter, or take out what has no words or is gone. An older state never wins."""
    documents = SearchDocument.objects.filter(pk__in=[row.pk for row in rows])
    fields = ("title_words", "words", "article__first_published_at")
    texts = {pk: texts for pk, *texts in documents.values_list("pk", *fields)}
    for row in rows:
        place = {"_id": str(row.pk), "version": row.version, "version_type": "external"}
        if not row.impacts or row.pk not in texts:
            yield {"delete": place}
            continue
        title_words, words, published_at = texts[row.pk]
        yield {"index": place}
        yield {
            "id": row.pk,
            "audience": row.audience,
            "published": int(published_at.timestamp() * 1_000_000),
            "terms": row.impacts,
            "words": [*lines_of(title_words), *lines_of(words)],
        }


def note_taken(rows: Sequence[SearchEntry]) -> None:
    """Note that OpenSearch holds these states; what was saved again meanwhile still waits."""
    ids, versions = [row.pk for row in rows], [row.version for row in rows]
    SearchEntry.objects.waiting().filter(pk__in=ids, version__in=versions).update(is_waiting=False)


def build_index() -> None:
    """Build a new index beside the present one from the entries, let the alias stand for it, drop the former.

    What is saved meanwhile goes to the present index; it is known by its version and sent to the new one, too: before
    the exchange and, where it was saved in that very moment, after it.
    """
    server = client()
    former, index = server.indexes(), f"{server.alias}-{time.time_ns()}"
    server.wanted("PUT", f"/{index}", SHAPE)
    versions: dict[int, int] = {}
    try:
        for _round in range(MOST_ROUNDS):
            if not fill(index, versions):
                break
        server.wanted("POST", f"/{index}/_refresh")
        exchange = [{"remove": {"index": name, "alias": server.alias}} for name in former]
        exchange.append({"add": {"index": index, "alias": server.alias}})
        server.wanted("POST", "/_aliases", {"actions": exchange})
    except BaseException:
        server.dropped(index)
        raise
    for name in former:
        server.dropped(name)
    settle(versions)
    send_waiting()


def fill(index: str, versions: dict[int, int]) -> int:
    """Send to an index what it does not hold in this state; `versions` is what it holds. Return how much that was."""
    states = SearchEntry.objects.order_by("pk").values_list("pk", "version")
    changed = [pk for pk, version in states.iterator() if versions.get(pk) != version]
    for some in batches(changed):
        rows = list(SearchEntry.objects.filter(pk__in=some).order_by("pk"))
        if len(pushed(rows, index=index)) < len(rows):
            raise SearchUnavailable("not all was taken")
        versions |= {row.pk: row.version for row in rows}
    return len(changed)


def settle(versions: dict[int, int]) -> None:
    """Note for each entry whether the index that answers now holds it in its present state."""
    states = list(SearchEntry.objects.order_by("pk").values_list("pk", "version", "is_waiting"))
    for some in batches(
        [pk for pk, version, is_waiting in states if is_waiting and versions.get(pk) == version]
    ):
        held = [versions[pk] for pk in some]
        SearchEntry.objects.waiting().filter(pk__in=some, version__in=held).update(is_waiting=False)
    for some in batches([pk for pk, version, is_waiting in states if versions.get(pk) != version]):
        SearchEntry.objects.filter(pk__in=some).update(is_waiting=True)


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
