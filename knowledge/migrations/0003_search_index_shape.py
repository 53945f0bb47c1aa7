"""Give the search index its final shape: one covering key, one character a word. `reindex` fills it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_credit_and_counts")]

    operations = [
        migrations.DeleteModel(name="Posting"),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "term",
                        "impact",
                        "article",
                        "audience",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="knowledge.searchterm",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="knowledge.article",
                    ),
                ),
                ("audience", models.PositiveSmallIntegerField(choices=[(0, "Public"), (1, "Staff")])),
                ("impact", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.RenameField("searchdocument", "title_tokens", "title_words"),
        migrations.RenameField("searchdocument", "tokens", "words"),
        migrations.RemoveField("searchdocument", "length"),
    ]
