"""Tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('office', '0001_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(max_length=20)),
                ('resource', models.CharField(max_length=80)),
                ('next_page', models.PositiveIntegerField(default=1)),
                ('due_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('fault', models.CharField(blank=True, choices=[('sign-in', 'the sign-in has ended'), ('away', 'the system gave no answer'), ('refused', 'the system refused'), ('part', 'the system gives only part of its list')], max_length=10)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'search index',
                'verbose_name_plural': 'search indexes',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('office', 'system', 'resource'), name='crm_search_index_once')],
            },
        ),
        migrations.CreateModel(
            name='IndexPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('sealed', models.BinaryField()),
                ('mark', models.CharField(max_length=64)),
                ('rows', models.PositiveIntegerField()),
                ('first_id', models.BigIntegerField(null=True)),
                ('last_id', models.BigIntegerField(null=True)),
                ('read_at', models.DateTimeField()),
                ('index', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='crm.searchindex')),
            ],
            options={
                'verbose_name': 'page of a search index',
                'verbose_name_plural': 'pages of search indexes',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('index', 'number'), name='crm_index_page_once')],
            },
        ),
        migrations.CreateModel(
            name='CrmToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(choices=[('dossierdata', 'DossierData')], max_length=20)),
                ('access', models.TextField(editable=False)),
                ('refresh', models.TextField(blank=True, editable=False)),
                ('issued_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('refreshing_until', models.DateTimeField(blank=True, null=True)),
                ('number', models.CharField(blank=True, db_default='', default='', max_length=20)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sign-in at a CRM system',
                'verbose_name_plural': 'sign-ins at CRM systems',
                'permissions': (('view_records', 'Can view records of the CRM systems'), ('edit_records', 'Can add and change records of the CRM systems'), ('delete_records', 'Can delete records of the CRM systems'), ('export_records', 'Can export records of the CRM systems'), ('connect', 'Can sign in at the CRM systems')),
                'constraints': [models.UniqueConstraint(fields=('office', 'system', 'user'), name='crm_token_once'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('issued_at'))), name='crm_token_ends_later')],
            },
        ),
        migrations.CreateModel(
            name='EditLease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(max_length=20)),
                ('resource', models.CharField(max_length=80)),
                ('record_id', models.CharField(max_length=80)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('lock_id', models.CharField(blank=True, max_length=80)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'record that is being changed',
                'verbose_name_plural': 'records that are being changed',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('office', 'system', 'resource', 'record_id'), name='crm_edit_lease_once'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='crm_edit_lease_ends_later')],
            },
        ),
    ]
