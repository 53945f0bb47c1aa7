"""Keys for programs, of people and of units, and how much they are used."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_trail_of_topics'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='what it is for')),
                ('prefix', models.CharField(max_length=12, verbose_name='how it begins')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('scopes', models.JSONField(default=list, verbose_name='what it may read')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                ('expires_on', models.DateField(verbose_name='works until')),
                ('last_used_on', models.DateField(null=True, verbose_name='last used on')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
                ('form_token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='made_tokens', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to='accounts.organization', verbose_name='key of the unit')),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='revoked_tokens', to=settings.AUTH_USER_MODEL, verbose_name='revoked by')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='whose key')),
            ],
            options={
                'verbose_name': 'key for programs',
                'verbose_name_plural': 'keys for programs',
            },
        ),
        migrations.CreateModel(
            name='ApiCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='requests')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='refused')),
                ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='accounts.apitoken', verbose_name='key')),
            ],
            options={
                'verbose_name': 'use of a key on a day',
                'verbose_name_plural': 'use of keys by day',
            },
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organization__isnull', False), ('user__isnull', True)), models.Q(('organization__isnull', True), ('user__isnull', False)), _connector='OR'), name='accounts_apitoken_of_person_or_unit'),
        ),
        migrations.AddConstraint(
            model_name='apicall',
            constraint=models.UniqueConstraint(fields=('token', 'day'), name='accounts_apicall_once_a_day'),
        ),
    ]
