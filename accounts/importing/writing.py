"""The right rows go in, a chunk a transaction: stopped anywhere, it goes on where it stopped."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.importing.checking import checked_rows
from accounts.importing.directory import Directory
from accounts.importing.problems import problem
from accounts.importing.rows import CheckedRow, Verdict
from accounts.importing.unit_writing import enter_districts, write_organizations
from accounts.models import (
    AuditEntry,
    SiteState,
    StaffImport,
    StaffImportRow,
    StaffProfile,
    User,
)
from accounts.services import NewPerson, create_people, move_person, record
from accounts.services.holding import hold_people, hold_units
from kmc.lib.thai import person_sort_key

CHUNK = 200
Status, Outcome = StaffImport.Status, StaffImportRow.Outcome
USER_FIELDS = ("given_name", "family_name", "email")
PROFILE_FIELDS = ("prefix", "position", "academic_standing", "staff_kind", "phone")
KEPT_FIELDS = ["problems", "outcome", "person", "organization"]


@transaction.atomic
def write_chunk(*, staff_import: StaffImport, by: User, size: int = CHUNK) -> StaffImport:
    """Write the next right rows. Each is checked anew: others may have written since the dry run.

    The lock on the import lets one tab at a time in; a row that has its outcome is never taken again.
    """
    one = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
    if one.status not in (Status.CHECKED, Status.RUNNING):
        return one
    if one.status == Status.CHECKED:
        start(one, by)
    rows = list(one.rows.waiting().order_by("line")[:size])
    if rows:
        write_rows(one, rows, by)
    if len(rows) < size or not one.rows.waiting().exists():
        finish(one, by)
    return one


def start(one: StaffImport, by: User) -> None:
    one.status = Status.RUNNING
    one.save(update_fields=["status"])
    enter_districts(one, by)
    note(one, by, step="started", rows=one.rows.waiting().count())


def finish(one: StaffImport, by: User, status: str = Status.DONE) -> None:
    """Close the import: what is neither written nor failed is left out."""
    one.rows.filter(outcome=Outcome.WAITING).update(outcome=Outcome.SKIPPED)
    one.status, one.finished_at = status, timezone.now()
    one.save(update_fields=["status", "finished_at"])
    note(one, by, step="finished" if status == Status.DONE else "cancelled", **sums(one))


def sums(one: StaffImport) -> dict[str, int]:
    return {outcome: count for outcome, count in one.outcomes().items() if outcome}


def note(one: StaffImport, by: User, **details) -> None:
    record(
        action=AuditEntry.Action.IMPORT,
        by=by,
        organization=one.organization,
        list=one.pk,
        kind=one.kind,
        **details,
    )


@transaction.atomic
def cancel_import(*, staff_import: StaffImport, by: User) -> StaffImport:
    """Stop: what was written stays and is told; where nothing was, the rows go."""
    one = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
    if not one.is_open:
        return one
    if one.status == Status.RUNNING:
        finish(one, by, Status.CANCELLED)
        return one
    one.rows.all().delete()
    one.status, one.finished_at = Status.CANCELLED, timezone.now()
    one.save(update_fields=["status", "finished_at"])
    return one


# --- rows -------------------------------------------------------------------------------------------------------------


def write_rows(one: StaffImport, rows: list[StaffImportRow], by: User) -> None:
    """Write what is still right, and keep the outcome of each row."""
    write = write_staff if one.kind == StaffImport.Kind.STAFF else write_organizations
    settled = checked_rows(rows, Directory(one))
    for checked in settled:
        if checked.verdict == Verdict.WRONG:
            fail(checked, checked.problems)
        elif checked.verdict == Verdict.UNCHANGED:  # done meanwhile by somebody else
            checked.row.outcome = Outcome.SKIPPED
            checked.row.person_id = checked.person["pk"] if checked.person else None
    write_or_split([checked for checked in settled if checked.row.outcome == Outcome.WAITING], write, by, one)
    StaffImportRow.objects.bulk_update(rows, KEPT_FIELDS)
    SiteState.raise_version()


def write_or_split(rows: list[CheckedRow], write, by: User, one: StaffImport) -> None:
    """Write the rows together; where the database refuses, look for the row it refuses by halves."""
    if not rows:
        return
    try:
        with transaction.atomic():
            write(rows, by, one)
    except (IntegrityError, ValidationError):
        if len(rows) == 1:
            fail(rows[0], [problem("refused_by_database")])
            return
        half = len(rows) // 2
        write_or_split(rows[:half], write, by, one)
        write_or_split(rows[half:], write, by, one)
        return
    for checked in rows:
        checked.row.outcome = Outcome.WRITTEN


def fail(checked: CheckedRow, problems: list[dict]) -> None:
    checked.row.problems, checked.row.outcome = problems, Outcome.FAILED


def write_staff(rows: list[CheckedRow], by: User, one: StaffImport) -> None:
    new = [checked for checked in rows if checked.is_new]
    known = [checked for checked in rows if not checked.is_new]
    hold_people(checked.person["pk"] for checked in known)
    hold_units(checked.unit.pk for checked in rows if checked.unit)
    for checked, user in zip(new, create_people(by=by, people=map(new_person, new)), strict=True):
        checked.row.person = user
        checked.row.organization = checked.unit
    change_people(known, by)


def new_person(checked: CheckedRow) -> NewPerson:
    names = ("given_name", "family_name", "prefix", "position", "academic_standing", "staff_kind")
    return NewPerson(
        organization=checked.unit,
        email=checked.value("email"),
        username=checked.value("username"),
        more={"phone": checked.value("phone")},
        **{name: checked.value(name) for name in names},
    )


def change_people(rows: list[CheckedRow], by: User) -> None:
    """Write the cells that differ; a person of another unit is moved, with today's date."""
    people = User.objects.select_related("profile").in_bulk([checked.person["pk"] for checked in rows])
    users, profiles = [], []
    for checked in rows:
        user = people[checked.person["pk"]]
        for name in USER_FIELDS:
            if name in checked.changes:
                setattr(user, name, checked.value(name))
        for name in PROFILE_FIELDS:
            if name in checked.changes:
                setattr(user.profile, name, checked.value(name))
        user.sort_key = person_sort_key(user.given_name, user.family_name)
        users.append(user)
        profiles.append(user.profile)
        checked.row.person, checked.row.organization = user, checked.unit
    User.objects.bulk_update(users, [*USER_FIELDS, "sort_key"], CHUNK)
    StaffProfile.objects.bulk_update(profiles, PROFILE_FIELDS, CHUNK)
    for checked in rows:
        if "organization" in checked.changes:
            move_person(person=people[checked.person["pk"]], to_organization=checked.unit, by=by)
