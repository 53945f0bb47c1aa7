"""Figures of targets for programs: counted by the same metrics as the pages, asked by the same predicates."""

from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AuditEntry, Organization
from accounts.services import record
from kmc.lib.dates import start_of_today
from reports.figures import Card, card_of, evidence_totals, kept, monthly_history, value_of
from reports.metrics import Metric, Scope, metric_beside, metric_of, scope_of
from reports.models import Target
from reports.permissions import can_see_rows


def cards_of(targets: list[Target]) -> list[Card]:
    """Return the targets with their figures. Each metric is counted once for each plan, however many targets use it."""
    now, history, evidence = timezone.now(), monthly_history(targets), {}
    for plan in {target.plan_id: target.plan for target in targets}.values():
        evidence |= evidence_totals(plan)
    values = counted_values(targets)
    return [
        card_of(
            target,
            values.get((target.plan_id, target.metric), target.frozen_value) if metric_of(target) else None,
            counted_at=target.frozen_at or now,
            history=history[target.pk],
            evidence_count=evidence.get(target.pk, (0, None))[0],
        )
        for target in targets
    ]


def counted_values(targets: list[Target]) -> dict[tuple[int, str], int]:
    """Return what the metrics of plans that are not closed count now, kept while nothing has changed."""
    standing = [one for one in targets if metric_of(one) and not one.plan.is_closed]
    return {
        (plan_id, metric): kept(partial(counted_now, one), "value", plan_id, metric)
        for (plan_id, metric), one in {(one.plan_id, one.metric): one for one in standing}.items()
    }


def counted_now(target: Target) -> int:
    return value_of(target, scope_of(target.plan))


@dataclass(frozen=True)
class Asked:
    """The rows behind a figure: of which metric, within which scope, of which unit."""

    metric: Metric
    scope: Scope
    organization: Organization

    @property
    def rows(self) -> QuerySet:
        return self.metric.rows(self.scope)

    def is_open_to(self, reader) -> bool:
        """Return whether the page would show the rows to whom the key stands for."""
        return can_see_rows(reader.rows, self.metric, self.organization)


def rows_asked(target: Target, unit: Organization | None) -> Asked | None:
    """Return the rows behind the figure, or behind the one beside the evidence; None where there are none to show."""
    metric = metric_of(target) or metric_beside(target)
    if metric is None or target.plan.is_closed:
        return None
    return Asked(metric, scope_of(target.plan, organization=unit), unit or target.plan.organization)


def note_reading(reader, asked: Asked) -> None:
    """Note in the audit trail that rows that name people were read by a key: once a day for each figure and unit."""
    if reader.token is None or not asked.metric.names_people:
        return
    details = {"what": asked.metric.slug, "key": reader.token.pk}
    entry = {"action": AuditEntry.Action.EXPORT, "organization": asked.organization}
    today = AuditEntry.objects.noted_since(
        start_of_today(), actor=reader.token.user, details=details, **entry
    )
    if not today.exists():
        record(by=reader.token.user, **entry, **details)
