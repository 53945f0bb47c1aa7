import re
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from accounts.models import Organization, UsagePeriod
from reports.models import LevelName, Plan, PlanItem, Target

DOCUMENTS = Path(__file__).parent / "documents"


def spaced(text):
    return re.sub(r"\s+", " ", text)


def unspaced(text):
    return re.sub(r"\s+", "", text)


def levels_of(code):
    rows = PlanItem.objects.filter(plan__code=code).values_list("level", flat=True)
    return {level: list(rows).count(level) for level in set(rows)}


def test_load_plans_brings_the_master_plan_word_for_word(plan):
    document = spaced((DOCUMENTS / "master_plan_2550.txt").read_text(encoding="utf-8"))
    original = Plan.objects.get(code="kmc-2550")
    texts = [text for row in original.items.values_list("text", "description") for text in row if text]
    texts += original.targets.values_list("text", flat=True)
    texts += original.level_names.exclude(introduction="").values_list("introduction", flat=True)

    assert levels_of("kmc-2550") == {"vision": 1, "mission": 1, "objective": 4, "goal": 3, "strategy": 3}
    assert [text for text in texts if text not in document] == []


def test_load_plans_brings_the_provincial_plan_but_for_line_breaks(plan):
    document = unspaced((DOCUMENTS / "provincial_vision.txt").read_text(encoding="utf-8"))
    provincial = Plan.objects.get(code="peo-2560")
    texts = provincial.items.values_list("text", flat=True)

    assert levels_of("peo-2560") == {"vision": 1, "mission": 5, "goal": 5, "strategy": 4, "guideline": 20}
    assert [text for text in texts if unspaced(text) not in document] == []
    assert provincial.organization != plan.organization
    assert LevelName.objects.get(plan=provincial, level="strategy").name == "กลยุทธ์"
    assert provincial.items.get(code="3.4").parent.code == "3"


def test_both_editions_have_the_fourteen_targets(plan):
    def targets_of(code):
        return list(Target.objects.filter(plan__code=code).in_order().values_list("code", "goal", "metric"))

    numbers = {"1.2": (500, "published-articles"), "1.3": (300, "credited-authors")}
    numbers |= {"1.4": (1500, "portal-users"), "2.3": (300, "it-able-people")}
    codes = (
        [f"1.{n}" for n in range(1, 6)] + [f"2.{n}" for n in range(1, 5)] + [f"3.{n}" for n in range(1, 6)]
    )
    expected = [(code, *numbers.get(code, (None, ""))) for code in codes]

    assert targets_of("kmc-2550") == targets_of("kmc-2568") == expected


def test_active_edition_names_its_own_years(plan):
    assert plan.name.endswith("พ.ศ.2568-2570")
    assert "ในปี พ.ศ. 2570" in plan.items.get(level="vision").text
    assert not plan.items.filter(text__contains="2552").exists()
    assert UsagePeriod.objects.filter(starts_on=plan.starts_on, ends_on=plan.ends_on).exists()


def test_load_plans_twice_changes_nothing_people_edited(plan):
    Target.objects.filter(plan=plan, code="1.2").update(goal=600, text="ถ้อยคำที่แก้แล้ว")
    plan.items.filter(level="goal", code="3").delete()
    Organization.objects.filter(name="กลุ่มอำนวยการ").update(name="กลุ่มอำนวยการกลาง")
    counts = [model.objects.count() for model in (Plan, PlanItem, Target, LevelName, Organization)]
    out = StringIO()

    call_command("load_plans", stdout=out)

    assert [model.objects.count() for model in (Plan, PlanItem, Target, LevelName, Organization)] == counts
    assert Target.objects.filter(plan=plan, code="1.2").values_list("goal", "text").get() == (
        600,
        "ถ้อยคำที่แก้แล้ว",
    )
    assert out.getvalue().count("left as it is") == 3


def test_office_has_its_ten_groups(plan):
    groups = plan.organization.children.filter(kind="group").order_by("position")

    assert [group.position for group in groups] == list(range(1, 11))
    assert (groups[0].name, groups[9].name) == ("กลุ่มอำนวยการ", "หน่วยตรวจสอบภายใน")
