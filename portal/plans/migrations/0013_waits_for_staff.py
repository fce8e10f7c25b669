"""What waits for a decision is read by an index, in the order of the queue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_since_when")]

    operations = [
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(condition=models.Q(('state__in', ('held', 'review', 'sent')), ('wants_approval', False)), fields=['moved_at', 'id'], name='plans_proposal_for_staff'),
        ),
    ]
