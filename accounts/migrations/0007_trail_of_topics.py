"""A name for one more act of the audit trail: what is needed of a topic was changed. No column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_notices_and_jobs")]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="action",
            field=models.CharField(
                choices=[
                    ("grant", "Role given"),
                    ("revoke", "Role taken back"),
                    ("import", "List imported"),
                    ("export", "List exported"),
                    ("invite", "Account handed out"),
                    ("approve", "Account approved"),
                    ("refuse", "Account refused"),
                    ("move", "Person moved"),
                    ("leave", "Person left"),
                    ("return", "Person came back"),
                    ("merge_people", "Accounts merged"),
                    ("merge_units", "Organizations merged"),
                    ("close_unit", "Organization closed"),
                    ("reopen_unit", "Organization opened again"),
                    ("edit_unit", "Organization entered or changed"),
                    ("move_unit", "Organization moved"),
                    ("erase", "Person erased"),
                    ("publish_policy", "Policy published"),
                    ("answer_privacy", "Privacy request answered"),
                    ("second_step", "Second step of signing in removed"),
                    ("trust", "Leave given to publish at once"),
                    ("untrust", "Leave to publish at once taken back"),
                    ("edit_topic", "What is needed of a topic changed"),
                    ("make_key", "Key for a program made"),
                    ("revoke_key", "Key for a program revoked"),
                ],
                max_length=20,
                verbose_name="what was done",
            ),
        ),
    ]
