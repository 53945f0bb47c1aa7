"""How people come in: accounts are prepared, handed out with a one-time code, and opened by their owner."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AuditEntry, Organization, SiteState, StaffProfile, User
from accounts.models.user import latin_username
from accounts.services.holding import hold_people, hold_units
from accounts.services.mail import absolute, write_account_letter
from accounts.services.trail import record
from kmc.lib.names import holds_citizen_number
from kmc.lib.thai import collapse_spaces, normalize, person_sort_key

LONGEST_PROPOSAL = 40
CHUNK = 500
_NOT_LATIN = re.compile(r"[^a-z0-9._-]+")


@dataclass
class NewPerson:
    """Someone to be given an account; fields are named as in the models."""

    organization: Organization
    given_name: str
    family_name: str = ""
    prefix: str = ""
    position: str = ""
    academic_standing: str = ""
    staff_kind: str = ""
    email: str = ""
    username: str = ""
    more: dict = field(default_factory=dict)  # further fields of the profile


# --- user names -------------------------------------------------------------------------------------------------------


def taken_usernames() -> set[str]:
    """Return every user name there is, in small letters. One query: for proposing many."""
    return set(User.objects.values_list(Lower("username"), flat=True))


def propose_username(
    *,
    organization: Organization,
    given_name: str = "",
    family_name: str = "",
    email: str = "",
    taken: set[str] | None = None,
) -> str:
    """Return a free Latin user name: of the e-mail address, else of a Latin name, else of the unit's code.

    With `taken` (small letters) nothing is asked of the database, and the proposal is added to it.
    """
    taken = taken_usernames() if taken is None else taken
    base = _latin(email.partition("@")[0]) or _latin_name(given_name, family_name)
    proposal = base if base and base not in taken else ""
    number = 2 if base else 1
    start = base or organization.smis_code or f"unit{organization.pk}"
    while not proposal or proposal in taken:
        proposal = f"{start}-{number}"
        number += 1
    taken.add(proposal)
    return proposal


def _latin(text: str) -> str:
    """Return the text as a user name, or "" where it is none: 13 digits would be a citizen number."""
    cleaned = _NOT_LATIN.sub("", text.lower()).strip("._-")[:LONGEST_PROPOSAL]
    fits = latin_username.regex.match(cleaned) and not holds_citizen_number(cleaned)
    return cleaned if fits else ""


def _latin_name(given: str, family: str) -> str:
    name = f"{given}.{family}".strip(".") if family else given
    return _latin(name.replace(" ", "")) if name.isascii() else ""


# --- preparing accounts -----------------------------------------------------------------------------------------------


@transaction.atomic
def create_person(
    *,
    by: User | None,
    organization: Organization,
    given_name: str,
    family_name: str = "",
    prefix: str = "",
    position: str = "",
    academic_standing: str = "",
    staff_kind: str = "",
    email: str = "",
    username: str = "",
    **profile_fields,
) -> User:
    """Prepare an account that nobody can sign in with until its code is used; a user name is proposed if none is given."""
    person = NewPerson(
        organization=organization,
        given_name=given_name,
        family_name=family_name,
        prefix=prefix,
        position=position,
        academic_standing=academic_standing,
        staff_kind=staff_kind,
        email=email,
        username=username,
        more=profile_fields,
    )
    return create_people(by=by, people=[person])[0]


@transaction.atomic
def create_people(*, by: User | None, people: Iterable[NewPerson]) -> list[User]:
    """Prepare accounts in bulk, in the order given. Values are checked by the caller; the database has the last word.

    Nothing is recorded here: whoever brings a list in records the list.
    """
    people = list(people)
    hold_units(one.organization.pk for one in people)  # one at a time numbers a unit
    taken = taken_usernames()
    taken.update(one.username.lower() for one in people)
    users = User.objects.bulk_create([_prepared_user(one, taken) for one in people], CHUNK)
    profiles = [_profile_of(user, one) for user, one in zip(users, people, strict=True)]
    StaffProfile.objects.bulk_create(profiles, CHUNK)
    SiteState.raise_version()
    return users


def _prepared_user(person: NewPerson, taken: set[str]) -> User:
    given, family = (collapse_spaces(normalize(name)) for name in (person.given_name, person.family_name))
    username = person.username or propose_username(
        organization=person.organization,
        given_name=given,
        family_name=family,
        email=person.email,
        taken=taken,
    )
    return User(
        username=username,
        email=User.objects.normalize_email(person.email),
        given_name=given,
        family_name=family,
        sort_key=person_sort_key(given, family),
        password=make_password(None),
        is_active=False,
        closed_because=User.Closed.INVITED,
    )


def _profile_of(user: User, person: NewPerson) -> StaffProfile:
    return StaffProfile(
        user=user,
        organization=person.organization,
        prefix=person.prefix,
        position=person.position,
        academic_standing=person.academic_standing,
        staff_kind=person.staff_kind,
        **person.more,
    )


@transaction.atomic
def add_people(*, by: User, organization: Organization, people: Iterable[NewPerson]) -> list[User]:
    """Prepare the accounts a manager typed or pasted, and record how many.

    ValidationError where somebody else took an address or a user name meanwhile: nothing is written.
    """
    try:
        with transaction.atomic():
            users = create_people(by=by, people=people)
    except IntegrityError as error:
        raise ValidationError(
            _("Somebody else entered the same address or user name just now. Please look at it again."),
            code="taken_meanwhile",
        ) from error
    record(
        action=AuditEntry.Action.IMPORT,
        by=by,
        person=users[0] if len(users) == 1 else None,
        organization=organization,
        people=len(users),
    )
    return users


# --- people who registered themselves ---------------------------------------------------------------------------------


@transaction.atomic
def approve_people(*, people: Iterable[User], by: User) -> int:
    """Let people who registered themselves in. Return how many were waiting; deciding twice changes nothing."""
    return _decide(people, by, AuditEntry.Action.APPROVE)


@transaction.atomic
def refuse_people(*, people: Iterable[User], by: User) -> int:
    """Close what waits for approval: the account reads as that of someone not working here.

    Nobody ever confirmed that the address is theirs: it is free again, and the password opens nothing, even
    if the account is opened for somebody later.
    """
    return _decide(people, by, AuditEntry.Action.REFUSE)


def _decide(people: Iterable[User], by: User, action: AuditEntry.Action) -> int:
    is_approved = action == AuditEntry.Action.APPROVE
    held = hold_people(person.pk for person in people)
    decided = list(User.objects.waiting().of_ids(held).order_by("pk"))
    for person in decided:
        person.is_active = is_approved
        person.closed_because = "" if is_approved else User.Closed.LEFT
        if not is_approved:
            person.set_unusable_password()
            person.email = ""
        person.save(update_fields=["is_active", "closed_because", "password", "email", "sort_key"])
        if not is_approved:
            StaffProfile.objects.filter(user=person).update(left_on=timezone.localdate())
        elif person.email:
            write_approval(person)
        record(action=action, by=by, person=person)
    SiteState.raise_version()
    return len(decided)


def write_approval(person: User) -> None:
    """Tell a person who registered that they may sign in now."""
    context = {"address": absolute(reverse("account_login"))}
    subject = gettext_lazy("Your account is open")
    write_account_letter(person=person, subject=subject, text="account_approved", context=context)
