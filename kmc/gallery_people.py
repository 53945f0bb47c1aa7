"""Samples for the gallery: people of a unit, their roles and accounts, how they grow, lists brought in."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace as Sample
from zoneinfo import ZoneInfo

from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

AT = datetime(2026, 9, 28, 14, 5, tzinfo=ZoneInfo("Asia/Bangkok"))
LEVELS = [
    ("1", "เริ่มเรียนรู้"),
    ("2", "ทำได้เมื่อมีผู้แนะนำ"),
    ("3", "ทำได้ด้วยตนเอง"),
    ("4", "ทำได้ดีและปรับใช้ได้"),
    ("5", "สอนผู้อื่นได้"),
]
QR = mark_safe(
    '<svg class="slip__qr" viewBox="0 0 21 21" role="img" aria-label="QR"><path fill="currentcolor" d="M0 0h7v7H0z'
    'M14 0h7v7h-7zM0 14h7v7H0zM9 2h3v3H9zM9 9h5v3H9zM16 10h3v4h-3zM10 15h4v4h-4zM17 17h3v3h-3z"/></svg>'
)


class SampleRatings(forms.Form):
    """Rows of a survey: answered, forgotten, as the superior sees one."""

    chosen = forms.ChoiceField(choices=LEVELS, widget=forms.RadioSelect)
    forgotten = forms.ChoiceField(choices=LEVELS, widget=forms.RadioSelect)
    said = forms.ChoiceField(choices=LEVELS, widget=forms.RadioSelect)
    wanted = forms.BooleanField(label="อยากพัฒนาข้อนี้", required=False)


def sample_ratings(theme: str) -> SampleRatings:
    """Return the form of the survey, sent with one answer missing."""
    sent = {f"{theme}-chosen": "4", f"{theme}-said": "2", f"{theme}-wanted": "on"}
    return SampleRatings(sent, auto_id=f"rating-{theme}-%s", prefix=theme)


def person(name: str, username: str, position: str = "ครู", **facts) -> Sample:
    unit = Unit(
        name="โรงเรียนบ้านหนองบัว",
        get_absolute_url="/organizations/1/",
        district=Unit(name="อำเภอน้ำยืน"),
    )
    profile = Sample(formal_name=name, position=position, organization=unit, organization_id=1)
    data = {"pk": 1, "full_name": name, "email": "", "is_active": True, "get_absolute_url": "/people/1/"}
    return Sample(**data | {"username": username, "profile": profile} | facts)


class Unit(Sample):
    """A unit is written by its name."""

    def __str__(self):
        return self.name


def sample_staff() -> list[dict]:
    """Return the rows of a unit's list: every state of an account, one's own among them."""
    rows = (
        ("นางสาวสุดา แก้วใส", "suda.k", "in_use", _("In use"), "leaf", "ตั้งแต่ 28 ส.ค. 2566", True),
        ("นายกตัญญู น้ำใจ", "katanyu.n", "handed_out", _("Code handed out"), "accent", "ถึง 31 ธ.ค. 2569", True),
        ("Ms Mary Ann Somsak-Johnson", "maryann.s", "unused", _("Not used yet"), "plain", "", True),
        ("นายวิชัย ผู้ใหญ่", "wichai.p", "pending", _("Waiting for approval"), "amber", "", True),
        ("นางอรทัย ใจดี", "orathai.j", "left", _("No longer works here"), "plain", "30 ก.ย. 2569", True),
        ("นายปู่ฟ้า ใหญ่ญาติ", "manager", "in_use", _("In use"), "leaf", "ตั้งแต่ 28 ส.ค. 2566", False),
    )
    names = ("state", "label", "tone", "since", "is_in_hand")
    return [
        {"person": person(name, username, email=f"{username}@example.ac.th")}
        | dict(zip(names, rest, strict=True))
        for name, username, *rest in rows
    ]


def sample_grants() -> list[tuple[Sample, bool]]:
    """Return roles given: one that may be taken back, one that may not, one of an account nobody uses."""
    head, officer = person("ปู่ฟ้า ใหญ่ญาติ", "manager"), person("Mary Ann Somsak", "maryann.s", is_active=False)
    unit = head.profile.organization

    def grant(user, role, sentence, by):
        return Sample(
            pk=1,
            user=user,
            role=role,
            sentence=sentence,
            organization=unit,
            organization_id=1,
            granted_by=by,
            granted_at=AT,
        )

    return [
        (grant(head, "ผู้จัดการหน่วยงาน", "ดูแลบุคลากรและหน้าของหน่วยงาน", officer), True),
        (grant(head, "ผู้ตรวจ", "เผยแพร่หรือส่งกลับเรื่องที่บุคลากรของหน่วยงานส่งมา", None), False),
        (grant(officer, "Plan officer", "Reads every figure of the plan and enters evidence.", head), True),
    ]


def sample_imports() -> list[dict]:
    """Return rows of a dry run: new, changed, here already, wrong with its cell, and one not written."""
    row = {"place": "", "outcome": "", "outcome_tone": "plain", "facts": "", "problems": [], "changes": []}
    wrong = {"text": "แถว 6: ที่อยู่อีเมลไม่ถูกต้อง", "value": "somchai@@example"}
    move = {"field": "ตำแหน่ง", "before": "ครู", "after": "ครูชำนาญการ"}
    return [
        row
        | {
            "line": 4,
            "name": "นางสาวสุดา แก้วใส",
            "verdict": "ใหม่",
            "tone": "leaf",
            "facts": "ครู · suda@example.ac.th",
        },
        row
        | {"line": 5, "name": "นายกตัญญู น้ำใจ", "verdict": "เปลี่ยนแปลง", "tone": "accent", "changes": [move]},
        row | {"line": 6, "name": "สมชาย ใจดี", "verdict": "ผิด", "tone": "danger", "problems": [wrong]},
        row | {"line": 7, "name": "Mary Ann Somsak", "verdict": "Here already", "tone": "plain"},
        row
        | {
            "line": 8,
            "name": "นายวิชัย ผู้ใหญ่",
            "verdict": "ใหม่",
            "tone": "leaf",
            "outcome": "เขียนแล้ว",
            "outcome_tone": "leaf",
        },
    ]


def sample_verdicts() -> list[dict]:
    """Return the tabs of a dry run."""
    found = (("ทั้งหมด", "1,500"), ("ใหม่", "1,420"), ("เปลี่ยนแปลง", "31"), ("มีอยู่แล้ว", "9"), ("ผิด", "40"))
    return [
        {"url": f"?verdict={number}", "text": words, "count": count, "is_current": number == 4}
        for number, (words, count) in enumerate(found)
    ]


def sample_skills() -> list[Sample]:
    """Return skill records in their four states."""
    facts = {
        "pk": 1,
        "get_skill_display": "เทคโนโลยีสารสนเทศ",
        "provider": "สพป.อุบลราชธานี เขต 5",
        "trained_on": date(2026, 5, 14),
        "valid_until": date(2029, 5, 13),
        "get_absolute_url": "/skills/1/",
    }
    short = {"provider": "", "trained_on": None, "valid_until": None, "certificate": "", "hours": Decimal(0)}
    full = facts | {"certificate": "x", "hours": Decimal("12.5")}
    return [
        Sample(**full, title="การใช้ Google Workspace ในชั้นเรียน", state="confirmed"),
        Sample(**full | short, title="Looking after the school website", state="waiting"),
        Sample(**full | short, title="อบรมการสร้างสื่อ DLTV", state="returned"),
        Sample(**full, title="ลูกเสือขั้นความรู้เบื้องต้น", state="expired"),
    ]


def sample_plan_lines() -> list[dict]:
    """Return lines of an ID-Plan: being written, being lived, read by the superior."""
    link = Sample(article=Sample(title="อ่านออกเขียนได้ใน 60 วัน", get_absolute_url="/articles/128/"))

    def line(pk, title, **facts):
        data = {"how": "", "starts_on": None, "ends_on": None, "goal": "", "benefit": "", "missing": []}
        data |= {"get_method_display": "อบรม", "hours_done": Decimal(0), "article_links": Sample(all=[])}
        return Sample(**data | {"pk": pk, "title": title, "priority": pk} | facts)

    whole = {
        "how": "PLC เดือนละสองครั้ง",
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2027, 3, 31),
        "goal": "ออกแบบการอ่านของห้องได้เอง",
        "benefit": "นักเรียนอ่านคล่องขึ้น",
        "hours_done": Decimal("12.5"),
        "article_links": Sample(all=[link]),
    }
    draft, handed_in = Sample(is_draft=True), Sample(is_draft=False)
    edited = {"may_edit": True, "may_record": True, "is_first": False, "is_last": False}
    lived = edited | {"may_edit": False}
    return [
        {"line": line(1, "การบริการที่ดี", missing=["กิจกรรม", "เป้าหมาย"]), "plan": draft, **edited},
        {"line": line(2, "การพัฒนาผู้เรียน", **whole), "plan": handed_in, **lived},
        {"line": line(3, "Teamwork", **whole), "plan": handed_in, **lived | {"may_record": False}},
    ]


def sample_people() -> dict:
    """Return everything the part about people and places shows."""
    return {
        "staff": sample_staff(),
        "unit": Sample(pk=2),
        "grants": sample_grants(),
        "import_rows": sample_imports(),
        "verdicts": sample_verdicts(),
        "skills": sample_skills(),
        "plan_lines": sample_plan_lines(),
        "slips": [person("นางสาวสุดา แก้วใส", "suda.k"), person("Mary Ann Somsak-Johnson", "maryann.s")],
        "slip_qr": QR,
        "slip_day": date(2026, 12, 31),
        "acts": [("#", "ย้ายหน่วยงาน"), ("#", "พ้นจากงาน"), ("#", "Merge with another account")],
        "more_acts": [("#", "ย้ายสังกัด"), ("#", "รวมกับหน่วยงานอื่น"), ("#", "ยุบเลิกหน่วยงาน")],
        "follows": [
            "บุคลากร 16 คนย้ายไปหน่วยงานใหม่",
            "โรงเรียนสาขา 1 แห่งย้ายตามไป",
            "7 published articles stay with this unit.",
        ],
        "competency": Code("การทำงานเป็นทีม"),
        "before": [("2568", 2), ("2569", 3)],
        "passkey_links": [("#", "เปลี่ยนชื่อ"), ("#", "ลบ")],
    }


class Code(str):
    """A competency is written by its name and has a code."""

    code = "C4"
