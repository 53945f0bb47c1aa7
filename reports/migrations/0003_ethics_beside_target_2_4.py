"""Show who accepted the code of ethics beside target 2.4, where the plan is there already."""

from django.db import migrations

PLAN, TARGET, METRIC = "kmc-2568", "2.4", "ethics-accepted"


def show(apps, schema_editor):
    targets = apps.get_model("reports", "Target").objects.filter(plan__code=PLAN, code=TARGET, beside="")
    targets.update(beside=METRIC)


def hide(apps, schema_editor):
    targets = apps.get_model("reports", "Target").objects.filter(plan__code=PLAN, code=TARGET, beside=METRIC)
    targets.update(beside="")


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_figure_beside_the_evidence")]

    operations = [migrations.RunPython(show, hide)]
