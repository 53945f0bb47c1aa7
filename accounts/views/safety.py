"""Signing in and safety: one page for password, second step, passkeys, sessions and e-mail."""

from allauth.account.decorators import reauthentication_required
from allauth.decorators import rate_limit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import flows
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.devices import session_count, sessions_of
from accounts.forms.signing_in import ChangeEmailForm
from accounts.models import User
from accounts.permissions import can_remove_second_step, needs_second_step
from accounts.services.access import end_session, end_sessions
from accounts.services.address import ask_for_address, drop_pending_address, pending_address
from accounts.services.second_step import remove_second_step, second_step_of


@require_safe
@login_required
def safety(request):
    """What one signs in with, and where one is signed in."""
    context = {
        "steps": second_step_of(request.user),
        "is_step_needed": needs_second_step(request.user),
        "pending": pending_address(request.user),
        "session_count": session_count(request.user),
        "has_providers": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(request, "accounts/safety.html", context)


@require_safe
@login_required
def second_step(request):
    """Which second step do you want? Shown to those whose role needs one, before anything else."""
    context = {"steps": second_step_of(request.user), "is_step_needed": needs_second_step(request.user)}
    return render(request, "accounts/second_step.html", context)


@login_required
@rate_limit(action="manage_email")
@reauthentication_required(app="allauth.account")
def email_change(request):
    """The address of the account: another one counts once it is confirmed."""
    is_sent = request.method == "POST"
    form = ChangeEmailForm(request.POST if is_sent else None, user=request.user)
    if is_sent and "cancel" in request.POST:
        drop_pending_address(request.user)
        messages.success(request, _("The address stays as it is."))
        return redirect("accounts:safety")
    if is_sent and form.is_valid():
        ask_for_address(request=request, email=form.cleaned_data["email"])
        messages.success(request, _("We sent a link to the new address. Open it to confirm."))
        return redirect("account_email")
    context = {"form": form, "pending": pending_address(request.user)}
    return render(request, "account/email_change.html", context)


@login_required
def session_list(request):
    """Where one is signed in; any of it can be ended."""
    if request.method == "POST":
        count = end_sessions(request.user, except_key=request.session.session_key)
        messages.success(request, _("You are signed out everywhere else (%(count)d).") % {"count": count})
        return redirect("usersessions_list")
    context = {"sessions": sessions_of(request.user, request.session.session_key)}
    return render(request, "usersessions/usersession_list.html", context)


@require_POST
@login_required
def session_end(request, pk):
    """End one of one's own sessions elsewhere."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    end_session(session)
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@require_safe
def waiting(request):
    """The account was asked for; a manager has to say yes."""
    return render(request, "account/waiting.html")


@login_required
def second_step_remove(request, pk):
    """Help somebody who lost phone and codes: they set up a new second step when they sign in."""
    person = get_object_or_404(User.objects.people().with_profile(), pk=pk)
    if not can_remove_second_step(request.user, person):
        raise PermissionDenied
    if request.method == "POST":
        remove_second_step(person=person, by=request.user)
        messages.success(request, _("The second step is removed. The person is told by e-mail."))
        return redirect(person)
    context = {"person": person, "steps": second_step_of(person)}
    return render(request, "accounts/second_step_remove.html", context)


@reauthentication_required(app="allauth.mfa")
def passkey_remove(request, pk):
    """Remove one of one's own passkeys; who needs a second step keeps at least one."""
    passkey = get_object_or_404(Authenticator, pk=pk, user=request.user, type=Authenticator.Type.WEBAUTHN)
    is_last = not get_adapter().can_delete_authenticator(passkey)
    if request.method == "POST" and not is_last:
        flows.remove_authenticator(request, passkey)
        return redirect("accounts:safety")
    context = {"authenticator": passkey, "is_last": is_last}
    return render(request, "mfa/webauthn/authenticator_confirm_delete.html", context)
