"""Certificates: issued to authors and holders, printed on A4, checked by anybody who has the code."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organization, User
from accounts.services.access import client_address
from kmc.lib.limits import is_too_often
from kmc.lib.paging import paged
from kmc.lib.qr import qr_picture
from knowledge.forms.awards import CodeForm, TakingBackForm
from knowledge.models import Article, Award, Certificate
from knowledge.models.award import CODE_LENGTH, plain_code
from knowledge.permissions import (
    can_certify_author,
    can_certify_holder,
    can_print_certificate,
    can_reissue_certificate,
    can_withdraw_certificate,
)
from knowledge.services.certificates import (
    issue_author_certificate,
    issue_award_certificate,
    withdraw_certificate,
)
from knowledge.services.errors import ActionRefused
from knowledge.views.uses import act

CHECKS_AN_HOUR = 600  # by one public address: a whole school may stand behind it
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
@login_required
def article_certificate(request, pk):
    """Certificates of the authors of a published article: one's own, or those one prints for others."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    credited = [one.user for one in article.authorships.select_related("user__profile") if one.user_id]
    people = [person for person in credited if can_certify_author(request.user, article, person.pk)]
    return issuing(request, article, people, lambda **who: issue_author_certificate(article=article, **who))


@read_or_send
@login_required
def award_certificate(request, pk):
    """Certificates of the holders of a confirmed award."""
    award = get_object_or_404(Award.objects.visible_to(request.user), pk=pk)
    named = [one.user for one in award.holders.select_related("user__profile") if one.user_id]
    people = [person for person in named if can_certify_holder(request.user, award, person.pk)]
    return issuing(request, award, people, lambda **who: issue_award_certificate(award=award, **who))


def issuing(request, subject, people: list[User], issue):
    """Show whose certificates may be had; issue the one that was asked for."""
    if not people:
        raise PermissionDenied
    if request.method == "POST":
        person = next((one for one in people if str(one.pk) == request.POST.get("person")), None)
        if person is None:
            raise PermissionDenied
        try:
            certificate = issue(person=person, by=request.user)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        return redirect("knowledge:certificate_print", certificate.code)
    issued = {one.user_id: one for one in subject.certificates.for_page()}
    context = {
        "subject": subject,
        "rows": [row_of(request.user, person, issued.get(person.pk)) for person in people],
    }
    return render(request, "knowledge/certificate_people.html", context)


def row_of(user, person, certificate):
    """Return the person, the certificate there is, and whether a withdrawn one may be issued anew."""
    return person, certificate, bool(certificate and can_reissue_certificate(user, certificate))


@require_safe
@login_required
def certificate_mine(request):
    """The certificates that name the person, newest first."""
    mine = request.user.certificates.newest_first()
    page = paged(request, mine, load=lambda rows: rows.for_page())
    return render(request, "knowledge/certificate_mine.html", {"page": page})


@require_safe
@login_required
@never_cache
def certificate_print(request, code):
    """The certificate on one sheet of A4, lying."""
    certificate = get_object_or_404(Certificate.objects.of_code(code).for_page())
    if not can_print_certificate(request.user, certificate):
        raise PermissionDenied
    if certificate.is_withdrawn:
        return redirect(certificate)
    address = request.build_absolute_uri(certificate.get_absolute_url())
    context = {
        "certificate": certificate,
        "address": address,
        "qr": qr_picture(address, "certificate__qr", border=0),
        "office": settings.KMC_SITE_OFFICE or Organization.objects.root_name(),
    }
    return render(request, "knowledge/certificate_print.html", context)


@require_safe
@never_cache
def certificate_form(request):
    """Type the code of a certificate to check it."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        code = plain_code(form.cleaned_data["code"])
        if len(code) == CODE_LENGTH:
            return redirect("knowledge:certificate_check", code)
        form.add_error("code", _("A code has twelve letters and digits. Please check what you typed."))
    return render(request, "knowledge/certificate_form.html", {"form": form})


@require_safe
@never_cache
def certificate_check(request, code):
    """Say of a code whether its certificate is genuine; nothing else of the person."""
    if is_too_often("certificate", client_address(request), CHECKS_AN_HOUR):
        return render(request, "429.html", status=429)
    certificate = Certificate.objects.of_code(code).for_page().first()
    context = {
        "certificate": certificate,
        "code": plain_code(code),
        "may_print": bool(certificate) and can_print_certificate(request.user, certificate),
        "may_withdraw": bool(certificate) and can_withdraw_certificate(request.user, certificate),
    }
    return render(request, "knowledge/certificate_check.html", context, status=200 if certificate else 404)


@read_or_send
@login_required
def certificate_withdraw(request, code):
    """Withdraw a certificate with a reason."""
    certificate = get_object_or_404(Certificate.objects.of_code(code).for_page())
    if not can_withdraw_certificate(request.user, certificate):
        raise PermissionDenied
    form = TakingBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act(
            request,
            withdraw_certificate,
            _("The certificate is withdrawn."),
            certificate=certificate,
            **form.cleaned_data,
        )
        return redirect(certificate)
    return render(request, "knowledge/certificate_withdraw.html", {"form": form, "certificate": certificate})
