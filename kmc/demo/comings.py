"""People come, move and go; schools close and merge: what every office has on its lists."""

import random
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Organization, StaffMove, StaffProfile, User
from kmc.demo.people import People, Person
from kmc.demo.places import SMIS_AREA, Places
from kmc.demo.rows import insert_objects

INVITED_SHARE = 0.06  # of the staff: accounts handed out and not used yet
LEFT = 9
MOVED = 14
# Schools that still stand on the lists: name, state.
FORMER_SCHOOLS = (
    ("โรงเรียนบ้านหนองแวงน้อย", Organization.Status.MERGED),
    ("โรงเรียนบ้านโนนสะอาดใต้", Organization.Status.MERGED),
    ("โรงเรียนบ้านคำกลางเก่า", Organization.Status.CLOSED),
    ("โรงเรียนบ้านดอนชาด", Organization.Status.EMPTY),
)
BRANCHES = 2
FIRST_FORMER_CODE = 900


def add_former_schools(places: Places, today: date, rng: random.Random) -> int:
    """Put merged, closed and empty schools on the lists, and let two small schools be branches of a neighbour."""
    for number, (name, state) in enumerate(FORMER_SCHOOLS):
        neighbour = rng.choice(places.schools)
        Organization.objects.create(
            parent=neighbour.parent,
            kind=Organization.Kind.SCHOOL,
            name=name,
            district_id=neighbour.district_id,
            subdistrict=neighbour.subdistrict,
            smis_code=f"{SMIS_AREA}{FIRST_FORMER_CODE + number:04d}",
            status=state,
            merged_into=neighbour if state == Organization.Status.MERGED else None,
            ended_on=None if state == Organization.Status.EMPTY else min(date(today.year - 1, 5, 16), today),
        )
    for branch in sorted(places.schools, key=lambda school: school.pupil_count)[:BRANCHES]:
        branch.branch_of = rng.choice(places.schools_of_district(branch))
        branch.save()
    return len(FORMER_SCHOOLS)


def quiet_people(people: People, chosen_by: random.Random) -> list[Person]:
    """Return who neither wrote nor used the portal nor holds a role, in a drawn order."""
    demo = {person.pk for person in people.demo.values()}
    unused = set(
        User.objects.filter(
            activity_days__isnull=True,
            authorships__isnull=True,
            role_grants__isnull=True,
            reviews__isnull=True,
            confirmed_skills__isnull=True,
        ).values_list("pk", flat=True)
    )
    quiet = [person for person in people.all if person.pk in unused - demo]
    chosen_by.shuffle(quiet)
    return quiet


def close_unused(people: People, today: date, rng: random.Random) -> tuple[int, int]:
    """Close the accounts that were handed out and not used, and those of people who left."""
    home = people.demo["manager"].organization_id
    quiet = sorted(quiet_people(people, rng), key=lambda person: person.organization_id != home)
    invited = [person.pk for person in quiet[: round(len(people.all) * INVITED_SHARE)]]
    left = [person.pk for person in quiet[len(invited) : len(invited) + LEFT]]
    User.objects.filter(pk__in=invited).update(is_active=False, closed_because=User.Closed.INVITED)
    User.objects.filter(pk__in=left).update(is_active=False, closed_because=User.Closed.LEFT)
    StaffProfile.objects.filter(user__in=left).update(left_on=today - timedelta(days=52))
    return len(invited), len(left)


def insert_moves(places: Places, people: People, today: date, rng: random.Random) -> int:
    """Write where some teachers came from; today they stand where they are."""
    teachers = [person for person in people.by_job["teacher"] if person.organization_id]
    admin = people.demo["admin"].pk
    moved = rng.sample(teachers, min(MOVED, len(teachers)))
    earlier = [
        rng.choice([one for one in places.schools if one.pk != person.organization_id]) for person in moved
    ]
    return insert_objects(
        StaffMove(
            user_id=person.pk,
            from_organization=school,
            to_organization_id=person.organization_id,
            moved_on=today - timedelta(days=rng.randint(40, 900)),
            moved_by_id=admin,
            entered_at=timezone.now(),
        )
        for person, school in zip(moved, earlier, strict=True)
    )
