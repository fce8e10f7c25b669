"""Tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('office', '0001_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('occurred_at', models.DateTimeField()),
                ('event_id', models.BigIntegerField()),
                ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('kind', models.CharField(choices=[('name', 'The name changed'), ('address', 'The address changed'), ('idnumber', 'The identity number changed'), ('merge', 'Two persons were merged'), ('reach', 'A mail address or number was confirmed in the portal')], max_length=10)),
                ('is_open', models.BooleanField(default=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'contact details to check',
                'verbose_name_plural': 'contact details to check',
                'db_table': 'events_contactcheck',
                'default_permissions': (),
                'indexes': [models.Index(fields=['is_open', 'occurred_at'], name='events_open_checks')],
                'constraints': [models.UniqueConstraint(fields=('file_id', 'kind'), name='events_one_check_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['name', 'address', 'idnumber', 'merge', 'reach'])), name='events_check_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('is_open', True)), models.Q(('closed_at__isnull', False), ('is_open', False)), _connector='OR'), name='events_check_open_or_closed')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(blank=True, max_length=30)),
                ('system', models.CharField(choices=[('dossierdata', 'DossierData'), ('cirrus', 'Cirrus'), ('digioffice', 'DigiOffice'), ('aptic', 'Aptic')], max_length=20)),
                ('resource', models.CharField(max_length=20)),
                ('record_id', models.CharField(max_length=100)),
                ('owner_id', models.CharField(blank=True, max_length=40)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('suggested', 'suggested'), ('confirmed', 'joined'), ('removed', 'not joined')], default='suggested', max_length=10)),
                ('score', models.PositiveSmallIntegerField(default=0)),
                ('reasons', models.JSONField(blank=True, default=list)),
                ('details', models.JSONField(blank=True, default=dict)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'link to a CRM record',
                'verbose_name_plural': 'links to CRM records',
                'ordering': ['system', '-score', 'pk'],
                'permissions': [('manage', 'Can join files to CRM records and send to them')],
                'indexes': [models.Index(fields=['file_id', 'state'], name='links_of_file'), models.Index(fields=['system', 'resource', 'record_id'], name='links_of_record')],
                'constraints': [models.UniqueConstraint(fields=('office', 'file_id', 'party_id', 'system', 'resource', 'record_id'), name='links_link_once'), models.CheckConstraint(condition=models.Q(('state__in', ['suggested', 'confirmed', 'removed'])), name='links_known_state'), models.CheckConstraint(condition=models.Q(('system__in', ['dossierdata', 'cirrus', 'digioffice', 'aptic'])), name='links_known_system'), models.CheckConstraint(condition=models.Q(('score__lte', 100)), name='links_score_in_range')],
            },
        ),
        migrations.CreateModel(
            name='MirrorRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(choices=[('proposal', 'A request for a payment plan'), ('payment', 'A payment'), ('dispute', 'Somebody does not agree'), ('message', 'A message')], max_length=20)),
                ('system', models.CharField(choices=[('dossierdata', 'DossierData'), ('cirrus', 'Cirrus')], max_length=20)),
                ('form', models.CharField(choices=[('note', 'Note'), ('task', 'Task')], default='note', max_length=10)),
                ('days', models.PositiveSmallIntegerField(default=1)),
                ('type_id', models.PositiveIntegerField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rule for telling CRM systems',
                'verbose_name_plural': 'rules for telling CRM systems',
                'ordering': ['event', 'system'],
                'constraints': [models.UniqueConstraint(fields=('office', 'event', 'system'), name='links_one_rule'), models.CheckConstraint(condition=models.Q(('event__in', ['proposal', 'payment', 'dispute', 'message'])), name='links_rule_known_event'), models.CheckConstraint(condition=models.Q(('system__in', ['dossierdata', 'cirrus'])), name='links_rule_known_system'), models.CheckConstraint(condition=models.Q(('form__in', ['note', 'task'])), name='links_rule_known_form'), models.CheckConstraint(condition=models.Q(('days__lte', 365)), name='links_rule_days')],
            },
        ),
    ]
