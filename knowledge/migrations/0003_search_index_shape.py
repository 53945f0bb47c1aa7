"""Give the search index its final shape: one covering key, one character a word. Empty until `reindex`."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_credit_and_counts")]

    operations = [
        migrations.DeleteModel(name="Posting"),
        migrations.DeleteModel(name="SearchDocument"),
        migrations.DeleteModel(name="SearchTerm"),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("term", models.CharField(max_length=64, unique=True)),
                ("document_count", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_document",
                        serialize=False,
                        to="knowledge.article",
                    ),
                ),
                ("title_words", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "term",
                        "impact",
                        "audience",
                        "article",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="knowledge.searchterm",
                    ),
                ),
                ("impact", models.PositiveSmallIntegerField()),
                ("audience", models.PositiveSmallIntegerField(choices=[(0, "Public"), (1, "Staff")])),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="knowledge.article",
                    ),
                ),
            ],
        ),
    ]
