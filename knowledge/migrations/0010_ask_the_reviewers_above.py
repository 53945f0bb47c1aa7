"""When the reviewers of the organizations above were asked about what waits too long."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0009_open_reports_of_comments")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="area_asked_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="reviewers above asked at"
            ),
        )
    ]
