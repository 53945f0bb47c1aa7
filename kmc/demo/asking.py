"""What people asked the search in the demo, what they keep, and what the office treats alike."""

import random
from datetime import date, timedelta

from django.utils import timezone

from kmc.demo.people import People
from knowledge.models import SavedSearch, SearchLog, Synonym

DAYS, SATURDAY, WEEKEND = 45, 5, 0.2
# words: how often on a usual day, articles found
ASKED = {
    "การอ่าน": (6, 222),
    "plc": (5, 54),
    "ตรวจรับพัสดุ": (4, 60),
    "id-plan": (3, 19),
    "เศษส่วน": (3, 14),
    "แผน iep": (2, 23),
    "อาหารกลางวัน": (2, 31),
    "โครงงานคุณธรรม": (1, 0),
    "ธนาคารโรงเรียน": (1, 0),
    "ภาษาจีนเบื้องต้น": (1, 0),
    "โรงเรียนร่วมพัฒนา": (0.5, 0),
    "หุ่นยนต์ ป.ต้น": (0.4, 0),
}
KEPT = (("q=การอ่าน", "“การอ่าน”"), ("kind=manual&q=พัสดุ", "“พัสดุ” · คู่มือการปฏิบัติงาน"))
ALIKE = ("แอร์ = เครื่องปรับอากาศ", "อบต. = องค์การบริหารส่วนตำบล")


def insert_questions(today: date, rng: random.Random) -> int:
    """Note what was asked on the last days. Return how many rows that are."""
    rows = []
    for back in range(DAYS):
        day = today - timedelta(days=back)
        for words, (usual, found) in ASKED.items():
            times = round(usual * rng.uniform(0.2, 1.8) * (WEEKEND if day.weekday() >= SATURDAY else 1))
            if times:
                rows.append(SearchLog(day=day, words=words, times=times, found=found))
    SearchLog.objects.bulk_create(rows)
    return len(rows)


def keep_searches(people: People) -> None:
    """Let the teacher keep two searches, and the office hold words of its own."""
    now = timezone.now()
    SavedSearch.objects.bulk_create(
        SavedSearch(user_id=people.demo["teacher"].pk, query=query, title=title, told_until=now)
        for query, title in KEPT
    )
    for forms in ALIKE:
        Synonym.objects.create(forms=forms, changed_at=now, applied_at=now)
