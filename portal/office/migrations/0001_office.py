"""Tables."""

import datetime
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import portal.office.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(default='office', unique=True)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('street', models.CharField(blank=True, max_length=120)),
                ('postal_code', models.CharField(blank=True, max_length=12)),
                ('city', models.CharField(blank=True, max_length=80)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('website', models.URLField(blank=True)),
                ('enterprise_number', models.CharField(blank=True, max_length=20)),
                ('account_holder', models.CharField(blank=True, max_length=70)),
                ('iban', models.CharField(blank=True, max_length=34, validators=[portal.office.models.validate_iban])),
                ('bic', models.CharField(blank=True, max_length=11)),
                ('communication', models.CharField(choices=[('file-number', 'Structured, from the digits of the file number'), ('text', 'Free text with the file number')], default='file-number', max_length=20)),
                ('opening_hours_nl', models.CharField(blank=True, max_length=200)),
                ('opening_hours_fr', models.CharField(blank=True, max_length=200)),
                ('opening_hours_de', models.CharField(blank=True, max_length=200)),
                ('opening_hours_en', models.CharField(blank=True, max_length=200)),
                ('accent', models.CharField(default='#1d4f5c', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$')])),
                ('logo_url', models.CharField(blank=True, help_text='Path of a picture on this site, starting with a slash.', max_length=200)),
                ('transfer_cut_off', models.TimeField(db_default=datetime.time(15, 0), default=datetime.time(15, 0), help_text='A transfer given before this hour is there on the next bank day.')),
                ('online_payment', models.BooleanField(default=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'office',
                'verbose_name_plural': 'offices',
            },
        ),
        migrations.CreateModel(
            name='StoredPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=32, unique=True)),
                ('content', models.BinaryField()),
                ('stored_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-stored_at'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='MoneyChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'waits for a second person'), ('confirmed', 'confirmed'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('expired', 'not confirmed in time'), ('overtaken', 'overtaken by another change')], default='waiting', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'change of where money goes',
                'verbose_name_plural': 'changes of where money goes',
                'ordering': ['-pk'],
                'permissions': [('propose_money_change', 'Can propose a change of where money goes'), ('confirm_money_change', 'Can confirm a change of where money goes')],
                'default_permissions': ('view',),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'confirmed', 'refused', 'withdrawn', 'expired', 'overtaken'])), name='office_money_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='office_money_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='office_money_decided_at'), models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('office',), name='office_money_one_waits')],
            },
        ),
        migrations.CreateModel(
            name='KeptChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('values', models.JSONField(default=dict)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
            ],
            options={
                'permissions': [('change_texts', 'Can change the office’s own texts'), ('change_helpers', 'Can change who helps people with debts'), ('change_hours', 'Can change opening hours and closing days'), ('change_look', 'Can change the colour and the picture'), ('try_connections', 'Can see and try the connections with other systems'), ('change_digest', 'Can change the mails to staff')],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('office', 'name'), name='office_one_choice_a_name')],
            },
        ),
        migrations.CreateModel(
            name='RuleChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'waits for a second person'), ('confirmed', 'confirmed'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('expired', 'not confirmed in time'), ('overtaken', 'overtaken by another change')], default='waiting', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('topic', models.CharField(max_length=20)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'confirmed', 'refused', 'withdrawn', 'expired', 'overtaken'])), name='office_rule_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='office_rule_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='office_rule_decided_at'), models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('office', 'topic'), name='office_rule_one_waits')],
            },
        ),
    ]
