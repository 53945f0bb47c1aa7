"""The rows behind a figure as a file, with what was counted, when and how many above them."""

from django.utils import timezone
from django.utils.translation import gettext as _

from kmc.lib.dates import format_datetime
from kmc.lib.spreadsheet import table_response
from reports.columns import EVIDENCE
from reports.metrics import Metric, Scope


def window_words(scope: Scope) -> str:
    """Return the period in both eras, whatever the reader's language."""
    start, end = scope.starts_on, scope.ends_on
    return _("%(be_start)s – %(be_end)s B.E. (%(ce_start)s – %(ce_end)s C.E.)") % {
        "be_start": f"{start.day}/{start.month}/{start.year + 543}",
        "be_end": f"{end.day}/{end.month}/{end.year + 543}",
        "ce_start": start.isoformat(),
        "ce_end": end.isoformat(),
    }


def rows_of(metric: Metric, scope: Scope) -> list[list]:
    """Return every row behind the figure, as the columns show it."""
    evidence = EVIDENCE[metric.slug]
    rows = evidence.load(metric.rows(scope), scope)
    return [[column.value(row) for column in evidence.columns] for row in rows]


def notes_of(target, metric: Metric, scope: Scope, organization, row_count: int) -> list[str]:
    """Return the lines above the table: without them a list proves nothing."""
    return [
        f"{target.code} {target.wording}",
        _("Plan: %(plan)s") % {"plan": target.plan.title},
        _("Organization: %(name)s") % {"name": organization or target.plan.organization},
        _("Counted: %(what)s") % {"what": metric.definition},
        str(metric.not_counted),
        _("Version of the definition: %(version)s") % {"version": target.plan.definition_version},
        _("Period: %(window)s") % {"window": window_words(scope)},
        _("As of: %(time)s") % {"time": format_datetime(timezone.now())},
        _("Rows: %(count)s") % {"count": row_count},
    ]


def rows_response(target, metric: Metric, scope: Scope, organization, kind: str):
    """Return the download as xlsx or csv."""
    rows = rows_of(metric, scope)
    headings = [str(column.heading) for column in EVIDENCE[metric.slug].columns]
    notes = notes_of(target, metric, scope, organization, len(rows))
    name = _("target %(code)s") % {"code": target.code}
    return table_response(kind, f"{name} {scope.as_of.isoformat()}", headings, rows, notes, title=name)
