"""Days of use: written once a person and day, counted while they are written."""

from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import F, Max, Min
from django.utils import timezone

from accounts.models import ActivityDay, PeriodUser, SiteState, StaffProfile, UsagePeriod, User

CHUNK = 5000  # rows held in memory at a time


def record_use(*, user: User, day: date | None = None) -> None:
    """Note that the person did something of use today: opened knowledge, wrote, reviewed.

    Safe to call at every request: after the first time on a day it costs one look-up in an index.
    """
    if user.is_service:
        return
    day = day or timezone.localdate()
    if ActivityDay.objects.filter(user=user, day=day).exists():
        return
    with transaction.atomic():
        _row, is_first = ActivityDay.objects.get_or_create(user=user, day=day)
        if is_first:
            count_use(user=user, day=day)


def count_use(*, user: User, day: date) -> None:
    """Enter the person in each counted period of the day; raise its number where they are new."""
    organization_id = StaffProfile.objects.filter(user=user).values_list("organization_id", flat=True).first()
    for period in UsagePeriod.objects.filter(starts_on__lte=day, ends_on__gte=day):
        row, is_new = PeriodUser.objects.get_or_create(
            period=period,
            user=user,
            defaults={"organization_id": organization_id, "first_on": day, "last_on": day},
        )
        if is_new:
            UsagePeriod.objects.filter(pk=period.pk).update(user_count=F("user_count") + 1)
            SiteState.raise_version()
        else:
            PeriodUser.objects.filter(pk=row.pk, last_on__lt=day).update(last_on=day)


@transaction.atomic
def open_period(*, starts_on: date, ends_on: date) -> UsagePeriod:
    """Return the counted period of these days; a new one is filled from the days of use there are."""
    period, is_new = UsagePeriod.objects.get_or_create(starts_on=starts_on, ends_on=ends_on)
    if is_new:
        recount_period(period=period)
    return period


@transaction.atomic
def recount_period(*, period: UsagePeriod) -> int:
    """Count a period anew from the days of use, which are the truth. Return the number of users.

    Who was counted before stays with the unit of that time, wherever they belong by now.
    """
    days = ActivityDay.objects.filter(
        day__gte=period.starts_on, day__lte=period.ends_on, user__is_service=False
    )
    used = days.values("user", "user__profile__organization").annotate(first=Min("day"), last=Max("day"))
    counted = PeriodUser.objects.filter(period=period)
    unit_then = dict(counted.values_list("user", "organization"))
    counted.delete()
    rows = (
        PeriodUser(
            period=period,
            user_id=row["user"],
            organization_id=unit_then.get(row["user"]) or row["user__profile__organization"],
            first_on=row["first"],
            last_on=row["last"],
        )
        for row in used.order_by("user").iterator(chunk_size=CHUNK)
    )
    while chunk := list(islice(rows, CHUNK)):
        PeriodUser.objects.bulk_create(chunk)
    period.user_count = PeriodUser.objects.filter(period=period).count()
    period.save(update_fields=["user_count"])
    SiteState.raise_version()
    return period.user_count
