from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("letters", "0002_replies_on_paper"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="name_sealed",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]
