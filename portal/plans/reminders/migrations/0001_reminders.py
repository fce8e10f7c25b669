"""Tables."""

import datetime
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('office', '0001_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('plan_id', models.CharField(max_length=30)),
                ('planned_on', models.DateField(help_text='The day of the payment as the plan means it.')),
                ('due_on', models.DateField(help_text='The bank day on which it falls.')),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('text', 'text message')], max_length=10)),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('sent', 'sent'), ('skipped', 'not needed'), ('failed', 'not sent, or not known')], default='queued', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['office', 'party_id', 'sent_at'], name='reminders_of_party')],
                'constraints': [models.UniqueConstraint(fields=('office', 'file_id', 'party_id', 'plan_id', 'planned_on', 'channel'), name='reminders_one_a_payment'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sent', 'skipped', 'failed'])), name='reminders_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='reminders_sent_at')],
            },
        ),
        migrations.CreateModel(
            name='ReminderRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_on', models.BooleanField(default=False, verbose_name='reminders on')),
                ('mail_template', models.CharField(blank=True, help_text='Tagor’s code.', max_length=40, verbose_name='template of the mail')),
                ('text_template', models.CharField(blank=True, help_text='Tagor’s code.', max_length=40, verbose_name='template of the text message')),
                ('days_before', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(14)], verbose_name='days before the payment')),
                ('quiet_from', models.TimeField(default=datetime.time(20, 0), verbose_name='quiet from')),
                ('quiet_until', models.TimeField(default=datetime.time(8, 0), verbose_name='quiet until')),
                ('most_per_week', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='most in a week')),
                ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reminder_rules', to='office.office')),
            ],
            options={
                'verbose_name': 'rules for reminders',
                'verbose_name_plural': 'rules for reminders',
                'constraints': [models.CheckConstraint(condition=models.Q(('days_before__gte', 1), ('days_before__lte', 14)), name='reminders_rules_days_before'), models.CheckConstraint(condition=models.Q(('most_per_week__gte', 1), ('most_per_week__lte', 7)), name='reminders_rules_most_per_week')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('text', 'text message')], max_length=10)),
                ('days_before', models.PositiveSmallIntegerField()),
                ('since', models.DateTimeField()),
                ('next_look_at', models.DateTimeField(db_index=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'wish for reminders',
                'verbose_name_plural': 'wishes for reminders',
                'constraints': [models.UniqueConstraint(fields=('office', 'file_id', 'party_id'), name='reminders_one_wish'), models.CheckConstraint(condition=models.Q(('channel__in', ['mail', 'text'])), name='reminders_wish_known_channel'), models.CheckConstraint(condition=models.Q(('days_before__gte', 1), ('days_before__lte', 14)), name='reminders_wish_days_before')],
            },
        ),
    ]
