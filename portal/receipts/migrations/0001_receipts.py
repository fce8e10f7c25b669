"""Tables."""

import django.db.models.deletion
import portal.receipts.receipt_code
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_events_and_chain_head'),
        ('office', '0001_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=portal.receipts.receipt_code.make_code, max_length=24, unique=True)),
                ('kind', models.CharField(choices=[('payment-seen', 'payment seen by the office'), ('payment-booked', 'payment booked'), ('plan-sent', 'request for a payment plan received'), ('message-received', 'message received'), ('contact-confirmed', 'contact detail confirmed'), ('paid-in-full', 'nothing left to pay')], max_length=30)),
                ('subject', models.CharField(max_length=60)),
                ('file_id', models.CharField(db_index=True, max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('issued_at', models.DateTimeField()),
                ('facts', models.JSONField(default=dict)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.event')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'receipt',
                'verbose_name_plural': 'receipts',
                'ordering': ['-issued_at'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject'), name='receipts_one_an_act')],
            },
        ),
    ]
