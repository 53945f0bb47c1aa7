"""The texts everyone may read, and the page on which staff accept them once a year."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.privacy import AcceptForm
from accounts.models import PolicyText
from accounts.services import accept_policy, policies_to_accept
from accounts.stamps import site_stamp
from kmc.lib.pages import public_page


@require_safe
@public_page(site_stamp)
def privacy_notice(request):
    return policy_in_force(request, PolicyText.Kind.PRIVACY)


@require_safe
@public_page(site_stamp)
def terms(request):
    return policy_in_force(request, PolicyText.Kind.TERMS)


@require_safe
@public_page(site_stamp)
def ethics_code(request):
    return policy_in_force(request, PolicyText.Kind.ETHICS)


def policy_in_force(request, kind: PolicyText.Kind):
    """The text in force, with the earlier versions named below it."""
    versions = list(PolicyText.objects.versions(kind))
    context = {"policy": versions[0] if versions else None, "versions": versions, "kind": kind}
    return render(request, "accounts/policy_detail.html", context)


@require_safe
@public_page(site_stamp)
def policy_detail(request, pk):
    """One published version, in force or not any more."""
    policy = get_object_or_404(PolicyText.objects.published(), pk=pk)
    versions = list(PolicyText.objects.versions(policy.kind))
    context = {"policy": policy, "versions": versions, "kind": PolicyText.Kind(policy.kind)}
    return render(request, "accounts/policy_detail.html", context)


@require_safe
@public_page(site_stamp)
def about(request):
    """What the portal is, whose it is, and how its figures are counted."""
    return render(request, "accounts/about.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def policy_accept(request):
    """What the person has not accepted this fiscal year. Nothing is blocked: they may go on without."""
    waiting = policies_to_accept(request.user)
    onward = safe_address(request, request.GET.get("next", ""))
    if request.method == "POST":
        form = AcceptForm(request.POST, policies=waiting)
        if form.is_valid():
            accept_policy(user=request.user, policy=form.cleaned_data["policy"])
            messages.success(request, _("Thank you. It is noted for this fiscal year."))
            if len(waiting) == 1:
                return redirect(onward)
        return redirect(f"{request.path}?{urlencode({'next': onward})}")
    return render(request, "accounts/policy_accept.html", {"policies": waiting, "onward": onward})


def safe_address(request, address: str) -> str:
    """Return the address where it leads to a page of this site, else the person's own page."""
    try:
        is_ours = url_has_allowed_host_and_scheme(
            address, {request.get_host()}, require_https=request.is_secure()
        )
    except ValueError:
        is_ours = False
    return address if is_ours and address.startswith("/") else "/"
