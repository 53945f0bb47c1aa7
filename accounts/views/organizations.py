"""Pages of organizations."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.filters import OrganizationFilter
from accounts.models import Organization
from accounts.page_acts import acts_on_unit, reshaping_acts
from accounts.permissions import can_create_organizations
from accounts.stamps import day_stamp
from kmc.lib.pages import public_page
from kmc.lib.paging import paged

MOST_BELOW = 300
MOST_STAFF = 300
ON_A_PAGE = 10


@require_safe
def organization_list(request):
    """The office, its groups and districts, then schools by district and name; closed ones where asked for."""
    units = OrganizationFilter(request.GET, queryset=Organization.objects.in_office_order())
    page = paged(request, units.qs, load=lambda rows: rows.for_cards())
    context = {
        "filter": units,
        "page": page,
        "hidden": units.hidden(),
        "may_create": can_create_organizations(request.user),
    }
    return render(request, "accounts/organization_list.html", context)


@require_safe
@public_page(day_stamp)
def organization_detail(request, pk):
    """What a unit is, its people (for colleagues), its knowledge, its networks, its share of the plan."""
    unit = get_object_or_404(Organization.objects.for_page(), pk=pk)
    articles = unit.articles.readable_by(request.user)
    staff = unit.working_staff()
    context = {
        "unit": unit,
        "groups": groups_below(unit),
        "branches": unit.branches.for_cards().in_thai_order(),
        "merged_units": unit.merged_units.for_cards().order_by("ended_on", "sort_key"),
        "articles": articles.newest_first().for_list()[:ON_A_PAGE],
        "article_total": articles.count(),
        "networks": unit.networks.active().order_by("sort_key"),
        "awards": unit.awards.confirmed().in_order()[:ON_A_PAGE],
        "staff": staff[:MOST_STAFF] if request.user.is_authenticated else [],
        "staff_total": staff.count(),
        "acts": acts_on_unit(request.user, unit),
        "more_acts": reshaping_acts(request.user, unit),
    }
    return render(request, "accounts/organization_detail.html", context)


def groups_below(unit) -> list[tuple[str, bool, list[Organization]]]:
    """Return what belongs to the unit: kind by kind, then what has ended. One query."""
    below = list(Organization.objects.below(unit).for_cards().in_office_order()[:MOST_BELOW])
    standing = groupby((one for one in below if not one.is_ended), key=lambda one: one.get_kind_display())
    groups = [(kind, False, list(units)) for kind, units in standing]
    ended = [one for one in below if one.is_ended]
    return [*groups, ("", True, ended)] if ended else groups
