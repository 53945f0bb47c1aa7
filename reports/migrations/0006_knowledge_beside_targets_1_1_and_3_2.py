"""Show what is covered beside targets 1.1 and 3.2, where the plan is there already."""

from django.db import migrations

PLAN = "kmc-2568"
BESIDE = {"1.1": "levels-covered", "3.2": "topics-covered"}


def show(apps, schema_editor):
    targets = apps.get_model("reports", "Target").objects.filter(plan__code=PLAN, beside="")
    for code, metric in BESIDE.items():
        targets.filter(code=code).update(beside=metric)


def hide(apps, schema_editor):
    targets = apps.get_model("reports", "Target").objects.filter(plan__code=PLAN)
    for code, metric in BESIDE.items():
        targets.filter(code=code, beside=metric).update(beside="")


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_provincial_plan_is_of_another_kind")]

    operations = [migrations.RunPython(show, hide)]
