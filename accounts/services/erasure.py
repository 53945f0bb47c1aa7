"""Erasing a person: nothing says any more who it was, while public knowledge and past counts stand."""

import json
from collections.abc import Iterable
from secrets import token_hex

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import (
    AuditEntry,
    Invitation,
    MailChoice,
    OutgoingMail,
    PrivacyRequest,
    SiteState,
    StaffImport,
    StaffImportRow,
    User,
)
from accounts.services.access import end_sessions
from accounts.services.administrators import ensure_not_last_administrator
from accounts.services.coordinating import end_coordinating
from accounts.services.holding import hold_people
from accounts.services.roles import revoke_role
from accounts.services.tokens import revoke_tokens_of
from accounts.services.trail import record
from kmc.lib.stored import forget_file

FORMER_MEMBER = "อดีตบุคลากร"  # what stands where the name stood
SHORTEST_WORD = 3  # a shorter name would be found in every other word
CLEARED_PROFILE = {
    "prefix": "",
    "position": "",
    "academic_standing": "",
    "expertise": "",
    "about": "",
    "phone": "",
    "photo": "",
    "is_phone_shown": False,
    "is_findable": False,
}
CLEARED_SKILL = {
    "title": "",
    "provider": "",
    "certificate": "",
    "certificate_name": "",
    "certificate_type": "",
    "returned_reason": "",
}


@transaction.atomic
def erase_person(*, person: User, by: User) -> User:
    """Take away everything that says who the person was (PDPA B.E. 2562, section 33).

    What they wrote, their credits and the counts of the past stay with a nameless key; the access
    log keeps that key until it is pruned. All of it happens, or none.
    """
    merged = list(person.merged_people.values_list("pk", flat=True))
    held = hold_people([*merged, person.pk])
    person = held[person.pk]
    ensure_erasable(person, by)
    for pk in [*merged, person.pk]:
        erase_account(held[pk], by=by)
        held[pk].authored_articles.seen_anew()  # libraries fetch them again, without the name
    record(action=AuditEntry.Action.ERASE, by=by, person=person)
    SiteState.raise_version()
    return person


def ensure_erasable(person: User, by: User) -> None:
    """Raise ValidationError with the sentence why this account is not erased."""
    reasons = (
        (person.pk == by.pk, _("Nobody erases their own account. Please ask another administrator.")),
        (person.is_service, _("This is a service account, not a person.")),
        (person.closed_because == User.Closed.ERASED, _("This person has been erased already.")),
        (
            person.closed_because == User.Closed.MERGED,
            _("This account was merged into another one. Please erase that one: both go together."),
        ),
        (
            person.is_superuser and not by.is_superuser,
            _("Only a superuser erases the account of a superuser."),
        ),
    )
    for is_so, sentence in reasons:
        if is_so:
            raise ValidationError(sentence, code="not_erasable")
    ensure_not_last_administrator(person)


def erase_account(person: User, *, by: User) -> None:
    """Erase one account: what others wrote of it first, as long as the names are known."""
    words = words_of(person)
    scrub_imports(person, words)
    scrub_admin_log(person, words)
    clear_growth(person)
    clear_requests(person)
    clear_notices(person, words)
    clear_drafts(person)
    clear_shelf(person)
    clear_duties(person)
    person.certificates.forget_names()
    close_doors(person, by)
    clear_profile(person)
    clear_account(person)


def words_of(person: User) -> list[str]:
    """Return what points to the person wherever it stands within a text."""
    return [word for word in (person.full_name, person.email) if len(word) >= SHORTEST_WORD]


# --- What others wrote of the person --------------------------------------------------------------


def scrub_imports(person: User, words: list[str]) -> None:
    """Empty the rows of lists in which the person stands; the verdicts stay for the counts."""
    unlinked = StaffImportRow.objects.filter(person=None, staff_import__kind=StaffImport.Kind.STAFF)
    named = [row.pk for row in unlinked.iterator(chunk_size=2000) if names_person(row, person, words)]
    for rows in (person.import_rows.all(), StaffImportRow.objects.filter(pk__in=named)):
        rows.update(cells=[], changes={}, problems=[])


def names_person(row: StaffImportRow, person: User, words: list[str]) -> bool:
    """Return whether a row tells of the person: by user name, by address, by name in one cell or in two."""
    texts = {str(text).strip().casefold() for text in texts_in([row.cells, row.changes, row.problems])}
    names = {person.given_name.casefold(), person.family_name.casefold()}
    if person.username.casefold() in texts or ("" not in names and names <= texts):
        return True
    return any(word.casefold() in text for word in words for text in texts)


def texts_in(value) -> Iterable[str]:
    """Return every text within lists and tables of JSON."""
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, str):
        yield value


def scrub_admin_log(person: User, words: list[str]) -> None:
    """Leave of the administration's history who did what when; the text says only which row."""
    mentioned = Q(object_repr=person.username)
    for word in words:
        escaped = json.dumps(word)[1:-1]  # as messages are stored
        mentioned |= Q(object_repr__icontains=word) | Q(change_message__icontains=word)
        mentioned |= Q(change_message__icontains=escaped)
    for kind, keys in own_rows(person):
        mentioned |= Q(content_type=kind, object_id__in=keys)
    entries = LogEntry.objects.filter(mentioned)
    entries.update(object_repr=f"#{person.pk}", change_message="")


def own_rows(person: User) -> Iterable[tuple[ContentType, list[str]]]:
    """Return the rows that belong to the person: those that would go with the account."""
    yield ContentType.objects.get_for_model(User), [str(person.pk)]
    for relation in User._meta.related_objects:
        if relation.on_delete is models.CASCADE and relation.related_model is not LogEntry:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: person})
            keys = [str(key) for key in rows.values_list("pk", flat=True)]
            if keys and len(keys) <= 500:
                yield ContentType.objects.get_for_model(relation.related_model), keys


# --- What belongs to the person -------------------------------------------------------------------


def clear_growth(person: User) -> None:
    """Assessments and plans go; a skill keeps what was counted of it and nothing that names anybody."""
    for record_of_skill in person.skill_records.exclude(certificate=""):
        forget_file(record_of_skill.certificate)
    person.skill_records.update(**CLEARED_SKILL)
    person.competency_assessments.all().delete()
    person.development_plans.all().delete()


def clear_requests(person: User) -> None:
    """Keep that something was asked and answered, and when; not the words."""
    person.privacy_requests.update(text="", reason="")
    waiting = person.privacy_requests.open()
    waiting.update(answer=PrivacyRequest.Answer.DONE, answered_at=timezone.now())


def clear_notices(person: User, words: list[str]) -> None:
    """Delete what the person was told and what others were told of them; letters still on their way name nobody."""
    person.notifications.all().delete()
    person.caused_notifications.all().delete()
    person.outgoing_mail.all().delete()
    MailChoice.objects.filter(user=person).delete()
    for word in words:
        for letter in OutgoingMail.objects.unsent().filter(body__contains=word):
            letter.body = letter.body.replace(word, FORMER_MEMBER)
            letter.save(update_fields=["body"])


def clear_drafts(person: User) -> None:
    """Delete what the person alone wrote and nobody ever published, and uploads no article holds.

    What the person took on to write is open for others again.
    """
    person.taken_topic_requests.being_written().give_back()
    for upload in User.attachments.rel.related_model.objects.lost_with(person):
        forget_file(upload.file)
        upload.delete()
    for draft in person.created_articles.never_shown_of(person):
        forget_file(draft.cover)
        draft.delete()


def clear_shelf(person: User) -> None:
    """Take away what the person kept, followed and thanked for, and that others followed them. Comments stay."""
    person.bookmarks.all().delete()
    person.seconded_topic_requests.all().delete()
    person.owned_topics.update(owner=None)
    person.follows.all().delete()
    person.followers.all().delete()
    person.thanks_given.take_back()


def clear_duties(person: User) -> None:
    """Give back what waits in the person's hand, and the leave to publish at once."""
    person.articles_in_hand.update(reviewer=None, taken_at=None)
    person.trusted_at.all().delete()


def close_doors(person: User, by: User) -> None:
    """End every way in: sessions, addresses, second steps, other sign-ins, codes, roles."""
    end_sessions(person)
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    Invitation.objects.filter(user=person).delete()
    revoke_tokens_of(person=person, by=by)
    person.api_tokens.all().delete()
    for grant in person.role_grants.select_related("role", "organization"):
        revoke_role(grant=grant, by=by)
    end_coordinating(person=person, by=by)
    person.groups.clear()
    person.user_permissions.clear()


def clear_profile(person: User) -> None:
    """Empty the profile. The unit and the kind of staff stay: past counts are told by them."""
    profile = getattr(person, "profile", None)
    if profile is None:
        return
    forget_file(profile.photo)
    for field, value in CLEARED_PROFILE.items():
        setattr(profile, field, value)
    profile.save()


def clear_account(person: User) -> None:
    """Close the account under a name that says nothing."""
    username = f"erased-{person.pk}"
    if User.objects.filter(username__iexact=username).exists():
        username = f"{username}-{token_hex(4)}"
    person.username = username
    person.given_name, person.family_name, person.email = FORMER_MEMBER, "", ""
    person.is_active = person.is_staff = person.is_superuser = False
    if person.closed_because != User.Closed.MERGED:
        person.closed_because = User.Closed.ERASED
    person.set_unusable_password()
    person.save()
