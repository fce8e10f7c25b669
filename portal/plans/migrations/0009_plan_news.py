"""News of plans, in the table that the room of events made."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0003_rows_to_their_owners"),
        ('office', '0004_tidy_accounts'),
        ('plans', '0008_changes_of_a_plan'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='PlanNews',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file_id', models.CharField(max_length=30)),
                        ('occurred_at', models.DateTimeField()),
                        ('event_id', models.BigIntegerField()),
                        ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                        ('word', models.CharField(choices=[('activated', 'The payment plan started'), ('deactivated', 'The payment plan was stopped'), ('broken', 'The payment plan was not kept to'), ('finished', 'The payment plan is finished')], max_length=12)),
                        ('agrees', models.BooleanField()),
                        ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
                    ],
                    options={
                        'db_table': 'events_plannews',
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('file_id',), name='events_one_plan_news_a_file'), models.CheckConstraint(condition=models.Q(('word__in', ['activated', 'deactivated', 'broken', 'finished'])), name='events_plan_news_known_word')],
                    },
                ),
            ]
        )
    ]
