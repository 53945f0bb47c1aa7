"""Who may write, review, publish and withdraw knowledge."""

from accounts.models import User
from accounts.roles import REVIEWER
from knowledge.models import Article


def can_write(user) -> bool:
    """Everyone who works for the office writes: an active account with a staff profile."""
    return user.is_authenticated and user.is_active and not user.is_service and hasattr(user, "profile")


def is_own(user: User, article: Article) -> bool:
    """Return whether the person entered the article or is credited for it."""
    if article.created_by_id == user.pk:
        return True
    return any(authorship.user_id == user.pk for authorship in article.authorships.all())


def is_reviewer_of(user, article: Article) -> bool:
    """Reviewers look after the articles of their organization and those below; never their own work."""
    if not user.is_authenticated or is_own(user, article):
        return False
    return user.is_superuser or article.organization_id in user.organizations_as(REVIEWER)


def can_edit_article(user, article: Article) -> bool:
    """Authors edit their drafts; reviewers edit what waits or is published, never their own."""
    if not user.is_authenticated:
        return False
    if article.is_editable_state:
        return user.is_superuser or is_own(user, article)
    return article.status in (Article.Status.SUBMITTED, Article.Status.PUBLISHED) and is_reviewer_of(
        user, article
    )


def can_submit_article(user, article: Article) -> bool:
    """Authors send their own drafts for review."""
    return user.is_authenticated and article.is_editable_state and is_own(user, article)


def can_review_article(user, article: Article) -> bool:
    """Reviewers of the organization publish or return what waits there; nobody their own work."""
    return article.status == Article.Status.SUBMITTED and is_reviewer_of(user, article)


def can_withdraw_article(user, article: Article) -> bool:
    """Authors withdraw their own published work, reviewers that of their organization."""
    if not user.is_authenticated or not article.is_published:
        return False
    return is_own(user, article) or is_reviewer_of(user, article)


def can_discard_article(user, article: Article) -> bool:
    """Who entered a draft may put it away."""
    return (
        user.is_authenticated
        and article.is_editable_state
        and (article.created_by_id == user.pk or user.is_superuser)
    )


def can_see_history(user, article: Article) -> bool:
    """Authors and reviewers see the steps of an article and the reasons given."""
    return user.is_authenticated and (is_own(user, article) or is_reviewer_of(user, article))


def article_actions(user, article: Article) -> dict[str, bool]:
    """Return every answer a page about the article needs, for the template. No query for visitors."""
    return {
        "can_edit": can_edit_article(user, article),
        "can_submit": can_submit_article(user, article),
        "can_review": can_review_article(user, article),
        "can_withdraw": can_withdraw_article(user, article),
        "can_discard": can_discard_article(user, article),
        "can_see_history": can_see_history(user, article),
    }
