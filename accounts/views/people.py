"""Pages of people."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.directory import reasons, words_of
from accounts.filters import PersonFilter
from accounts.models import User
from accounts.page_acts import acts_on_person
from accounts.permissions import can_see_staff_details
from kmc.lib.paging import paged

ON_A_PAGE = 10


@require_safe
@login_required
def person_list(request):
    """Staff in Thai order by given name, for colleagues: who knows about what, and why we think so."""
    people = PersonFilter(request.GET, queryset=User.objects.directory())
    page = paged(request, people.qs, load=lambda rows: rows.with_profile())
    why = reasons(list(page), words_of(people.words))
    context = {
        "filter": people,
        "page": page,
        "people": [(person, why.get(person.pk, [])) for person in page],
        "chips": chips_of(request, people.form),
    }
    return render(request, "accounts/person_list.html", context)


def chips_of(request, form) -> list[tuple[str, str]]:
    """Return each choice in use with the address of the list without it."""
    chips = []
    for name in ("organization", "kind"):
        choices = {str(key): words for key, words in form.fields[name].widget.choices}
        chosen = request.GET.get(name)
        if not chosen or chosen not in choices:
            continue
        kept = request.GET.copy()
        kept.pop(name)
        kept.pop("page", None)
        chips.append((str(choices[chosen]), f"?{kept.urlencode()}"))
    return chips


@require_safe
def person_detail(request, pk):
    """The public face of a person: who they are at work, and what they wrote."""
    try:
        person = User.objects.visible_to(request.user).with_profile().get(pk=pk)
    except User.DoesNotExist:
        return redirect_to_kept(request, pk)
    written = person.written_articles(request.user)
    context = {
        "person": person,
        "articles": written.newest_first().for_list()[:ON_A_PAGE],
        "article_total": written.count(),
        "networks": person.coordinated(),
        "used": person.uses_of_work().count(),
        "honours": person.award_holdings.confirmed().newest_first().for_list()[:ON_A_PAGE],
    }
    return render(request, "accounts/person_detail.html", context | facts_of(request.user, person))


def facts_of(reader, person) -> dict:
    """Return what the reader is told beside the work: of people who left little, of erased ones nothing."""
    is_colleague = can_see_staff_details(reader)
    grants = person.role_grants.by_unit().for_list() if is_colleague and person.is_active else []
    is_erased = person.closed_because == User.Closed.ERASED
    return {
        "profile": None if is_erased else getattr(person, "profile", None),
        "is_erased": is_erased,
        "grants": grants,
        "may_see_contact": is_colleague and person.is_active,
        "is_own": reader.pk == person.pk,
        "acts": acts_on_person(reader, person),
    }


def redirect_to_kept(request, pk):
    """Send on from an account that was merged to the one that is kept, where the reader may see that."""
    return redirect(
        get_object_or_404(User.objects.visible_to(request.user), pk=User.objects.key_kept_for(pk))
    )


@require_safe
def person_photo(request, pk):
    """A person's photo, for whoever may see the person."""
    person = get_object_or_404(User.objects.visible_to(request.user).with_profile(), pk=pk)
    profile = getattr(person, "profile", None)
    if not profile or not profile.photo or person.closed_because == User.Closed.ERASED:
        raise Http404
    headers = {"Cache-Control": "private, max-age=3600", "Content-Security-Policy": "sandbox"}
    try:
        photo = profile.photo.open()
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(photo, content_type="image/webp", headers=headers)
