"""An example of a staff development plan for three years, reviewed after the survey.

Source: KA Model by PLC of Songkhla Primary ESAO 2, which names the steps. No number is set, as it sets none.
"""

from datetime import date, timedelta

from django.utils import translation

from accounts.models import CompetencySurvey, Organization, User
from kmc.lib.years import FiscalYear
from reports.models import LevelName, Plan, PlanItem
from reports.plan_reviews import suggested_findings

AFTER_THE_SURVEY = timedelta(days=26)
STEPS = (
    (
        "วัดประเมินสมรรถนะที่พึงประสงค์และสำรวจความต้องการพัฒนาเป็นประจำทุกปี (กรกฎาคม)",
        "Measure competencies and survey development needs every year (July)",
        "เพื่อให้ได้ข้อมูลในการวางแผนและจัดทำโครงการให้สอดคล้องกับสภาพความต้องการ",
        "To have data for planning projects that answer the needs",
    ),
    (
        "จัดทำโครงการ/กิจกรรมจากความต้องการที่พบ เพื่อบรรจุไว้ในแผนปฏิบัติการประจำปี",
        "Make projects and activities from the needs found, for the annual action plan",
        "ทบทวนปรับปรุงพัฒนาแผนเป็นประจำทุกปี",
        "The plan is reviewed and improved every year",
    ),
    (
        "นำองค์ความรู้ไปใช้พัฒนาคุณภาพการจัดการเรียนรู้และงานที่รับผิดชอบ",
        "Use the knowledge to improve learning and one's own work",
        "วัดประเมินผลทั้งในรูปผลสัมฤทธิ์ทางการเรียนรู้และคำรับรองการปฏิบัติราชการ",
        "Measured by achievement in learning and by the performance agreement",
    ),
    (
        "ส่งเสริมผลงานเด่นที่เขียนเชิงวิชาการ นำเสนอ และเป็นต้นแบบที่ดีแก่เพื่อนครู",
        "Support outstanding works written academically, presented, and a model for fellow teachers",
        "ร่วมสนทนา รับฟัง วิพากษ์ เติมเต็ม ชี้แนะ ในชุมชนแห่งการเรียนรู้ทางวิชาชีพ (PLC)",
        "Talk, listen, criticise, complete and advise in the professional learning community (PLC)",
    ),
)
CHANGES = (
    "จัดเวที PLC เรื่องสมรรถนะที่มีผู้อยากพัฒนามากที่สุดก่อน แล้วเสนอเป็นกิจกรรมในแผนปฏิบัติการปีงบประมาณถัดไป\nขั้นตอนอื่นของแผนคงเดิม"
)


def add_hr_plan(office: Organization, officer: User, today: date) -> Plan:
    """Make the example, and its review where a survey is over whose needs may be told."""
    plan = Plan.objects.create(
        code="example-staff-2568",
        kind=Plan.Kind.STAFF_DEVELOPMENT,
        name="แผนพัฒนาทรัพยากรบุคคล 3 ปี พ.ศ. 2568-2570 (ตัวอย่าง)",
        name_en="Three-year staff development plan, B.E. 2568-2570 (2025-2027) (example)",
        organization=office,
        starts_on=FiscalYear(2568).starts_on,
        ends_on=FiscalYear(2570).ends_on,
        state=Plan.State.ACTIVE,
        source="ตัวอย่างสำหรับสำนักงานสาธิต ไม่ใช่แผนที่ประกาศใช้ · ขั้นตอนตาม KA Model by PLC "
        "ของสำนักงานเขตพื้นที่การศึกษาประถมศึกษาสงขลา เขต 2",
    )
    LevelName.objects.create(plan=plan, level=PlanItem.Level.STRATEGY, name="ขั้นตอน", name_en="Steps")
    for number, (text, text_en, why, why_en) in enumerate(STEPS, start=1):
        PlanItem.objects.create(
            plan=plan,
            level=PlanItem.Level.STRATEGY,
            code=str(number),
            text=text,
            text_en=text_en,
            description=why,
            description_en=why_en,
            position=number,
        )
    review_after_survey(plan, officer, today)
    return plan


def review_after_survey(plan: Plan, officer: User, today: date) -> None:
    survey = CompetencySurvey.objects.of_organizations([plan.organization_id]).closed_on(today).first()
    with translation.override("th"):
        findings = suggested_findings(survey) if survey else ""
    if not findings:
        return
    reviewed_on = min(survey.closes_on + AFTER_THE_SURVEY, today)
    year = FiscalYear.of(reviewed_on).common_year
    if year in plan.fiscal_years:
        plan.reviews.create(
            fiscal_year=year,
            reviewed_on=reviewed_on,
            reviewed_by=officer,
            findings=findings,
            changes=CHANGES,
            survey=survey,
        )
