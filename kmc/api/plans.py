"""Plans and their targets with the figures the pages show, and the rows behind them."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext_noop as _
from ninja import Router

from accounts.models import Organization
from kmc.api import cursors, schemas, shown
from kmc.api.answers import answers, page_of
from kmc.api.figures import Asked, cards_of, note_reading, rows_asked
from kmc.api.parameters import USUAL, Cursor, Id, Limit, number_of, one_of
from kmc.api.places import by_number
from kmc.api.problems import Refused
from kmc.lib.paging import narrowed, rows_after
from reports.columns import EVIDENCE
from reports.details import detail_of
from reports.documents import document_of
from reports.metrics import metric_of
from reports.models import Plan, Target
from reports.views import is_counted_by_unit, masked

plans = Router(tags=["plans"])
targets = Router(tags=["targets"])

PlanKind = one_of("PlanKind", Plan.Kind.choices, _("Kind of plan"))
Language = one_of(
    "Language", (("th", ""), ("en", "")), _("Language of the words in the answer; Thai unless en")
)
Unit = number_of(_("Number of a group or school: its own part"))


@plans.get(
    "",
    response=answers(schemas.PlanPage),
    operation_id="plan_list",
    url_name="plan_list",
    summary=_("List plans"),
    description=_("Plans in force and closed ones, in the order of their numbers."),
)
def plan_list(request, kind: PlanKind = None, cursor: Cursor = None, limit: Limit = USUAL):
    rows = narrowed(Plan.objects.visible_to(request.reader.figures).for_list(), kind=kind)
    return by_number(rows, "plans", cursor, limit, lambda row: shown.plan_row(row, request))


@plans.get(
    "/{id:id}",
    response=answers(schemas.Plan),
    operation_id="plan_detail",
    url_name="plan_detail",
    summary=_("Read a plan"),
    description=_("A plan with its whole text: vision, objectives, strategies and their guidelines."),
)
def plan_detail(request, id: Id):
    plan = get_object_or_404(Plan.objects.visible_to(request.reader.figures).for_list(), pk=id)
    chapters = [shown.chapter(one) for one in document_of(plan).chapters]
    return shown.plan_row(plan, request) | {"source": plan.source, "chapters": chapters}


@targets.get(
    "",
    response=answers(schemas.TargetPage),
    operation_id="target_list",
    url_name="target_list",
    summary=_("List targets"),
    description=_("Targets with their values, as the plan's page shows them."),
)
def target_list(
    request, plan: number_of(_("Number of a plan")) = None, cursor: Cursor = None, limit: Limit = USUAL
):
    visible = narrowed(Target.objects.visible_to(request.reader.figures).for_page(), plan=plan)
    place = cursors.read(cursor, "targets")
    rows = rows_after(visible, place[0] if place else None, limit + 1)
    kept, following = page_of(rows, limit, lambda row: cursors.written("targets", row.pk))
    return {
        "items": [shown.target_row(card, request) for card in cards_of(kept)],
        "next_cursor": following,
    }


@targets.get(
    "/{id:id}",
    response=answers(schemas.Target),
    operation_id="target_detail",
    url_name="target_detail",
    summary=_("Read a target"),
    description=_("A target with its value, what counts, its history and its evidence."),
)
def target_detail(request, id: Id, organization: Unit = None, lang: Language = None):
    target = get_object_or_404(Target.objects.visible_to(request.reader.figures).for_page(), pk=id)
    metric = metric_of(target)
    told = request.reader.units_shown(metric) if metric else set()
    unit = wanted_unit(target, organization) if is_counted_by_unit(target) else None
    if unit and not is_among(unit, told):
        unit = None
    detail = detail_of(target, unit)
    card = detail.card
    with translation.override(lang or "th"):
        return shown.target_row(card, request) | {
            "strategy": str(target.strategy),
            "definition": str(metric.definition) if metric else "",
            "not_counted": str(metric.not_counted) if metric else "",
            "organization": shown.unit_figure(unit, detail.chosen_value) if unit else None,
            "units": [shown.unit_figure(one, value) for one, value in detail.units if is_among(one, told)],
            "history": [{"day": day, "value": value} for day, value in card.history],
            "evidence": [shown.evidence(row, request.reader.articles) for row in target.evidence.for_list()],
        }


def is_among(unit: Organization, told: set[int] | None) -> bool:
    """Return whether the figure of a group or school may be told; None stands for all of them."""
    return told is None or unit.pk in told


def wanted_unit(target, key: int | None):
    """Return the group or school asked for, of those of the plan's own organization."""
    if key is None:
        return None
    units = Organization.objects.within(target.plan.organization).for_cards()
    return get_object_or_404(units, pk=key)


@targets.get(
    "/{id:id}/rows",
    response=answers(schemas.RowPage),
    operation_id="target_rows",
    url_name="target_rows",
    summary=_("List the rows behind a target"),
    description=_(
        "What was counted, row by row. Rows about articles are public; rows that name people need a key of a person "
        "who sees them on the page, and each reading of them stands in the audit trail."
    ),
)
def target_rows(
    request,
    id: Id,
    organization: Unit = None,
    lang: Language = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
):
    target = get_object_or_404(Target.objects.visible_to(request.reader.figures).for_page(), pk=id)
    unit = wanted_unit(target, organization)
    asked = rows_asked(target, unit)
    if asked is None:
        raise Http404
    if not asked.is_open_to(request.reader):
        raise Refused(403 if request.reader.token else 401)
    note_reading(request.reader, asked)
    with translation.override(lang or "th"):
        return rows_behind(request, asked, cursor, limit)


def rows_behind(request, asked: Asked, cursor, limit) -> dict:
    """Return a page of the rows, as the page of the target shows them; articles one may not read are masked."""
    place, evidence = cursors.read(cursor, "rows"), EVIDENCE[asked.metric.slug]
    found = evidence.load(asked.rows, asked.scope)
    rows = rows_after(found, place[0] if place else None, limit + 1)
    kept, following = page_of(rows, limit, lambda row: cursors.written("rows", row.pk))
    return {
        "columns": [str(column.heading) for column in evidence.columns],
        "items": [cells(masked(row, request.reader.articles), evidence.columns, request) for row in kept],
        "next_cursor": following,
    }


def cells(row, columns, request) -> dict:
    """Return a row as the page shows it: each cell, and where it leads."""
    links = [url for column in columns if column.url and (url := column.url(row))]
    return {
        "values": [plain(column.value(row)) for column in columns],
        "url": shown.address(request, links[0]) if links else None,
    }


def plain(value):
    return value if value is None or isinstance(value, int | date) else str(value)
