"""Drafts put away were called archived: they are discarded ones. What is published gets its day of review."""

from datetime import timedelta

from django.db import migrations
from django.db.models import Q

MONTHS = {"manual": 12, "media": 12}  # as `knowledge.freshness` had them when this was written
OTHERS = 24
BATCH = 500


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


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0004_life_of_articles")]

    operations = [
        migrations.RunPython(name_discarded, name_archived),
        migrations.RunPython(give_days, migrations.RunPython.noop),
    ]
