"""Keys for programs: made, found again by what a program sends, counted, revoked."""

import hashlib
import secrets
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ApiCall, ApiToken, AuditEntry, Organization, User
from accounts.models.token import BEGINNING, SHOWN_LETTERS
from accounts.permissions import token_opens
from accounts.services.trail import record

MOST_TOKENS = 20  # in use, of a person or of a unit
LONGEST = timedelta(days=2 * 365)
USUAL = timedelta(days=365)
KEY_LENGTH = len(BEGINNING) + 43


def digest_of(secret: str) -> str:
    """Return what is stored of a key. It is random and long, so that a plain digest tells nothing of it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def make_token(
    *,
    by: User,
    name: str,
    scopes: list[str],
    expires_on: date,
    organization: Organization | None = None,
    form_token: UUID | None = None,
) -> tuple[ApiToken, str]:
    """Make a key of the person, or of the unit where one is named. Return it with its secret: there is no second time.

    Raise ValidationError with a sentence for too many keys, a day too far off, or a form that was sent before.
    """
    refuse_wrong_token(by=by, organization=organization, scopes=scopes, expires_on=expires_on)
    secret = BEGINNING + secrets.token_urlsafe(32)
    token = ApiToken(
        user=None if organization else by,
        organization=organization,
        made_by=by,
        name=name,
        prefix=secret[:SHOWN_LETTERS],
        digest=digest_of(secret),
        scopes=sorted(scopes),
        expires_on=expires_on,
        form_token=form_token or uuid4(),
    )
    save_once(token)
    acted = {"by": by, "person": token.user, "organization": organization}
    record(action=AuditEntry.Action.MAKE_KEY, key=token.pk, scopes=token.scopes, **acted)
    return token, secret


def save_once(token: ApiToken) -> None:
    """Save the key; a form that was sent before makes none."""
    try:
        with transaction.atomic():
            token.save(force_insert=True)
    except IntegrityError as error:
        if not ApiToken.objects.made_by_form(token.form_token).exists():
            raise
        raise ValidationError(
            _(
                "This key was made already. It is shown once; if it is lost, please revoke it and make another."
            ),
            code="made_before",
        ) from error


def refuse_wrong_token(*, by: User, organization: Organization | None, scopes, expires_on: date) -> None:
    """Raise ValidationError with the sentence why there is no such key."""
    known = ApiToken.OF_UNITS if organization else ApiToken.Scope.values
    holder = organization or by
    today = timezone.localdate()
    reasons = (
        (bool(set(scopes) - set(known)), _("Please choose from what a key may read.")),
        (expires_on < today, _("The day has passed. Please choose a later one.")),
        (expires_on > today + LONGEST, _("A key works for two years at most. Please choose an earlier day.")),
        (
            holder.api_tokens.usable().count() >= MOST_TOKENS,
            _("There are %(count)d keys in use. Please revoke one that is no longer needed.")
            % {"count": MOST_TOKENS},
        ),
    )
    for is_so, sentence in reasons:
        if is_so:
            raise ValidationError(sentence, code="refused")


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User | None) -> ApiToken:
    """Let the key open nothing from now on. One that was revoked stays as it is."""
    stored = ApiToken.objects.select_for_update().get(pk=token.pk)
    if stored.revoked_at is not None:
        return stored
    stored.revoked_at, stored.revoked_by = timezone.now(), by
    stored.save(update_fields=["revoked_at", "revoked_by"])
    record(
        action=AuditEntry.Action.REVOKE_KEY,
        by=by,
        person=stored.user,
        organization=stored.organization,
        key=stored.pk,
    )
    return stored


def revoke_tokens_of(*, person: User, by: User | None) -> int:
    """Revoke every key of the person's own, and every one they made for a unit. Return how many."""
    tokens = [*person.api_tokens.unrevoked(), *person.made_tokens.unrevoked().exclude(user=person)]
    for token in tokens:
        revoke_token(token=token, by=by)
    return len(tokens)


def find_token(secret: str) -> ApiToken | None:
    """Return the key as a program sent it, where it opens anything now."""
    if not secret.startswith(BEGINNING) or len(secret) != KEY_LENGTH:
        return None
    token = ApiToken.objects.of_digest(digest_of(secret)).for_use().first()
    return token if token and token_opens(token) else None


def count_call(*, token: ApiToken, is_refused: bool) -> None:
    """Count one request of the key for today, and remember the day."""
    day = timezone.localdate()
    calls = ApiCall.objects.of_day(token, day)
    if not calls.add(refused=int(is_refused)):
        with transaction.atomic():
            ApiCall.objects.get_or_create(token=token, day=day)
            calls.add(refused=int(is_refused))
    if token.last_used_on != day:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=day)
