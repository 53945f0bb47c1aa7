"""Reports of comments are settled by somebody at a time, or open; conversations are found newest first."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0008_second_line_of_certificates")]

    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                F("article"),
                F("id").desc(),
                condition=Q(parent__isnull=True),
                name="knowledge_comment_thread",
            ),
        ),
        migrations.AddIndex(
            model_name="commentreport",
            index=models.Index(
                condition=Q(settled_at__isnull=True), fields=["comment"], name="knowledge_commentreport_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="commentreport",
            constraint=models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="knowledge_commentreport_settled_by_and_at",
            ),
        ),
    ]
