"""Tables."""

import django.db.models.deletion
import django.db.models.functions.text
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
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(db_index=True, max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('file_name', models.CharField(blank=True, max_length=60)),
                ('token', models.CharField(max_length=43, unique=True)),
                ('reference', models.CharField(max_length=35, unique=True)),
                ('provider', models.CharField(choices=[('tagor_sips', 'online, through Tagor'), ('sips_direct', 'online, with the portal as merchant'), ('worldline', 'online, by Worldline'), ('mollie', 'online, by Mollie'), ('transfer', 'bank transfer')], default='tagor_sips', max_length=20)),
                ('kind', models.CharField(choices=[('full', 'in full'), ('arrears', 'the arrears'), ('instalment', 'the next payment of the plan'), ('other', 'another amount')], max_length=10)),
                ('amount_cents', models.PositiveBigIntegerField()),
                ('state', models.CharField(choices=[('created', 'being prepared'), ('started', 'started'), ('at_bank', 'at the payment page'), ('returned', 'came back'), ('lapsed', 'not seen'), ('not_started', 'could not start'), ('unknown', 'start not confirmed'), ('bank_paid', 'paid, says the bank'), ('bank_refused', 'refused, says the bank'), ('bank_cancelled', 'cancelled, says the bank'), ('bank_expired', 'expired, says the bank'), ('bank_unknown', 'pending at the bank'), ('paid_late', 'paid late'), ('paid_twice', 'paid twice'), ('amount_differs', 'another amount paid'), ('needs_review', 'must be looked at'), ('seen', 'seen by the office'), ('booked', 'booked')], default='created', max_length=20)),
                ('baseline', models.JSONField(default=dict)),
                ('line_id', models.CharField(blank=True, max_length=30)),
                ('ambiguous', models.BooleanField(default=False)),
                ('oddity', models.CharField(blank=True, choices=[('late', 'paid after we had given it up'), ('twice', 'paid beside another payment of the same amount'), ('amount', 'another amount than asked'), ('contradiction', 'the answers of the bank contradict each other'), ('unknown_code', 'the bank answered with a code nobody knows'), ('refunded', 'money was given back to the payer'), ('charged_back', 'the bank took the money back')], db_default='', default='', max_length=20)),
                ('bank_code', models.CharField(blank=True, db_default='', default='', max_length=10)),
                ('received_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('sealed_redirect', models.TextField(blank=True)),
                ('checkout_id', models.CharField(blank=True, db_default='', default='', max_length=80)),
                ('payment_id', models.CharField(blank=True, db_default='', default='', max_length=80)),
                ('merchant', models.CharField(blank=True, db_default='', default='', max_length=80)),
                ('language', models.CharField(blank=True, db_default='', default='', max_length=5)),
                ('refunded_cents', models.PositiveBigIntegerField(db_default=0, default=0)),
                ('charged_back_cents', models.PositiveBigIntegerField(db_default=0, default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('bank_at', models.DateTimeField(blank=True, null=True)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('booked_at', models.DateTimeField(blank=True, null=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('checks', models.PositiveIntegerField(default=0)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'payment attempt',
                'verbose_name_plural': 'payment attempts',
                'ordering': ['-created_at'],
                'permissions': [('decide_attempt', 'Can decide about payments'), ('export_attempt', 'Can download a list of payments'), ('pay_back', 'Can say that a payment was paid back')],
                'indexes': [models.Index(fields=['-created_at'], name='payments_attempt_newest'), models.Index(django.db.models.functions.text.Upper(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace('file_name', models.Value('/')), models.Value('-')), models.Value('.')), models.Value(' '))), name='payments_attempt_file_name'), models.Index(fields=['amount_cents'], name='payments_attempt_amount')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='payments_attempt_amount_positive'), models.CheckConstraint(condition=models.Q(('state__in', ['created', 'started', 'at_bank', 'returned', 'lapsed', 'not_started', 'unknown', 'bank_paid', 'bank_refused', 'bank_cancelled', 'bank_expired', 'bank_unknown', 'paid_late', 'paid_twice', 'amount_differs', 'needs_review', 'seen', 'booked'])), name='payments_attempt_known_state'), models.CheckConstraint(condition=models.Q(('provider__in', ('tagor_sips', 'sips_direct', 'worldline', 'mollie', 'transfer'))), name='payments_attempt_known_provider'), models.CheckConstraint(condition=models.Q(('oddity__in', ['', 'late', 'twice', 'amount', 'contradiction', 'unknown_code', 'refunded', 'charged_back'])), name='payments_attempt_known_oddity'), models.CheckConstraint(condition=models.Q(('received_cents', None), ('received_cents__gt', 0), _connector='OR'), name='payments_attempt_received_positive'), models.UniqueConstraint(condition=models.Q(('state__in', ('created', 'started', 'at_bank', 'returned')), models.Q(('provider', 'transfer'), _negated=True)), fields=('file_id', 'amount_cents'), name='payments_one_live_attempt'), models.UniqueConstraint(condition=models.Q(('line_id', ''), _negated=True), fields=('line_id',), name='payments_one_attempt_a_line'), models.UniqueConstraint(condition=models.Q(('checkout_id', ''), _negated=True), fields=('provider', 'checkout_id'), name='payments_one_attempt_a_checkout')],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pending', 'no outcome after a day'), ('not_shown', 'paid, says the bank; Tagor does not show it'), ('shown_twice', 'Tagor shows more than one payment'), ('ambiguous', 'money that may belong to another attempt'), ('contradiction', 'the answers of the bank contradict each other'), ('amount', 'another amount than asked'), ('paid_twice', 'paid beside another payment of the same amount'), ('refund', 'money was given back to the payer'), ('chargeback', 'the bank took the money back')], max_length=20)),
                ('raised_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.CharField(blank=True, choices=[('booked-by-hand', 'The payment was booked by hand in Tagor'), ('line-taken-back', 'The extra line was taken back in Tagor'), ('two-payments', 'There were two payments, and both stay on the file'), ('other-payment', 'The money belongs to the other payment; this one was not paid'), ('kept', 'The money stays on the file; the payer agrees'), ('pay-back', 'The money goes back to the payer'), ('taken-off', 'The sum was taken off in Tagor'), ('was-expected', 'The office gave it back itself; Tagor shows it already')], db_default='', default='', max_length=20)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='payments.attempt')),
            ],
            options={
                'verbose_name': 'payment alert',
                'verbose_name_plural': 'payment alerts',
                'ordering': ['-raised_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decision', ''), ('closed_at__isnull', False), _connector='OR'), name='payments_decided_alert_is_closed'), models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('attempt', 'kind'), name='payments_one_open_alert_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=35, unique=True)),
                ('amount_cents', models.PositiveBigIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'to be reported'), ('sending', 'being reported'), ('doubtful', 'reported, no answer'), ('done', 'reported'), ('refused', 'refused by the system of the office')], default='waiting', max_length=20)),
                ('lines_before', models.JSONField(default=list)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('attempt', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='booking', to='payments.attempt')),
            ],
            options={
                'verbose_name': 'report of a payment',
                'verbose_name_plural': 'reports of payments',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='payments_booking_amount_positive'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'doubtful', 'done', 'refused'])), name='payments_booking_known_state'), models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('sent_at__isnull', False), _connector='OR'), name='payments_booking_sent_at')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('source', models.CharField(choices=[('notification', 'told by the bank'), ('return', 'brought by the browser, sealed'), ('status', 'asked')], max_length=20)),
                ('provider', models.CharField(choices=[('tagor_sips', 'online, through Tagor'), ('sips_direct', 'online, with the portal as merchant'), ('worldline', 'online, by Worldline'), ('mollie', 'online, by Mollie'), ('transfer', 'bank transfer')], db_default='sips_direct', default='sips_direct', max_length=20)),
                ('reference', models.CharField(db_index=True, max_length=35)),
                ('code', models.CharField(max_length=10)),
                ('status', models.CharField(blank=True, max_length=30)),
                ('amount_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('refunded_cents', models.PositiveBigIntegerField(db_default=0, default=0)),
                ('charged_back_cents', models.PositiveBigIntegerField(db_default=0, default=0)),
                ('is_about_order', models.BooleanField(default=True)),
                ('outcome', models.CharField(blank=True, max_length=20)),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
                ('attempt', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='payments.attempt')),
            ],
            options={
                'verbose_name': 'word of the bank',
                'verbose_name_plural': 'words of the bank',
                'ordering': ['received_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PaymentChannel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_type_id', models.CharField(blank=True, help_text='Blank: every other type.', max_length=30, verbose_name='file type')),
                ('provider', models.CharField(choices=[('tagor_sips', 'online, through Tagor'), ('sips_direct', 'online, with the portal as merchant'), ('worldline', 'online, by Worldline'), ('mollie', 'online, by Mollie'), ('transfer', 'bank transfer')], max_length=20)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('merchant', models.CharField(blank=True, db_default='', default='', max_length=80)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'way of paying',
                'verbose_name_plural': 'ways of paying',
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_from', None)), fields=('office', 'file_type_id'), name='payments_one_channel_a_type'), models.UniqueConstraint(condition=models.Q(('valid_from__isnull', False)), fields=('office', 'file_type_id', 'valid_from'), name='payments_one_channel_a_type_and_day'), models.CheckConstraint(condition=models.Q(('provider__in', ('tagor_sips', 'sips_direct', 'worldline', 'mollie', 'transfer'))), name='payments_channel_known_provider')],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_cents', models.PositiveBigIntegerField()),
                ('state', models.CharField(choices=[('asked', 'to be paid back'), ('done', 'paid back'), ('dropped', 'not paid back after all')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refunds', to='payments.attempt')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'payment to pay back',
                'verbose_name_plural': 'payments to pay back',
                'ordering': ['asked_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='payments_refund_amount_positive'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'done', 'dropped'])), name='payments_refund_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'asked')), models.Q(('ended_at__isnull', False), models.Q(('state', 'asked'), _negated=True)), _connector='OR'), name='payments_refund_ended'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('attempt',), name='payments_one_open_refund')],
            },
        ),
        migrations.CreateModel(
            name='Reversal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('refund', 'money was given back to the payer'), ('chargeback', 'the bank took the money back')], max_length=20)),
                ('amount_cents', models.PositiveBigIntegerField()),
                ('total_cents', models.PositiveBigIntegerField()),
                ('found_at', models.DateTimeField()),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reversals', to='payments.attempt')),
            ],
            options={
                'verbose_name': 'money that went back',
                'verbose_name_plural': 'money that went back',
                'ordering': ['found_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('attempt', 'kind', 'total_cents'), name='payments_one_reversal_a_total'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0), ('total_cents__gte', models.F('amount_cents'))), name='payments_reversal_amount_positive')],
            },
        ),
    ]
