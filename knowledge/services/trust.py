"""Leave to publish at once: given to a person or to everybody of an organization, and taken back."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Organization, User
from accounts.services.notices import notify
from accounts.services.trail import record
from knowledge.models import TrustedAuthor
from knowledge.services.errors import ActionRefused


@transaction.atomic
def give_trust(*, organization: Organization, by: User, person: User | None = None) -> TrustedAuthor:
    """Let the person, or everybody there, publish at once. Twice changes nothing; nobody trusts oneself."""
    if person is not None:
        require_colleague(person=person, organization=organization, by=by)
    trust, is_new = TrustedAuthor.objects.get_or_create(
        organization=organization, user=person, defaults={"given_by": by}
    )
    if is_new:
        record(action=AuditEntry.Action.TRUST, by=by, person=person, organization=organization)
        tell(trust, by=by, kind="trusted")
    return trust


@transaction.atomic
def take_trust(*, trust: TrustedAuthor, by: User) -> None:
    """Take the leave back: what is sent from now on is reviewed first. Twice changes nothing."""
    gone, _rows = TrustedAuthor.objects.filter(pk=trust.pk).delete()
    if gone:
        record(action=AuditEntry.Action.UNTRUST, by=by, person=trust.user, organization=trust.organization)
        tell(trust, by=by, kind="trust_ended")


def require_colleague(*, person: User, organization: Organization, by: User) -> None:
    """Refuse oneself, and who does not work there."""
    if person.pk == by.pk:
        raise ActionRefused(_("Nobody gives this to oneself. Another reviewer can."))
    if not hasattr(person, "profile") or person.profile.organization_id != organization.pk:
        raise ActionRefused(_("This person does not work there."))


def tell(trust: TrustedAuthor, *, by: User, kind: str) -> None:
    """Tell the person; everybody of an organization reads it on the form of writing."""
    if trust.user_id:
        notify(
            people=[trust.user_id],
            kind=kind,
            path="/me/articles/",
            actor=by,
            details={"unit": trust.organization.name},
        )
