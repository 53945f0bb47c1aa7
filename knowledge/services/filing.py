"""Where an article is filed: topic, kind, organization. Its text stays."""

from django.db import transaction

from accounts.models import SiteState, User
from knowledge.models import Article, Review
from knowledge.services.counts import shift_counts
from knowledge.services.steps import keep_step, locked

FILING_FIELDS = ("kind", "topic", "component", "organization", "network", "licence", "language")


@transaction.atomic
def refile_article(*, article: Article, by: User, fields: dict) -> Article:
    """File an article elsewhere; counts and pages follow. Only filing fields are taken."""
    stored = locked(article)
    if stored.is_published:
        shift_counts(article=stored, by=-1)
    changed = [name for name in FILING_FIELDS if name in fields]
    for name in changed:
        setattr(stored, name, fields[name])
    stored.version += 1
    stored.save(update_fields=[*changed, "version"])
    if stored.is_published:
        shift_counts(article=stored, by=1)
        SiteState.raise_version()
        keep_step(article=stored, action=Review.Action.EDITED, by=by)
    return stored
