"""What the office answers to a request to change a plan, and since when it waits."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0004_tidy_accounts'),
        ('plans', '0013_waits_for_staff'),
    ]

    operations = [
        migrations.AddField(
            model_name='changerequest',
            name='answer',
            field=models.CharField(choices=[('waiting', 'waits for the office'), ('asked', 'the office asks something'), ('offered', 'the office proposes another day'), ('agreed', 'the office agrees'), ('declined', 'declined by the office'), ('planned', 'became a new plan')], db_default='waiting', default='waiting', max_length=10),
        ),
        migrations.AddField(
            model_name='changerequest',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', max_length=2),
        ),
        migrations.AddField(
            model_name='changerequest',
            name='moved_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='changerequest',
            name='offer_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='changerequest',
            name='offer_until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='changerequest',
            name='plan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='changes', to='plans.proposal'),
        ),
        migrations.AddField(
            model_name='changerequest',
            name='question',
            field=models.TextField(blank=True, db_default='', default='', max_length=1000),
        ),
        migrations.AddField(
            model_name='changerequest',
            name='reason',
            field=models.TextField(blank=True, db_default='', default='', max_length=1000),
        ),
        migrations.AddField(
            model_name='changerequest',
            name='reply',
            field=models.TextField(blank=True, db_default='', default='', max_length=1000),
        ),
        migrations.AddField(
            model_name='changerequest',
            name='version',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name='changerequest',
            index=models.Index(condition=models.Q(('answer', 'waiting'), ('state__in', ['waiting', 'delivered', 'failed'])), fields=['moved_at', 'id'], name='plans_change_for_staff'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ['waiting', 'asked', 'offered', 'agreed', 'declined', 'planned'])), name='plans_change_known_answer'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'offered'), _negated=True), models.Q(('offer_on__isnull', False), ('offer_until__isnull', False)), _connector='OR'), name='plans_change_offers_a_day'),
        ),
    ]
