""" "I used this": reported, changed, deleted by who wrote it, hidden and shown again by reviewers."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_use
from kmc.lib.limits import is_too_often
from kmc.lib.stored import forget_file
from knowledge.models import Article, Use
from knowledge.permissions import can_change_use, can_moderate_use, can_report_use
from knowledge.services.errors import ActionRefused
from knowledge.services.notices import authors_of, tell_people
from knowledge.services.once import saved_once
from knowledge.services.proofs import drop_proof, put_proof
from knowledge.services.steps import locked
from knowledge.services.tallies import shift_tally
from knowledge.uploads import CheckedFile

MOST_USES = 30  # that one person reports in an hour: each is a letter to the authors


@transaction.atomic
def report_use(
    *,
    article: Article,
    by: User,
    data: dict,
    file: CheckedFile | None = None,
    form_token: uuid.UUID | None = None,
) -> Use:
    """Keep who used it where with what result, and tell the authors at once. Sent twice it is one use."""
    stored = locked(article)
    if not can_report_use(by, stored):
        raise ActionRefused(_("This article is not open for reports of its use any more."))
    if is_too_often("uses", by.pk, MOST_USES):
        raise ActionRefused(_("Too many reports in one hour. Please go on later."))
    use = Use(article=stored, by=by, organization=by.profile.organization, **data)
    use.form_token = form_token or use.form_token
    use, is_new = saved_once(use, writer="by")
    if not is_new:
        return use
    if file:
        put_proof(use, file)
    record_use(user=by)
    shift_tally(article=stored, uses=1)
    tell_people(
        article=stored,
        people=authors_of(stored),
        kind="used",
        by=by,
        is_urgent=True,
        path=use.get_absolute_url(),
        place=use.place,
    )
    return use


@transaction.atomic
def change_use(
    *, use: Use, by: User, data: dict, file: CheckedFile | None = None, without_file: bool = False
) -> Use:
    """Write down better what happened."""
    stored = locked_use(use)
    if not can_change_use(by, stored):
        raise ActionRefused(_("This report cannot be changed any more."))
    for name, value in data.items():
        setattr(stored, name, value)
    stored.edited_at = timezone.now()
    if file:
        put_proof(stored, file)
    elif without_file:
        drop_proof(stored)
    stored.save()
    shift_tally(article=stored.article)
    return stored


@transaction.atomic
def delete_use(*, use: Use, by: User) -> None:
    """Take one's own report back, its file with it."""
    stored = locked_use(use)
    if not can_change_use(by, stored):
        raise ActionRefused(_("This report cannot be changed any more."))
    forget_file(stored.file)
    article = stored.article
    stored.delete()
    shift_tally(article=article, uses=-1)


@transaction.atomic
def hide_use(*, use: Use, by: User, reason: str) -> Use:
    """Take a report from the page with a reason that its writer reads. Hidden twice changes nothing."""
    stored = locked_use(use)
    require_moderator(by, stored)
    if stored.is_hidden:
        return stored
    stored.hide(by=by, reason=reason)
    shift_tally(article=stored.article, uses=-1)
    tell_people(
        article=stored.article, people=[stored.by_id], kind="use_hidden", by=by, is_urgent=True, reason=reason
    )
    return stored


@transaction.atomic
def show_use(*, use: Use, by: User) -> Use:
    """Put a hidden report back on the page."""
    stored = locked_use(use)
    require_moderator(by, stored)
    if not stored.is_hidden:
        return stored
    stored.unhide()
    shift_tally(article=stored.article, uses=1)
    return stored


def require_moderator(by: User, use: Use) -> None:
    if not can_moderate_use(by, use):
        raise ActionRefused(_("Only the reviewers of this article may do this."))


def locked_use(use: Use) -> Use:
    """Return the use as it stands now, held for the rest of the transaction."""
    found = Use.objects.select_for_update(of=("self",)).filter(pk=use.pk).with_article().first()
    if found is None:
        raise ActionRefused(_("This report is not there any more."))
    return found
