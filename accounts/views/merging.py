"""Merging two accounts of one person: choose both, compare, confirm."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.merging import MergeForm, PickForm
from accounts.models import User
from accounts.models.joining import account_state
from accounts.permissions import can_merge, can_merge_people
from accounts.services.merging import ensure_mergeable, merge_people
from accounts.staff_filters import AccountFilter

MOST_FOUND = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people_merge(request):
    """Search until both accounts are chosen, then compare them; the confirmed POST merges."""
    if not can_merge_people(request.user):
        raise PermissionDenied
    keep, drop = picked(request.GET)
    if keep is None or drop is None:
        return pick_page(request, keep, drop)
    if not can_merge(request.user, keep, drop):
        raise PermissionDenied
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            merge_people(keep=keep, drop=drop, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(request.get_full_path())
        messages.success(request, _("The accounts are merged; the second one is closed."))
        return redirect(keep)
    context = {"keep": keep, "drop": drop, "form": form, "facts": compared(keep, drop)}
    return render(
        request, "accounts/merge_compare.html", context | {"refusal": refusal_of(request, keep, drop)}
    )


def picked(data) -> tuple[User | None, User | None]:
    """Return the chosen accounts; what cannot be is not chosen."""
    form = PickForm(data)
    form.is_valid()
    return form.cleaned_data.get("keep"), form.cleaned_data.get("drop")


def refusal_of(request, keep, drop) -> str:
    """Return the sentence why the two are not merged, or ""."""
    try:
        ensure_mergeable(keep=keep, drop=drop, by=request.user)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def pick_page(request, keep, drop):
    """Find the accounts by name, user name, address or unit."""
    words = request.GET.get("q", "")
    people = AccountFilter({"q": words}, queryset=User.objects.people().standing().in_thai_order())
    found = people.qs.with_profile()[:MOST_FOUND] if words.strip() else []
    context = {"keep": keep, "drop": drop, "words": words, "found": found}
    return render(request, "accounts/merge_pick.html", context)


def compared(keep, drop) -> list[dict]:
    """Return the facts of both side by side."""
    both = [facts_of(keep), facts_of(drop)]
    return [{"label": label, "keep": both[0][label], "drop": both[1][label]} for label in both[0]]


def facts_of(person) -> dict[str, str]:
    """Return what tells two accounts apart, and what would follow."""
    profile = getattr(person, "profile", None)
    grants = person.role_grants.select_related("role", "organization")
    return {
        _("Name"): profile.formal_name if profile else person.full_name,
        _("User name"): person.username,
        _("E-mail"): person.email or "–",
        _("Account"): account_state(person).label,
        _("Unit"): str(profile.organization) if profile else "–",
        _("Position"): (profile.position if profile else "") or "–",
        _("Roles"): ", ".join(f"{one.role} · {one.organization}" for one in grants) or "–",
        _("Articles"): str(person.authorships.count()),
        _("Days of use"): str(person.activity_days.count()),
        _("Skills"): str(person.skill_records.count()),
    }
