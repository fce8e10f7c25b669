"""Pauses of files, in the table that the room of events made."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0003_rows_to_their_owners"),
        ('office', '0004_tidy_accounts'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
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
        )
    ]
