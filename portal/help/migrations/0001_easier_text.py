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
            name='EasyText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=2)),
                ('text', models.TextField(max_length=900)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.office')),
            ],
            options={
                'verbose_name': 'easier text',
                'verbose_name_plural': 'easier texts',
                'default_permissions': ('change',),
                'constraints': [models.UniqueConstraint(fields=('office', 'block', 'language'), name='help_one_text_a_block'), models.CheckConstraint(condition=models.Q(('language__in', ['nl', 'fr', 'de', 'en'])), name='help_text_known_language')],
            },
        ),
    ]
