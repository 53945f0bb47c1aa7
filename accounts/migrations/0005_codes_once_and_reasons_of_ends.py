"""Each code of a school once, and why a unit was closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_half_filled_ratings_and_form_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="end_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it was closed"),
        ),
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
                ],
                max_length=20,
                verbose_name="what was done",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.UniqueConstraint(
                condition=models.Q(("obec_code", ""), _negated=True),
                fields=("obec_code",),
                name="accounts_organization_obec_code_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ministry_code", ""), _negated=True),
                fields=("ministry_code",),
                name="accounts_organization_ministry_code_once",
            ),
        ),
    ]
