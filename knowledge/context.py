"""What the header shows to reviewers: that there is a queue, and how long it is."""

from functools import cache

from django.utils.functional import SimpleLazyObject

from accounts.roles import REVIEWER
from knowledge.models import Article


def review(request):
    """Return `can_review` and `review_count`; nothing is asked of the database before a template uses them."""
    user = getattr(request, "user", None)

    @cache
    def can_review() -> bool:
        return bool(user and user.is_authenticated and user.holds(REVIEWER))

    def review_count() -> int:
        return Article.objects.for_review_by(user).count() if can_review() else 0

    return {"can_review": SimpleLazyObject(can_review), "review_count": SimpleLazyObject(review_count)}
