import django.db.models.deletion
import portal.plans.models.change
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0002_transfer_cut_off'),
        ('plans', '0007_rules'),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'request to change a plan',
                'verbose_name_plural': 'requests to change a plan',
                'ordering': ['-created_at'],
            },
        ),
        migrations.AddField(
            model_name='changerequest',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.office'),
        ),
        migrations.AddIndex(
            model_name='changerequest',
            index=models.Index(fields=['office', 'file_id', 'party_id'], name='plans_change_of_file'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'waiting', 'delivered', 'failed'])), name='plans_change_known_state'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'later'), ('later_on__isnull', False)), models.Q(('amount_cents__gt', 0), ('kind', 'lower')), models.Q(('day__gte', 1), ('day__lte', 28), ('kind', 'day')), models.Q(('kind', 'other'), models.Q(models.Q(('text', ''), _negated=True), ('state', 'delivered'), _connector='OR')), _connector='OR'), name='plans_change_says_what'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('sent_at__isnull', False), _connector='OR'), name='plans_change_sent_at'),
        ),
    ]
