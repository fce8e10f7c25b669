"""Tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='People',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'colleagues',
                'permissions': [('view_people', 'Can see who works here, and with which roles'), ('invite_people', 'Can add members of staff'), ('change_roles', 'Can give members of staff roles, and take them away'), ('switch_people', 'Can switch members of staff off and on'), ('end_sessions', 'Can sign members of staff out everywhere'), ('set_passwords', 'Can let members of staff choose a new password'), ('open_admin', 'Can open the pages of whoever runs the portal')],
                'managed': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SignOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sign-out everywhere',
                'verbose_name_plural': 'sign-outs everywhere',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='StaffSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_hash', models.CharField(max_length=40, unique=True)),
                ('browser', models.CharField(max_length=60)),
                ('network', models.CharField(blank=True, max_length=50)),
                ('began_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session of staff',
                'verbose_name_plural': 'sessions of staff',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CaseHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30, unique=True)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file that somebody works on',
                'verbose_name_plural': 'files that somebody works on',
                'permissions': [('view_case', 'Can open files'), ('act_on_case', 'Can work on files: take them, write notes'), ('release_case', 'Can let go a file that a colleague holds'), ('see_as_debtor', 'Can see the pages of a file as its defendant does'), ('view_insight', 'Can see the numbers of the office'), ('search_files', 'Can search for files and people in all systems')],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='desk_hold_ends_later')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('row_id', models.BigIntegerField()),
                ('asleep_at', models.DateTimeField(blank=True, null=True)),
                ('asleep_until', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('asleep_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'hold of work',
                'verbose_name_plural': 'holds of work',
                'permissions': [('assign_work', 'Can give work to a colleague')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['owner', 'kind', 'row_id'], name='desk_hold_of_owner'), models.Index(fields=['kind', 'asleep_until'], name='desk_hold_asleep')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'row_id'), name='desk_one_hold_a_row'), models.CheckConstraint(condition=models.Q(models.Q(('asleep_at__isnull', True), ('asleep_until__isnull', True), ('reason', '')), models.Q(('asleep_at__isnull', False), ('asleep_until__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='desk_hold_asleep_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='OpenedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('file_name', models.CharField(max_length=60)),
                ('opened_at', models.DateTimeField()),
                ('is_pinned', models.BooleanField(default=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file that was opened',
                'verbose_name_plural': 'files that were opened',
                'default_permissions': (),
                'indexes': [models.Index(fields=['user', '-opened_at'], name='desk_opened_newest')],
                'constraints': [models.UniqueConstraint(fields=('user', 'file_id'), name='desk_opened_file_once')],
            },
        ),
        migrations.CreateModel(
            name='OpenIdIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=500)),
                ('subject', models.CharField(max_length=255)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='openid', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'account at the office’s provider',
                'verbose_name_plural': 'accounts at the office’s provider',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='desk_one_person_a_subject')],
            },
        ),
    ]
