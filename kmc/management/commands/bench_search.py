"""Measure the search: how good its answers are, how long they take, how large the index is.

Everything happens in a throwaway database beside the configured one, on SQLite or PostgreSQL.
"""

import json
import math
import random
import statistics
import tempfile
import time
from datetime import timedelta
from itertools import accumulate, islice
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Organization, User
from kmc.demo.texts import written_texts
from kmc.lib.html import html_to_text
from knowledge.models import Article, Posting, Tag, TaggedArticle
from knowledge.search import reindex, search

EVALUATION = settings.BASE_DIR / "tests" / "knowledge" / "search" / "eval"
CORE = ("title", "body", "question", "filler", "latin")
DEPTH = 10
RARE, RARE_COUNT = "กล้วยไม้", 5
SECOND, SECOND_SHARE = "นกยูง", 0.02
OTHERS = (
    "การอ่าน",
    "การจัดการเรียนรู้ โรงเรียนขนาดเล็ก",
    "ครูใช้เวลากับงานนอกการสอนเท่าไร",
    "ตรวจรับพัสดู",
    '"ตรวจรับพัสดุ" -วินัย',
)
ROUNDS = 25
PHRASES_A_PARAGRAPH, PARAGRAPHS = 12, 12
BATCH = 500
COMPOSED = 1_000  # the first number of a composed article
PERSON = 1


class Command(BaseCommand):
    help = "Measure the search on the demo articles and on composed ones, in a throwaway database."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, nargs="*", default=[500], help="sizes to measure at")
        parser.add_argument(
            "--misses", action="store_true", help="print the queries that are not answered best"
        )

    def handle(self, *args, articles, misses, **options):
        with tempfile.TemporaryDirectory() as folder:
            name = (
                "kmc_bench_search"
                if connection.vendor == "postgresql"
                else str(Path(folder) / "bench.sqlite3")
            )
            configured = connection.settings_dict["NAME"]
            connection.settings_dict["TEST"]["NAME"] = name
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            try:
                self.measure(articles, shows_misses=misses)
            finally:
                connection.creation.destroy_test_db(configured, verbosity=0)

    def measure(self, sizes, *, shows_misses):
        """Print the quality on the demo articles, then times at each size."""
        enter_articles(evaluation_rows())
        reindex()
        self.stdout.write(f"{connection.vendor}: {Article.objects.count()} articles")
        self.print_quality(shows_misses=shows_misses)
        for size in sizes:
            self.print_times(size)

    def print_quality(self, *, shows_misses):
        gains: dict[str, list[float]] = {}
        for kind, text, wanted in queries():
            results = search(text, user=AnonymousUser(), per_page=DEPTH)
            found = [hit.article.pk for hit in (*results.items, *results.near)][:DEPTH]
            gains.setdefault(kind, []).append(ndcg(found, wanted))
            if shows_misses and gains[kind][-1] < 1:
                self.stdout.write(
                    f"  {gains[kind][-1]:.2f} {kind:12} {text} wanted {wanted} found {found[:5]}"
                )
        core = [gain for kind in CORE for gain in gains.get(kind, ())]
        robust = [gain for kind, some in gains.items() if kind not in CORE for gain in some]
        for name, some in [("all", core + robust), ("core", core), ("robust", robust), *gains.items()]:
            self.stdout.write(f"  nDCG@{DEPTH} {name:14} {statistics.mean(some):.3f}  ({len(some)} queries)")

    def print_times(self, size):
        """Bring the corpus to a size, index it and print times and sizes."""
        enter_articles(composed_rows(Article.objects.count(), size))
        began, cpu = time.perf_counter(), time.process_time()
        reindex()
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        self.vacuum()
        self.stdout.write(
            f"{connection.vendor}: {size:,} articles, {1000 * took / size:.1f} ms ({1000 * cpu / size:.1f} ms CPU) each "
            f"to index, {index_bytes() / size / 1024:.1f} KB of index and {Posting.objects.count() / size:.0f} postings each"
        )
        for text in (RARE, SECOND, *OTHERS):
            self.stdout.write(f"  {timed(text)}")

    def vacuum(self):
        """Leave the statistics as the database's own housekeeping would."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def queries():
    """Yield kind, text and the wanted articles with their gains."""
    for path in sorted(EVALUATION.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, text, wanted = line.split("\t")
                yield (
                    kind,
                    text,
                    {int(pk): int(gain) for pk, gain in (one.split(":") for one in wanted.split())},
                )


def ndcg(found: list[int], wanted: dict[int, int]) -> float:
    """Return how near an order comes to the best possible one, 0 to 1."""
    best = sorted(wanted.values(), reverse=True)[:DEPTH]
    return dcg([wanted.get(pk, 0) for pk in found]) / dcg(best)


def dcg(gains: list[int]) -> float:
    return sum((2**gain - 1) / math.log2(place + 2) for place, gain in enumerate(gains))


def evaluation_rows():
    """Yield the demo articles, numbered as their files are, and those written for the evaluation alone."""
    for number, text in enumerate(written_texts(), start=1):
        yield made(number, text.title, text.summary, text.body), text.tags
    for path in sorted(EVALUATION.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield made(row["id"], row["title"], row["summary"], row["body"]), row["tags"]


def composed_rows(start: int, size: int):
    """Yield articles put together from the demo articles' phrases, a few of them used often, most seldom."""
    rng = random.Random(start)  # noqa: S311 - the same corpus every time
    phrases = [
        phrase for text in written_texts() for phrase in html_to_text(text.body).split() if len(phrase) > 3
    ]
    rng.shuffle(phrases)
    weights = list(accumulate(1 / rank for rank in range(1, len(phrases) + 1)))
    rare = {start + 1 + (size - start) * n // RARE_COUNT for n in range(RARE_COUNT)} if start < 500 else set()
    for number in range(start + 1, size + 1):
        words = iter(rng.choices(phrases, cum_weights=weights, k=(PARAGRAPHS + 2) * PHRASES_A_PARAGRAPH))
        title, summary = " ".join(islice(words, 2)), " ".join(islice(words, 4))
        paragraphs = [list(islice(words, PHRASES_A_PARAGRAPH)) for _ in range(PARAGRAPHS)]
        planted = [RARE] * (number in rare) + [SECOND] * (rng.random() < SECOND_SHARE)
        paragraphs[rng.randrange(PARAGRAPHS)] += planted
        body = "".join(f"<p>{' '.join(paragraph)}</p>" for paragraph in paragraphs)
        yield made(COMPOSED + number, title[:200], summary[:400], body), rng.choice(written_texts()).tags


def made(number: int, title: str, summary: str, body: str) -> Article:
    """Return a published article."""
    at = timezone.now() - timedelta(hours=number)
    return Article(
        pk=number, title=title, summary=summary, body=body, status="published", organization_id=PERSON,
        created_by_id=PERSON, first_published_at=at, first_published_on=at.date(), published_at=at,
        published_by_id=PERSON,
    )  # fmt: skip


def enter_articles(rows) -> None:
    """Store articles with their keywords."""
    Organization.objects.get_or_create(pk=PERSON, defaults={"kind": "office", "name": "สพป."})
    User.objects.get_or_create(pk=PERSON, defaults={"username": "bench", "email": "bench@example.org"})
    rows = iter(rows)
    while some := list(islice(rows, BATCH)):
        Article.objects.bulk_create(article for article, _tags in some)
        names = {name for _article, tags in some for name in tags}
        ids = {name: Tag.objects.get_or_create(name=name)[0].pk for name in names}
        TaggedArticle.objects.bulk_create(
            TaggedArticle(tag_id=ids[name], content_object=article)
            for article, tags in some
            for name in dict.fromkeys(tags)
        )


def index_bytes() -> int:
    """Return the size of the index's tables with their indexes."""
    tables = ("knowledge_posting", "knowledge_searchterm", "knowledge_searchdocument")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT SUM(pg_total_relation_size(name)) FROM unnest(%s) AS name", [list(tables)])
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0]) - Article.objects.count() * 16 * 1024


def timed(text: str) -> str:
    """Return one line: median time, CPU time, statements and hits of a query."""
    user = AnonymousUser()
    with CaptureQueriesContext(connection) as captured:
        results = search(text, user=user)
    walls, cpus = [], []
    for _round in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        search(text, user=user)
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    more = "more than " if results.total_is_capped else ""
    return (
        f"{statistics.median(walls):7.2f} ms, {statistics.median(cpus):6.2f} ms CPU, {len(captured)} statements, "
        f"{more}{results.total:,} hits: {text}"
    )
