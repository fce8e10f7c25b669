from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0004_close_old_requests'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('undo', 'held', 'review', 'sending', 'unknown', 'sent', 'countered', 'asked'))), fields=('office', 'file_id'), name='plans_proposal_one_open'),
        ),
    ]
