"""A person's own page and profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.duties import duties_of
from accounts.forms import ProfileForm
from accounts.models import CompetencySurvey, PrivacyRequest, StaffProfile, User
from accounts.permissions import can_edit_profile, keeps_site
from accounts.roles import ROLE_SENTENCES
from accounts.services import policies_to_accept


@require_safe
@login_required
def me(request):
    """Own page: my work and where it stands, how I grow, what I may do, my account."""
    person = get_object_or_404(User.objects.with_profile(), pk=request.user.pk)
    grants = list(person.role_grants.select_related("role", "organization").order_by("role__position", "pk"))
    context = {
        "person": person,
        "profile": getattr(person, "profile", None),
        "grants": [(grant, ROLE_SENTENCES.get(grant.role.slug, "")) for grant in grants],
        "days_of_use": person.activity_days.count(),
        "skills": person.skill_records.order_by("-confirmed_on", "-pk"),
        "policies_waiting": policies_to_accept(person),
        **work_of(person),
        **growth_of(person),
        **duties_of(person, grants),
        "held_roles": {grant.role.slug for grant in grants},
        **privacy_for(person),
    }
    return render(request, "accounts/me.html", context)


def work_of(person) -> dict:
    """Return what the person wrote by state, and what readers made of the published part. Three queries."""
    written = person.authored_articles
    counts = written.counts_by_status()
    return {
        "article_counts": {"published": 0} | counts if counts else {},
        "echo": written.published().echo(),
        "latest_use": person.uses_of_work().newest_first().for_list().with_article().first(),
    }


def growth_of(person) -> dict:
    """Return the survey that waits for the person."""
    profile = getattr(person, "profile", None)
    return {"open_survey": CompetencySurvey.objects.open_for(profile) if profile else None}


def privacy_for(person) -> dict:
    """Return, for those who keep the site, how many privacy requests wait for them."""
    if not keeps_site(person):
        return {"keeps_site": False, "privacy_waiting": 0}
    waiting = PrivacyRequest.objects.visible_to(person).open().count()
    return {"keeps_site": True, "privacy_waiting": waiting}


@login_required
def profile_edit(request):
    """Own profile: the parts a person keeps themselves."""
    profile = get_object_or_404(StaffProfile.objects.select_related("user"), user=request.user)
    if not can_edit_profile(request.user, profile.user):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = ProfileForm(*([request.POST, request.FILES] if is_sent else []), instance=profile)
    if is_sent and form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:me")
    return render(request, "accounts/profile_form.html", {"form": form, "profile": profile})
