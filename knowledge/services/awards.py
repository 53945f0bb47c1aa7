"""Awards: entered by staff, confirmed or returned by reviewers, followed up afterwards."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, SiteState, User
from accounts.roles import REVIEWER
from accounts.services import record_use
from accounts.services.notices import notify
from kmc.lib.limits import is_too_often
from kmc.lib.stored import forget_file
from knowledge.models import Award, AwardHolder, AwardNote
from knowledge.permissions import (
    can_change_award,
    can_confirm_award,
    can_delete_award,
    can_note_award,
    can_unconfirm_award,
)
from knowledge.services.errors import ActionRefused
from knowledge.services.once import saved_once
from knowledge.services.proofs import drop_proof, put_proof
from knowledge.uploads import CheckedFile

MOST_AWARDS = 30  # that one person enters, and as many notes, in an hour: each is a letter to others


@transaction.atomic
def enter_award(
    *,
    by: User,
    data: dict,
    holders: list[User],
    outside_holders: list[str],
    file: CheckedFile | None = None,
    form_token: uuid.UUID | None = None,
) -> Award:
    """Enter an award that waits for a reviewer, and tell the reviewers of the unit. Sent twice it is one."""
    refuse_floods("awards", by)
    award = Award(entered_by=by, **data)
    award.form_token = form_token or award.form_token
    award, is_new = saved_once(award, writer="entered_by")
    if not is_new:
        return award
    set_holders(award, holders, outside_holders)
    if file:
        put_proof(award, file)
    record_use(user=by)
    tell(award, people=reviewers_for(award), kind="award_waiting", by=by)
    return award


@transaction.atomic
def change_award(
    *,
    award: Award,
    by: User,
    data: dict,
    holders: list[User],
    outside_holders: list[str],
    file: CheckedFile | None = None,
    without_file: bool = False,
) -> Award:
    """Change what is said of an award. What was returned waits again, and its reviewers are told."""
    stored = locked_award(award)
    require(can_change_award(by, stored))
    if stored.is_confirmed and by in holders:
        raise ActionRefused(
            _("Nobody confirms an award of their own. Please ask another reviewer to add you.")
        )
    was_returned, stored.returned_reason = bool(stored.returned_reason), ""
    for name, value in data.items():
        setattr(stored, name, value)
    if file:
        put_proof(stored, file)
    elif without_file:
        drop_proof(stored)
    stored.save()
    set_holders(stored, holders, outside_holders)
    if was_returned:
        tell(stored, people=reviewers_for(stored), kind="award_waiting", by=by)
    if stored.is_confirmed:
        SiteState.raise_version()
    return stored


@transaction.atomic
def delete_award(*, award: Award, by: User) -> None:
    """Delete what was never confirmed, its proof with it."""
    stored = locked_award(award)
    require(can_delete_award(by, stored))
    forget_file(stored.file)
    stored.delete()


@transaction.atomic
def confirm_award(*, award: Award, by: User) -> Award:
    """Take the award for proven: everybody sees it, its holders are told. Confirmed twice changes nothing."""
    stored = locked_award(award)
    if stored.is_confirmed:
        return stored
    require(can_confirm_award(by, stored))
    stored.confirmed_by, stored.confirmed_at, stored.returned_reason = by, timezone.now(), ""
    stored.save(update_fields=["confirmed_by", "confirmed_at", "returned_reason"])
    record_use(user=by)
    SiteState.raise_version()
    tell(stored, people=those_concerned(stored), kind="award_confirmed", by=by)
    return stored


@transaction.atomic
def return_award(*, award: Award, by: User, reason: str) -> Award:
    """Hand an award back with what is missing. A confirmed one leaves the public pages, its certificates end."""
    stored = locked_award(award)
    require(can_confirm_award(by, stored) or can_unconfirm_award(by, stored))
    was_confirmed = stored.is_confirmed
    stored.confirmed_by = stored.confirmed_at = None
    stored.returned_reason = reason
    stored.save(update_fields=["confirmed_by", "confirmed_at", "returned_reason"])
    record_use(user=by)
    if was_confirmed:
        SiteState.raise_version()
        stored.certificates.standing().update(withdrawn_at=timezone.now(), withdrawn_reason=reason)
    people = those_concerned(stored) if was_confirmed else {stored.entered_by_id}
    tell(stored, people=people, kind="award_returned", by=by, reason=reason)
    return stored


@transaction.atomic
def note_award(*, award: Award, by: User, data: dict, form_token: uuid.UUID | None = None) -> AwardNote:
    """Write down what followed: a visit, advice, an extension. Sent twice it is one note."""
    stored = locked_award(award)
    require(can_note_award(by, stored))
    refuse_floods("award-notes", by)
    note = AwardNote(award=stored, by=by, **data)
    note.form_token = form_token or note.form_token
    note, is_new = saved_once(note, writer="by")
    if is_new:
        record_use(user=by)
        tell(stored, people=those_concerned(stored), kind="award_noted", by=by)
    return note


# --- what the steps share ---------------------------------------------------------------------------------------------


def set_holders(award: Award, holders: list[User], outside_holders: list[str]) -> None:
    """Name who the award was given to, in order."""
    award.holders.all().delete()
    rows = [AwardHolder(award=award, user=user) for user in holders]
    rows += [AwardHolder(award=award, name=name) for name in outside_holders]
    for position, row in enumerate(rows):
        row.position = position
    AwardHolder.objects.bulk_create(rows)


def reviewers_for(award: Award) -> set[int]:
    """Return the keys of the reviewers of the unit whom the award does not concern; without any, of those above."""
    grants = RoleGrant.objects.of_roles(REVIEWER).exclude(user__in=those_concerned(award))
    own = set(grants.filter(organization=award.organization).values_list("user", flat=True))
    return own or set(grants.above(award.organization).values_list("user", flat=True))


def those_concerned(award: Award) -> set[int]:
    """Return the keys of who entered the award and of the colleagues it names."""
    return {award.entered_by_id, *(holder.user_id for holder in award.holders.all() if holder.user_id)}


def tell(award: Award, *, people: set[int], kind: str, by: User, **details) -> None:
    """Tell of a step; at once, for an award is news."""
    notify(
        people=people,
        kind=kind,
        path=award.get_absolute_url(),
        actor=by,
        details={"title": award.title, **details},
        is_urgent=True,
    )


def require(is_allowed) -> None:
    if not is_allowed:
        raise ActionRefused(_("Nothing was changed: the award has moved on since you opened the page."))


def refuse_floods(what: str, by: User) -> None:
    if is_too_often(what, by.pk, MOST_AWARDS):
        raise ActionRefused(_("Too many entries in one hour. Please go on later."))


def locked_award(award: Award) -> Award:
    """Return the award as it stands now, held for the rest of the transaction."""
    found = Award.objects.select_for_update(of=("self",)).filter(pk=award.pk).for_list().first()
    if found is None:
        raise ActionRefused(_("This award is not there any more."))
    return found
