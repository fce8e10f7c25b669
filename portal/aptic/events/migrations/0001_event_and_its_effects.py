"""Tables."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('office', '0001_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('task_id', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='events_one_sweep')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('mark', models.CharField(max_length=64, unique=True)),
                ('remote_id', models.CharField(blank=True, max_length=100)),
                ('lane', models.CharField(blank=True, max_length=120)),
                ('received_at', models.DateTimeField(db_index=True)),
                ('occurred_at', models.DateTimeField()),
                ('payload', models.TextField()),
                ('state', models.CharField(choices=[('received', 'waiting'), ('done', 'done'), ('ignored', 'nothing to do'), ('unknown', 'unknown event'), ('unlinked', 'not linked'), ('failed', 'failed')], default='received', max_length=10)),
                ('effect', models.CharField(blank=True, choices=[('payments', 'Payments of the file are checked again'), ('plan', 'The plan of the file is read again'), ('contact', 'The contact details of the file are to be checked'), ('message', 'The messages of the file are to be looked at'), ('letter', 'A line for the timeline of the file is kept'), ('respite', 'A pause of the file is kept, or ended'), ('alert', 'An alert for whoever runs the portal'), ('job', 'The run that waits for this work ends'), ('job_failed', 'The run that waits for this work fails, and there is an alert')], max_length=10)),
                ('outcome', models.CharField(blank=True, max_length=40)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('file_name', models.CharField(blank=True, max_length=60)),
                ('file_id', models.CharField(blank=True, max_length=30)),
                ('is_placed', models.BooleanField(default=False)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('replays', models.PositiveIntegerField(default=0)),
                ('claim', models.CharField(blank=True, max_length=32)),
                ('next_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': ['-pk'],
                'permissions': [('view_personal', 'Can see the personal data in events'), ('replay', 'Can have an event acted on again, and link it to a file')],
                'default_permissions': ('view',),
                'indexes': [models.Index(condition=models.Q(('state', 'received')), fields=['next_at', 'id'], name='events_due'), models.Index(condition=models.Q(('state', 'received')), fields=['lane', 'id'], name='events_lane'), models.Index(fields=['state', 'id'], name='events_in_state'), models.Index(fields=['name', 'id'], name='events_of_name'), models.Index(condition=models.Q(('file_id', ''), _negated=True), fields=['file_id', 'id'], name='events_of_file'), models.Index(condition=models.Q(('file_name', ''), _negated=True), fields=['file_name', 'id'], name='events_of_file_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['received', 'done', 'ignored', 'unknown', 'unlinked', 'failed'])), name='events_known_state'), models.CheckConstraint(condition=models.Q(('effect__in', ['', 'payments', 'plan', 'contact', 'message', 'letter', 'respite', 'alert', 'job', 'job_failed'])), name='events_known_effect'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'received')), ('ended_at__isnull', True), ('next_at__isnull', False)), models.Q(models.Q(('state', 'received'), _negated=True), ('ended_at__isnull', False), ('next_at__isnull', True)), _connector='OR'), name='events_open_or_ended')],
            },
        ),
        migrations.CreateModel(
            name='PaymentLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('occurred_at', models.DateTimeField()),
                ('event_id', models.BigIntegerField()),
                ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('look_at', models.DateTimeField()),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('file_id',), name='events_one_look_a_file')],
            },
        ),
        migrations.CreateModel(
            name='TimelineNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('occurred_at', models.DateTimeField()),
                ('event_id', models.BigIntegerField()),
                ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('kind', models.CharField(choices=[('letter', 'The office sent a letter')], max_length=10)),
                ('mark', models.CharField(max_length=64, unique=True)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['file_id', 'occurred_at'], name='events_timeline')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['letter'])), name='events_note_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='WebhookSecret',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField()),
                ('valid_from', models.DateTimeField()),
                ('valid_until', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'secret of the webhooks',
                'verbose_name_plural': 'secrets of the webhooks',
                'ordering': ['-pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='events_secret_ends_after_it_begins')],
            },
        ),
    ]
