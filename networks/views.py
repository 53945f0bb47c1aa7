"""Pages of school networks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.stamps import site_stamp
from kmc.lib.pages import public_page
from networks.forms import CoordinatorForm
from networks.models import NetworkCoordinator, SchoolNetwork
from networks.permissions import can_manage_network, can_name_coordinators
from networks.services import give_network, take_network_back

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
        "may_manage": can_manage_network(request.user, network),
    }
    return render(request, "networks/network_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def network_coordinators(request, pk):
    """Who looks after a network; a form that gives it to somebody."""
    network = get_object_or_404(SchoolNetwork.objects.select_related("coordinator", "organization"), pk=pk)
    if not can_manage_network(request.user, network):
        raise PermissionDenied
    may_name = can_name_coordinators(request.user, network)
    is_sent = request.method == "POST"
    if is_sent and not may_name:
        raise PermissionDenied
    form = CoordinatorForm(request.POST if is_sent else None, network=network, words=request.GET.get("q", ""))
    if is_sent and form.is_valid():
        person = form.cleaned_data["person"]
        give_network(network=network, user=person, by=request.user)
        messages.success(
            request, _("%(person)s now looks after this network.") % {"person": person.full_name}
        )
        return redirect("networks:network_coordinators", network.pk)
    grants = network.coordinator_grants.for_list()
    context = {"network": network, "form": form, "grants": grants, "may_name": may_name}
    return render(request, "networks/network_coordinators.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def coordinator_remove(request, pk):
    """Take a network back from a person, after a question."""
    grant = get_object_or_404(NetworkCoordinator.objects.for_list(), pk=pk)
    if not can_name_coordinators(request.user, grant.network):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "networks/coordinator_confirm_remove.html", {"grant": grant})
    take_network_back(grant=grant, by=request.user)
    words = {"person": grant.user.full_name}
    messages.success(request, _("%(person)s no longer looks after this network.") % words)
    return redirect("networks:network_coordinators", grant.network_id)
