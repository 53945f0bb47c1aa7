"""What is kept about me, what I ask about it, and the queue of those who answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.privacy import ErasureForm, PrivacyAnswerForm, PrivacyRequestForm
from accounts.kept import kept_about
from accounts.models import PrivacyRequest
from accounts.permissions import can_answer_privacy, can_erase_person, keeps_site
from accounts.processing import REGISTER
from accounts.services import answer_privacy, ask_privacy, erase_on_request, own_data_archive
from kmc.lib.forms import tried
from kmc.lib.paging import paged

LATEST_SIGN_INS = 20
ZIP_NAME = "kmc-my-data-%s.zip"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_privacy(request):
    """What the portal keeps of me, my requests, my latest sign-ins; asking for correction or erasure."""
    form = PrivacyRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_privacy(user=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("kind", refusal)
        else:
            messages.success(request, _("Your request is in the queue of the office."))
            return redirect(f"{request.path}#request-{asked.pk}")
    context = {
        "form": form,
        "kept": kept_about(request.user),
        "profile": getattr(request.user, "profile", None),
        "requests": request.user.privacy_requests.newest_first(),
        "sign_ins": request.user.access_entries.newest_first()[:LATEST_SIGN_INS],
        "keeps_site": keeps_site(request.user),
    }
    return render(request, "accounts/privacy_own.html", context)


@require_POST
@login_required
def own_data(request):
    """Everything about me as a zip, made now and kept nowhere."""
    try:
        archive = own_data_archive(person=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("accounts:own_privacy")
    name = ZIP_NAME % timezone.localdate().isoformat()
    return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")


@require_safe
@login_required
def privacy_request_list(request):
    """The queue: what is due soonest first, and below it what was answered."""
    if not keeps_site(request.user):
        raise PermissionDenied
    asked = PrivacyRequest.objects.visible_to(request.user)
    context = {
        "waiting": asked.open().soonest_first().for_list(),
        "page": paged(request, asked.answered().newest_first(), load=lambda rows: rows.for_list()),
    }
    return render(request, "accounts/privacy_request_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def privacy_request_detail(request, pk):
    """One request, and the office's answer to it."""
    if not keeps_site(request.user):
        raise PermissionDenied
    asked = get_object_or_404(PrivacyRequest.objects.visible_to(request.user).for_list(), pk=pk)
    form = PrivacyAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_privacy(request=asked, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("The request is answered."))
        return redirect("accounts:privacy_request_list")
    context = {
        "asked": asked,
        "form": form,
        "may_answer": can_answer_privacy(request.user, asked),
        "may_erase": can_erase_person(request.user, asked.user),
    }
    return render(request, "accounts/privacy_request_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def privacy_request_erase(request, pk):
    """Erase the person who asked for it, after typing the user name once more."""
    if not keeps_site(request.user):
        raise PermissionDenied
    asked = get_object_or_404(PrivacyRequest.objects.visible_to(request.user).erasures().for_list(), pk=pk)
    if not can_answer_privacy(request.user, asked) or not can_erase_person(request.user, asked.user):
        raise PermissionDenied
    form = ErasureForm(request.POST if request.method == "POST" else None, person=asked.user)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and tried(form, erase_on_request, request=asked, by=request.user):
        messages.success(request, _("The person is erased. What they wrote stands, without a name."))
        return redirect("accounts:privacy_request_list")
    return render(request, "accounts/privacy_erase_confirm.html", {"asked": asked, "form": form})


@require_safe
@login_required
def privacy_register(request):
    """The register of processing (PDPA B.E. 2562, section 39)."""
    if not keeps_site(request.user):
        raise PermissionDenied
    return render(request, "accounts/privacy_register.html", {"register": REGISTER})
