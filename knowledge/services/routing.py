"""Whom what waits is sent to: reviewers of the very organization first, those above when there is none or in time."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import REVIEWER
from knowledge.models import Article, NextVersion
from knowledge.services.notices import authors_of, tell_people


def reviewers_there(article: Article, *, but: set[int]) -> set[int]:
    """Return the reviewers of the article's own organization; nobody reviews their own work."""
    grants = reviewers().filter(organization=article.organization_id)
    return set(grants.values_list("user", flat=True)) - but


def reviewers_above(article: Article, *, but: set[int]) -> set[int]:
    """Return the reviewers of the organizations the article's own one belongs to."""
    return set(reviewers().above(article.organization).values_list("user", flat=True)) - but


def reviewers():
    return RoleGrant.objects.of_roles(REVIEWER).filter(user__is_active=True)


def tell_reviewers(
    *, article: Article, by: User, kind: str = "waiting", following: NextVersion | None = None
) -> None:
    """Tell who is to look at it first. What waits is mailed at once, with a link straight there."""
    authors = authors_of(article) | {by.pk}
    tell_people(
        article=article,
        people=reviewers_there(article, but=authors) or reviewers_above(article, but=authors),
        kind=kind,
        by=by,
        is_urgent=kind == "waiting",
        path=review_path(article, following),
    )


def review_path(article: Article, following: NextVersion | None) -> str:
    """Return where a reviewer reads what waits: the next version has a page of its own."""
    return reverse("knowledge:next_version", args=[article.pk]) if following else article.get_absolute_url()


def ask_area() -> int:
    """Tell the reviewers above of what waited too long, once each time it was sent. Return how many articles."""
    late = list(Article.objects.area_to_ask().values_list("pk", flat=True))
    return sum(ask_about(pk) for pk in late)


@transaction.atomic
def ask_about(pk: int) -> bool:
    """Ask the reviewers above about one article, if it still waits. Those who were told at first are not again."""
    Article.objects.select_for_update().filter(pk=pk).first()
    article = Article.objects.area_to_ask().filter(pk=pk).select_related("next_version__edited_by").first()
    if article is None:
        return False
    following = article.next_version if article.is_published else None
    authors = authors_of(article) | ({following.edited_by_id} if following else set())
    if reviewers_there(article, but=authors):
        tell_people(
            article=article,
            people=reviewers_above(article, but=authors),
            kind="waiting_long",
            by=None,
            is_urgent=True,
            path=review_path(article, following),
        )
    Article.objects.filter(pk=pk).update(area_asked_at=timezone.now())
    return True
