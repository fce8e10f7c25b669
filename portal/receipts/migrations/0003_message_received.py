from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0002_plan_request_received'),
    ]

    operations = [
        migrations.AlterField(
            model_name='receipt',
            name='kind',
            field=models.CharField(choices=[('payment-seen', 'payment seen by the office'), ('payment-booked', 'payment booked'), ('plan-sent', 'request for a payment plan received'), ('message-received', 'message received')], max_length=30),
        ),
    ]
