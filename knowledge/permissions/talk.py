"""Who may comment, moderate, thank, keep and follow."""

from accounts.roles import ADMINISTRATOR, REVIEWER
from knowledge.models import Article
from knowledge.permissions.articles import can_write, is_own


def can_comment(user, article: Article) -> bool:
    """Staff talk about what stands published."""
    return can_write(user) and article.is_open_to(user)


def can_edit_comment(user, comment) -> bool:
    """People change what they wrote in its first minutes, while it is shown and the article stands."""
    is_own_comment = user.is_authenticated and comment.by_id == user.pk
    return is_own_comment and comment.is_shown and comment.is_fresh and comment.article.is_open_to(user)


def can_delete_comment(user, comment) -> bool:
    """People delete what they wrote at any time, hidden or not."""
    return user.is_authenticated and comment.by_id == user.pk and not comment.is_deleted


def can_report_comment(user, comment) -> bool:
    """Signed-in readers report what others wrote."""
    return user.is_authenticated and comment.by_id != user.pk and comment.is_shown


def can_moderate_comments(user, article: Article) -> bool:
    """Reviewers and administrators of the unit and of those above it, but nobody below their own article."""
    if not user.is_authenticated or is_own(user, article):
        return False
    return user.is_superuser or any(
        article.organization_id in user.organizations_as(role) for role in (REVIEWER, ADMINISTRATOR)
    )


def can_moderate_comment(user, comment) -> bool:
    """Moderators of the article hide a comment with a reason and show it again; never what they wrote."""
    return can_moderate_comments(user, comment.article) and comment.by_id != user.pk


def can_moderate_somewhere(user) -> bool:
    """Reviewers and administrators have a page of what was reported."""
    return user.is_authenticated and (user.holds(REVIEWER) or user.holds(ADMINISTRATOR))


def can_thank(user, article: Article) -> bool:
    """Readers thank the authors of what they read, not themselves."""
    return user.is_authenticated and article.is_open_to(user) and not is_own(user, article)


def can_keep(user, article: Article) -> bool:
    """Signed-in people keep whatever opens by its number for later."""
    return user.is_authenticated and (article.is_published or article.is_archived)


def can_follow(user, kind: str, target) -> bool:
    """Signed-in people follow a published article, a topic, a unit, or a colleague whose page they may open."""
    if not user.is_authenticated:
        return False
    if kind == "article":
        return target.is_open_to(user)
    if kind == "person":
        return target.pk != user.pk and not target.is_service and target.closed_because in ("", "left")
    return True
