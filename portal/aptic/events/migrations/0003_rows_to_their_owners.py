"""News of plans, pauses and contact checks belong to other rooms now; their tables stay as they are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("events", "0002_jobs_and_links")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="ContactCheck"),
                migrations.DeleteModel(name="PlanNews"),
                migrations.DeleteModel(name="Respite"),
            ]
        )
    ]
