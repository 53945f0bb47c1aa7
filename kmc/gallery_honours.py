"""Sample words of the gallery: uses, trials, awards."""

from datetime import date
from types import SimpleNamespace as Sample

SCHOOL = Sample(name="โรงเรียนบ้านหนองบัว", name_with_district="โรงเรียนบ้านหนองบัว (อ.น้ำยืน)")
PERSON = Sample(full_name="สุดา แก้วใส", get_absolute_url="/people/1/")


def sample_honours() -> dict:
    """Return what the gallery shows of uses, trials and awards."""
    return {
        "uses": sample_uses(),
        "trials": sample_trials(),
        "awards": sample_awards(),
        "reader": Sample(pk=1, is_authenticated=True),
    }


def sample_uses() -> list[Sample]:
    """Return a use with figures, one in a few words, one that is hidden."""
    return [
        sample_use("อ่านคล่องขึ้นหลังฝึกแปดสัปดาห์", measure="learning", figure="คะแนนเฉลี่ยจาก 52 เป็น 68"),
        sample_use("Worked with two classes."),
        sample_use("ข้อความที่ถูกซ่อน", is_hidden=True, hidden_reason="มีชื่อนักเรียน"),
    ]


def sample_use(result, **fields) -> Sample:
    plain = {"measure": "", "figure": "", "is_hidden": False, "hidden_reason": "", "file": ""}
    return Sample(
        pk=1,
        result=result,
        by=PERSON,
        by_id=1,
        place="ห้อง ป.3",
        organization=SCHOOL,
        used_on=date(2026, 10, 1),
        get_measure_display="ผลสัมฤทธิ์ของนักเรียน",
        **plain | fields,
    )


def sample_trials() -> list[Sample]:
    """Return a trial in each state."""
    words = {"keep": "ใช้ต่อ", "adapt": "ปรับใช้", "drop": "ยกเลิก"}
    running = [
        Sample(is_running=True, is_overdue=late, verdict="", get_verdict_display="") for late in (False, True)
    ]
    decided = [
        Sample(is_running=False, is_overdue=False, verdict=verdict, get_verdict_display=word)
        for verdict, word in words.items()
    ]
    return [*running, *decided]


def sample_awards() -> list[Sample]:
    """Return an award of two people, and one of a unit."""
    people = [
        Sample(user_id=1, user=PERSON, display_name="สุดา แก้วใส"),
        Sample(user_id=None, display_name="วิชัย ผู้ใหญ่"),
    ]
    return [
        sample_award("อ่านออกเขียนได้ใน 60 วัน ด้วยบัตรคำบ้านเรา", people, "ด้านวิชาการ"),
        sample_award("สถานศึกษายอดเยี่ยม ขนาดเล็ก", [], "", round_number=None),
    ]


def sample_award(title, holders, side, *, round_number=10) -> Sample:
    return Sample(
        pk=1,
        title=title,
        get_absolute_url="/awards/1/",
        medal="gold",
        get_medal_display="เหรียญทอง",
        get_level_display="ระดับชาติ",
        scheme="OBEC AWARDS",
        round_number=round_number,
        year_words="2569",
        holders=Sample(all=holders),
        organization=SCHOOL,
        side=side,
        get_side_display=side,
    )
