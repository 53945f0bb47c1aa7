"""Notifications, choices of mail, mail to be sent, runs of background jobs."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_codes_once_and_reasons_of_ends'),
    ]

    operations = [
        migrations.CreateModel(
            name='JobRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='job')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='started at')),
                ('resting_until', models.DateTimeField(blank=True, null=True, verbose_name='left alone until')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='failed at')),
                ('error', models.CharField(blank=True, max_length=200, verbose_name='last error')),
            ],
            options={
                'verbose_name': 'background job',
                'verbose_name_plural': 'background jobs',
            },
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='action',
            field=models.CharField(choices=[('grant', 'Role given'), ('revoke', 'Role taken back'), ('import', 'List imported'), ('export', 'List exported'), ('invite', 'Account handed out'), ('approve', 'Account approved'), ('refuse', 'Account refused'), ('move', 'Person moved'), ('leave', 'Person left'), ('return', 'Person came back'), ('merge_people', 'Accounts merged'), ('merge_units', 'Organizations merged'), ('close_unit', 'Organization closed'), ('reopen_unit', 'Organization opened again'), ('edit_unit', 'Organization entered or changed'), ('move_unit', 'Organization moved'), ('erase', 'Person erased'), ('publish_policy', 'Policy published'), ('answer_privacy', 'Privacy request answered'), ('second_step', 'Second step of signing in removed'), ('trust', 'Leave given to publish at once'), ('untrust', 'Leave to publish at once taken back')], max_length=20, verbose_name='what was done'),
        ),
        migrations.CreateModel(
            name='MailChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('at_once', 'Each at once'), ('daily', 'Once a day, together'), ('weekly', 'Once a week, together'), ('never', 'No mail')], default='daily', max_length=10, verbose_name='how often')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed at')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_choice', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'choice of mail',
                'verbose_name_plural': 'choices of mail',
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='details')),
                ('path', models.CharField(max_length=300, verbose_name='address within the portal')),
                ('is_urgent', models.BooleanField(default=False, verbose_name='mailed at once')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='mailed at')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='caused_notifications', to=settings.AUTH_USER_MODEL, verbose_name='who did it')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'notification',
                'verbose_name_plural': 'notifications',
                'indexes': [models.Index(fields=['user', '-at'], name='accounts_notification_newest'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='accounts_notification_unread'), models.Index(condition=models.Q(('mailed_at__isnull', True)), fields=['at'], name='accounts_notification_to_mail')],
            },
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('body', models.TextField(verbose_name='text')),
                ('stop_link', models.CharField(blank=True, max_length=500, verbose_name='address that stops mail')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written at')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next try at')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('given_up_at', models.DateTimeField(blank=True, null=True, verbose_name='given up at')),
                ('error', models.CharField(blank=True, max_length=200, verbose_name='last error')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outgoing_mail', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'outgoing mail',
                'verbose_name_plural': 'outgoing mail',
                'indexes': [models.Index(condition=models.Q(('given_up_at__isnull', True), ('sent_at__isnull', True)), fields=['next_try_at'], name='accounts_outgoingmail_due')],
            },
        ),
    ]
