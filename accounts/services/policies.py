"""The notice, the terms and the code of ethics: bringing in the first ones, publishing, accepting."""

import json
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import AuditEntry, PolicyAcceptance, PolicyText, User
from accounts.services.trail import record
from kmc.lib.dates import ERA
from kmc.lib.html import clean_html
from kmc.lib.years import FiscalYear

FIRST_VERSIONS = Path(__file__).resolve().parent.parent / "data" / "policies.json"
# People are told of the notice; they agree to these two.
ACCEPTED_KINDS = (PolicyText.Kind.TERMS, PolicyText.Kind.ETHICS)


def current_fiscal_year() -> int:
    """Return the fiscal year of today, as the common era counts the year it ends in."""
    return FiscalYear.of(timezone.localdate()).be_year - ERA


def policies_to_accept(user: User) -> list[PolicyText]:
    """Return the terms and the code of ethics in force that the person has not accepted this fiscal year."""
    if user.is_service:
        return []
    waiting = PolicyText.objects.in_force(ACCEPTED_KINDS).not_accepted_by(user, current_fiscal_year())
    return sorted(waiting, key=lambda text: ACCEPTED_KINDS.index(text.kind))


@transaction.atomic
def accept_policy(*, user: User, policy: PolicyText, year: int | None = None) -> PolicyAcceptance:
    """Note that the person accepted this text for the fiscal year. Accepting twice changes nothing."""
    year = year or current_fiscal_year()
    row, _is_new = PolicyAcceptance.objects.get_or_create(user=user, policy=policy, fiscal_year=year)
    return row


@transaction.atomic
def accept_policies(*, user: User, year: int | None = None) -> list[PolicyAcceptance]:
    """Accept the terms and the code of ethics in force for a fiscal year; this one where none is named."""
    in_force = PolicyText.objects.in_force(ACCEPTED_KINDS)
    return [accept_policy(user=user, policy=policy, year=year) for policy in in_force]


@transaction.atomic
def publish_policy(*, policy: PolicyText, by: User | None) -> PolicyText:
    """Put a text in force from now on. A published one stays as it is."""
    policy = PolicyText.objects.select_for_update().get(pk=policy.pk)
    if policy.published_at:
        return policy
    policy.body = clean_html(policy.body)
    policy.published_at = timezone.now()
    policy.published_by = by
    policy.save()
    record(
        action=AuditEntry.Action.PUBLISH_POLICY,
        by=by,
        policy=policy.pk,
        kind=policy.kind,
        version=policy.version,
    )
    return policy


@transaction.atomic
def start_new_version(*, policy: PolicyText) -> PolicyText:
    """Return the draft of this kind, made from the text given where there is none yet."""
    same_kind = PolicyText.objects.select_for_update().filter(kind=policy.kind)
    draft = same_kind.filter(published_at=None).first()
    if draft:
        return draft
    latest = same_kind.aggregate(latest=Max("version"))["latest"]
    return PolicyText.objects.create(
        kind=policy.kind, version=latest + 1, title=policy.title, body=policy.body
    )


@transaction.atomic
def load_first_policies() -> list[PolicyText]:
    """Put the first version of each text in force where there is none of its kind. Return the new ones."""
    made = []
    for row in json.loads(FIRST_VERSIONS.read_text(encoding="utf-8")):
        if PolicyText.objects.filter(kind=row["kind"]).exists():
            continue
        body = clean_html("\n".join(row["body"]))
        text = PolicyText.objects.create(kind=row["kind"], version=1, title=row["title"], body=body)
        made.append(publish_policy(policy=text, by=None))
    return made
