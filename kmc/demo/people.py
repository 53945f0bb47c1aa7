"""Staff of the office and its schools, and the accounts to try the portal with."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from accounts.models import Organization, StaffProfile, User
from accounts.services import grant_role
from kmc.demo.jobs import (
    CLERK,
    DIRECTOR,
    OFFICE_JOBS,
    SCHOOL_JOBS,
    SUPERVISOR,
    TEACHER,
    Job,
    job_in_school,
    office_post,
)
from kmc.demo.names import FAMILY_FIRST, FAMILY_LAST, FEMALE, MALE
from kmc.demo.places import Places
from kmc.demo.rows import BATCH, batches, catch_up_sequences, first_free_id, insert_objects
from kmc.lib.thai import person_sort_key

DEMO_PASSWORD = "kmc-demo-2569"  # noqa: S105 the accounts to try the portal with, printed by run.py
NO_PASSWORD = "!demo"  # noqa: S105 the exclamation mark says: nobody signs in with it


@dataclass(frozen=True)
class Person:
    """What the rest of the demo needs to know of somebody."""

    pk: int
    organization_id: int
    job: str
    name: str


@dataclass(frozen=True)
class DemoAccount:
    username: str
    prefix: str
    given: str
    family: str
    staff_kind: str
    position: str
    standing: str
    expertise: str
    about: str


DEMO_ACCOUNTS = (
    DemoAccount(
        "admin", "นาย", "ธนากร", "แก้วมณี", "other_personnel", "นักวิชาการคอมพิวเตอร์", "ชำนาญการ",
        "ระบบสารสนเทศ, เครือข่ายคอมพิวเตอร์", "ดูแลระบบของศูนย์การจัดการเรียนรู้ ติดต่อได้ทุกวันทำการ",
    ),
    DemoAccount(
        "officer", "นางสาว", "พิมพ์ชนก", "ศรีสุวรรณ", "other_personnel", "นักวิเคราะห์นโยบายและแผน", "ชำนาญการ",
        "แผนแม่บท, ตัวชี้วัด, รายงานผล", "ติดตามเป้าหมายของแผนแม่บทและรวบรวมหลักฐานจากทุกกลุ่ม",
    ),
    DemoAccount(
        "reviewer", "นาง", "วรรณภา", "ทองดี", "supervisor", "ศึกษานิเทศก์", "ศึกษานิเทศก์ชำนาญการพิเศษ",
        "ภาษาไทย, การจัดการความรู้", "อ่านและให้คำแนะนำเรื่องที่ส่งเข้ามา ยินดีคุยก่อนส่งตรวจเสมอ",
    ),
    DemoAccount(
        "manager", "นาย", "ประเสริฐ", "บุญมาก", "school_admin", "ผู้อำนวยการโรงเรียน", "ผู้อำนวยการชำนาญการพิเศษ",
        "การบริหารโรงเรียนขนาดเล็ก", "",
    ),
    DemoAccount(
        "coordinator", "นาง", "สุภาพร", "จันทร์หอม", "school_admin", "ผู้อำนวยการโรงเรียน", "ผู้อำนวยการชำนาญการพิเศษ",
        "เครือข่ายโรงเรียน, PLC", "ประสานงานกลุ่มเครือข่าย นัดวง PLC ทุกวันพุธที่สองของเดือน",
    ),
    DemoAccount(
        "teacher", "นางสาว", "กนกวรรณ", "ใจดี", "teacher", "ครู", "ครูชำนาญการ",
        "ภาษาไทยประถมต้น", "",
    ),
    DemoAccount(
        "teacher2", "นาย", "อนุชา", "พลเยี่ยม", "teacher", "ครู", "ครูชำนาญการพิเศษ",
        "คณิตศาสตร์, สื่อทำมือ", "สอนคณิตศาสตร์ ป.4-6 ชอบทำสื่อจากของเหลือใช้",
    ),
)  # fmt: skip
OFFICE_SHARE = 0.044


class People:
    """Everybody in the demo, by organization, by job, and the demo accounts by user name."""

    def __init__(self):
        self.all: list[Person] = []
        self.by_organization: dict[int, list[Person]] = defaultdict(list)
        self.by_job: dict[str, list[Person]] = defaultdict(list)
        self.demo: dict[str, Person] = {}

    def add(self, person: Person, username: str = "") -> None:
        self.all.append(person)
        self.by_organization[person.organization_id].append(person)
        if username:
            self.demo[username] = person
        else:
            self.by_job[person.job].append(person)

    def demo_user(self, username: str) -> User:
        return User.objects.get(pk=self.demo[username].pk)


def build_people(places: Places, count: int, joined: datetime, rng: random.Random) -> People:
    """Make so many people, the demo accounts among them."""
    people = People()
    build_demo_accounts(people, places, joined)
    posts = posts_of(places, max(count - len(DEMO_ACCOUNTS), 0), rng)
    first = first_free_id(User)
    made = (
        made_up(first + number, f"{number + 1:04d}", unit, job, joined, rng)
        for number, (unit, job) in enumerate(posts)
    )
    for batch in batches(made, BATCH):
        insert_objects(user for user, _profile in batch)
        insert_objects(profile for _user, profile in batch)
        for user, profile in batch:
            people.add(Person(user.pk, profile.organization_id, profile.job, user.full_name))
    catch_up_sequences(User)
    return people


def posts_of(places: Places, count: int, rng: random.Random) -> Iterator[tuple[Organization, Job]]:
    """Yield each post there is: the office's first, then a director for each school, then the others by size."""
    in_office = min(max(len(OFFICE_JOBS), round(count * OFFICE_SHARE)), count)
    for number in range(in_office):
        group, job = office_post(number)
        yield (places.group(group) if group else places.office), job
    in_schools = count - in_office
    for school in places.schools[:in_schools]:
        yield school, SCHOOL_JOBS[DIRECTOR]
    rest = max(in_schools - len(places.schools), 0)
    weights = [4 + school.pupil_count / 18 for school in places.schools]
    staffed: dict[int, int] = defaultdict(int)
    for school in rng.choices(places.schools, weights, k=rest):
        staffed[school.pk] += 1
        yield school, job_in_school(staffed[school.pk], rng)


def made_up(pk: int, number: str, unit: Organization, job: Job, joined: datetime, rng: random.Random):
    """Return an invented user with the profile."""
    names, prefix = (FEMALE, rng.choice(("นาง", "นางสาว"))) if rng.random() < 0.66 else (MALE, "นาย")
    given = rng.choice(list(names))
    family = rng.choice(FAMILY_FIRST) + rng.choice(FAMILY_LAST)
    username = f"{names[given]}.{number}"
    user = User(
        pk=pk,
        username=username,
        email=f"{username}@example.ac.th",
        given_name=given,
        family_name=family,
        sort_key=person_sort_key(given, family),
        password=NO_PASSWORD,
        date_joined=joined,
    )
    profile = StaffProfile(
        user=user,
        organization=unit,
        prefix=prefix,
        staff_kind=job.staff_kind,
        position=job.position_in(unit),
        academic_standing=rng.choice(job.standings),
        expertise=rng.choice(job.expertise),
    )
    profile.job = job.slug
    return user, profile


# --- The demo accounts --------------------------------------------------------------------------


def build_demo_accounts(people: People, places: Places, joined: datetime) -> None:
    """Make the accounts to try the portal with, where they work, and what they may do."""
    home, near = demo_schools(places)
    units = {
        "admin": places.group(3),
        "officer": places.group(2),
        "reviewer": places.group(7),
        "manager": home,
        "coordinator": near,
        "teacher": home,
        "teacher2": near,
    }
    for account in DEMO_ACCOUNTS:
        people.add(build_demo_account(account, units[account.username], joined), account.username)
    give_roles(people, places, home)


def demo_schools(places: Places) -> tuple[Organization, Organization]:
    """Return the school of `teacher` and `manager`, and that of `teacher2` and `coordinator` beside it."""
    schools = places.schools_of("เดชอุดม")
    return schools[4], schools[5]


def build_demo_account(account: DemoAccount, unit: Organization, joined: datetime) -> Person:
    user = User.objects.create(
        username=account.username,
        email=f"{account.username}@example.ac.th",
        given_name=account.given,
        family_name=account.family,
        password=make_password(DEMO_PASSWORD),
        is_superuser=account.username == "admin",
        is_staff=account.username == "admin",
        date_joined=joined,
    )
    StaffProfile.objects.create(
        user=user,
        organization=unit,
        prefix=account.prefix,
        staff_kind=account.staff_kind,
        position=account.position,
        academic_standing=account.standing,
        expertise=account.expertise,
        about=account.about,
    )
    job = {"school_admin": DIRECTOR, "teacher": TEACHER, "supervisor": SUPERVISOR}.get(
        account.staff_kind, CLERK
    )
    return Person(user.pk, unit.pk, job, user.full_name)


def give_roles(people: People, places: Places, home: Organization) -> None:
    roles = {
        "admin": ("administrator", places.office),
        "officer": ("officer", places.office),
        "reviewer": ("reviewer", places.office),
        "manager": ("manager", home),
        "coordinator": ("coordinator", home.district),
    }
    admin = people.demo_user("admin")
    for username, (role, unit) in roles.items():
        grant_role(user=people.demo_user(username), role=role, organization=unit, by=admin)


def give_district_reviewers(people: People, places: Places) -> dict[int, Person]:
    """Let a supervisor review for each district. Return them by district id; none where there are too few."""
    admin = people.demo_user("admin")
    found = {}
    for district, supervisor in zip(places.districts, people.by_job[SUPERVISOR], strict=False):
        user = User.objects.get(pk=supervisor.pk)
        grant_role(user=user, role="reviewer", organization=district, by=admin)
        found[district.pk] = supervisor
    return found
