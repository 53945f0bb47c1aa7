"""What is special of some kinds as they come in: accounts, types of files, what belongs to an article."""

from django.core.management.color import no_style
from django.db import connection, models

from accounts.models import Organization, User
from kmc.exchange.kinds import Kind, columns_of
from kmc.exchange.rows import Refs, listed
from kmc.lib.lookups import LARGEST_INTEGER
from kmc.lib.thai import collapse_spaces, normalize
from knowledge.models import Article, Attachment, Authorship, ReadTotal, Tag, TaggedArticle
from knowledge.search import reindex_articles
from knowledge.uploads import PICTURE_TYPE, READABLE_TYPES

TYPES = {"file_type": "file", "certificate_type": "certificate", "content_type": "file"}
LONGEST_KEYWORD = 100


def unchecked(kind: Kind) -> list[str]:
    """Return the columns that are judged elsewhere: rows that are named, files, what this portal sets itself."""
    told = {
        field.name for field in columns_of(kind) if not field.is_relation and not hasattr(field, "upload_to")
    }
    return [field.name for field in kind.model._meta.concrete_fields if field.name not in told]


def prepare(kind: Kind, row: models.Model) -> None:
    """Set what this portal decides of a row that comes in."""
    if kind.model is User:
        close_account(row)
    if kind.model is Attachment and row.role == "document" and row.content_type in READABLE_TYPES:
        row.reading = Attachment.Reading.WAITING  # the worker reads its words


def close_account(user: User) -> None:
    """Let nobody sign in: who worked there waits for an invitation, who waited for approval or was gone, still does or is."""
    kept = (User.Closed.PENDING, User.Closed.LEFT, User.Closed.MERGED, User.Closed.ERASED)
    user.is_active = False
    user.set_unusable_password()
    if user.closed_because not in kept:
        user.closed_because = "" if user.is_service else User.Closed.INVITED


def content_type_of(row: models.Model, column: str) -> str:
    """Return the type a file of the row says it has; pictures of covers and people have one alone."""
    for name, of_column in TYPES.items():
        if of_column == column and hasattr(row, name):
            return getattr(row, name)
    return PICTURE_TYPE


# --- articles ---------------------------------------------------------------------------------------------------------


def complete_articles(rows: list, refs: Refs) -> None:
    """Write credits, keywords and reads of new articles, and enter those that are published into the index."""
    credit_articles(rows, refs)
    tag_articles({row.object.pk: row.entry.get("keywords") for row in rows})
    reads = {row.object.pk: row.entry.get("reads") for row in rows}
    ReadTotal.objects.bulk_create(
        ReadTotal(article_id=key, total=total)
        for key, total in reads.items()
        if isinstance(total, int) and 0 < total <= LARGEST_INTEGER
    )
    with connection.cursor() as cursor:  # PostgreSQL counts on from the numbers that were given
        for statement in connection.ops.sequence_reset_sql(no_style(), [Article]):
            cursor.execute(statement)
    reindex_articles([row.object.pk for row in rows if row.object.is_published])


def credit_articles(rows: list, refs: Refs) -> None:
    credits = []
    for row in rows:
        people = set()
        for position, told in enumerate(listed(row.entry.get("authors"))[:200]):
            credit = credit_of(told, refs)
            if credit and (credit.user_id is None or credit.user_id not in people):
                people.add(credit.user_id)
                credit.article_id, credit.position = row.object.pk, position
                credits.append(credit)
    Authorship.objects.bulk_create(credits)


def credit_of(told, refs: Refs) -> Authorship | None:
    """Return the credit a line gives: to a person who is here, or to a name."""
    if not isinstance(told, dict):
        return None
    name = told.get("name")
    name = collapse_spaces(normalize(name))[:200] if isinstance(name, str) else ""
    user = refs.key(User, told.get("person"))
    if not (user or name):
        return None
    return Authorship(
        user_id=user, name=name, organization_id=refs.key(Organization, told.get("organization"))
    )


def tag_articles(keywords: dict[int, list], *, anew: bool = False) -> None:
    """Give articles, by their keys, these keywords; `anew`: and no others."""
    wanted = {
        key: {name for one in listed(names) if isinstance(one, str) and (name := keyword(one))}
        for key, names in keywords.items()
    }
    names = set().union(*wanted.values()) if wanted else set()
    tags = dict(Tag.objects.filter(name__in=names).values_list("name", "pk"))
    for name in sorted(names - set(tags)):
        tags[name] = Tag.objects.create(name=name).pk
    if anew:
        TaggedArticle.objects.filter(content_object__in=wanted).delete()
    TaggedArticle.objects.bulk_create(
        TaggedArticle(tag_id=tags[name], content_object_id=key)
        for key, held in wanted.items()
        for name in sorted(held)
    )


def keyword(text: str) -> str:
    return collapse_spaces(normalize(text))[:LONGEST_KEYWORD].strip()
