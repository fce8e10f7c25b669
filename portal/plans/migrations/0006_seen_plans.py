"""Which plans the portal saw running, so that their end is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_nothing_returned_waits_for_approval")]

    operations = [
        migrations.CreateModel(
            name="SeenPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_id", models.CharField(max_length=30)),
                ("gone_at", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(auto_now=True, db_index=True)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("file_id",), name="plans_one_seen_plan_a_file")
                ],
            },
        ),
    ]
