from itertools import islice

from django.db import migrations

AT_A_TIME = 1000


def enter(apps, schema_editor):
    """Write a record of every article that is open to everyone; what was withdrawn before leaves none."""
    article, record = apps.get_model("knowledge", "Article"), apps.get_model("knowledge", "PublicRecord")
    public = article.objects.filter(status="published", visibility="public").order_by("pk")
    rows = public.values_list("pk", "topic_id", "organization_id", "edited_at", "published_at").iterator()
    while some := list(islice(rows, AT_A_TIME)):
        record.objects.bulk_create(
            [
                record(
                    article_id=pk,
                    topic_id=topic,
                    organization_id=unit,
                    changed_at=max(edited_at, published_at).replace(microsecond=0),
                )
                for pk, topic, unit, edited_at, published_at in some
            ],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0008_public_records")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
