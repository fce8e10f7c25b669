"""Wipes the credential of a pass when its time is over, and deletes the pass with its log later."""

from datetime import datetime, timedelta

from portal.access.helper_pass.models import HelperPass, LivePasses
from portal.web.retention import Retention, delete_rows

LOG_LIFE = timedelta(days=180)
"""How long a pass and its log can be read after its last day."""


def _list_over(now: datetime) -> LivePasses:
    return HelperPass.objects.filter(ends_at__lte=now).exclude(credential_sealed="")


def _wipe(now: datetime) -> int:
    return _list_over(now).update(credential_sealed="")


def _find_next_over() -> datetime | None:
    kept = HelperPass.objects.exclude(credential_sealed="").order_by("ends_at")
    return kept.values_list("ends_at", flat=True).first()


CREDENTIALS = Retention("credentials of passes", _wipe, _find_next_over)
RETENTION = delete_rows("helper passes", HelperPass.objects.all, field="ends_at", get_life=lambda: LOG_LIFE)
