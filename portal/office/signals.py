"""A changed office shows at once."""

from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.office.models import Office
from portal.office.selectors import IDENTITY_KEY, ROW_KEY


@receiver([post_save, post_delete], sender=Office)
def forget_office(**_kwargs: Any) -> None:
    """Drop what the cache holds of the office."""
    cache.delete_many([ROW_KEY, IDENTITY_KEY])
