"""Who gets what at the addresses of ID-Plans: `own_plan` is the author's draft, `waiting_plan` the colleague's."""

from django.utils import timezone

from accounts.models import DevelopmentActivity, DevelopmentPlan
from kmc.lib.dates import ERA
from kmc.lib.years import FiscalYear

ACCESS = {
    "accounts:development_own": (
        "",
        "in 200 302 302 200 200 200 200 200",
        "in 302 302 302 302 302 302 302 302",
    ),
    "accounts:development_mine": ("", "in 200 200 200 200 200 200 200 200", "405"),
    "accounts:development_list": ("", "in 403 403 403 403 200 403 200 200", "405"),
    "accounts:development_units": ("", "in 403 403 403 403 200 200 200 200", "405"),
    "accounts:development_detail": ("own_plan", "in 404 404 200 404 200 404 200 200", "405"),
    "accounts:development_print": ("own_plan", "in 404 404 200 404 200 404 200 200", "405"),
    "accounts:development_docx": ("own_plan", "in 404 404 200 404 200 404 200 200", "405"),
    "accounts:development_edit": (
        "own_plan",
        "in 404 404 200 404 403 404 403 403",
        "in 404 404 200 404 403 404 403 403",
    ),
    "accounts:development_line_create": (
        "own_plan",
        "in 404 404 200 404 403 404 403 403",
        "in 404 404 200 404 403 404 403 403",
    ),
    "accounts:development_line_edit": (
        "plan_line",
        "in 404 404 200 404 403 404 403 403",
        "in 404 404 200 404 403 404 403 403",
    ),
    "accounts:development_line_remove": (
        "plan_line",
        "in 404 404 200 404 403 404 403 403",
        "in 404 404 302 404 403 404 403 403",
    ),
    "accounts:development_line_move": (
        "plan_line",
        "405",
        "in 404 404 302 404 403 404 403 403",
    ),
    "accounts:development_line_hours": (
        "plan_line",
        "in 404 404 200 404 403 404 403 403",
        "in 404 404 200 404 403 404 403 403",
    ),
    "accounts:development_submit": ("own_plan", "405", "in 404 404 302 404 403 404 403 403"),
    "accounts:development_take_back": ("own_plan", "405", "in 404 404 302 404 403 404 403 403"),
    "accounts:development_sign": ("waiting_plan", "405", "in 404 403 404 404 302 404 302 302"),
    "accounts:development_return": (
        "waiting_plan",
        "in 404 403 404 404 200 404 200 200",
        "in 404 403 404 404 200 404 200 200",
    ),
    "knowledge:activity_articles": (
        "plan_line",
        "in 404 404 200 404 403 404 403 403",
        "in 404 404 302 404 403 404 403 403",
    ),
    "reports:portfolio": ("", "in 200 200 200 200 200 200 200 200", "405"),
    "reports:portfolio_docx": ("", "in 200 200 200 200 200 200 200 200", "405"),
}


def development_of(people, school) -> dict:
    """Return a draft with a line and a plan that waits for its superior."""
    year = FiscalYear.of(timezone.localdate()).be_year - ERA
    made = {}
    for name, whose, status in (("own_plan", "author", "draft"), ("waiting_plan", "colleague", "submitted")):
        plan = DevelopmentPlan.objects.create(
            user=people[whose], fiscal_year=year, organization=school, status=status
        )
        made[name] = plan.pk
    line = DevelopmentActivity.objects.create(
        plan_id=made["own_plan"], topic="การอ่าน", priority=1, method="self"
    )
    return made | {"plan_line": line.pk}


def restore_development(things) -> None:
    """Put the plans back as they were: each role meets the same."""
    plans = DevelopmentPlan.objects
    plans.exclude(pk__in=(things["own_plan"], things["waiting_plan"])).delete()
    plans.filter(pk=things["own_plan"]).update(status="draft")
    plans.filter(pk=things["waiting_plan"]).update(status="submitted", signed_at=None, signed_by=None)
    if not DevelopmentActivity.objects.filter(pk=things["plan_line"]).exists():
        DevelopmentActivity.objects.create(
            pk=things["plan_line"], plan_id=things["own_plan"], topic="การอ่าน", priority=1, method="self"
        )
