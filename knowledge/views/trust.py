"""Who publishes at once: the list of a reviewer, giving and taking back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.roles import REVIEWER
from kmc.lib.paging import WindowPaginator
from knowledge.forms import TrustForm
from knowledge.models import TrustedAuthor
from knowledge.models.trust import TrustedAuthorQuerySet
from knowledge.permissions import can_trust
from knowledge.services import ActionRefused, give_trust, take_trust

PER_PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trusted_authors(request):
    """Who publishes at once in the reviewer's care; another person or organization is added here."""
    if not request.user.holds(REVIEWER):
        raise PermissionDenied
    form = TrustForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            give_trust(by=request.user, **form.given_to())
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("They publish at once from now on. You look at it afterwards."))
            return redirect("knowledge:trusted_authors")
    rows = TrustedAuthor.objects.in_care_of(request.user).by_unit()
    pages = WindowPaginator(rows, rows.count(), PER_PAGE, load=TrustedAuthorQuerySet.for_list)
    context = {"form": form, "page": pages.page(request.GET.get("page"))}
    return render(request, "knowledge/trusted_authors.html", context)


@login_required
@require_POST
def trust_end(request, pk):
    """Take the leave to publish at once back."""
    trust = get_object_or_404(TrustedAuthor.objects.in_care_of(request.user).for_list(), pk=pk)
    if not can_trust(request.user, trust.organization_id):
        raise PermissionDenied
    take_trust(trust=trust, by=request.user)
    messages.success(request, _("What they send is reviewed first again."))
    return redirect("knowledge:trusted_authors")
