"""Skill records: kept by their owner, confirmed by a superior, counted while confirmed and valid."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.certificates import Certificate
from accounts.models import SkillRecord, User
from accounts.permissions import can_change_skill, can_confirm_skill, can_withdraw_skill
from kmc.lib.stored import forget_file


class SkillMoved(Exception):
    """Somebody else was faster: the record is no longer where it was when the page was opened."""


@transaction.atomic
def add_skill(
    *, by: User, data: Mapping, certificate: Certificate | None = None, form_token: UUID | None = None
) -> SkillRecord:
    """Add a record of one's own. The same form sent twice makes one."""
    User.objects.select_for_update().get(pk=by.pk)  # the second sending waits for the first
    made = SkillRecord.objects.made_by_form(form_token, by)
    if made:
        return made
    record = SkillRecord(user=by, form_token=form_token, **data)
    put_certificate(record, certificate)
    record.save()
    return record


@transaction.atomic
def change_skill(
    *,
    record: SkillRecord,
    by: User,
    data: Mapping,
    certificate: Certificate | None = None,
    without_certificate: bool = False,
) -> SkillRecord:
    """Change a record that is not confirmed; a returned one waits for the superior again."""
    record = locked(record)
    if not can_change_skill(by, record):
        raise SkillMoved
    for name, value in data.items():
        setattr(record, name, value)
    record.returned_reason = ""
    if certificate or without_certificate:
        drop_certificate(record)
        put_certificate(record, certificate)
    record.save()
    return record


@transaction.atomic
def delete_skill(*, record: SkillRecord, by: User) -> None:
    """Delete a record that is not confirmed, its certificate with it."""
    record = locked(record)
    if not can_change_skill(by, record):
        raise SkillMoved
    drop_certificate(record)
    record.delete()


@transaction.atomic
def confirm_skills(*, records: Iterable[SkillRecord], by: User, **changes) -> int:
    """Confirm what still waits and return how many; `valid_until` may be set with it."""
    standing = SkillRecord.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in records])
    count = 0
    for record in standing.select_related("user__profile__organization"):
        if not can_confirm_skill(by, record):
            continue
        record.confirmed_by, record.confirmed_on = by, timezone.localdate()
        for name, value in changes.items():
            setattr(record, name, value)
        record.save()
        count += 1
    return count


@transaction.atomic
def return_skill(*, record: SkillRecord, reason: str, by: User) -> SkillRecord:
    """Hand a waiting record back to its owner with what is missing."""
    record = locked(record)
    if not can_confirm_skill(by, record):
        raise SkillMoved
    record.returned_reason = reason
    record.save()
    return record


@transaction.atomic
def withdraw_skill(*, record: SkillRecord, reason: str, by: User) -> SkillRecord:
    """Take a confirmation back: the record no longer counts, and its owner reads why."""
    record = locked(record)
    if not can_withdraw_skill(by, record):
        raise SkillMoved
    record.confirmed_by = record.confirmed_on = None
    record.returned_reason = reason
    record.save()
    return record


def locked(record: SkillRecord) -> SkillRecord:
    """Return the record as it stands now, held until the transaction ends."""
    found = SkillRecord.objects.select_for_update().filter(pk=record.pk).first()
    if found is None:
        raise SkillMoved
    return found


def put_certificate(record: SkillRecord, certificate: Certificate | None) -> None:
    """Put the checked file in its place; the record is saved afterwards."""
    if certificate is None:
        return
    record.certificate.save(certificate.name, certificate.content, save=False)
    record.certificate_name, record.certificate_type = certificate.name, certificate.content_type


def drop_certificate(record: SkillRecord) -> None:
    """Forget the file now; it leaves the disk once the record is surely without it."""
    forget_file(record.certificate)
    record.certificate, record.certificate_name, record.certificate_type = "", "", ""
