"""Files that were attached before search looked into them wait for it, too."""

from django.db import migrations

READABLE = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "text/plain; charset=utf-8",
    "text/csv; charset=utf-8",
)


def wait(apps, schema_editor):
    files = apps.get_model("knowledge", "Attachment").objects.filter(
        role="document", content_type__in=READABLE
    )
    files.filter(reading="none", text="").update(reading="waiting")


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0011_where_next_versions_begin")]

    operations = [migrations.RunPython(wait, migrations.RunPython.noop)]
