"""Handing accounts out: slips to print, links by mail, and the page where a person starts."""

import uuid
from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.invitations import FirstPasswordForm, StartForm
from accounts.models import Invitation
from accounts.services import (
    accept_policies,
    find_invitation,
    invite_people,
    mail_invitations,
    open_account,
    policies_to_accept,
)
from accounts.services.access import client_address
from accounts.services.inviting import MAIL_RESTS
from accounts.views.staff import chosen_people, people_in_hand, unit_in_hand
from kmc.lib.limits import is_too_often
from kmc.lib.qr import qr_picture

MOST_SLIPS = 400
MOST_MAILS = 100
MOST_LINKS_AN_HOUR = 1000  # of one address: a whole district may stand behind it
SLIPS_ON_A_PAGE = 8
ONE_DAY = 24 * 3600
SESSION_KEY = "account_start"
SESSION_LASTS = timedelta(minutes=30)
NOT_FOUND = gettext_lazy(
    "User name and code do not belong together, or the code was used or is too old. "
    "Please check both, or ask the manager of your unit for a new slip."
)


# --- slips and mail ---------------------------------------------------------------------------------------------------


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organization_slips(request, pk):
    """Make new codes and show them this once, ready to print. Sent again, nothing is made anew."""
    unit = unit_in_hand(request, pk)
    if request.method != "POST" or is_sent_again(request):
        return render(request, "accounts/slips_once.html", slips_asked(request, unit))
    users = people_for_slips(request, unit)
    if users is None:
        return redirect("accounts:organization_people", unit.pk)
    pairs = handed_out(request, users)
    if not pairs:
        return redirect("accounts:organization_people", unit.pk)
    address = request.build_absolute_uri(reverse("accounts:start"))
    context = {
        "unit": unit,
        "sheets": [pairs[at : at + SLIPS_ON_A_PAGE] for at in range(0, len(pairs), SLIPS_ON_A_PAGE)],
        "total": len(pairs),
        "left_out": len(users) - len(pairs),
        "address": address,
        "qr": qr_picture(address, "slip__qr"),
        "expires_on": timezone.localdate() + timedelta(days=30),
    }
    return render(request, "accounts/slips.html", context)


def handed_out(request, users) -> list:
    """Return the new codes; none, with a message that says why."""
    try:
        pairs = invite_people(users=users, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return []
    if not pairs:
        messages.info(request, _("All of the chosen people use their account already, or have left."))
    return pairs


def slips_asked(request, unit) -> dict:
    """Return what the page offers that stands where the slips were: those without a code, and a fresh form."""
    waiting = people_in_hand(request, unit).without_code().count()
    return {"unit": unit, "without_code": waiting, "token": uuid.uuid4().hex, "most": MOST_SLIPS}


def is_sent_again(request) -> bool:
    """Return whether this very form was sent before: a page loaded anew makes no new codes."""
    token = request.POST.get("token", "")
    key = salted_hmac(f"slips:{request.user.pk}", token, algorithm="sha256").hexdigest()
    return bool(token) and not cache.add(f"slips:{key}", 1, ONE_DAY)


def people_for_slips(request, unit) -> list | None:
    """Return who was ticked, or everyone without a code where that was asked; None with a message."""
    if "everyone" not in request.POST:
        return chosen_people(request, unit) or None
    people = people_in_hand(request, unit).without_code().with_profile().in_thai_order()[:MOST_SLIPS]
    if not people:
        messages.info(request, _("Everyone here holds a code or uses the account already."))
    return list(people) or None


@require_POST
@login_required
def organization_mail(request, pk):
    """Send each of the chosen people a link with a new code."""
    unit = unit_in_hand(request, pk)
    people = chosen_people(request, unit)[:MOST_MAILS]
    invitable = [person for person in people if not person.is_active and person.closed_because == "invited"]
    if people and not invitable:
        messages.info(request, _("All of the chosen people use their account already, or have left."))
    try:
        outcome = mail_invitations(
            users=invitable,
            by=request.user,
            link=lambda code: request.build_absolute_uri(reverse("accounts:start_link", args=[code])),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        tell_of_mail(request, outcome, sum(not person.email for person in invitable))
    return redirect("accounts:organization_people", unit.pk)


def tell_of_mail(request, outcome, without_address: int) -> None:
    """Say how many links left, how many did not, and what to do for those."""
    sent, failed = len(outcome.sent), len(outcome.failed)
    if sent:
        text = ngettext("%(count)d link is on its way.", "%(count)d links are on their way.", sent)
        messages.success(request, text % {"count": sent})
    if failed:
        text = ngettext(
            "%(count)d link could not be sent: the mail did not leave. Please try again later, or make a slip.",
            "%(count)d links could not be sent: the mail did not leave. Please try again later, or make slips.",
            failed,
        )
        messages.error(request, text % {"count": failed})
    if outcome.resting:
        tell_of_resting(request, outcome.resting)
    if without_address:
        text = ngettext(
            "%(count)d person has no e-mail address. Please make a slip.",
            "%(count)d people have no e-mail address. Please make slips.",
            without_address,
        )
        messages.warning(request, text % {"count": without_address})


def tell_of_resting(request, resting) -> None:
    """Say who keeps the link of a moment ago: since when, and from when another can be sent."""
    at = timezone.localtime(resting[0].created_at)
    text = ngettext(
        "%(count)d person was sent a link at %(at)s already; it still works. Another can be sent after %(next)s.",
        "%(count)d people were sent a link at %(at)s already; it still works. Another can be sent after %(next)s.",
        len(resting),
    )
    words = {"count": len(resting), "at": f"{at:%H:%M}", "next": f"{at + MAIL_RESTS:%H:%M}"}
    messages.info(request, text % words)


# --- the person starts ------------------------------------------------------------------------------------------------


@never_cache
@require_safe
def start_link(request, code):
    """Take the code of a mailed link out of the address; nothing is used up yet."""
    if request.user.is_authenticated:
        return someone_is_here(request)
    is_guessing = is_too_often("start_link", client_address(request), MOST_LINKS_AN_HOUR)
    invitation = None if is_guessing else find_invitation(code=code[:40])
    if invitation is None:
        messages.error(request, NOT_FOUND)
    else:
        remember(request, invitation)
    return redirect("accounts:start")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """Name and code first; then a password of one's own."""
    if request.user.is_authenticated:
        return someone_is_here(request)
    if "again" in request.POST:
        request.session.pop(SESSION_KEY, None)
        return redirect("accounts:start")
    invitation = remembered(request)
    if invitation:
        return first_password(request, invitation)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = tried(request, form)
        if found:
            remember(request, found)
            return redirect("accounts:start")
    return render(request, "accounts/invitation_start.html", {"form": form})


def tried(request, form) -> Invitation | None:
    """Return the invitation of what was typed; else leave the same sentence for every reason on the form."""
    username, code = form.cleaned_data["username"], form.cleaned_data["code"]
    if not may_try(request, username.strip().casefold()):
        form.add_error(None, _("Too many attempts. Please wait five minutes and try again."))
        return None
    found = find_invitation(code=code, login=username)
    if found is None:
        form.add_error(None, NOT_FOUND)
    return found


def may_try(request, username: str) -> bool:
    """Count an attempt by account and, loosely, by address."""
    return bool(ratelimit.consume(request, action="start_account", key=username))


def someone_is_here(request):
    messages.info(
        request, _("Somebody is signed in on this device. Please sign out first, then start again.")
    )
    return redirect("accounts:me")


def remember(request, invitation) -> None:
    """Keep which invitation was shown, under a new session key: its hash, never the code."""
    request.session.cycle_key()
    request.session[SESSION_KEY] = [invitation.code_hash, timezone.now().timestamp()]


def remembered(request) -> Invitation | None:
    """Return the invitation this browser showed the code of, while it is good and not long ago."""
    code_hash, at = request.session.get(SESSION_KEY) or ("", 0)
    if not code_hash or timezone.now().timestamp() - at > SESSION_LASTS.total_seconds():
        return None
    return Invitation.objects.usable().select_related("user__profile__organization").with_hash(code_hash)


def first_password(request, invitation):
    """The second step: a password, the terms where there are any, and in."""
    policies = policies_to_accept(invitation.user)
    sent = request.POST if "new_password1" in request.POST else None
    form = FirstPasswordForm(invitation.user, sent, policies=policies)
    if sent is None or not form.is_valid():
        context = {"form": form, "person": invitation.user, "policies": policies}
        return render(request, "accounts/invitation_password.html", context)
    user = open_account(invitation=invitation, password=form.cleaned_data["new_password1"])
    request.session.pop(SESSION_KEY, None)
    if user is None:
        messages.error(request, NOT_FOUND)
        return redirect("accounts:start")
    if policies:
        accept_policies(user=user)
    record_authentication(request, user, method="password", username=user.username)
    return perform_login(request, user, redirect_url=reverse("accounts:me"))
