"""The share of a unit in the plan in force, for the page of the unit."""

from dataclasses import replace

from django import template

from reports.shares import address_of, share_of

register = template.Library()


@register.inclusion_tag("reports/plan_share.html", takes_context=True)
def plan_share(context, unit):
    """Show what the unit, with all below it, adds to each counted target; rows where they may be seen."""
    user = context["user"]
    plan, shares = share_of(unit, names_people=user.is_authenticated)
    shown = [replace(share, url=address_of(share, plan, unit, user)) for share in shares]
    return {"plan": plan, "shares": shown, "is_whole": plan and plan.organization_id == unit.pk}
