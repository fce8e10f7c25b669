"""Account numbers as they are stored from now on; beside each stands its holder, where that was the name."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from stdnum import bic, iban


def tidy(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for row in apps.get_model("office", "Office").objects.exclude(iban=""):
        row.iban, row.bic = iban.compact(row.iban), bic.compact(row.bic)
        row.account_holder = row.account_holder or row.name[:70]
        row.save(update_fields=["iban", "bic", "account_holder"])


class Migration(migrations.Migration):
    dependencies = [("office", "0003_money_change")]

    operations = [migrations.RunPython(tidy, migrations.RunPython.noop)]
