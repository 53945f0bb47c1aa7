"""Two accounts of one person become one: every row that points at the second follows to the first."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import (
    AuditEntry,
    CompetencyAssessment,
    CompetencyRating,
    DevelopmentPlan,
    Invitation,
    PeriodUser,
    PrivacyRequest,
    SiteState,
    SkillRecord,
    StaffProfile,
    UsagePeriod,
    User,
)
from accounts.models.trail import WriteOnceModel
from accounts.permissions import can_take_over_account
from accounts.services.access import end_sessions
from accounts.services.activity import recount_period
from accounts.services.administrators import ensure_not_last_administrator
from accounts.services.holding import hold_people
from accounts.services.roles import settle_rights
from accounts.services.trail import record
from kmc.lib.stored import forget_file

# What is empty in the row that stays is taken from the one that goes.
GAPS = {
    StaffProfile: (
        "prefix",
        "staff_kind",
        "position",
        "academic_standing",
        "expertise",
        "about",
        "photo",
        "phone",
    ),
    DevelopmentPlan: ("qualification", "duties"),
    CompetencyAssessment: ("submitted_at", "confirmed_by", "confirmed_at"),
    CompetencyRating: ("level", "superior_level"),
}


class Tally:
    """How many rows followed, and how many said the same twice."""

    def __init__(self):
        self.followed = self.doubles = 0


@transaction.atomic
def merge_people(
    *, keep: User, drop: User, by: User, take_email: bool = False, take_username: bool = False
) -> User:
    """Put the account `drop` into `keep` and close it. All of it happens, or none.

    Credentials do not follow (second steps, sessions, codes): the person signs in as `keep`. The audit
    trail and the access log keep saying which account it was.
    """
    both = hold_people([keep.pk, drop.pk])
    keep, drop = both.get(keep.pk, keep), both.get(drop.pk, drop)
    ensure_mergeable(keep=keep, drop=drop, by=by)
    periods = list(UsagePeriod.objects.of_user(drop))
    slugs = set(drop.role_grants.values_list("role__slug", flat=True))
    take_email = takes_address(keep, drop, by, is_wanted=take_email)
    drop_credentials(keep=keep, drop=drop, take_email=take_email)
    unconfirmed = unconfirm_own_skills(keep, drop)
    drop.thanks_given.doubled_by(keep).take_back()
    tally = Tally()
    follow(keep, drop, tally)
    settle_accounts(keep, drop, take_email=take_email, take_username=take_username)
    settle_counts(keep, drop, slugs, periods)
    counts = {"followed": tally.followed, "doubles": tally.doubles, "unconfirmed": unconfirmed}
    record(action=AuditEntry.Action.MERGE_PEOPLE, by=by, person=keep, merged=drop.pk, **counts)
    return keep


def takes_address(keep: User, drop: User, by: User, *, is_wanted: bool) -> bool:
    """Return whether the address passes over: where it is wanted, or the account has none of its own.

    A new password is sent there. So nobody sets it for a person of trust, and the address of somebody who
    only asked for an account is nobody's until it is wanted.
    """
    if can_take_over_account(by, keep):
        return is_wanted or (not keep.email and drop.closed_because != User.Closed.PENDING)
    if is_wanted:
        sentence = _("This person holds a role of trust: only they change their own address.")
        raise ValidationError(sentence, code="email_trusted")
    return False


def settle_counts(keep: User, drop: User, slugs: set[str], periods: list[UsagePeriod]) -> None:
    """Let groups follow the roles, and the counted periods the days of use."""
    for slug in slugs:
        settle_rights(user=keep, role=slug)
        settle_rights(user=drop, role=slug)
    for period in periods:
        recount_period(period=period)
    SiteState.raise_version()


def ensure_mergeable(*, keep: User, drop: User, by: User) -> None:
    """Raise ValidationError with the sentence why these two are not merged."""
    finished = (User.Closed.MERGED, User.Closed.ERASED)
    reasons = (
        (keep.pk == drop.pk, _("These are one and the same account. Please choose two.")),
        (keep.is_service or drop.is_service, _("A service account is not a person.")),
        (
            drop.pk == by.pk,
            _("You are signed in with the account that would be closed. Please keep that one."),
        ),
        (
            keep.closed_because in finished or drop.closed_because in finished,
            _("One of these accounts was merged or erased already."),
        ),
        (
            (keep.is_superuser or drop.is_superuser) and not by.is_superuser,
            _("Only a superuser merges the account of a superuser."),
        ),
        (
            drop.is_active and not keep.is_active,
            _("The account to be kept is not in use, the other is. Please keep the one in use."),
        ),
    )
    for is_so, sentence in reasons:
        if is_so:
            raise ValidationError(sentence, code="not_mergeable")
    ensure_not_last_administrator(drop)


# --- what does not follow ---------------------------------------------------------------------------------------------


def drop_credentials(*, keep: User, drop: User, take_email: bool) -> None:
    """End what only lets somebody in: sessions, second steps, unused codes, keys, the address that is given up."""
    end_sessions(drop)
    UserSession.objects.filter(user=drop).delete()
    Authenticator.objects.filter(user=drop).delete()
    Invitation.objects.of_people([drop]).unused().delete()
    drop.api_tokens.all().delete()
    EmailAddress.objects.filter(user=keep if take_email and drop.email else drop).delete()


def unconfirm_own_skills(keep: User, drop: User) -> int:
    """A skill that one account confirmed for the other is confirmed by nobody any more. Return how many."""
    both = (keep, drop)
    own = SkillRecord.objects.filter(user__in=both, confirmed_by__in=both)
    return own.update(confirmed_by=None, confirmed_on=None)


# --- what follows -----------------------------------------------------------------------------------------------------


def follow(keep: models.Model, drop: models.Model, tally: Tally) -> None:
    """Point every row at `keep` that points at `drop`, whatever its table; a double is folded into its twin."""
    for relation in relations_to(type(keep)):
        model, field = relation.related_model, relation.field
        rows = model._base_manager.filter(**{field.name: drop})
        rules = unique_rules(model, field)
        if not rules:
            tally.followed += rows.update(**{field.name: keep})
            continue
        for row in rows.order_by("pk"):
            follow_one(row, field, keep, rules, tally)


def follow_one(row: models.Model, field, keep: models.Model, rules, tally: Tally) -> None:
    """Move one row, or fold it into the row of `keep` that says the same."""
    same = type(row)._base_manager.filter(pk=row.pk)
    twin = twin_of(row, field, keep, rules)
    if twin is None:
        tally.followed += same.update(**{field.name: keep})
        return
    fold(twin, row)
    follow(twin, row, tally)
    same.delete()
    tally.doubles += 1


def relations_to(model: type[models.Model]) -> Iterable:
    """Return what points at the model, the tables between many-to-many ones included; no write-once rows."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_reverse = relation.auto_created and not relation.concrete
        if not is_reverse or not (relation.one_to_many or relation.one_to_one):
            continue
        if not issubclass(relation.related_model, WriteOnceModel):
            yield relation


def unique_rules(model: type[models.Model], field) -> list[tuple[tuple[str, ...], models.Q | None]]:
    """Return what must be unique together with the field, and under which condition."""
    rules = [((field.name,), None)] if field.unique else []
    rules += [(tuple(names), None) for names in model._meta.unique_together if field.name in names]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields:
            rules.append((tuple(constraint.fields), constraint.condition))
    return rules


def twin_of(row: models.Model, field, keep: models.Model, rules) -> models.Model | None:
    """Return the row that stands in the way of pointing this one at `keep`."""
    rows = type(row)._base_manager
    for names, condition in rules:
        values = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
        values[field.name] = keep.pk
        if None in values.values():
            continue
        under = rows.filter(condition) if condition else rows.all()
        if condition and not under.filter(pk=row.pk).exists():
            continue
        if twin := under.filter(**values).exclude(pk=row.pk).first():
            return twin
    return None


def fold(twin: models.Model, row: models.Model) -> None:
    """Let the row that stays hold what only the other knew."""
    known = {name: getattr(row, name) for name in GAPS.get(type(twin), ()) if not getattr(twin, name)}
    known = {name: value for name, value in known.items() if value}
    if isinstance(twin, PeriodUser):
        known = {"first_on": min(twin.first_on, row.first_on), "last_on": max(twin.last_on, row.last_on)}
    if isinstance(twin, PrivacyRequest):
        texts = [text for text in (twin.text, row.text) if text]
        known = {"text": "\n\n".join(texts)[:2000], "due_on": min(twin.due_on, row.due_on)}
    if isinstance(twin, StaffProfile):
        fold_profile(row, known)
    if known:
        type(twin)._base_manager.filter(pk=twin.pk).update(**known)


def fold_profile(row: StaffProfile, known: dict) -> None:
    """A phone number keeps its own privacy; a photo that is not taken over is thrown away."""
    if "phone" in known:
        known["is_phone_shown"] = row.is_phone_shown
    if row.photo and "photo" not in known:
        forget_file(row.photo)


# --- the two accounts -------------------------------------------------------------------------------------------------


def settle_accounts(keep: User, drop: User, *, take_email: bool, take_username: bool) -> None:
    """Close the second account; its address, and its user name where asked, pass over to the first."""
    email, username = drop.email, drop.username
    drop.is_active = drop.is_staff = False
    drop.closed_because, drop.merged_into, drop.email = User.Closed.MERGED, keep, ""
    keep.is_superuser, drop.is_superuser = keep.is_superuser or drop.is_superuser, False
    drop.set_unusable_password()
    if take_username:
        drop.username = f"merged-{drop.pk}-{username}"[:60]
        keep.username = username
    if take_email and email:
        keep.email = email
    keep.date_joined = min(keep.date_joined, drop.date_joined)
    drop.save()
    keep.is_staff = keep.is_staff or keep.is_superuser
    keep.save()
    keep.forget_held_roles()
