"""What came back to the office from its way to Tagor stood in no queue while it still waited for an approval."""

from typing import Any

from django.db import migrations


def mend_returned(apps: Any, schema_editor: Any) -> None:
    """Held or to be looked at, nothing is on its way: staff see the request again."""
    proposals = apps.get_model("plans", "Proposal").objects.using(schema_editor.connection.alias)
    proposals.filter(state__in=["held", "review"], wants_approval=True).update(wants_approval=False)


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_number_and_words_indexes")]

    operations = [migrations.RunPython(mend_returned, migrations.RunPython.noop, elidable=True)]
