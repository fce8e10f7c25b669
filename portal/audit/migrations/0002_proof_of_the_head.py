"""A place for the proof of where the trail ends. The next event fills it in; until then the doctor says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_events_and_chain_head")]

    operations = [
        migrations.AddField(
            model_name="chainhead",
            name="proof",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
    ]
