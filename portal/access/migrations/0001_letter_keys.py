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
            name='HelperPass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('name_sealed', models.TextField()),
                ('holder_sealed', models.TextField()),
                ('credential_sealed', models.TextField(blank=True)),
                ('code_digest', models.CharField(max_length=64, unique=True)),
                ('may_view', models.BooleanField()),
                ('may_message', models.BooleanField()),
                ('may_propose', models.BooleanField()),
                ('sent_to', models.CharField(blank=True, max_length=60)),
                ('made_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(db_index=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, choices=[('revoked', 'you ended it'), ('link', 'the link of your letter ended')], max_length=7)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'helper pass',
                'verbose_name_plural': 'helper passes',
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['file_id', 'party_id'], name='access_pass_of_party')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_at', None)), models.Q(('end_reason__in', ['revoked', 'link']), ('ended_at__isnull', False)), _connector='OR'), name='access_pass_ended_for_a_reason'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('credential_sealed', ''), _connector='OR'), name='access_pass_over_opens_nothing')],
            },
        ),
        migrations.CreateModel(
            name='LetterKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('language', models.CharField(max_length=2)),
                ('hash_digest', models.CharField(db_index=True, max_length=64)),
                ('hash_sealed', models.TextField()),
                ('code_digest', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('code_sealed', models.TextField(blank=True)),
                ('words', models.CharField(max_length=10)),
                ('made_at', models.DateTimeField(db_index=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'link of a letter',
                'verbose_name_plural': 'links of letters',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PassUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('act', models.CharField(max_length=20)),
                ('helper_pass', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='access.helperpass')),
            ],
            options={
                'verbose_name': 'use of a helper pass',
                'verbose_name_plural': 'uses of helper passes',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='WrongPersonReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('kind', models.CharField(choices=[('not-me', 'I am not this person'), ('moved', 'This person does not live here (any more)'), ('deceased', 'This person has died'), ('identity', 'Somebody misused my name (identity theft)')], max_length=10)),
                ('language', models.CharField(max_length=2)),
                ('told_sealed', models.TextField()),
                ('state', models.CharField(choices=[('open', 'to look at'), ('closed', 'dealt with')], default='open', max_length=6)),
                ('made_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, db_index=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'report of a wrong person',
                'verbose_name_plural': 'reports of a wrong person',
                'permissions': [('handle_wrong_person', 'Can see and close reports of a wrong person')],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['made_at', 'id'], name='access_wrong_person_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['not-me', 'moved', 'deceased', 'identity'])), name='access_wrong_person_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(('closed_at__isnull', False), ('state', 'closed')), _connector='OR'), name='access_wrong_person_open_or_closed')],
            },
        ),
        migrations.CreateModel(
            name='WrongPersonPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpg', 'JPEG')], max_length=3)),
                ('content_sealed', models.TextField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='access.wrongpersonreport')),
            ],
            options={
                'verbose_name': 'paper of a report',
                'verbose_name_plural': 'papers of reports',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'jpg'])), name='access_wrong_person_paper_kind')],
            },
        ),
        migrations.CreateModel(
            name='DoorSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('short_codes', models.BooleanField(default=False, verbose_name='Print a short code to type')),
                ('second_check', models.CharField(choices=[('none', 'nothing more'), ('house', 'the number of their house'), ('birth', 'their date of birth')], default='none', max_length=5, verbose_name='After the link of a letter we also ask')),
                ('new_links', models.BooleanField(default=True, verbose_name='People can ask for a new link')),
                ('mail_template', models.CharField(blank=True, help_text='Tagor’s code.', max_length=40, verbose_name='Template of the mail with a new link')),
                ('text_template', models.CharField(blank=True, help_text='Tagor’s code.', max_length=40, verbose_name='Template of the text message with a new link')),
                ('helper_passes', models.BooleanField(default=True, verbose_name='People can let a helper in')),
                ('embed_sites', models.TextField(blank=True, max_length=2000, verbose_name='Sites that may show our sign-in box')),
                ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='door_settings', to='office.office')),
            ],
            options={
                'verbose_name': 'settings of the doors',
                'verbose_name_plural': 'settings of the doors',
                'default_permissions': ('change',),
                'constraints': [models.CheckConstraint(condition=models.Q(('second_check__in', ['none', 'house', 'birth'])), name='access_doors_known_check')],
            },
        ),
    ]
