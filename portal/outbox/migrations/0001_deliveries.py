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
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='outbox_one_sweep')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('lane', models.CharField(blank=True, max_length=80)),
                ('key', models.CharField(max_length=80)),
                ('file_id', models.CharField(blank=True, db_index=True, max_length=30)),
                ('payload', models.JSONField(default=dict)),
                ('before', models.JSONField(blank=True, default=dict)),
                ('result', models.JSONField(blank=True, default=dict)),
                ('secret', models.TextField(blank=True)),
                ('has_secret', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('doubtful', 'not sure whether it arrived'), ('done', 'arrived'), ('given_up', 'given up'), ('cancelled', 'cancelled')], default='waiting', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('due_at', models.DateTimeField()),
                ('not_before', models.DateTimeField(blank=True, null=True)),
                ('give_up_at', models.DateTimeField()),
                ('claim', models.CharField(blank=True, max_length=32)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['pk'],
                'permissions': [('manage_deliveries', 'Can try again or drop what could not be delivered')],
                'indexes': [models.Index(fields=['not_before', 'id'], name='outbox_due'), models.Index(fields=['lane', 'state', 'due_at'], name='outbox_lane'), models.Index(fields=['state', 'ended_at'], name='outbox_ended')],
                'constraints': [models.UniqueConstraint(fields=('office', 'kind', 'key'), name='outbox_one_per_key'), models.UniqueConstraint(condition=models.Q(('office__isnull', True)), fields=('kind', 'key'), name='outbox_one_per_key_without_office'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'doubtful', 'done', 'given_up', 'cancelled'])), name='outbox_delivery_known_state'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state__in', ('waiting', 'sending', 'doubtful'))), ('ended_at__isnull', True), ('not_before__isnull', False)), models.Q(models.Q(('state__in', ('waiting', 'sending', 'doubtful')), _negated=True), ('ended_at__isnull', False), ('not_before__isnull', True)), _connector='OR'), name='outbox_delivery_open_or_ended'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('done', 'cancelled')), _negated=True), ('secret', ''), _connector='OR'), name='outbox_delivery_secret_wiped')],
            },
        ),
    ]
