"""Tables."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('auth', '__first__'),
        ('office', '0001_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80)),
                ('title_nl', models.CharField(blank=True, max_length=80)),
                ('title_fr', models.CharField(blank=True, max_length=80)),
                ('title_de', models.CharField(blank=True, max_length=80)),
                ('title_en', models.CharField(blank=True, max_length=80)),
                ('definition', models.CharField(max_length=120, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9_.-]*$', 'Use letters, digits, dots, dashes and underscores.')])),
                ('sub_path', models.CharField(blank=True, max_length=200)),
                ('verb', models.CharField(choices=[('GET', 'GET'), ('POST', 'POST'), ('PUT', 'PUT'), ('PATCH', 'PATCH'), ('DELETE', 'DELETE')], default='POST', max_length=6)),
                ('is_async', models.BooleanField(default=False)),
                ('result_path', models.CharField(blank=True, max_length=200)),
                ('callback', models.CharField(blank=True, max_length=120)),
                ('is_read_only', models.BooleanField(default=False)),
                ('schema', models.JSONField(blank=True, default=dict)),
                ('file_field', models.CharField(blank=True, max_length=60)),
                ('confirmation', models.CharField(blank=True, max_length=300)),
                ('is_active', models.BooleanField(default=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('groups', models.ManyToManyField(blank=True, related_name='+', to='auth.group')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'service action',
                'verbose_name_plural': 'service actions',
                'ordering': ['title', 'pk'],
                'permissions': [('run_actions', 'Can run the actions of Aptic'), ('define_actions', 'Can define the actions of Aptic')],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('office', 'title'), name='service_calls_one_title'), models.CheckConstraint(condition=models.Q(('verb__in', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])), name='service_calls_action_known_verb'), models.CheckConstraint(condition=models.Q(('is_read_only', False), ('is_async', False), _connector='OR'), name='service_calls_read_is_not_async')],
            },
        ),
        migrations.CreateModel(
            name='ServiceRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.CharField(max_length=43, unique=True)),
                ('file_id', models.CharField(blank=True, db_index=True, max_length=30)),
                ('input', models.TextField(blank=True)),
                ('answer', models.TextField(blank=True)),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting to be sent'), ('sending', 'being sent'), ('working', 'Aptic is working on it'), ('done', 'done'), ('refused', 'refused by Aptic'), ('failed', 'not sent'), ('unknown', 'not known whether it was done'), ('cancelled', 'taken back')], default='waiting', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('job_id', models.CharField(blank=True, db_index=True, max_length=120)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='service_calls.serviceaction')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'run of an action',
                'verbose_name_plural': 'runs of actions',
                'ordering': ['-pk'],
                'permissions': [('search_persons', 'Can search persons in Aptic'), ('unmask_persons', 'Can see the identity numbers and addresses of persons in Aptic')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['state', 'ended_at'], name='service_calls_run_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'working', 'done', 'refused', 'failed', 'unknown', 'cancelled'])), name='service_calls_run_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ('done', 'refused', 'failed', 'unknown', 'cancelled'))), models.Q(models.Q(('state__in', ('done', 'refused', 'failed', 'unknown', 'cancelled')), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='service_calls_run_open_or_ended')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=60)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'wanted event',
                'verbose_name_plural': 'wanted events',
                'permissions': [('view_webhooks', 'Can see which events Aptic tells'), ('manage_webhooks', 'Can ask Aptic to tell of events, or not any more')],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('office', 'event'), name='service_calls_one_per_event')],
            },
        ),
    ]
