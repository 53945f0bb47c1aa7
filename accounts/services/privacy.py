"""What people ask about their data, and the office's answers."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, PrivacyRequest, User
from accounts.services.erasure import erase_person
from accounts.services.trail import record


def ask_privacy(*, user: User, kind: str, text: str) -> PrivacyRequest:
    """Put a request into the queue; a second one of the same kind waits for the answer to the first."""
    try:
        with transaction.atomic():
            return PrivacyRequest.objects.create(user=user, kind=kind, text=text)
    except IntegrityError:
        raise ValidationError(
            _("You have asked for this already. The office answers that request first."), code="open_already"
        ) from None


@transaction.atomic
def answer_privacy(*, request: PrivacyRequest, answer: str, reason: str, by: User) -> PrivacyRequest:
    """Answer a request once, with the reason where it is refused (PDPA B.E. 2562, sections 30 and 39)."""
    request = PrivacyRequest.objects.select_for_update().get(pk=request.pk)
    if not request.is_open:
        raise ValidationError(_("Somebody has answered this request already."), code="answered")
    if answer == PrivacyRequest.Answer.REFUSED and not reason:
        raise ValidationError(_("Please give the reason: the law asks for it."), code="no_reason")
    request.answer = answer
    request.reason = reason
    request.answered_by = by
    request.answered_at = timezone.now()
    request.save()
    record(
        action=AuditEntry.Action.ANSWER_PRIVACY,
        by=by,
        person=request.user,
        request=request.pk,
        kind=request.kind,
        answer=answer,
    )
    return request


@transaction.atomic
def erase_on_request(*, request: PrivacyRequest, by: User) -> User:
    """Erase the person who asked for it: that is the answer."""
    answer_privacy(request=request, answer=PrivacyRequest.Answer.DONE, reason="", by=by)
    return erase_person(person=request.user, by=by)
