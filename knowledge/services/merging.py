"""Merging duplicates: one article stays, the number of the other leads to it, what readers left goes along.

Reads stay where they were counted. Only a published article can take another in, and it points nowhere itself:
so numbers never lead in a circle.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge.models import ActivityArticle, Article, Bookmark, Comment, Follow, Review, Thanks, Use
from knowledge.permissions import looks_after
from knowledge.services.archiving import taken_off
from knowledge.services.errors import ActionRefused
from knowledge.services.notices import authors_of, tell_people
from knowledge.services.steps import keep_step, required_reason
from knowledge.services.tallies import shift_tally

# What a person has once for an article: model -> who has it.
ONCE = {Bookmark: "user", Follow: "user", Thanks: "by", ActivityArticle: "activity"}
ALL = ("comments", "uses", "trials", "awards")


@transaction.atomic
def merge_article(*, article: Article, into: Article, by: User, reason: str) -> Article:
    """Merge a duplicate into the article that stays, and return that one. Twice changes nothing."""
    pair = Article.objects.select_for_update().order_by("pk").in_bulk([article.pk, into.pk])
    stored, kept = pair[article.pk], pair[into.pk]
    if stored.merged_into_id == kept.pk:
        return kept
    require_mergeable(stored, kept, by=by)
    reason = required_reason(reason)
    stored = taken_off(stored, by=by, status=Article.Status.ARCHIVED, merged_into=kept)
    carry_over(stored, kept)
    keep_step(article=stored, action=Review.Action.MERGED, by=by, reason=reason)
    tell_people(
        article=stored,
        people=authors_of(stored) | authors_of(kept),
        kind="merged",
        by=by,
        is_urgent=True,
        path=kept.get_absolute_url(),
        into=kept.title,
        reason=reason,
    )
    return kept


def require_mergeable(stored: Article, kept: Article, *, by: User) -> None:
    """Refuse an article that goes into itself, or one that is gone already; what stays must be published."""
    if not (looks_after(by, stored) and looks_after(by, kept)):
        raise PermissionDenied
    if stored.pk == kept.pk:
        raise ActionRefused(_("An article cannot be merged into itself."))
    if not kept.is_published:
        raise ActionRefused(_("The article that stays must be published."))
    if Article.Visibility.STAFF == stored.visibility != kept.visibility:
        raise ActionRefused(
            _("What staff said of an internal article would become public. Please let the internal one stay.")
        )
    if stored.merged_into_id or not (stored.is_published or stored.is_archived):
        raise ActionRefused(_("Only a published or archived article can be merged into another."))


def carry_over(stored: Article, kept: Article) -> None:
    """Let what readers left with the one stand with the other, nobody's twice, and the numbers with it."""
    moved = {
        "comments": Comment.objects.shown().filter(article=stored).count(),
        "uses": Use.objects.standing().filter(article=stored).count(),
    }
    for relation in ALL:
        getattr(stored, relation).update(article=kept)
    before = Thanks.objects.filter(article=stored).count()
    # Authors neither thank nor count for themselves: those of the article that stays are among the doubles.
    Thanks.objects.filter(article=stored, by__in=authors_of(kept)).delete()
    gone = {model: move_once(model, stored, kept, person) for model, person in ONCE.items()}
    shift_tally(article=kept, thanks=gone[Thanks], **moved)
    shift_tally(article=stored, thanks=-before, **{name: -number for name, number in moved.items()})


def move_once(model, stored: Article, kept: Article, person: str) -> int:
    """Move the rows of who has none there; drop the others. Return how many moved."""
    there = model.objects.filter(article=kept).values(person)
    model.objects.filter(article=stored, **{f"{person}__in": there}).delete()
    return model.objects.filter(article=stored).update(article=kept)
