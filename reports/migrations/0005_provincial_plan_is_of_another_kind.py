"""Say of the provincial plan, where it is there already, that it is no master plan of this office."""

from django.db import migrations

PLAN = "peo-2560"


def set_apart(apps, schema_editor):
    apps.get_model("reports", "Plan").objects.filter(code=PLAN, kind="master").update(kind="other")


def take_back(apps, schema_editor):
    apps.get_model("reports", "Plan").objects.filter(code=PLAN, kind="other").update(kind="master")


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_kinds_of_plans_and_yearly_reviews")]

    operations = [migrations.RunPython(set_apart, take_back)]
