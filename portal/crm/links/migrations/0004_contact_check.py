"""Contact details to check, in the table that the room of events made."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0003_rows_to_their_owners"),
        ('links', '0003_any_record_of_aptic'),
        ('office', '0004_tidy_accounts'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='ContactCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file_id', models.CharField(max_length=30)),
                        ('occurred_at', models.DateTimeField()),
                        ('event_id', models.BigIntegerField()),
                        ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                        ('kind', models.CharField(choices=[('name', 'The name changed'), ('address', 'The address changed'), ('idnumber', 'The identity number changed'), ('merge', 'Two persons were merged')], max_length=10)),
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
                        'constraints': [models.UniqueConstraint(fields=('file_id', 'kind'), name='events_one_check_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['name', 'address', 'idnumber', 'merge'])), name='events_check_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('is_open', True)), models.Q(('closed_at__isnull', False), ('is_open', False)), _connector='OR'), name='events_check_open_or_closed')],
                    },
                ),
            ]
        )
    ]
