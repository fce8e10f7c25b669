import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0002_transfer_cut_off'),
        ('plans', '0006_counters'),
    ]

    operations = [
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
                ('second_look_above_cents', models.BigIntegerField(blank=True, help_text='Balance above which a person looks first, in cents.', null=True)),
                ('second_look_below_protected', models.BooleanField(default=True, help_text='A person looks first when the plan would take protected income.')),
                ('seen_auto_accepts', models.BooleanField(blank=True, editable=False, null=True)),
                ('seen_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'rule for payment plans',
                'verbose_name_plural': 'rules for payment plans',
                'ordering': ['file_type_id', 'from_cents'],
            },
        ),
        migrations.AddField(
            model_name='planrule',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_rules', to='office.office'),
        ),
        migrations.AddConstraint(
            model_name='planrule',
            constraint=models.CheckConstraint(condition=models.Q(('to_cents__isnull', True), ('to_cents__gt', models.F('from_cents')), _connector='OR'), name='plans_rule_band', violation_error_message='The band must end above where it begins.'),
        ),
        migrations.AddConstraint(
            model_name='planrule',
            constraint=models.CheckConstraint(condition=models.Q(('deposit_cents__gte', 0), ('from_cents__gte', 0), ('minimum_cents__gte', 0)), name='plans_rule_no_negative_amounts', violation_error_message='An amount cannot be below zero.'),
        ),
        migrations.AddConstraint(
            model_name='planrule',
            constraint=models.CheckConstraint(condition=models.Q(('earliest_days__gte', 1), ('latest_days__gte', django.db.models.expressions.CombinedExpression(models.F('earliest_days'), '+', models.Value(31)))), name='plans_rule_first_days', violation_error_message='Between the first and the last day there must be a month.'),
        ),
        migrations.AddConstraint(
            model_name='planrule',
            constraint=models.CheckConstraint(condition=models.Q(('deposit_percent__lte', 100)), name='plans_rule_deposit'),
        ),
        migrations.AddConstraint(
            model_name='planrule',
            constraint=models.CheckConstraint(condition=models.Q(('second_look_above_cents__isnull', True), ('second_look_above_cents__gte', 0), _connector='OR'), name='plans_rule_second_look'),
        ),
        migrations.AddConstraint(
            model_name='planrule',
            constraint=models.UniqueConstraint(fields=('office', 'file_type_id', 'from_cents'), name='plans_rule_one_a_band'),
        ),
    ]
