"""Pages of plans and targets. Public, save for lists of people and the keeping of evidence."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import AuditEntry, Organization
from accounts.services import record
from accounts.stamps import day_stamp
from kmc.lib.pages import public_page
from kmc.lib.paging import WindowPaginator
from knowledge.models import Article
from reports.columns import EVIDENCE, cells_of
from reports.details import Detail, beside_of, detail_of
from reports.documents import document_of
from reports.exports import rows_response, window_words
from reports.figures import board_of, first_board
from reports.forms import EvidenceForm
from reports.metrics import Metric, Scope, metric_beside, metric_of, scope_of
from reports.models import Plan, Target, TargetEvidence
from reports.permissions import (
    can_export_rows,
    can_file_evidence,
    can_remove_evidence,
    can_see_rows,
    can_see_units,
)
from reports.plan_reviews import kind_tabs, reviews_for
from reports.services import add_evidence

ROWS_PER_PAGE = 20


def wanted_id(request, name: str) -> int | None:
    """Return the id a query asks for, or None. What cannot be an id is not found."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404
    return int(text)


@require_safe
@public_page(day_stamp)
def target_list(request):
    """The targets of a plan under its strategies; the plan in force where none is named."""
    plan_id = wanted_id(request, "plan")
    if plan_id is None:
        board = first_board()
    else:
        board = board_of(get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_id).pk)
    return render(request, "reports/target_list.html", {"board": board})


@require_safe
@public_page(day_stamp)
def target_detail(request, pk):
    """One target: its figure, the definition, the history, and the rows or the evidence behind it."""
    target = get_object_or_404(Target.objects.visible_to(request.user).for_page(), pk=pk)
    metric = metric_of(target)
    shows_units = can_see_units(request.user, metric)
    is_for_units = shows_units and is_counted_by_unit(target)
    organization = wanted_organization(request, target.plan) if is_for_units else None
    detail = detail_of(target, organization)
    context = {
        "target": target,
        "plan": target.plan,
        "detail": detail,
        "card": detail.card,
        "metric": metric,
        "organization": organization,
        "window": window_words(detail.scope),
        "evidence": evidence_for(request.user, target),
        "may_file": can_file_evidence(request.user, target),
        "shows_units": shows_units,
    }
    context |= rows_behind(request, target, detail, organization)
    return render(request, "reports/target_detail.html", context)


def rows_behind(request, target: Target, detail: Detail, organization: Organization | None) -> dict:
    """Return the rows behind the figure, or behind the one beside the evidence where it has no number."""
    metric, office = detail.card.metric, target.plan.organization
    if target.plan.is_closed:
        return {}
    if metric:
        return rows_context(request, metric, detail.scope, detail.chosen_value, organization or office)
    beside = beside_of(target)
    if beside is None:
        return {}
    rows = rows_context(request, beside.metric, beside.scope, beside.chosen_value, office)
    return rows | {"beside": beside}


def is_counted_by_unit(target: Target) -> bool:
    """Return whether a group or school has a figure of its own: not without a number, not once it is frozen."""
    return metric_of(target) is not None and not target.plan.is_closed


def wanted_organization(request, plan: Plan) -> Organization | None:
    """Return the group or school asked for; only those of the plan's own organization are found."""
    pk = wanted_id(request, "organization")
    if pk is None:
        return None
    return get_object_or_404(Organization.objects.within(plan.organization), pk=pk)


def rows_context(request, metric: Metric, scope: Scope, value: int, organization: Organization) -> dict:
    """Return a page of the rows behind the figure, for those who may see them."""
    if not can_see_rows(request.user, metric, organization):
        return {"may_see_rows": False}
    evidence = EVIDENCE[metric.slug]
    paginator = WindowPaginator(
        metric.rows(scope),
        value,
        ROWS_PER_PAGE,
        load=lambda rows: evidence.load(rows, scope),
    )
    page = paginator.page(request.GET.get("page", 1))
    return {
        "may_see_rows": True,
        "may_export": can_export_rows(request.user, metric, organization),
        "page": page,
        "headings": [column.heading for column in evidence.columns],
        "rows": [cells_of(masked(row, request.user), evidence.columns) for row in page],
    }


def masked(row, user):
    """Mark what a visitor may not know: articles for signed-in staff are counted, not shown."""
    if isinstance(row, Article):
        row.is_masked = not row.is_open_to(user)
    return row


def evidence_for(user, target: Target) -> list[TargetEvidence]:
    """Return the target's evidence, each marked with whether the person may remove it or open its article."""
    rows = list(target.evidence.for_list())
    for row in rows:
        row.target = target
        row.may_remove = can_remove_evidence(user, row)
        row.may_open = bool(row.article and row.article.is_open_to(user))
    return rows


@require_safe
@login_required
def target_rows_xlsx(request, pk):
    return target_rows(request, pk, "xlsx")


@require_safe
@login_required
def target_rows_csv(request, pk):
    return target_rows(request, pk, "csv")


def target_rows(request, pk, kind: str):
    """The rows behind the figure as a file, for those who may see them."""
    target = get_object_or_404(Target.objects.visible_to(request.user).for_page(), pk=pk)
    metric = metric_of(target) or metric_beside(target)
    organization = wanted_organization(request, target.plan)
    if target.plan.is_closed or metric is None:
        raise Http404
    if not can_export_rows(request.user, metric, organization or target.plan.organization):
        raise PermissionDenied
    scope = scope_of(target.plan, organization=organization)
    if metric.names_people:
        unit = organization or target.plan.organization
        record(action=AuditEntry.Action.EXPORT, by=request.user, organization=unit, what=metric.slug)
    return rows_response(target, metric, scope, organization, kind)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def evidence_create(request, pk):
    target = get_object_or_404(Target.objects.visible_to(request.user).for_page(), pk=pk)
    if not can_file_evidence(request.user, target):
        raise PermissionDenied
    form = EvidenceForm(request.POST or None, initial={"shown_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        add_evidence(target=target, by=request.user, **form.evidence_fields())
        messages.success(request, _("The evidence is filed."))
        return redirect(target)
    return render(request, "reports/evidence_form.html", {"form": form, "target": target})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def evidence_remove(request, pk):
    evidence = get_object_or_404(
        TargetEvidence.objects.visible_to(request.user).select_related("target__plan__organization"), pk=pk
    )
    if not can_remove_evidence(request.user, evidence):
        raise PermissionDenied
    if request.method == "POST":
        evidence.delete()
        messages.success(request, _("The evidence is removed."))
        return redirect(evidence.target)
    return render(request, "reports/evidence_confirm_delete.html", {"evidence": evidence})


@require_safe
@public_page(day_stamp)
def plan_list(request):
    """All plans, or those of one kind."""
    plans = list(Plan.objects.visible_to(request.user).for_list())
    kind = request.GET.get("kind", "")
    tabs = kind_tabs(plans, kind)
    shown = [plan for plan in plans if plan.kind == kind] if kind in Plan.Kind.values else plans
    return render(request, "reports/plan_list.html", {"plans": shown, "tabs": tabs})


@require_safe
@public_page(day_stamp)
def plan_detail(request, pk):
    """The whole text of a plan, to read and to print."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("organization"), pk=pk)
    context = {"plan": plan, "document": document_of(plan)} | reviews_for(request.user, plan)
    return render(request, "reports/plan_detail.html", context)
