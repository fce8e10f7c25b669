"""One permission for each act on the pages of the CRM systems."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("crm", "0001_tokens")]

    operations = [
        migrations.AlterModelOptions(
            name="crmtoken",
            options={
                "permissions": (
                    ("view_records", "Can view records of the CRM systems"),
                    ("edit_records", "Can add and change records of the CRM systems"),
                    ("delete_records", "Can delete records of the CRM systems"),
                    ("export_records", "Can export records of the CRM systems"),
                    ("connect", "Can sign in at the CRM systems"),
                ),
                "verbose_name": "sign-in at a CRM system",
                "verbose_name_plural": "sign-ins at CRM systems",
            },
        )
    ]
