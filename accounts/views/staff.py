"""Pages of whoever looks after the people of a unit: the list, adding, moving, leaving, coming back."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.filters import OrganizationFilter
from accounts.forms.staff import ChosenPeopleForm, LeaveForm, MoveForm, PeopleListForm, PersonForm
from accounts.models import Organization, User
from accounts.models.joining import AccountState, account_state
from accounts.people_list import HERE, NEW, WRONG, new_people
from accounts.permissions import (
    accounts_in_hand,
    can_close_account,
    can_manage_organization,
    can_move_person,
)
from accounts.services import (
    NewPerson,
    add_people,
    approve_people,
    come_back,
    leave_office,
    move_person,
    refuse_people,
)
from accounts.services.coordinating import networks_of
from accounts.services.leaving import roles_ended_by_move
from accounts.staff_filters import StaffFilter
from kmc.lib.dates import format_date
from kmc.lib.forms import tried
from kmc.lib.paging import paged

MOST_UNITS_FOUND = 30
TONES = {
    AccountState.IN_USE: "leaf",
    AccountState.HANDED_OUT: "accent",
    AccountState.UNUSED: "plain",
    AccountState.PENDING: "amber",
    AccountState.LEFT: "plain",
}


def unit_in_hand(request, pk) -> Organization:
    """Return the unit, where the person asking looks after its people."""
    unit = get_object_or_404(Organization.objects.for_cards(), pk=pk)
    if not can_manage_organization(request.user, unit):
        raise PermissionDenied
    return unit


def people_in_hand(request, unit):
    """Return the people of the unit and below whose account the person asking may hand out or close."""
    everyone = User.objects.people().of_organizations(Organization.tree_ids(unit))
    return accounts_in_hand(request.user, everyone)


def chosen_people(request, unit) -> list[User]:
    """Return whom the person ticked, in Thai order; none, with a message, where the choice is wrong."""
    form = ChosenPeopleForm(request.POST, people=people_in_hand(request, unit))
    if form.is_valid():
        return list(form.cleaned_data["people"].with_profile().in_thai_order())
    messages.error(request, _("Please choose at least one person of this unit whose account you look after."))
    return []


@require_safe
@login_required
def organization_people(request, pk):
    """Everyone of a unit and below, with the state of each account, and what can be done."""
    unit = unit_in_hand(request, pk)
    ids = Organization.tree_ids(unit)
    everyone = User.objects.people().standing().of_organizations(ids)
    people = StaffFilter(
        request.GET, queryset=everyone.in_thai_order(), unit=unit, has_units_below=len(ids) > 1
    )
    page = paged(request, people.qs, load=lambda rows: rows.for_staff_list())
    in_hand = set(people_in_hand(request, unit).of_ids(row.pk for row in page).values_list("pk", flat=True))
    rows = [staff_row(person, is_in_hand=person.pk in in_hand) for person in page]
    context = {
        "unit": unit,
        "filter": people,
        "page": page,
        "rows": rows,
        "has_choice": bool(in_hand),
        "has_pending": any(row["is_in_hand"] and row["state"] == AccountState.PENDING for row in rows),
        "has_units_below": len(ids) > 1,
        "is_filtered": any(request.GET.get(name) for name in ("q", "state", "scope")),
        "waiting": everyone.waiting().count(),
        "without_code": everyone.without_code().count(),
        "token": uuid.uuid4().hex,
    }
    return render(request, "accounts/staff_list.html", context)


def staff_row(person: User, *, is_in_hand: bool) -> dict:
    """Return what the list shows of a person."""
    state = account_state(person)
    return {
        "person": person,
        "state": state,
        "label": state.label,
        "tone": TONES[state],
        "since": state_in_words(person, state),
        "is_in_hand": is_in_hand,
    }


def state_in_words(person: User, state: AccountState) -> str:
    """Return since when, or until when, the account stands as it does."""
    invitation, profile = getattr(person, "invitation", None), person.profile
    if state == AccountState.IN_USE:
        since = (invitation and invitation.used_at) or person.date_joined
        return _("since %(day)s") % {"day": format_date(since, "short")}
    if state == AccountState.HANDED_OUT:
        return _("until %(day)s") % {"day": format_date(invitation.expires_at, "short")}
    if state == AccountState.LEFT and profile.left_on:
        return format_date(profile.left_on, "short")
    return ""


@login_required
def person_add(request, pk):
    """Prepare the account of one person."""
    unit = unit_in_hand(request, pk)
    form = PersonForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "is_another"}
        people = [NewPerson(organization=unit, **data)]
        if added := tried(form, add_people, by=request.user, organization=unit, people=people):
            words = {"name": added[0].full_name, "username": added[0].username}
            text = _(
                "The account of %(name)s is prepared; the user name is %(username)s. Hand it out with a slip."
            )
            messages.success(request, text % words)
            return redirect("accounts:organization_people", unit.pk)
    return render(request, "accounts/staff_add.html", {"unit": unit, "form": form})


@login_required
def people_add(request, pk):
    """Prepare the accounts of a pasted list: read, look over, confirm."""
    unit = unit_in_hand(request, pk)
    form = PeopleListForm(request.POST or None, unit=unit)
    is_read = request.method == "POST" and form.is_valid() and "again" not in request.POST
    if is_read and "confirm" in request.POST:
        people = new_people(form.read, unit)
        users = tried(form, add_people, by=request.user, organization=unit, people=people)
        if users is not None:
            messages.success(request, prepared_in_words(len(users)))
            address = reverse("accounts:organization_people", args=[unit.pk])
            return redirect(f"{address}?state={AccountState.UNUSED}")
    if not is_read or form.errors:
        return render(request, "accounts/staff_add_list.html", {"unit": unit, "form": form})
    counts = {verdict: sum(line.verdict == verdict for line in form.read) for verdict in (NEW, HERE, WRONG)}
    context = {"unit": unit, "form": form, "lines": form.read, "counts": counts}
    return render(request, "accounts/staff_add_preview.html", context)


def prepared_in_words(count: int) -> str:
    return ngettext(
        "%(count)d account is prepared. Make the slips now, or send the links.",
        "%(count)d accounts are prepared. Make the slips now, or send the links.",
        count,
    ) % {"count": count}


@require_POST
@login_required
def organization_decide(request, pk):
    """Let people who registered themselves in, or refuse them."""
    unit = unit_in_hand(request, pk)
    people = chosen_people(request, unit)
    if people and request.POST.get("decision") == "approve":
        count = approve_people(people=people, by=request.user)
        text = ngettext("%(count)d account is open.", "%(count)d accounts are open.", count)
        messages.success(request, text % {"count": count})
    elif people:
        count = refuse_people(people=people, by=request.user)
        text = ngettext("%(count)d account is refused.", "%(count)d accounts are refused.", count)
        messages.success(request, text % {"count": count})
    return redirect("accounts:organization_people", unit.pk)


# --- moving, leaving, coming back -------------------------------------------------------------------------------------


def person_at_work(pk) -> User:
    """Return a person who belongs to a unit and whose account stands."""
    people = User.objects.people().standing().with_profile()
    return get_object_or_404(people, pk=pk, profile__isnull=False)


@login_required
def person_move(request, pk):
    """Choose the new unit, then the day; what ends and what stays is said before."""
    person = person_at_work(pk)
    if not can_move_person(request.user, person):
        raise PermissionDenied
    before = person.profile.organization
    if request.method != "POST" and not request.GET.get("to"):
        return unit_search(request, person)
    sent = request.POST if request.method == "POST" else None
    initial = {"to_organization": request.GET.get("to"), "moved_on": timezone.localdate()}
    form = MoveForm(sent, person=person, initial=initial)
    is_sent = sent is not None and form.is_valid()
    if is_sent and tried(form, move_person, person=person, by=request.user, **form.cleaned_data):
        messages.success(request, _("%(name)s has moved.") % {"name": person.full_name})
        is_still_mine = can_manage_organization(request.user, before)
        return redirect("accounts:organization_people", before.pk) if is_still_mine else redirect(person)
    target = target_of(form)
    if target is None:
        return unit_search(request, person)
    ending = roles_ended_by_move(person=person, from_organization=before, to_organization=target)
    context = {"person": person, "unit": before, "target": target, "form": form, "ending": ending}
    return render(request, "accounts/staff_move.html", context | {"networks": networks_of([person])})


def target_of(form) -> Organization | None:
    """Return the unit the form names, or None where there is none like it."""
    field = form.fields["to_organization"]
    try:
        return field.clean(form["to_organization"].value())
    except ValidationError:
        return None


def unit_search(request, person):
    """The first step of a move: find the unit."""
    words = request.GET.get("q", "")
    units = OrganizationFilter({"q": words}, queryset=Organization.objects.active().in_thai_order())
    found = units.qs.for_cards()[:MOST_UNITS_FOUND] if words.strip() else []
    context = {"person": person, "unit": person.profile.organization, "words": words, "found": found}
    return render(request, "accounts/staff_move_search.html", context)


@login_required
def person_leave(request, pk):
    """Close the account of somebody who left, after a page that says what that means."""
    person = person_at_work(pk)
    if not can_close_account(request.user, person):
        raise PermissionDenied
    return leaving_page(request, person.profile.organization, [person], is_sent=request.method == "POST")


@require_POST
@login_required
def organization_leave(request, pk):
    """Close the accounts of several people; the first POST shows whom, the second does it."""
    unit = unit_in_hand(request, pk)
    people = chosen_people(request, unit)
    if not people:
        return redirect("accounts:organization_people", unit.pk)
    return leaving_page(request, unit, people, is_sent="confirm" in request.POST)


def leaving_page(request, unit, people, *, is_sent):
    """Show whom it is about and what ends; close the accounts once that is confirmed."""
    form = LeaveForm(request.POST if is_sent else None, initial={"left_on": timezone.localdate()})
    if is_sent and form.is_valid():
        for person in people:
            close_one(request, person, form.cleaned_data["left_on"])
        may_see_list = can_manage_organization(request.user, unit)
        return redirect("accounts:organization_people", unit.pk) if may_see_list else redirect(people[0])
    ending = [(person, list(person.role_grants.select_related("role", "organization"))) for person in people]
    context = {"unit": unit, "people": people, "ending": ending, "form": form}
    return render(request, "accounts/staff_leave.html", context | {"networks": networks_of(people)})


def close_one(request, person, left_on):
    try:
        leave_office(person=person, by=request.user, on=left_on)
    except ValidationError as refusal:
        messages.error(request, f"{person.full_name}: {' '.join(refusal.messages)}")
    else:
        messages.success(request, _("The account of %(name)s is closed.") % {"name": person.full_name})


@login_required
def person_return(request, pk):
    """Open the account of somebody who came back."""
    person = person_at_work(pk)
    if not can_close_account(request.user, person):
        raise PermissionDenied
    if request.method == "POST":
        person = come_back(person=person, by=request.user)
        text = (
            _("The account of %(name)s is open again.")
            if person.is_active
            else _("The account of %(name)s is prepared again. Hand it out with a slip.")
        )
        messages.success(request, text % {"name": person.full_name})
        return redirect("accounts:organization_people", person.profile.organization_id)
    context = {"person": person, "unit": person.profile.organization}
    return render(request, "accounts/staff_return.html", context)
