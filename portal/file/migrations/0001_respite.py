"""Tables."""

import django.db.models.deletion
import portal.file.kinds
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('office', '0001_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=120, unique=True, verbose_name='name of the task in Tagor')),
                ('nl', models.CharField(max_length=120, verbose_name='in Dutch')),
                ('fr', models.CharField(max_length=120, verbose_name='in French')),
                ('de', models.CharField(max_length=120, verbose_name='in German')),
                ('en', models.CharField(max_length=120, verbose_name='in English')),
            ],
            options={
                'verbose_name': 'task that people may see',
                'verbose_name_plural': 'tasks that people may see',
                'ordering': ['model'],
            },
        ),
        migrations.CreateModel(
            name='CodeKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=20)),
                ('code', models.CharField(max_length=60)),
                ('text', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(blank=True, max_length=12)),
                ('read_as', models.CharField(blank=True, max_length=12)),
                ('file_count', models.PositiveIntegerField(default=0)),
                ('seen_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'code of the account',
                'verbose_name_plural': 'codes of the account',
                'ordering': ['table', 'code'],
                'default_permissions': ('view', 'change'),
                'constraints': [models.UniqueConstraint(fields=('table', 'code'), name='file_codekind_one_a_code'), models.CheckConstraint(condition=models.Q(('kind__in', ['', portal.file.kinds.Kind['PRINCIPAL'], portal.file.kinds.Kind['INTEREST'], portal.file.kinds.Kind['PENALTY'], portal.file.kinds.Kind['COURT'], portal.file.kinds.Kind['BAILIFF'], portal.file.kinds.Kind['EXPENSES'], portal.file.kinds.Kind['DUTIES'], portal.file.kinds.Kind['VAT'], portal.file.kinds.Kind['PAYMENT'], portal.file.kinds.Kind['EXPECTED']])), name='file_codekind_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Respite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('occurred_at', models.DateTimeField()),
                ('event_id', models.BigIntegerField()),
                ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('kind', models.CharField(choices=[('collection', 'the collection'), ('ledger', 'an invoice')], max_length=10)),
                ('record_id', models.CharField(blank=True, max_length=100)),
                ('is_on', models.BooleanField()),
                ('until', models.DateField(blank=True, null=True)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'db_table': 'events_respite',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('file_id', 'kind', 'record_id'), name='events_one_respite_a_record'), models.CheckConstraint(condition=models.Q(('kind__in', ['collection', 'ledger'])), name='events_respite_known_kind')],
            },
        ),
    ]
