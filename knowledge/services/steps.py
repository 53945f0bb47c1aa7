"""What every step of an article shares: the lock, the version, the trail, the pages it changes."""

from django.utils.translation import gettext as _

from accounts.models import SiteState, User
from accounts.services import record_use
from kmc.lib.thai import normalize
from knowledge.models import Article, Review
from knowledge.search import index_article, unindex_article
from knowledge.services.counts import shift_counts
from knowledge.services.errors import ActionRefused, EditConflict
from knowledge.services.records import close_records, keep_records


def locked(article: Article) -> Article:
    """Return the article as stored now, held for the rest of the transaction."""
    return Article.objects.select_for_update().get(pk=article.pk)


def require_version(*, stored: Article, version: int | None, wanted: dict | None = None) -> None:
    """Refuse to go on when the person saw another version. No version means: whatever stands."""
    if version is not None and stored.version != version:
        raise EditConflict(stored=stored, wanted=wanted or {})


def keep_step(*, article: Article, action: str, by: User, reason: str = "", of_next: bool = False) -> Review:
    """Write the step into the trail and note that the person used the portal."""
    record_use(user=by)
    return Review.objects.create(article=article, action=action, by=by, reason=reason, of_next=of_next)


def required_reason(reason: str) -> str:
    """Return the reason, trimmed; without one nothing is returned or withdrawn."""
    reason = normalize(reason).strip()
    if not reason:
        raise ActionRefused(_("Please give a reason: the authors will read it."))
    return reason


def enter_public_pages(article: Article) -> None:
    """Count and index a newly published article; every kept page is out of date from here."""
    SiteState.raise_version()
    shift_counts(article=article, by=1)
    index_article(article)
    keep_records([article])


def leave_public_pages(article: Article) -> None:
    """Take a withdrawn article out of the counts and the index."""
    SiteState.raise_version()
    shift_counts(article=article, by=-1)
    unindex_article(article)
    close_records([article])
