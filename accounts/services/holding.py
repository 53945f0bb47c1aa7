"""Rows that an act holds until it ends, taken in one order, so that two acts at once wait and never block each other.

The order, which every service keeps:

1. people, by key (`hold_people`);
2. their profiles, by the key of the person (`hold_people` takes them along);
3. units, by key (`hold_units`);
4. the role of administrators (`ensure_not_last_administrator`);
5. whatever belongs to these alone: codes, roles given, moves, memberships;
6. the version of the site, which every act that shows raises: what saves a `VersionedModel` comes late.

An act that needs several people takes all of them at once. Rows that only point at a held one are not kept
waiting: the trail may name the person who acts.
"""

from collections.abc import Iterable

from accounts.models import Organization, StaffProfile, User


def hold_people(keys: Iterable[int]) -> dict[int, User]:
    """Hold the people and their profiles. Return the people as they are now, by key."""
    wanted = set(keys)
    people = User.objects.of_ids(wanted).select_for_update(no_key=True).order_by("pk")
    held = {person.pk: person for person in people}
    profiles = StaffProfile.objects.filter(user__in=wanted).select_for_update(no_key=True).order_by("user_id")
    list(profiles.values_list("pk", flat=True))
    return held


def hold_person(person: User) -> User:
    """Hold one person with the profile. Return the person as they are now."""
    return hold_people([person.pk])[person.pk]


def hold_units(keys: Iterable[int]) -> dict[int, Organization]:
    """Hold the units. Return them as they are now, by key. No person is held after this."""
    units = Organization.objects.of_ids(set(keys)).select_for_update(no_key=True).order_by("pk")
    return {unit.pk: unit for unit in units}
