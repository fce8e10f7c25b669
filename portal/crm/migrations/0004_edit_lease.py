"""One of the staff at a time changes a record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0003_own_number"),
        ("office", "0002_transfer_cut_off"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EditLease",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("system", models.CharField(max_length=20)),
                ("resource", models.CharField(max_length=80)),
                ("record_id", models.CharField(max_length=80)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("lock_id", models.CharField(blank=True, max_length=80)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="office.office"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "record that is being changed",
                "verbose_name_plural": "records that are being changed",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "system", "resource", "record_id"), name="crm_edit_lease_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(until__gt=models.F("since")), name="crm_edit_lease_ends_later"
                    ),
                ],
            },
        )
    ]
