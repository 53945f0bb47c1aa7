"""How people grow in the demo: what they accepted, the July survey, ID-Plans, skills that wait for a nod."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import (
    CompetencyAssessment,
    CompetencyFramework,
    CompetencyRating,
    CompetencySurvey,
    DevelopmentActivity,
    DevelopmentPlan,
    PolicyAcceptance,
    PolicyText,
    PrivacyRequest,
    SkillRecord,
    StaffProfile,
    User,
)
from kmc.demo.calendar import moment
from kmc.demo.people import People
from kmc.demo.places import Places
from kmc.demo.rows import catch_up_sequences, first_free_id, insert_objects
from kmc.lib.dates import ERA
from kmc.lib.years import FiscalYear

ACCEPTED_SHARE = 0.61
ANSWERED_SHARE = 0.72
PLANNED_SHARE = 0.08
# Competencies people rate lower than the others, and wish for more often.
HARD = {"F4": 1.1, "F5": 0.5, "C3": 0.3, "F1": 0.3}
LINES = (
    ("วิจัยในชั้นเรียนหนึ่งเรื่องต่อภาคเรียน", "มีรายงานวิจัยในชั้นเรียน 1 เรื่อง", "แก้ปัญหาการอ่านของนักเรียนได้ตรงจุด"),
    ("เข้าวง PLC กับเพื่อนครูสายชั้นเดียวกัน", "แผนการสอนที่ปรับปรุงแล้ว 2 หน่วย", "นักเรียนเรียนรู้ได้ดีขึ้น ครูมีเพื่อนคิด"),
    ("อบรมออนไลน์และนำมาทดลองใช้ในห้อง", "สื่อการสอนที่ใช้ได้จริง 3 ชิ้น", "บทเรียนน่าสนใจขึ้น"),
    ("ศึกษาเรื่องในคลังความรู้แล้วนำไปใช้", "นำไปใช้และบันทึกผลอย่างน้อย 2 เรื่อง", "ไม่ต้องเริ่มจากศูนย์"),
)


def year_of_plan(today: date) -> int:
    """Return the fiscal year of the day in the common era."""
    return FiscalYear.of(today).be_year - ERA


def insert_acceptances(today: date, rng: random.Random) -> int:
    """Let most of the staff have accepted terms and code of ethics since the fiscal year began."""
    year = year_of_plan(today)
    first = date(year - 1, 10, 1)
    texts = [PolicyText.objects.current(kind) for kind in (PolicyText.Kind.TERMS, PolicyText.Kind.ETHICS)]
    users = list(
        User.objects.directory().filter(activity_days__isnull=False).distinct().values_list("pk", flat=True)
    )
    accepted = rng.sample(users, round(len(users) * ACCEPTED_SHARE))
    return insert_objects(
        PolicyAcceptance(user_id=user, policy=text, fiscal_year=year, accepted_at=moment(day, rng))
        for user in accepted
        for day in [first + timedelta(days=rng.randint(0, max((today - first).days - 1, 0)))]
        for text in texts
        if text
    )


# --- The survey ---------------------------------------------------------------------------------


def insert_survey(places: Places, people: People, today: date, rng: random.Random) -> int:
    """Hold the survey of the last July. Return how many handed it in."""
    year = today.year if today.month >= 7 else today.year - 1
    survey = CompetencySurvey.objects.create(
        organization=places.office,
        year=year,
        opens_on=date(year, 7, 1),
        closes_on=date(year, 7, 31),
        opened_by_id=people.demo["officer"].pk,
    )
    frameworks = frameworks_by_kind()
    first = first_free_id(CompetencyAssessment)
    profiles = StaffProfile.objects.filter(user__is_active=True).order_by("pk")
    answered = [one for one in profiles if one.staff_kind in frameworks and rng.random() < ANSWERED_SHARE]
    forms = [
        form_of(first + number, survey, profile, frameworks[profile.staff_kind], rng)
        for number, profile in enumerate(answered)
    ]
    insert_objects(forms)
    insert_objects(ratings_of(forms, frameworks, rng))
    catch_up_sequences(CompetencyAssessment, CompetencyRating)
    return len(forms)


def frameworks_by_kind() -> dict[str, CompetencyFramework]:
    frameworks = CompetencyFramework.objects.prefetch_related("competencies")
    return {kind: one for one in frameworks for kind in one.staff_kinds}


def form_of(pk, survey, profile, framework, rng) -> CompetencyAssessment:
    day = survey.opens_on + timedelta(days=int(30 * rng.random() ** 0.6))
    handed_in = moment(day, rng)
    return CompetencyAssessment(
        pk=pk,
        survey=survey,
        framework=framework,
        user_id=profile.user_id,
        organization_id=profile.organization_id,
        submitted_at=handed_in,
        changed_at=handed_in,
    )


def ratings_of(forms, frameworks, rng) -> Iterator[CompetencyRating]:
    competencies = {one.pk: list(one.competencies.all()) for one in frameworks.values()}
    for form in forms:
        able = rng.gauss(3.6, 0.5)
        for competency in competencies[form.framework_id]:
            hard = HARD.get(competency.code, 0)
            level = min(max(round(rng.gauss(able - hard, 0.6)), 1), 5)
            yield CompetencyRating(
                assessment=form,
                competency=competency,
                level=level,
                is_wanted=rng.random() < 0.12 + 0.14 * (5 - level) * (0.6 + hard),
            )


# --- ID-Plans -----------------------------------------------------------------------------------


def insert_plans(people: People, today: date, rng: random.Random) -> int:
    """Write the ID-Plans of the year: all of the school one tries things with, some elsewhere."""
    year = year_of_plan(today)
    home = people.demo["teacher"].organization_id
    teachers = StaffProfile.objects.filter(user__is_active=True, staff_kind="teacher").order_by("pk")
    shown = people.demo["teacher2"].pk  # has one to look at
    chosen = [
        one
        for one in teachers
        if one.organization_id == home or one.user_id == shown or rng.random() < PLANNED_SHARE
    ]
    competencies = list(frameworks_by_kind()["teacher"].competencies.all())
    made = 0
    for profile in chosen:
        if profile.user_id == people.demo["teacher"].pk:
            continue  # the demo teacher makes it on their own
        make_plan(profile, year, today, people.demo["manager"].pk, competencies, rng)
        made += 1
    return made


def make_plan(profile, year, today, manager, competencies, rng) -> None:
    state = rng.choice(["draft", "submitted", "signed", "signed"])
    made_on = moment(today - timedelta(days=rng.randint(3, 40)), rng)
    is_signed = state == "signed"
    plan = DevelopmentPlan.objects.create(
        user_id=profile.user_id,
        fiscal_year=year,
        organization_id=profile.organization_id,
        status=state,
        qualification="ศึกษาศาสตรบัณฑิต",
        duties="สอนประจำชั้นและกลุ่มสาระการเรียนรู้ที่ได้รับมอบหมาย งานวิชาการโรงเรียน",
        signed_by_id=manager if is_signed and profile.user_id != manager else None,
        signed_at=made_on if is_signed else None,
        changed_at=made_on,
    )
    DevelopmentActivity.objects.bulk_create(
        line_of(plan, number, competency, year, rng)
        for number, competency in enumerate(rng.sample(competencies, rng.randint(2, 3)), start=1)
    )


def line_of(plan, number, competency, year, rng) -> DevelopmentActivity:
    how, goal, benefit = rng.choice(LINES)
    return DevelopmentActivity(
        plan=plan,
        competency=competency,
        priority=number,
        method=rng.choice(DevelopmentActivity.Method.values),
        how=how,
        starts_on=date(year - 1, 11, 1),
        ends_on=date(year, 3, 31),
        goal=goal,
        benefit=benefit,
        hours_done=rng.choice([0, 0, 3, 6, 12]),
    )


# --- What waits for somebody --------------------------------------------------------------------


def insert_waiting(people: People, today: date) -> None:
    """Leave something to decide: two skills to confirm, a person to let in, a request about data."""
    teacher, home = people.demo["teacher"], people.demo["teacher"].organization_id
    waiting = (
        ("it_use", "อบรมการใช้ปัญญาประดิษฐ์ช่วยเตรียมการสอน", 6, "สำนักงานเขตพื้นที่การศึกษา"),
        ("it_care", "ดูแลห้องคอมพิวเตอร์ของโรงเรียนตลอดภาคเรียน", 18, "โรงเรียน"),
    )
    for skill, title, hours, provider in waiting:
        SkillRecord.objects.create(
            user_id=teacher.pk,
            skill=skill,
            title=title,
            hours=hours,
            provider=provider,
            trained_on=today - timedelta(days=20),
        )
    newcomer = User.objects.create(
        username="pimpa.new",
        email="pimpa.new@example.ac.th",
        given_name="พิมพ์พา",
        family_name="แสนสุข",
        is_active=False,
        closed_because=User.Closed.PENDING,
    )
    StaffProfile.objects.create(
        user=newcomer, organization_id=home, prefix="นางสาว", staff_kind="teacher", position="ครูผู้ช่วย"
    )
    asked_on = today - timedelta(days=12)
    PrivacyRequest.objects.create(
        user_id=people.demo["teacher2"].pk,
        kind=PrivacyRequest.Kind.CORRECTION,
        text="ขอแก้วิทยฐานะเป็นครูชำนาญการพิเศษตามคำสั่งใหม่",
        asked_at=timezone.make_aware(datetime.combine(asked_on, time(9, 40))),
        due_on=asked_on + timedelta(days=30),
    )
