"""Tables."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.utils.timezone
import portal.plans.models.change
import portal.plans.models.proposal
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
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'waiting for an answer'), ('accepted', 'accepted'), ('declined', 'declined'), ('expired', 'expired'), ('withdrawn', 'no longer counts')], default='open', max_length=10)),
                ('kind', models.CharField(choices=[('amount', 'amount'), ('months', 'months')], max_length=10)),
                ('months', models.PositiveIntegerField()),
                ('monthly_cents', models.BigIntegerField()),
                ('first_on', models.DateField()),
                ('expires_on', models.DateField()),
                ('note', models.TextField(blank=True, max_length=1000)),
                ('answer', models.TextField(blank=True, max_length=1000)),
                ('plan_mark', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'proposal of the office',
                'verbose_name_plural': 'proposals of the office',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('file_name', models.CharField(blank=True, max_length=60)),
                ('file_type_id', models.CharField(blank=True, max_length=30)),
                ('language', models.CharField(blank=True, help_text='The language of the confirmation.', max_length=2)),
                ('token', models.CharField(default=portal.plans.models.proposal.make_token, max_length=43, unique=True)),
                ('state', models.CharField(choices=[('draft', 'not sent'), ('undo', 'can still be taken back'), ('held', 'waiting: a plan exists'), ('review', 'to be looked at'), ('sending', 'being sent'), ('unknown', 'not known whether it arrived'), ('sent', 'sent'), ('accepted', 'accepted'), ('countered', 'answered with another proposal'), ('asked', 'the office asks something'), ('declined', 'declined by the office'), ('refused', 'not accepted by the office’s system'), ('superseded', 'replaced by a later request'), ('withdrawn', 'taken back'), ('failed', 'could not be delivered'), ('expired', 'expired')], default='draft', max_length=10)),
                ('version', models.PositiveIntegerField(default=0)),
                ('outcome', models.CharField(blank=True, help_text='What the rules said of it.', max_length=20)),
                ('came_from', models.CharField(blank=True, choices=[('draft', 'not sent'), ('undo', 'can still be taken back'), ('held', 'waiting: a plan exists'), ('review', 'to be looked at'), ('sending', 'being sent'), ('unknown', 'not known whether it arrived'), ('sent', 'sent'), ('accepted', 'accepted'), ('countered', 'answered with another proposal'), ('asked', 'the office asks something'), ('declined', 'declined by the office'), ('refused', 'not accepted by the office’s system'), ('superseded', 'replaced by a later request'), ('withdrawn', 'taken back'), ('failed', 'could not be delivered'), ('expired', 'expired')], max_length=10)),
                ('kind', models.CharField(choices=[('offer', 'offer of the office'), ('amount', 'own amount a month'), ('months', 'own number of months')], max_length=10)),
                ('months', models.PositiveIntegerField()),
                ('monthly_cents', models.BigIntegerField()),
                ('balance_cents', models.BigIntegerField()),
                ('minimum_cents', models.BigIntegerField(default=0)),
                ('longest_months', models.PositiveIntegerField(default=0)),
                ('first_on', models.DateField(help_text='The day meant for the first part; it may move to a bank day.')),
                ('is_plan_known', models.BooleanField(default=False, help_text='A plan existed when it was drafted.')),
                ('is_below_protected', models.BooleanField(blank=True, help_text='It takes protected income; empty when no budget was given.', null=True)),
                ('plan_mark', models.CharField(blank=True, max_length=60)),
                ('saved_mark', models.CharField(blank=True, max_length=60)),
                ('was_running', models.BooleanField(blank=True, help_text='Tagor showed it as running just after saving; empty: not read.', null=True)),
                ('wants_approval', models.BooleanField(default=False, help_text='To be approved as soon as it is saved.')),
                ('rounds', models.PositiveSmallIntegerField(default=0, help_text='How many deliveries were ordered.')),
                ('accepted_months', models.PositiveIntegerField(blank=True, null=True)),
                ('accepted_cents', models.BigIntegerField(blank=True, null=True)),
                ('refusal_code', models.CharField(blank=True, max_length=40)),
                ('sentence_code', models.CharField(blank=True, max_length=30)),
                ('words', models.TextField(blank=True, help_text='What the person wrote with it.', max_length=1000)),
                ('question', models.TextField(blank=True, max_length=1000)),
                ('answer', models.TextField(blank=True, max_length=1000)),
                ('reason', models.TextField(blank=True, max_length=1000)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('undo_until', models.DateTimeField(blank=True, null=True)),
                ('claimed_at', models.DateTimeField(blank=True, help_text='When sending last began.', null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('moved_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, help_text='Since when it is in its state.')),
                ('agreed', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.counter')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='office.office')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.proposal')),
            ],
            options={
                'verbose_name': 'plan request',
                'verbose_name_plural': 'plan requests',
                'ordering': ['-created_at'],
                'permissions': [('decide_proposal', 'Can answer requests for a payment plan'), ('release_proposal', 'Can let a request replace a running plan')],
                'indexes': [models.Index(fields=['office', 'file_id', 'state'], name='plans_proposal_of_file'), models.Index(fields=['office', 'state', 'submitted_at'], name='plans_proposal_to_do'), models.Index(condition=models.Q(('state__in', ('held', 'review', 'sent')), ('wants_approval', False)), fields=['moved_at', 'id'], name='plans_proposal_for_staff')],
                'constraints': [models.CheckConstraint(condition=models.Q(('balance_cents__gt', 0), ('monthly_cents__gt', 0), ('months__gt', 0)), name='plans_proposal_amounts_above_zero'), models.CheckConstraint(condition=models.Q(('accepted_months__isnull', True), ('accepted_months__gt', 0), _connector='OR'), name='plans_proposal_accepted_months_above_zero'), models.CheckConstraint(condition=models.Q(('accepted_cents__isnull', True), ('accepted_cents__gt', 0), _connector='OR'), name='plans_proposal_accepted_cents_above_zero'), models.CheckConstraint(condition=models.Q(('minimum_cents__gte', 0)), name='plans_proposal_minimum'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'undo', 'held', 'review', 'sending', 'unknown', 'sent', 'accepted', 'countered', 'asked', 'declined', 'refused', 'superseded', 'withdrawn', 'failed', 'expired'])), name='plans_proposal_known_state'), models.CheckConstraint(condition=models.Q(('came_from__in', ['', 'draft', 'undo', 'held', 'review', 'sending', 'unknown', 'sent', 'accepted', 'countered', 'asked', 'declined', 'refused', 'superseded', 'withdrawn', 'failed', 'expired'])), name='plans_proposal_known_origin'), models.CheckConstraint(condition=models.Q(('kind__in', ['offer', 'amount', 'months'])), name='plans_proposal_known_kind'), models.UniqueConstraint(condition=models.Q(('state__in', ('undo', 'held', 'review', 'sending', 'unknown', 'sent', 'countered', 'asked'))), fields=('office', 'file_id'), name='plans_proposal_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('act', models.CharField(choices=[('approve', 'agree'), ('release', 'let it replace the plan that runs'), ('counter', 'propose something else')], max_length=10)),
                ('terms', models.JSONField(blank=True, default=dict)),
                ('at', models.DateTimeField(auto_now=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='endorsement', to='plans.proposal')),
            ],
            options={
                'verbose_name': 'first of two decisions',
                'verbose_name_plural': 'first of two decisions',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['approve', 'release', 'counter'])), name='plans_endorsement_known_act')],
            },
        ),
        migrations.AddField(
            model_name='counter',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to='plans.proposal'),
        ),
        migrations.CreateModel(
            name='ChangeRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('file_name', models.CharField(blank=True, max_length=60)),
                ('token', models.CharField(default=portal.plans.models.change.make_change_token, max_length=43, unique=True)),
                ('state', models.CharField(choices=[('draft', 'not sent'), ('waiting', 'kept, on its way to the office'), ('delivered', 'with the office'), ('failed', 'could not be delivered')], default='draft', max_length=10)),
                ('kind', models.CharField(choices=[('later', 'pay one payment later'), ('lower', 'pay less each month'), ('day', 'pay on another day of the month'), ('other', 'something else')], max_length=10)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('later_on', models.DateField(blank=True, null=True)),
                ('amount_cents', models.BigIntegerField(blank=True, null=True)),
                ('day', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('text', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('language', models.CharField(blank=True, db_default='', default='', max_length=2)),
                ('answer', models.CharField(choices=[('waiting', 'waits for the office'), ('asked', 'the office asks something'), ('offered', 'the office proposes another day'), ('agreed', 'the office agrees'), ('declined', 'declined by the office'), ('planned', 'became a new plan')], db_default='waiting', default='waiting', max_length=10)),
                ('version', models.PositiveIntegerField(db_default=0, default=0)),
                ('moved_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now)),
                ('question', models.TextField(blank=True, db_default='', default='', max_length=1000)),
                ('reply', models.TextField(blank=True, db_default='', default='', max_length=1000)),
                ('reason', models.TextField(blank=True, db_default='', default='', max_length=1000)),
                ('offer_on', models.DateField(blank=True, null=True)),
                ('offer_until', models.DateField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='changes', to='plans.proposal')),
            ],
            options={
                'verbose_name': 'request to change a plan',
                'verbose_name_plural': 'requests to change a plan',
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['office', 'file_id', 'party_id'], name='plans_change_of_file'), models.Index(condition=models.Q(('answer', 'waiting'), ('state__in', ['waiting', 'delivered', 'failed'])), fields=['moved_at', 'id'], name='plans_change_for_staff')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'waiting', 'delivered', 'failed'])), name='plans_change_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'later'), ('later_on__isnull', False)), models.Q(('amount_cents__gt', 0), ('kind', 'lower')), models.Q(('day__gte', 1), ('day__lte', 28), ('kind', 'day')), models.Q(('kind', 'other'), models.Q(models.Q(('text', ''), _negated=True), ('state', 'delivered'), _connector='OR')), _connector='OR'), name='plans_change_says_what'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('sent_at__isnull', False), _connector='OR'), name='plans_change_sent_at'), models.CheckConstraint(condition=models.Q(('answer__in', ['waiting', 'asked', 'offered', 'agreed', 'declined', 'planned'])), name='plans_change_known_answer'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'offered'), _negated=True), models.Q(('offer_on__isnull', False), ('offer_until__isnull', False)), _connector='OR'), name='plans_change_offers_a_day')],
            },
        ),
        migrations.CreateModel(
            name='PlanNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('occurred_at', models.DateTimeField()),
                ('event_id', models.BigIntegerField()),
                ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('word', models.CharField(choices=[('activated', 'The payment plan started'), ('deactivated', 'The payment plan was stopped'), ('broken', 'The payment plan was not kept to'), ('finished', 'The payment plan is finished')], max_length=12)),
                ('agrees', models.BooleanField()),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office')),
            ],
            options={
                'db_table': 'events_plannews',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('file_id',), name='events_one_plan_news_a_file'), models.CheckConstraint(condition=models.Q(('word__in', ['activated', 'deactivated', 'broken', 'finished'])), name='events_plan_news_known_word')],
            },
        ),
        migrations.CreateModel(
            name='PlanRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_type_id', models.CharField(blank=True, help_text='Id of the file type in Tagor; empty for all others.', max_length=30)),
                ('from_cents', models.BigIntegerField(default=0, help_text='Lowest balance it holds for, in cents.')),
                ('to_cents', models.BigIntegerField(blank=True, help_text='Balance below which it holds, in cents; empty for no upper end.', null=True)),
                ('minimum_cents', models.BigIntegerField(default=0, help_text='Smallest amount a month, in cents; 0 leaves it to Tagor.')),
                ('longest_months', models.PositiveIntegerField(default=0, help_text='Longest term in months; 0 leaves it to Tagor.', validators=[django.core.validators.MaxValueValidator(240)])),
                ('earliest_days', models.PositiveSmallIntegerField(default=1, help_text='Days until the first payment, at least.', validators=[django.core.validators.MinValueValidator(1)])),
                ('latest_days', models.PositiveSmallIntegerField(default=45, help_text='Days until the first payment, at most.', validators=[django.core.validators.MaxValueValidator(90)])),
                ('deposit_cents', models.BigIntegerField(default=0, help_text='First payment to suggest, in cents; 0 for none.')),
                ('deposit_percent', models.PositiveSmallIntegerField(default=0, help_text='First payment to suggest, as a share of the balance; 0 for none.', validators=[django.core.validators.MaxValueValidator(100)])),
                ('auto_accepts', models.BooleanField(default=False, help_text='Tagor accepts new plans at once (its parameter 358 is true).')),
                ('proven_on', models.DateField(blank=True, help_text='The day somebody saw in Tagor that it accepted a plan at once. Until then nobody counts on it.', null=True)),
                ('second_look_above_cents', models.BigIntegerField(blank=True, help_text='Balance above which a person looks first, in cents.', null=True)),
                ('second_look_below_protected', models.BooleanField(default=True, help_text='A person looks first when the plan would take protected income.')),
                ('two_people_above_cents', models.BigIntegerField(blank=True, help_text='Balance above which two people must agree, in cents.', null=True)),
                ('two_people_below_protected', models.BooleanField(db_default=True, default=True, help_text='Two people must agree when the plan would take protected income.')),
                ('seen_auto_accepts', models.BooleanField(blank=True, editable=False, null=True)),
                ('seen_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_rules', to='office.office')),
            ],
            options={
                'verbose_name': 'rule for payment plans',
                'verbose_name_plural': 'rules for payment plans',
                'ordering': ['file_type_id', 'from_cents'],
                'permissions': [('confirm_planrule', 'Can confirm a change of the rules for payment plans')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_cents__isnull', True), ('to_cents__gt', models.F('from_cents')), _connector='OR'), name='plans_rule_band', violation_error_message='The band must end above where it begins.'), models.CheckConstraint(condition=models.Q(('deposit_cents__gte', 0), ('from_cents__gte', 0), ('minimum_cents__gte', 0)), name='plans_rule_no_negative_amounts', violation_error_message='An amount cannot be below zero.'), models.CheckConstraint(condition=models.Q(('earliest_days__gte', 1), ('latest_days__gte', django.db.models.expressions.CombinedExpression(models.F('earliest_days'), '+', models.Value(31)))), name='plans_rule_first_days', violation_error_message='Between the first and the last day there must be a month.'), models.CheckConstraint(condition=models.Q(('deposit_percent__lte', 100)), name='plans_rule_deposit'), models.CheckConstraint(condition=models.Q(('second_look_above_cents__isnull', True), ('second_look_above_cents__gte', 0), _connector='OR'), name='plans_rule_second_look'), models.CheckConstraint(condition=models.Q(('two_people_above_cents__isnull', True), ('two_people_above_cents__gte', 0), _connector='OR'), name='plans_rule_two_people'), models.UniqueConstraint(fields=('office', 'file_type_id', 'from_cents'), name='plans_rule_one_a_band')],
            },
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(('monthly_cents__gt', 0), ('months__gt', 0)), name='plans_counter_amounts_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'declined', 'expired', 'withdrawn'])), name='plans_counter_known_state'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['amount', 'months'])), name='plans_counter_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('proposal',), name='plans_counter_one_open'),
        ),
    ]
