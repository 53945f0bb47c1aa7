"""What every visitor may read, for other programs: published public articles and what their pages name."""

from collections.abc import Iterator

from django.db.models import Q

from accounts.models import Organization, User
from kmc.exchange.package import PackageWriter
from kmc.exchange.rows import plain
from knowledge.models import Article, Attachment, Topic
from knowledge.models.authorship import credits

BATCH = 500
# Named one by one: a new column is not told to the world by itself.
ARTICLE = (
    *("title", "summary", "body", "kind", "licence", "language", "origin", "source_name", "source_url"),
    *("level", "subject", "cover_alt", "first_published_on", "published_at"),
)
UNIT = ("kind", "name", "name_en", "short_name")
TOPIC = ("tree", "name", "name_en", "about", "code")
FILE = ("role", "name", "content_type", "size")


def public_parts(package: PackageWriter) -> Iterator[tuple[str, Iterator[dict]]]:
    """Yield each kind with its lines. Rows go by their numbers, which stand in public addresses."""
    yield "organizations", units()
    yield "people", people()
    yield "topics", topics()
    yield "articles", articles(package)
    yield "files", files(package)


def told(row, columns) -> dict:
    return {name: plain(getattr(row, name)) for name in columns}


def units() -> Iterator[dict]:
    """Yield the units that published or are credited, and those above them."""
    public = Article.objects.public()
    named = Q(articles__in=public) | Q(authorships__article__in=public)
    keys = set(Organization.objects.filter(named).values_list("pk", flat=True))
    above = dict(Organization.objects.values_list("pk", "parent"))
    for key in list(keys):
        while key := above.get(key):
            keys.add(key)
    for row in Organization.objects.order_by("pk").iterator():
        if row.pk in keys:
            yield {"ref": row.pk, "parent": row.parent_id} | told(row, UNIT)


def people() -> Iterator[dict]:
    """Yield the names of those credited on what is public: a name, nothing else."""
    credited = User.objects.filter(authorships__article__in=Article.objects.public()).distinct()
    for row in credited.order_by("pk").iterator():
        yield {"ref": row.pk, "name": row.full_name if row.full_name != row.username else ""}


def topics() -> Iterator[dict]:
    for row in Topic.objects.order_by("pk").iterator():
        yield {"ref": row.pk, "parent": row.parent_id} | told(row, TOPIC)


def articles(package: PackageWriter) -> Iterator[dict]:
    """Yield the articles, with credits, keywords and cover."""
    rows = Article.objects.public().order_by("pk").prefetch_related(credits(), "tags")
    public = set(Article.objects.public().values_list("pk", flat=True))
    for row in rows.iterator(chunk_size=BATCH):
        yield {
            "ref": row.pk,
            "address": row.get_absolute_url(),
            **told(row, ARTICLE),
            "organization": row.organization_id,
            "topic": row.topic_id,
            "component": row.component_id,
            "builds_on": row.builds_on_id if row.builds_on_id in public else None,
            "authors": [
                {"person": one.user_id, "name": "" if one.user_id else one.name, "organization": one.organization_id}
                for one in row.authorships.all()
            ],
            "keywords": sorted(tag.name for tag in row.tags.all()),
            "cover": package.write_file(row.cover),
        }  # fmt: skip


def files(package: PackageWriter) -> Iterator[dict]:
    """Yield the pictures and documents of these articles; what waits with a next version is not among them."""
    rows = Attachment.objects.filter(article__in=Article.objects.public(), next_version=None)
    for row in rows.defer("text").order_by("pk").iterator(chunk_size=BATCH):
        yield {
            "key": str(row.key),
            "address": row.get_absolute_url(),
            "article": row.article_id,
            **told(row, FILE),
            "file": package.write_file(row.file),
        }
