"""A next version knows which published one it was begun from, and which old one it brings back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0010_ask_the_reviewers_above")]

    operations = [
        migrations.AddField(
            model_name="nextversion",
            name="based_on",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="begun from version"),
        ),
        migrations.AddField(
            model_name="nextversion",
            name="restored_from",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="brought back from version"),
        ),
    ]
