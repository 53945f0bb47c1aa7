"""Pages of organizations."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.filters import OrganizationFilter
from accounts.models import Organization
from accounts.permissions import can_manage_organization
from kmc.lib.paging import paged

MOST_CHILDREN = 300
ON_A_PAGE = 10


@require_safe
def organization_list(request):
    """Schools, groups and districts in Thai order; the district is always shown: names repeat."""
    units = OrganizationFilter(request.GET, queryset=Organization.objects.in_thai_order())
    page = paged(request, units.qs, load=lambda rows: rows.for_cards())
    return render(request, "accounts/organization_list.html", {"filter": units, "page": page})


@require_safe
def organization_detail(request, pk):
    """What a unit is, its people (for colleagues), its knowledge and its networks."""
    unit = get_object_or_404(Organization.objects.select_related("parent", "district"), pk=pk)
    articles = unit.articles.readable_by(request.user)
    staff = unit.staff.select_related("user").filter(user__is_active=True).order_by("user__sort_key")
    context = {
        "unit": unit,
        "children": unit.children.in_thai_order()[:MOST_CHILDREN],
        "articles": articles.newest_first().for_list()[:ON_A_PAGE],
        "article_total": articles.count(),
        "networks": unit.networks.active().order_by("sort_key"),
        "staff": staff if request.user.is_authenticated else [],
        "staff_total": staff.count(),
        "may_manage": can_manage_organization(request.user, unit),
    }
    return render(request, "accounts/organization_detail.html", context)
