"""Who a person is in a system's own numbers, for locks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("crm", "0002_permissions")]

    operations = [
        migrations.AddField(
            model_name="crmtoken",
            name="number",
            # The default of the database lets the running release go on making rows.
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        )
    ]
