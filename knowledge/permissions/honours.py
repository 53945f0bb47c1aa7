"""Who may report uses, decide trials, confirm awards, print certificates."""

from accounts.roles import MANAGER, OFFICER, REVIEWER
from knowledge.models import Article
from knowledge.permissions.articles import can_write, is_reviewer_of


def is_author(user, article: Article) -> bool:
    """Return whether the person is credited for the article. No query where its credits are loaded."""
    return any(authorship.user_id == user.pk for authorship in article.authorships.all())


def can_report_use(user, article: Article) -> bool:
    """Staff say that they used what they may read; the authors do not, since it counts as a use by others."""
    return can_write(user) and article.is_open_to(user) and not is_author(user, article)


def can_change_use(user, use) -> bool:
    """People change and delete what they wrote, unless a reviewer hid it."""
    return user.is_authenticated and use.by_id == user.pk and not use.is_hidden


def can_moderate_use(user, use) -> bool:
    """Reviewers of the article hide a use with a reason and show it again; not what they wrote themselves."""
    return user.is_authenticated and use.by_id != user.pk and is_reviewer_of(user, use.article)


def can_start_trial(user, article: Article) -> bool:
    """Staff try out what they may read, their own work included."""
    return can_write(user) and article.is_open_to(user)


def can_change_trial(user, trial) -> bool:
    """Who leads the trial changes or deletes it until it is decided."""
    return user.is_authenticated and trial.led_by_id == user.pk and trial.is_running


def can_decide_trial(user, trial) -> bool:
    """Who leads the trial says what comes of it, or the managers and reviewers of the unit that tries."""
    if not user.is_authenticated:
        return False
    if user.is_superuser or trial.led_by_id == user.pk:
        return True
    return any(trial.organization_id in user.organizations_as(role) for role in (MANAGER, REVIEWER))


def is_holder(user, award) -> bool:
    """Return whether the award names the person. No query where its holders are loaded."""
    return any(holder.user_id == user.pk for holder in award.holders.all())


def reviews_awards_of(user, award) -> bool:
    """Reviewers of the unit, but for an award that they hold or entered themselves."""
    if not user.is_authenticated or award.entered_by_id == user.pk or is_holder(user, award):
        return False
    return user.is_superuser or award.organization_id in user.organizations_as(REVIEWER)


def can_change_award(user, award) -> bool:
    """Who entered an award changes it until it is confirmed; its reviewers at any time."""
    if not user.is_authenticated:
        return False
    if award.entered_by_id == user.pk and not award.is_confirmed:
        return True
    return reviews_awards_of(user, award)


def can_delete_award(user, award) -> bool:
    """What is not confirmed is deleted by who entered it or by its reviewers."""
    return not award.is_confirmed and can_change_award(user, award)


def can_confirm_award(user, award) -> bool:
    """Reviewers of the unit confirm or return what waits; nobody what they hold or entered themselves."""
    return not award.is_confirmed and reviews_awards_of(user, award)


def can_unconfirm_award(user, award) -> bool:
    """Whoever may confirm an award may take the confirmation back."""
    return award.is_confirmed and reviews_awards_of(user, award)


def can_note_award(user, award) -> bool:
    """Reviewers and officers of the unit and the holders write down what followed from a confirmed award."""
    if not user.is_authenticated or not award.is_confirmed:
        return False
    if user.is_superuser or is_holder(user, award):
        return True
    return any(award.organization_id in user.organizations_as(role) for role in (REVIEWER, OFFICER))


def award_actions(user, award) -> dict[str, bool]:
    """Return every answer the page of an award needs. No query for visitors."""
    return {
        "can_change": can_change_award(user, award),
        "can_delete": can_delete_award(user, award),
        "can_confirm": can_confirm_award(user, award),
        "can_unconfirm": can_unconfirm_award(user, award),
        "can_note": can_note_award(user, award),
        "can_certify": any(can_certify_holder(user, award, holder.user_id) for holder in award.holders.all()),
    }


def can_delete_award_note(user, note) -> bool:
    """People delete what they noted; superusers any note."""
    return user.is_authenticated and (note.by_id == user.pk or user.is_superuser)


def can_certify_author(user, article: Article, author_id: int | None) -> bool:
    """Authors get the certificate of their published work; who entered it, and its reviewers, print it for them."""
    if not user.is_authenticated or not article.is_published or author_id is None:
        return False
    return user.pk in (author_id, article.created_by_id) or is_reviewer_of(user, article)


def can_certify_holder(user, award, holder_id: int | None) -> bool:
    """Holders get the certificate of a confirmed award; who entered it, and its reviewers, print it for them."""
    if not user.is_authenticated or not award.is_confirmed or holder_id is None:
        return False
    return user.pk in (holder_id, award.entered_by_id) or reviews_awards_of(user, award)


def can_print_certificate(user, certificate) -> bool:
    """The person named on it; and whoever may issue it for them, while what it was given for stands."""
    if not user.is_authenticated:
        return False
    if certificate.user_id == user.pk:
        return True
    if certificate.article:
        return can_certify_author(user, certificate.article, certificate.user_id)
    return can_certify_holder(user, certificate.award, certificate.user_id)


def can_withdraw_certificate(user, certificate) -> bool:
    """Reviewers of the article or the award, of what stands, never their own."""
    return not certificate.is_withdrawn and reviews_certificate(user, certificate)


def can_reissue_certificate(user, certificate) -> bool:
    """What was withdrawn is issued anew by the same people; not by who it names."""
    return certificate.is_withdrawn and reviews_certificate(user, certificate)


def reviews_certificate(user, certificate) -> bool:
    """Reviewers of the article or the award it was issued for, never their own certificate."""
    if not user.is_authenticated or certificate.user_id == user.pk:
        return False
    if certificate.article:
        return is_reviewer_of(user, certificate.article)
    return reviews_awards_of(user, certificate.award)
