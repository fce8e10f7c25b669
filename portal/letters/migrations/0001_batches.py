"""Tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_letter_keys'),
        ('auth', '__first__'),
        ('office', '0001_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('columns', 'columns to match'), ('preparing', 'being prepared'), ('ready', 'ready')], default='columns', max_length=10)),
                ('table_sealed', models.TextField(blank=True)),
                ('rows_total', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField(db_index=True)),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'batch of letters',
                'verbose_name_plural': 'batches of letters',
                'ordering': ['-pk'],
                'permissions': [('make_batch', 'Can make, print and delete batches of letters')],
                'default_permissions': ('view',),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['columns', 'preparing', 'ready'])), name='letters_batch_known_state')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('file_number', models.CharField(max_length=80)),
                ('given_sealed', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('ready', 'ready'), ('check', 'look at this'), ('bad', 'cannot be made')], default='waiting', max_length=10)),
                ('problems', models.JSONField(blank=True, default=list)),
                ('is_left_out', models.BooleanField(default=False)),
                ('file_id', models.CharField(blank=True, max_length=30)),
                ('address_sealed', models.TextField(blank=True)),
                ('balance_cents', models.BigIntegerField(blank=True, null=True)),
                ('reference', models.CharField(blank=True, max_length=140)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='letters.batch')),
                ('key', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='access.letterkey')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['number'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['batch', 'state', 'number'], name='letters_by_state')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='letters_one_a_row'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'ready', 'check', 'bad'])), name='letters_letter_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['ready', 'check']), _negated=True), models.Q(('file_id', ''), _negated=True), _connector='OR'), name='letters_printable_has_a_file')],
            },
        ),
    ]
