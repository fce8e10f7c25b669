"""Tables."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('office', '0001_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProtectedIncome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2024), django.core.validators.MaxValueValidator(2100)])),
                ('child_cents', models.PositiveIntegerField(help_text='Per dependent child and month, in cents.')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='protected_incomes', to='office.office')),
            ],
            options={
                'verbose_name': 'protected income of a year',
                'verbose_name_plural': 'protected income, by year',
                'ordering': ['-year'],
                'permissions': [('confirm_protectedincome', 'Can confirm a change of the figures of protected income')],
                'constraints': [models.UniqueConstraint(fields=('office', 'year'), name='budget_one_table_a_year')],
            },
        ),
        migrations.CreateModel(
            name='ProtectedBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('work', 'income from work'), ('benefits', 'benefits and pensions')], max_length=10)),
                ('up_to_cents', models.PositiveIntegerField(blank=True, help_text='In cents; empty in the last band: all that is above.', null=True)),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)])),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='budget.protectedincome')),
            ],
            options={
                'verbose_name': 'band',
                'verbose_name_plural': 'bands',
                'ordering': ['kind', models.OrderBy(models.F('up_to_cents'), nulls_last=True)],
                'constraints': [models.UniqueConstraint(fields=('table', 'kind', 'up_to_cents'), name='budget_one_band_up_to_a_sum', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='budget_band_percent'), models.CheckConstraint(condition=models.Q(('kind__in', ['work', 'benefits'])), name='budget_band_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('sealed', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('keep_until', models.DateTimeField(db_index=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budgets', to='office.office')),
            ],
            options={
                'verbose_name': 'budget',
                'verbose_name_plural': 'budgets',
                'constraints': [models.UniqueConstraint(fields=('office', 'file_id', 'party_id'), name='budget_one_a_person')],
            },
        ),
    ]
