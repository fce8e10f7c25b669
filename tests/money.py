"""Where an office's money goes, for a test that begins there."""

from typing import Any

from portal.office.models import Office
from portal.office.selectors import forget_office


def set_money(**fields: Any) -> None:
    """Money fields as a confirmed change leaves them, without its two people."""
    Office.objects.update(**fields)
    forget_office()
