"""Posts in the office and in schools: kinds of staff, positions, academic standing."""

import random
from dataclasses import dataclass

from accounts.models import Organization

TEACHER, DIRECTOR, SUPERVISOR, CLERK, EMPLOYEE = (
    "teacher",
    "director",
    "supervisor",
    "officer_clerk",
    "employee",
)


@dataclass(frozen=True)
class Job:
    """A post. `{unit}` in the position is the name of the group."""

    slug: str
    staff_kind: str
    position: str
    standings: tuple[str, ...] = ("",)
    expertise: tuple[str, ...] = ("",)

    def position_in(self, unit: Organization) -> str:
        return self.position.format(unit=unit.name)[:120]


SUBJECTS = (
    "", "", "ภาษาไทย", "คณิตศาสตร์", "วิทยาศาสตร์และเทคโนโลยี", "สังคมศึกษา", "ภาษาอังกฤษ", "สุขศึกษาและพลศึกษา",
    "ศิลปะ", "การงานอาชีพ", "ปฐมวัย", "การศึกษาพิเศษ", "วิจัยในชั้นเรียน", "สื่อทำมือ", "PLC", "DLTV",
)  # fmt: skip
ACADEMIC = ("ปฏิบัติการ", "ชำนาญการ", "ชำนาญการ", "ชำนาญการพิเศษ")
GENERAL = ("ปฏิบัติงาน", "ชำนาญงาน", "ชำนาญงาน", "อาวุโส")
TEACHER_STANDINGS = ("", "", "ครูชำนาญการ", "ครูชำนาญการ", "ครูชำนาญการพิเศษ", "ครูชำนาญการพิเศษ", "ครูชำนาญการพิเศษ")

SCHOOL_JOBS = {
    DIRECTOR: Job(
        DIRECTOR,
        "school_admin",
        "ผู้อำนวยการโรงเรียน",
        ("ผู้อำนวยการชำนาญการ", "ผู้อำนวยการชำนาญการพิเศษ", "ผู้อำนวยการชำนาญการพิเศษ", "ผู้อำนวยการเชี่ยวชาญ"),
        ("", "การบริหารโรงเรียนขนาดเล็ก", "ประกันคุณภาพภายใน", "งานแผนและงบประมาณ"),
    ),
    TEACHER: Job(TEACHER, "teacher", "ครู", TEACHER_STANDINGS, SUBJECTS),
    "assistant": Job(TEACHER, "teacher", "ครูผู้ช่วย", ("",), SUBJECTS),
    "expert": Job(TEACHER, "teacher", "ครู", ("ครูเชี่ยวชาญ",), SUBJECTS),
    "government": Job(TEACHER, "government_employee", "ครูผู้สอน (พนักงานราชการ)", ("",), SUBJECTS),
    "hired": Job(TEACHER, "temporary_employee", "ครูอัตราจ้าง", ("",), SUBJECTS),
    CLERK: Job(CLERK, "temporary_employee", "เจ้าหน้าที่ธุรการโรงเรียน", ("",), ("", "งานสารบรรณ", "พัสดุ")),
    EMPLOYEE: Job(EMPLOYEE, "temporary_employee", "พี่เลี้ยงเด็กพิการ", ("",), ("", "การศึกษาพิเศษ")),
    "caretaker": Job("caretaker", "permanent_employee", "ช่างไม้ ระดับ 4", ("",), ("", "งานซ่อมบำรุง")),
}
OTHERS = (
    (TEACHER, 76), ("assistant", 7), ("expert", 1), ("government", 5), ("hired", 4), (EMPLOYEE, 5), ("caretaker", 2),
)  # fmt: skip


def job_in_school(number: int, rng: random.Random) -> Job:
    """Return the post of the number-th colleague after the director: two teachers, a clerk, then as it comes."""
    if number <= 2:
        return SCHOOL_JOBS[TEACHER]
    if number == 3:
        return SCHOOL_JOBS[CLERK]
    slugs, weights = zip(*OTHERS, strict=True)
    return SCHOOL_JOBS[rng.choices(slugs, weights)[0]]


def _head(group: int) -> tuple[int, Job]:
    return group, Job("head", "other_personnel", "ผู้อำนวยการ{unit}", ("ชำนาญการพิเศษ",), ("",))


def _officer(group: int, slug: str, position: str, expertise: str, standings: tuple[str, ...] = ACADEMIC):
    return group, Job(slug, "other_personnel", position, standings, ("", expertise))


_SUPERVISOR = Job(
    SUPERVISOR,
    "supervisor",
    "ศึกษานิเทศก์",
    ("ศึกษานิเทศก์ชำนาญการ", "ศึกษานิเทศก์ชำนาญการพิเศษ", "ศึกษานิเทศก์ชำนาญการพิเศษ"),
    ("ภาษาไทย", "คณิตศาสตร์", "วิทยาศาสตร์", "ปฐมวัย", "การวัดและประเมินผล", "ประกันคุณภาพ", "DLTV"),
)
_AREA_HEAD = Job(
    "area", "education_admin", "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษา", ("ชำนาญการพิเศษ",), ("",)
)

# (group of the office, post); group 0 is the office itself.
OFFICE_JOBS = (
    (0, Job("area", "education_admin", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษา", ("เชี่ยวชาญ",), ("",))),
    *[(0, _AREA_HEAD)] * 2,
    *[(7, _SUPERVISOR)] * 8,
    *[_head(group) for group in range(1, 11)],
    _officer(1, "officer_office", "เจ้าพนักงานธุรการ", "งานสารบรรณ", GENERAL),
    _officer(1, "officer_office", "นักจัดการงานทั่วไป", "งานประชาสัมพันธ์"),
    *[_officer(2, "officer_plan", "นักวิเคราะห์นโยบายและแผน", "แผนปฏิบัติการ, งบประมาณ")] * 4,
    *[_officer(3, "officer_ict", "นักวิชาการคอมพิวเตอร์", "DLTV, เครือข่ายคอมพิวเตอร์")] * 3,
    *[_officer(4, "officer_finance", "นักวิชาการเงินและบัญชี", "การเงินและบัญชี")] * 5,
    _officer(4, "officer_finance", "นักวิชาการพัสดุ", "การจัดซื้อจัดจ้าง"),
    *[_officer(5, "officer_personnel", "นักทรัพยากรบุคคล", "ทะเบียนประวัติ, วิทยฐานะ")] * 5,
    *[_officer(6, "officer_development", "นักทรัพยากรบุคคล", "การพัฒนาครู, ID-Plan")] * 3,
    *[_officer(8, "officer_provision", "นักวิชาการศึกษา", "การรับนักเรียน, อาหารกลางวัน")] * 5,
    *[_officer(9, "officer_legal", "นิติกร", "วินัย, กฎหมายการศึกษา")] * 2,
    *[_officer(10, "officer_audit", "นักวิชาการตรวจสอบภายใน", "การตรวจสอบภายใน")] * 2,
)
COLLEAGUES = tuple(post for post in OFFICE_JOBS if post[1].slug not in ("area", "head"))


def office_post(number: int) -> tuple[int, Job]:
    """Return the number-th post of the office; once all are filled, each group gets more colleagues."""
    if number < len(OFFICE_JOBS):
        return OFFICE_JOBS[number]
    return COLLEAGUES[number % len(COLLEAGUES)]
