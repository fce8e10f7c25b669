"""Tables."""

import django.core.validators
import django.db.models.deletion
import portal.messages.models.thread
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
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('file_name', models.CharField(blank=True, max_length=60)),
                ('token', models.CharField(default=portal.messages.models.thread.make_token, max_length=43, unique=True)),
                ('kind', models.CharField(choices=[('question', 'A question'), ('paid', 'I have already paid'), ('dispute', 'I do not agree'), ('line', 'A question about one line'), ('call-back', 'Call me back'), ('counsellor', 'Someone helps me with my debts'), ('pause', 'A pause while I get help'), ('moved', 'I have another address'), ('support', 'What would make it easier for me'), ('complaint', 'A complaint')], max_length=12)),
                ('state', models.CharField(choices=[('draft', 'not sent'), ('waiting', 'waits for the office'), ('answered', 'answered by the office'), ('closed', 'closed')], default='draft', max_length=10)),
                ('language', models.CharField(default='nl', max_length=2)),
                ('sealed_answers', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('waiting_since', models.DateTimeField(blank=True, null=True)),
                ('promised_on', models.DateField(blank=True, null=True)),
                ('first_answered_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('close_reason', models.CharField(blank=True, choices=[('settled', 'The question is answered'), ('right', 'You were right, and the file is put right'), ('not-right', 'The file stays as it is'), ('taken-back', 'You took it back'), ('twice', 'It stands in another conversation')], max_length=12)),
                ('is_quiet', models.BooleanField(db_default=False, default=False)),
                ('paused_until', models.DateField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'conversation',
                'verbose_name_plural': 'conversations',
                'ordering': ['-pk'],
                'permissions': [('answer_thread', 'Can answer what people write, hand it over and close it'), ('pause_thread', 'Can pause a file while somebody gets help')],
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['office', 'file_id', 'party_id'], name='talk_thread_of_file'), models.Index(condition=models.Q(('state', 'waiting')), fields=['waiting_since', 'id'], name='talk_thread_waiting'), models.Index(fields=['office', 'first_answered_at'], name='talk_thread_answered')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'waiting', 'answered', 'closed'])), name='talk_thread_known_state'), models.CheckConstraint(condition=models.Q(('kind__in', ['question', 'paid', 'dispute', 'line', 'call-back', 'counsellor', 'pause', 'moved', 'support', 'complaint'])), name='talk_thread_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('sent_at__isnull', False)), _connector='OR'), name='talk_thread_sent_at'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), ('waiting_since__isnull', False)), models.Q(models.Q(('state', 'waiting'), _negated=True), ('waiting_since__isnull', True)), _connector='OR'), name='talk_thread_waiting_since'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='talk_thread_closed_at')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('author', models.CharField(choices=[('person', 'the person'), ('helper', 'a helper of the person'), ('office', 'the office'), ('note', 'a note inside the office')], max_length=10)),
                ('sealed_text', models.TextField(blank=True)),
                ('delivery', models.CharField(choices=[('kept', 'kept, on its way to the office'), ('delivered', 'with the office'), ('failed', 'not delivered: someone at the office looks at it'), ('inside', 'not for Tagor')], default='kept', max_length=10)),
                ('tagor_id', models.CharField(blank=True, max_length=30)),
                ('sent_at', models.DateTimeField()),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('staff', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='talk.thread')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['thread', 'number'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('thread', 'number'), name='talk_message_one_number'), models.UniqueConstraint(condition=models.Q(('tagor_id', ''), _negated=True), fields=('thread', 'tagor_id'), name='talk_message_one_in_tagor'), models.CheckConstraint(condition=models.Q(('author__in', ['person', 'helper', 'office', 'note'])), name='talk_message_known_author'), models.CheckConstraint(condition=models.Q(('delivery__in', ['kept', 'delivered', 'failed', 'inside'])), name='talk_message_known_delivery')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=portal.messages.models.thread.make_token, max_length=43, unique=True)),
                ('state', models.CharField(choices=[('kept', 'kept here'), ('delivered', 'with the office')], default='kept', max_length=10)),
                ('extension', models.CharField(choices=[('pdf', 'pdf'), ('jpg', 'jpg')], max_length=4)),
                ('size', models.PositiveIntegerField()),
                ('pages', models.PositiveIntegerField()),
                ('sealed_name', models.TextField(blank=True)),
                ('sealed_content', models.BinaryField(default=b'')),
                ('document_id', models.CharField(blank=True, max_length=30)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('message', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='talk.message')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='talk.thread')),
            ],
            options={
                'verbose_name': 'file that was sent',
                'verbose_name_plural': 'files that were sent',
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['kept', 'delivered'])), name='talk_upload_known_state'), models.CheckConstraint(condition=models.Q(('extension__in', ['pdf', 'jpg'])), name='talk_upload_known_extension'), models.CheckConstraint(condition=models.Q(('state', 'kept'), ('message__isnull', False), _connector='OR'), name='talk_upload_delivered_with_message')],
            },
        ),
        migrations.CreateModel(
            name='AnswerTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='Name')),
                ('kind', models.CharField(blank=True, choices=[('question', 'A question'), ('paid', 'I have already paid'), ('dispute', 'I do not agree'), ('line', 'A question about one line'), ('call-back', 'Call me back'), ('counsellor', 'Someone helps me with my debts'), ('pause', 'A pause while I get help'), ('moved', 'I have another address'), ('support', 'What would make it easier for me'), ('complaint', 'A complaint')], max_length=12)),
                ('texts', models.JSONField(default=dict)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'ready answer',
                'verbose_name_plural': 'ready answers',
                'ordering': ['name'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('office', 'name'), name='talk_one_template_of_a_name'), models.CheckConstraint(condition=models.Q(('kind__in', ['', 'question', 'paid', 'dispute', 'line', 'call-back', 'counsellor', 'pause', 'moved', 'support', 'complaint'])), name='talk_template_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='ContactChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('file_name', models.CharField(blank=True, max_length=60)),
                ('token', models.CharField(default=portal.messages.models.thread.make_token, max_length=43, unique=True)),
                ('kind', models.CharField(choices=[('email', 'E-mail address'), ('mobile', 'Mobile number')], max_length=10)),
                ('state', models.CharField(choices=[('asked', 'a code was sent'), ('confirmed', 'confirmed, on its way to the office'), ('delivered', 'with the office'), ('failed', 'not delivered'), ('over', 'no right code came in time')], default='asked', max_length=10)),
                ('sealed', models.TextField(blank=True)),
                ('masked', models.CharField(max_length=60)),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'new contact detail',
                'verbose_name_plural': 'new contact details',
                'ordering': ['-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['file_id', 'party_id', 'created_at'], name='talk_contact_of_party')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'confirmed', 'delivered', 'failed', 'over'])), name='talk_contact_known_state'), models.CheckConstraint(condition=models.Q(('kind__in', ['email', 'mobile'])), name='talk_contact_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('state__in', ['asked', 'over'])), models.Q(('confirmed_at__isnull', False), ('state__in', ['confirmed', 'delivered', 'failed'])), _connector='OR'), name='talk_contact_confirmed_at')],
            },
        ),
        migrations.CreateModel(
            name='MessageRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reply_days', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='working days to answer a message')),
                ('complaint_days', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='working days to answer a complaint')),
                ('mail_template', models.CharField(blank=True, help_text='Tagor’s code. Empty: no mail is sent.', max_length=40, verbose_name='template of the mail that there is an answer')),
                ('text_template', models.CharField(blank=True, help_text='Tagor’s code. Empty: no text is sent.', max_length=40, verbose_name='template of the text that there is an answer')),
                ('note_code_id', models.CharField(blank=True, help_text='The id in Tagor’s table TQINFO. Empty: no note is written in the file.', max_length=30, verbose_name='kind of note for a pause')),
                ('code_templates', models.TextField(blank=True, help_text='One a line: Tagor’s code, an equals sign, the code in its text. At least five.', verbose_name='templates that each hold a code')),
                ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='message_rules', to='office.office')),
            ],
            options={
                'verbose_name': 'rules for messages',
                'verbose_name_plural': 'rules for messages',
                'default_permissions': ('view', 'change'),
                'constraints': [models.CheckConstraint(condition=models.Q(('reply_days__gte', 1), ('reply_days__lte', 60)), name='talk_rules_reply_days'), models.CheckConstraint(condition=models.Q(('complaint_days__gte', 1), ('complaint_days__lte', 60)), name='talk_rules_complaint_days')],
            },
        ),
    ]
