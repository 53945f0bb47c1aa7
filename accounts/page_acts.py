"""What the head of a page offers to whoever looks after the person or the unit: pairs of address and words."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models.joining import AccountState, account_state
from accounts.permissions import (
    administers,
    can_close_account,
    can_manage_organization,
    can_manage_person,
    can_merge_people,
    can_move_person,
    can_remove_second_step,
    can_reshape_organization,
)
from accounts.services.second_step import second_step_of


def acts_on_person(reader, person) -> list[tuple[str, str]]:
    """Return what the reader may do with the account of a person who belongs to a unit."""
    profile = getattr(person, "profile", None)
    if profile is None or reader.pk == person.pk or not can_manage_person(reader, person):
        return []
    if person.closed_because in ("merged", "erased"):
        return []
    return [*acts_of_manager(reader, person), *acts_of_administrator(reader, person)]


def act(name, subject, words) -> tuple[str, str]:
    return reverse(f"accounts:{name}", args=[subject.pk]), words


def acts_of_manager(reader, person) -> list[tuple[str, str]]:
    """Return moving, leaving and coming back, as far as each is open now."""
    is_gone = account_state(person) == AccountState.LEFT
    acts = []
    if not is_gone and can_move_person(reader, person):
        acts.append(act("person_move", person, _("Move to another unit")))
    if can_close_account(reader, person):
        back, gone = ("person_return", _("Came back")), ("person_leave", _("Left work"))
        name, words = back if is_gone else gone
        acts.append(act(name, person, words))
    return acts


def acts_of_administrator(reader, person) -> list[tuple[str, str]]:
    """Return merging, and the help for somebody who lost phone and codes where there is a second step."""
    acts = []
    if can_merge_people(reader) and administers(reader, person.profile.organization):
        address = f"{reverse('accounts:people_merge')}?keep={person.pk}"
        acts.append((address, _("Merge with another account")))
    if can_remove_second_step(reader, person) and second_step_of(person).is_set:
        acts.append(act("second_step_remove", person, _("Remove the second step")))
    return acts


def acts_on_unit(reader, unit) -> list[tuple[str, str]]:
    """Return what whoever looks after a unit does every day; for administrators, what is entered below it."""
    if not can_manage_organization(reader, unit):
        return []
    acts = [
        act("organization_edit", unit, _("Edit the facts")),
        act("organization_people", unit, _("People and accounts")),
        act("organization_roles", unit, _("Who holds which role")),
        (f"{reverse('accounts:development_list')}?unit={unit.pk}", _("ID-Plans")),
        act("organization_tokens", unit, _("Keys for programs")),
    ]
    if administers(reader, unit) and not unit.is_ended and unit.kind != "school":
        address = f"{reverse('accounts:organization_create')}?parent={unit.pk}"
        acts.append((address, _("Enter a unit below")))
    if unit.is_ended and can_reshape_organization(reader, unit):
        acts.append(act("organization_reopen", unit, _("Open the unit again")))
    return acts


def reshaping_acts(reader, unit) -> list[tuple[str, str]]:
    """Return what changes the unit itself: rare, so it is folded away."""
    if unit.is_ended or not can_reshape_organization(reader, unit):
        return []
    return [
        act("organization_move", unit, _("Move the unit")),
        act("organization_merge", unit, _("Merge into another")),
        act("organization_close", unit, _("Close the unit")),
    ]
