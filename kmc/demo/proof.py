"""What the figures rest on beside articles: confirmed skills, and evidence for targets without a number."""

import random
import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import SkillRecord
from kmc.demo.evidence import EVIDENCE
from kmc.demo.people import People, Person
from kmc.demo.rows import insert_objects
from kmc.demo.writing import NAMESPACE
from reports.models import Plan, TargetEvidence

ABLE_SHARE = 205 / 1700  # of the staff, whose skill in IT a colleague confirmed
TRAININGS = (
    ("it_use", "อบรมการใช้โปรแกรมสำนักงานและการจัดเก็บไฟล์บนคลาวด์", 12),
    ("it_use", "อบรมการใช้งานระบบสารสนเทศของสำนักงานเขต", 6),
    ("it_care", "อบรมการดูแลห้องคอมพิวเตอร์และเครือข่ายในโรงเรียน", 18),
    ("it_care", "ปฏิบัติการสำรองข้อมูลและกู้คืนข้อมูลโรงเรียน", 6),
    ("it_maintenance", "อบรมซ่อมบำรุงเครื่องคอมพิวเตอร์เบื้องต้น", 12),
    ("it_maintenance", "ปฏิบัติการดูแลจานรับสัญญาณและชุดอุปกรณ์ DLTV", 6),
)


def insert_skills(people: People, window: tuple[date, date], today: date, rng: random.Random) -> int:
    """Write records: confirmed ones up to the share, and some that must not count."""
    staff = [person for person in people.all if person.pk not in {one.pk for one in people.demo.values()}]
    wanted = min(round(len(people.all) * ABLE_SHARE), len(staff))
    chosen = rng.sample(staff, min(wanted + wanted // 4, len(staff)))
    checkers = people.by_job["officer_ict"] or [people.demo["admin"]]
    return insert_objects(skill_records(chosen, wanted, checkers, window, today, rng))


def skill_records(
    chosen: list[Person],
    wanted: int,
    checkers: list[Person],
    window: tuple[date, date],
    today: date,
    rng: random.Random,
) -> Iterator[SkillRecord]:
    reach = max((min(today, window[1]) - window[0]).days - 1, 1)
    for number, person in enumerate(chosen):
        skill, title, hours = rng.choice(TRAININGS)
        record = SkillRecord(user_id=person.pk, skill=skill, title=title, hours=hours)
        checker = rng.choice([one for one in checkers if one != person] or [chosen[number - 1]])
        if number < wanted:
            record.confirmed_on = window[0] + timedelta(days=int(reach * rng.random() ** 0.8))
        elif number % 2:
            record.confirmed_on = window[0] - timedelta(days=rng.randint(500, 800))
            record.valid_until = record.confirmed_on + timedelta(days=365)
        if record.confirmed_on:
            record.confirmed_by_id = checker.pk
        yield record


def insert_evidence(people: People, plan: Plan, articles: dict[str, int], today: date) -> int:
    """File the evidence of the demo for the active plan's targets, never later than today."""
    targets = {target.code: target for target in plan.targets.all()}
    return insert_objects(
        TargetEvidence(
            target=targets[code],
            title=title,
            note=note,
            article_id=articles.get(slug),
            shown_on=min(day, today),
            added_by_id=people.demo["officer"].pk,
            added_at=min(
                timezone.now(),
                timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 10, 30))
                + timedelta(days=2),
            ),
            form_token=uuid.uuid5(NAMESPACE, f"evidence {code} {title}"),
        )
        for code, title, note, slug, day in EVIDENCE
        if code in targets
    )
