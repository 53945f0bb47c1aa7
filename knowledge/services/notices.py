"""Who is told of what happens to knowledge. Each function is called in the transaction of the step it tells of."""

from collections.abc import Iterable

from accounts.models import User
from accounts.services.notices import notify
from knowledge.models import Article, Authorship, Review


def tell_authors(*, article: Article, action: str, by: User, reason: str = "") -> None:
    """Tell who entered the article and who is credited for it what became of it, at once."""
    kinds = {
        Review.Action.PUBLISHED: "published",
        Review.Action.RETURNED: "returned",
        Review.Action.WITHDRAWN: "withdrawn",
        Review.Action.ARCHIVED: "archived",
        Review.Action.UNARCHIVED: "unarchived",
    }
    notify(
        people=authors_of(article),
        kind=kinds[action],
        path=article.get_absolute_url(),
        actor=by,
        details={"title": article.title, "reason": reason},
        is_urgent=True,
    )


def tell_people(
    *, article: Article, people: Iterable[int], kind: str, by: User, is_urgent: bool = False, **details
) -> None:
    """Tell some people of something about an article: `details` holds what the kind's sentence names."""
    notify(
        people=people,
        kind=kind,
        path=details.pop("path", article.get_absolute_url()),
        actor=by,
        details={"title": article.title, **details},
        is_urgent=is_urgent,
    )


def authors_of(article: Article) -> set[int]:
    """Return the keys of who entered the article and of everybody credited for it."""
    credited = Authorship.objects.filter(article=article, user__isnull=False).values_list("user", flat=True)
    return {article.created_by_id, *credited}
