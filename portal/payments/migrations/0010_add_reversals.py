import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0009_add_worldline_and_mollie'),
    ]

    operations = [
        migrations.AlterField(
            model_name='alert',
            name='decision',
            field=models.CharField(blank=True, choices=[('booked-by-hand', 'The payment was booked by hand in Tagor'), ('line-taken-back', 'The extra line was taken back in Tagor'), ('two-payments', 'There were two payments, and both stay on the file'), ('other-payment', 'The money belongs to the other payment; this one was not paid'), ('kept', 'The money stays on the file; the payer agrees'), ('pay-back', 'The money goes back to the payer'), ('taken-off', 'The sum was taken off in Tagor'), ('was-expected', 'The office gave it back itself; Tagor shows it already')], db_default='', default='', max_length=20),
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
