"""A request to change a plan waits since it was sent."""

from typing import Any

from django.db import migrations
from django.db.models import F


def fill(apps: Any, _schema: Any) -> None:
    """For every request that was sent before."""
    sent = apps.get_model("plans", "ChangeRequest").objects.filter(sent_at__isnull=False)
    sent.update(moved_at=F("sent_at"))


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_answers_to_changes")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
