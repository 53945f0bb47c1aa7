"""What a reader leaves with an article in one press: thanks, a bookmark; and what they follow.

Each says what is wanted, so that pressing twice changes nothing; unique constraints decide between two at once.
"""

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge.models import Article, Bookmark, Follow, Thanks
from knowledge.permissions import can_follow, can_keep, can_thank
from knowledge.services.errors import ActionRefused
from knowledge.services.notices import authors_of, tell_people
from knowledge.services.tallies import shift_tally

MOST_KEPT = 2000  # bookmarks, and follows, of one person


@transaction.atomic
def set_thanks(*, article: Article, by: User, wanted: bool) -> None:
    """Thank the authors, or take it back. They are told the first time, not each time it is pressed."""
    if not wanted:
        taken, _rows = Thanks.objects.filter(article=article, by=by).delete()
        if taken:
            shift_tally(article=article, thanks=-1)
        return
    if not can_thank(by, article):
        raise ActionRefused(_("This article cannot be thanked for now."))
    _row, is_new = Thanks.objects.get_or_create(article=article, by=by)
    if not is_new:
        return
    shift_tally(article=article, thanks=1)
    told = by.caused_notifications.filter(kind="thanked", path=article.get_absolute_url())
    if not told.exists():
        tell_people(article=article, people=authors_of(article), kind="thanked", by=by)


@transaction.atomic
def set_bookmark(*, article: Article, by: User, wanted: bool) -> None:
    """Keep the article on the person's shelf, or take it off."""
    if not wanted:
        by.bookmarks.filter(article=article).delete()
        return
    if not can_keep(by, article):
        raise ActionRefused(_("This article is not published any more."))
    if not by.bookmarks.filter(article=article).exists():
        refuse_more_than(by.bookmarks)
    Bookmark.objects.get_or_create(user=by, article=article)


@transaction.atomic
def set_follow(*, by: User, kind: str, target: models.Model, wanted: bool) -> None:
    """Follow an article, a topic, a colleague or a unit, or stop it."""
    if not wanted:
        by.follows.of_one(kind, target.pk).delete()
        return
    if not can_follow(by, kind, target):
        raise ActionRefused(_("This cannot be followed."))
    if not by.follows.of_one(kind, target.pk).exists():
        refuse_more_than(by.follows)
    Follow.objects.get_or_create(user=by, **{kind: target})


def refuse_more_than(rows) -> None:
    """Refuse a shelf without end."""
    if rows.count() >= MOST_KEPT:
        raise ActionRefused(_("You keep %(count)s already. Please remove some first.") % {"count": MOST_KEPT})
