"""Pages of people."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.filters import PersonFilter
from accounts.models import User
from accounts.permissions import can_edit_profile, can_see_staff_details
from kmc.lib.paging import paged

ON_A_PAGE = 10


@require_safe
@login_required
def person_list(request):
    """Staff in Thai order by given name, for colleagues."""
    people = PersonFilter(request.GET, queryset=User.objects.directory())
    page = paged(request, people.qs, load=lambda rows: rows.with_profile())
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
