"""Tables."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('office', '0001_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='DebtList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.CharField(max_length=30)),
                ('party_id', models.CharField(max_length=30)),
                ('sealed', models.TextField()),
                ('kept_since', models.DateTimeField()),
                ('keep_until', models.DateTimeField(db_index=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'list of own debts',
                'verbose_name_plural': 'lists of own debts',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('office', 'file_id', 'party_id'), name='mydata_one_debt_list_a_person')],
            },
        ),
    ]
