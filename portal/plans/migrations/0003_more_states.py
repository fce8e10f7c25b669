import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0002_proposal_file_name'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='proposal',
            options={'ordering': ['-created_at'], 'permissions': [('decide_proposal', 'Can answer requests for a payment plan'), ('release_proposal', 'Can let a request replace a running plan')], 'verbose_name': 'plan request', 'verbose_name_plural': 'plan requests'},
        ),
        migrations.RemoveConstraint(
            model_name='proposal',
            name='plans_proposal_known_state',
        ),
        migrations.RemoveConstraint(
            model_name='proposal',
            name='plans_proposal_one_on_its_way',
        ),
        migrations.RemoveField(
            model_name='proposal',
            name='checked_at',
        ),
        migrations.AddField(
            model_name='proposal',
            name='answer',
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='proposal',
            name='came_from',
            field=models.CharField(blank=True, choices=[('draft', 'not sent'), ('undo', 'can still be taken back'), ('held', 'waiting: a plan exists'), ('review', 'to be looked at'), ('sending', 'being sent'), ('unknown', 'not known whether it arrived'), ('sent', 'sent'), ('accepted', 'accepted'), ('countered', 'answered with another proposal'), ('asked', 'the office asks something'), ('declined', 'declined by the office'), ('refused', 'not accepted by the office’s system'), ('superseded', 'replaced by a later request'), ('withdrawn', 'taken back'), ('failed', 'could not be delivered'), ('expired', 'expired')], max_length=10),
        ),
        migrations.AddField(
            model_name='proposal',
            name='decided_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='proposal',
            name='file_type_id',
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name='proposal',
            name='is_below_protected',
            field=models.BooleanField(blank=True, help_text='It takes protected income; empty when no budget was given.', null=True),
        ),
        migrations.AddField(
            model_name='proposal',
            name='is_plan_known',
            field=models.BooleanField(default=False, help_text='A plan existed when it was drafted.'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='language',
            field=models.CharField(blank=True, help_text='The language of the confirmation.', max_length=2),
        ),
        migrations.AddField(
            model_name='proposal',
            name='longest_months',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='proposal',
            name='minimum_cents',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='proposal',
            name='outcome',
            field=models.CharField(blank=True, help_text='What the rules said of it.', max_length=20),
        ),
        migrations.AddField(
            model_name='proposal',
            name='plan_mark',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='proposal',
            name='question',
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='proposal',
            name='reason',
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='proposal',
            name='replaces',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.proposal'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='rounds',
            field=models.PositiveSmallIntegerField(default=0, help_text='How many deliveries were ordered.'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='saved_mark',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='proposal',
            name='sentence_code',
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name='proposal',
            name='submitted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='proposal',
            name='undo_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='proposal',
            name='version',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='proposal',
            name='wants_approval',
            field=models.BooleanField(default=False, help_text='To be approved as soon as it is saved.'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='was_running',
            field=models.BooleanField(blank=True, help_text='Tagor showed it as running just after saving; empty: not read.', null=True),
        ),
        migrations.AddField(
            model_name='proposal',
            name='words',
            field=models.TextField(blank=True, help_text='What the person wrote with it.', max_length=1000),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='state',
            field=models.CharField(choices=[('draft', 'not sent'), ('undo', 'can still be taken back'), ('held', 'waiting: a plan exists'), ('review', 'to be looked at'), ('sending', 'being sent'), ('unknown', 'not known whether it arrived'), ('sent', 'sent'), ('accepted', 'accepted'), ('countered', 'answered with another proposal'), ('asked', 'the office asks something'), ('declined', 'declined by the office'), ('refused', 'not accepted by the office’s system'), ('superseded', 'replaced by a later request'), ('withdrawn', 'taken back'), ('failed', 'could not be delivered'), ('expired', 'expired')], default='draft', max_length=10),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['office', 'state', 'submitted_at'], name='plans_proposal_to_do'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('minimum_cents__gte', 0)), name='plans_proposal_minimum'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'undo', 'held', 'review', 'sending', 'unknown', 'sent', 'accepted', 'countered', 'asked', 'declined', 'refused', 'superseded', 'withdrawn', 'failed', 'expired'])), name='plans_proposal_known_state'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('came_from__in', ['', 'draft', 'undo', 'held', 'review', 'sending', 'unknown', 'sent', 'accepted', 'countered', 'asked', 'declined', 'refused', 'superseded', 'withdrawn', 'failed', 'expired'])), name='plans_proposal_known_origin'),
        ),
    ]
