from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("letters", "0003_name_of_the_links_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="standing_sealed",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]
