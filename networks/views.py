"""Pages of school networks."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.stamps import site_stamp
from kmc.lib.pages import public_page
from networks.models import SchoolNetwork

NEWEST = 10


@require_safe
@public_page(site_stamp)
def network_list(request):
    """Every active network with its coordinator and the number of its schools."""
    networks = SchoolNetwork.objects.active().for_list()
    return render(request, "networks/network_list.html", {"networks": networks})


@require_safe
@public_page(site_stamp)
def network_detail(request, pk):
    """A network: its schools, and the newest knowledge from them."""
    network = get_object_or_404(SchoolNetwork.objects.select_related("coordinator", "organization"), pk=pk)
    schools = network.schools.select_related("district").order_by("district__sort_key", "sort_key")
    articles = network.articles.readable_by(request.user)
    context = {
        "network": network,
        "schools": schools,
        "articles": articles.newest_first().for_list()[:NEWEST],
        "article_total": articles.count(),
    }
    return render(request, "networks/network_detail.html", context)
