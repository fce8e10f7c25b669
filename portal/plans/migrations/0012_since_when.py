"""Since when a request is in its state: until now nobody kept that, so the newest known day stands in."""

from typing import Any

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models
from django.db.models.functions import Coalesce


def fill(apps: Any, _schema: Any) -> None:
    """What was decided or sent last, for every request there is."""
    known = Coalesce("decided_at", "sent_at", "submitted_at", "created_at")
    apps.get_model("plans", "Proposal").objects.update(moved_at=known)


class Migration(migrations.Migration):
    dependencies = [("plans", "0011_two_people")]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='moved_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, help_text='Since when it is in its state.'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
