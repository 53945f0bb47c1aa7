"""What stood before: drafts put away are discarded, articles get their day of review, files wait to be read."""

from datetime import timedelta

from django.db import migrations
from django.db.models import Q

MONTHS = {"manual": 12, "media": 12}  # as `knowledge.freshness` had them when this was written
OTHERS = 24
BATCH = 500
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


def name_discarded(apps, schema_editor):
    apps.get_model("knowledge", "Article").objects.filter(status="archived").update(status="discarded")
    apps.get_model("knowledge", "Review").objects.filter(action="archived").update(action="discarded")


def name_archived(apps, schema_editor):
    apps.get_model("knowledge", "Article").objects.filter(status="discarded").update(status="archived")
    apps.get_model("knowledge", "Review").objects.filter(action="discarded").update(action="archived")


def give_days(apps, schema_editor):
    articles = apps.get_model("knowledge", "Article").objects
    unset = articles.filter(Q(status="published"), review_due_on=None).order_by("pk")
    while batch := list(unset.only("pk", "kind", "first_published_on")[:BATCH]):
        for article in batch:
            months = MONTHS.get(article.kind, OTHERS)
            article.review_due_on = article.first_published_on + timedelta(days=round(months * 30.4375))
        articles.bulk_update(batch, ["review_due_on"])


def wait(apps, schema_editor):
    files = apps.get_model("knowledge", "Attachment").objects.filter(
        role="document", content_type__in=READABLE
    )
    files.filter(reading="none", text="").update(reading="waiting")


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0004_life_of_articles")]

    operations = [
        migrations.RunPython(name_discarded, name_archived),
        migrations.RunPython(give_days, migrations.RunPython.noop),
        migrations.RunPython(wait, migrations.RunPython.noop),
    ]
