"""The audit trail: one line for each act that others must be able to trace."""

from accounts.models import AuditEntry, Organization, User


def record(
    *,
    action: AuditEntry.Action,
    by: User | None,
    person: User | None = None,
    organization: Organization | None = None,
    **details,
) -> AuditEntry:
    """Write an entry; call it inside the transaction of the act.

    `details` are counts, codes and keys. Names and addresses of people never go in: the entry
    stands when a person is erased.
    """
    return AuditEntry.objects.create(
        action=action, actor=by, person=person, organization=organization, details=details
    )
