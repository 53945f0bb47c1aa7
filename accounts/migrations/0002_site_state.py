"""The one row that holds the version of the public pages."""

from django.db import migrations


def add_row(apps, schema_editor):
    apps.get_model("accounts", "SiteState").objects.get_or_create(pk=1)


def remove_row(apps, schema_editor):
    apps.get_model("accounts", "SiteState").objects.filter(pk=1).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(add_row, remove_row)]
