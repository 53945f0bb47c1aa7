"""Pages of people and organizations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.filters import OrganizationFilter, PersonFilter
from accounts.forms import ProfileForm
from accounts.models import Organization, StaffProfile, User
from accounts.permissions import can_edit_profile, can_manage_organization, can_see_staff_details
from accounts.roles import ROLE_SENTENCES
from kmc.lib.paging import WindowPaginator

PER_PAGE = 30
ON_A_PAGE = 10


@require_safe
@login_required
def person_list(request):
    """Staff in Thai order by given name, for colleagues."""
    people = PersonFilter(request.GET, queryset=User.objects.directory())
    page = paged(request, people.qs, lambda rows: rows.with_profile())
    return render(request, "accounts/person_list.html", {"filter": people, "page": page})


@require_safe
def person_detail(request, pk):
    """The public face of a person: who they are at work, and what they wrote."""
    person = get_object_or_404(User.objects.visible_to(request.user).with_profile(), pk=pk)
    written = person.written_articles(request.user)
    context = {
        "person": person,
        "profile": getattr(person, "profile", None),
        "articles": written.newest_first().for_list()[:ON_A_PAGE],
        "article_total": written.count(),
        "may_see_contact": can_see_staff_details(request.user),
        "may_edit": can_edit_profile(request.user, person),
    }
    return render(request, "accounts/person_detail.html", context)


@require_safe
def person_photo(request, pk):
    """A person's photo, for whoever may see the person."""
    person = get_object_or_404(User.objects.visible_to(request.user).with_profile(), pk=pk)
    profile = getattr(person, "profile", None)
    if not profile or not profile.photo:
        raise Http404
    headers = {"Cache-Control": "private, max-age=3600", "Content-Security-Policy": "sandbox"}
    return FileResponse(profile.photo.open(), content_type="image/webp", headers=headers)


@require_safe
@login_required
def me(request):
    """Own page: what I hold, where I belong, what I may do next."""
    person = get_object_or_404(User.objects.with_profile(), pk=request.user.pk)
    grants = person.role_grants.select_related("role", "organization").order_by("role__position", "pk")
    context = {
        "person": person,
        "profile": getattr(person, "profile", None),
        "grants": [(grant, ROLE_SENTENCES.get(grant.role.slug, "")) for grant in grants],
        "days_of_use": person.activity_days.count(),
        "skills": person.skill_records.order_by("-confirmed_on", "-pk"),
    }
    return render(request, "accounts/me.html", context)


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


@require_safe
def organization_list(request):
    """Schools, groups and districts in Thai order; the district is always shown: names repeat."""
    units = OrganizationFilter(request.GET, queryset=Organization.objects.in_thai_order())
    page = paged(request, units.qs, lambda rows: rows.for_cards())
    return render(request, "accounts/organization_list.html", {"filter": units, "page": page})


@require_safe
def organization_detail(request, pk):
    """What a unit is, its people (for colleagues), its knowledge and its networks."""
    unit = get_object_or_404(Organization.objects.select_related("parent", "district"), pk=pk)
    articles = unit.articles.readable_by(request.user)
    staff = unit.staff.select_related("user").filter(user__is_active=True).order_by("user__sort_key")
    context = {
        "unit": unit,
        "children": unit.children.in_thai_order()[: PER_PAGE * 10],
        "articles": articles.newest_first().for_list()[:ON_A_PAGE],
        "article_total": articles.count(),
        "networks": unit.networks.active().order_by("sort_key"),
        "staff": staff if request.user.is_authenticated else [],
        "staff_total": staff.count(),
        "may_manage": can_manage_organization(request.user, unit),
    }
    return render(request, "accounts/organization_detail.html", context)


def paged(request, queryset, load):
    """Return the asked page of a list, with its total counted once."""
    paginator = WindowPaginator(queryset, queryset.count(), PER_PAGE, load=load)
    return paginator.page(request.GET.get("page"))
