import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0005_one_open_request'),
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
        migrations.AddField(
            model_name='counter',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to='plans.proposal'),
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
        migrations.AddField(
            model_name='proposal',
            name='agreed',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.counter'),
        ),
    ]
