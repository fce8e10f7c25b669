"""Tables."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ChainHead',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField(default=0)),
                ('seal', models.CharField(blank=True, max_length=64)),
                ('proof', models.CharField(blank=True, db_default='', max_length=64)),
                ('base_number', models.PositiveBigIntegerField(db_default=0, default=0)),
                ('base_seal', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('base_proof', models.CharField(blank=True, db_default='', default='', max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='audit_one_chain_head')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True)),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(choices=[('defendant', 'defendant'), ('staff', 'staff'), ('system', 'system')], max_length=10)),
                ('staff_id', models.CharField(blank=True, max_length=30)),
                ('act', models.CharField(max_length=60)),
                ('file_id', models.CharField(blank=True, db_index=True, max_length=30)),
                ('request_id', models.CharField(blank=True, max_length=40)),
                ('details', models.JSONField(default=dict)),
                ('previous_seal', models.CharField(blank=True, max_length=64)),
                ('seal', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'verbose_name': 'audit event',
                'verbose_name_plural': 'audit events',
                'ordering': ['number'],
                'permissions': [('export_event', 'Can download the audit trail')],
                'indexes': [models.Index(fields=['act', 'at'], name='audit_event_of_act'), models.Index(fields=['staff_id', '-number'], name='audit_event_of_person'), models.Index(fields=['at'], name='audit_event_of_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('actor__in', ['defendant', 'staff', 'system'])), name='audit_event_known_actor')],
            },
        ),
    ]
