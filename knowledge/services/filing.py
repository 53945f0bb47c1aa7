"""Where an article is filed: topic, kind, organization, keywords. Its text stays."""

from django.db import transaction

from accounts.models import SiteState, User
from knowledge.models import Article, Review, Tag
from knowledge.search import index_article
from knowledge.services.counts import shift_counts
from knowledge.services.records import keep_records
from knowledge.services.steps import keep_step, locked

FILING_FIELDS = (
    "kind",
    "topic",
    "component",
    "organization",
    "network",
    "licence",
    "language",
    "level",
    "subject",
)


@transaction.atomic
def refile_article(*, article: Article, by: User, fields: dict) -> Article:
    """File an article elsewhere; counts, index and pages follow. Only filing fields and keywords are taken."""
    stored = locked(article)
    if stored.is_published:
        shift_counts(article=stored, by=-1)
    changed = [name for name in FILING_FIELDS if name in fields]
    for name in changed:
        setattr(stored, name, fields[name])
    stored.version += 1
    stored.save(update_fields=[*changed, "version"])
    if "tags" in fields:
        stored.tags.set(fields["tags"])
    if stored.is_published:
        shift_counts(article=stored, by=1)
        index_article(stored)
        keep_records([stored])
        SiteState.raise_version()
        keep_step(article=stored, action=Review.Action.EDITED, by=by)
    return stored


@transaction.atomic
def save_tag(*, tag: Tag) -> Tag:
    """Save a keyword; what bears it is found by its new name at once."""
    tag.save()
    show_anew(articles_with(tag))
    return tag


@transaction.atomic
def delete_tag(*, tag: Tag) -> None:
    """Take a keyword away from every article."""
    articles = articles_with(tag)
    tag.delete()
    show_anew(articles)


def articles_with(tag: Tag) -> list[Article]:
    """Return the published articles that bear the keyword."""
    return list(Article.objects.published().filter(tagged_items__tag=tag))


def show_anew(articles: list[Article]) -> None:
    """Enter the articles into the index again; every kept page is out of date from here."""
    SiteState.raise_version()
    keep_records(articles)
    for article in articles:
        index_article(article)
