"""Only what was published once is archived."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0005_what_stood_before")]

    operations = [
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'archived'), _negated=True), ('first_published_at__isnull', False), _connector='OR'), name='knowledge_article_archived_was_published'),
        ),
    ]
