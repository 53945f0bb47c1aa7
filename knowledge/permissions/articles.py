"""Who may write, review, publish, archive and see the versions of an article."""

from accounts.models import User
from accounts.roles import ADMINISTRATOR, REVIEWER
from knowledge.models import Article, TrustedAuthor


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


def can_restore_draft(user, article: Article) -> bool:
    """Who entered a draft may take it up again after it was put away."""
    is_put_away = article.status == Article.Status.DISCARDED
    return user.is_authenticated and is_put_away and (article.created_by_id == user.pk or user.is_superuser)


def can_write_next(user, article: Article, following=None) -> bool:
    """Authors write the next version of their published article; while it waits, its reviewers put it right."""
    if not user.is_authenticated or not article.is_published:
        return False
    if following is not None and following.status == following.Status.SUBMITTED:
        return is_reviewer_of(user, article)
    return is_own(user, article)


def can_submit_next(user, article: Article, following) -> bool:
    """Authors send the next version of their article, unless it waits already."""
    is_waiting = following.status == following.Status.SUBMITTED
    return not is_waiting and can_write_next(user, article, following)


def can_discard_next(user, article: Article, following) -> bool:
    """Authors give up the next version of their article, in any state; so does who wrote it."""
    return user.is_authenticated and (is_own(user, article) or following.edited_by_id == user.pk)


def can_review_next(user, article: Article, following) -> bool:
    """Reviewers of the organization publish or return a next version that waits there; nobody their own work."""
    if following.status != following.Status.SUBMITTED or following.edited_by_id == user.pk:
        return False
    return is_reviewer_of(user, article)


def can_decide_on(user, article: Article, following=None) -> bool:
    """Reviewers publish, return or take what waits: the article, or the next version of a published one."""
    if article.is_published and following:
        return can_review_next(user, article, following)
    return can_review_article(user, article)


def can_check_article(user, article: Article) -> bool:
    """Reviewers look afterwards at what was published at once; never at their own work."""
    return article.unreviewed_since is not None and is_reviewer_of(user, article)


def can_archive_article(user, article: Article) -> bool:
    """Authors keep their own published work for the record only, who looks after it that of others."""
    if not user.is_authenticated or not article.is_published:
        return False
    return is_own(user, article) or looks_after(user, article)


def looks_after(user, article: Article) -> bool:
    """Reviewers of the organization, never for their own work; administrators of it any."""
    if not user.is_authenticated:
        return False
    return is_reviewer_of(user, article) or user.is_superuser or is_administrator_of(user, article)


def is_administrator_of(user, article: Article) -> bool:
    return article.organization_id in user.organizations_as(ADMINISTRATOR)


def can_unarchive_article(user, article: Article) -> bool:
    """Who looks after an article brings it back from the archive; out of another one only administrators."""
    if not user.is_authenticated or not article.is_archived:
        return False
    if article.merged_into_id:
        return user.is_superuser or is_administrator_of(user, article)
    return looks_after(user, article)


def can_merge_article(user, article: Article) -> bool:
    """Who looks after an article merges it into another one they look after, if it was not merged before."""
    return (
        (article.is_published or article.is_archived)
        and not article.merged_into_id
        and looks_after(user, article)
    )


def can_publish_at_once(user, article: Article | None = None) -> bool:
    """Trusted authors publish what belongs to the organization they work for, to be looked at afterwards."""
    profile = getattr(user, "profile", None) if user.is_authenticated else None
    if profile is None or (article and article.organization_id != profile.organization_id):
        return False
    return TrustedAuthor.objects.trusting(user, profile.organization_id).exists()


def can_trust(user, organization_id: int) -> bool:
    """Reviewers of the organization, or of one above it, say who publishes at once there."""
    return user.is_authenticated and (user.is_superuser or organization_id in user.organizations_as(REVIEWER))


def can_see_history(user, article: Article) -> bool:
    """Authors and reviewers see the steps of an article and the reasons given."""
    return user.is_authenticated and (is_own(user, article) or is_reviewer_of(user, article))


def can_see_unsent(user, article: Article) -> bool:
    """Authors see the texts of theirs that were set aside; reviewers only what they wrote themselves."""
    return user.is_authenticated and (is_own(user, article) or user.is_superuser)


def can_restore_version(user, article: Article) -> bool:
    """Authors and reviewers bring an old text back, where they may write."""
    return can_write_next(user, article) or can_edit_article(user, article)


def can_confirm_article(user, article: Article) -> bool:
    """Authors and reviewers say of a published article that it is still right."""
    return article.is_published and can_see_history(user, article)


def article_actions(user, article: Article) -> dict[str, bool]:
    """Return every answer a page about the article needs, for the template. No query for visitors."""
    return {
        "can_edit": can_edit_article(user, article),
        "can_write_next": can_write_next(user, article),
        "can_submit": can_submit_article(user, article),
        "can_review": can_review_article(user, article),
        "can_check": can_check_article(user, article),
        "can_withdraw": can_withdraw_article(user, article),
        "can_archive": can_archive_article(user, article),
        "can_unarchive": can_unarchive_article(user, article),
        "can_merge": can_merge_article(user, article),
        "can_discard": can_discard_article(user, article),
        "can_see_history": can_see_history(user, article),
    }
