"""What rooms and staff do with deliveries."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from portal.office.models import Office
from portal.outbox.models import Delivery


def put(
    *,
    kind: str,
    key: str,
    lane: str,
    payload: Mapping[str, Any],
    office: Office | None,
    file_id: str = "",
    secret: str | None = None,
    not_before: datetime | None = None,
) -> Delivery:
    """Keep an intent and queue it; call it in the transaction of the change it belongs to.

    The same kind and key again gives the first one, unchanged. ``secret`` is sealed. Raises: ValueError for a
    kind without handler.
    """
    raise NotImplementedError


def cancel(delivery: Delivery) -> bool:
    """Take back what has not left: only while it waits. Whether it was in time."""
    raise NotImplementedError


def retry(delivery: Delivery, *, request: HttpRequest) -> bool:
    """Staff: try again what was given up. False when it moved meanwhile, or its secret is gone."""
    raise NotImplementedError


def drop(delivery: Delivery, *, reason: str, request: HttpRequest) -> bool:
    """Staff: never send this (again); ``reason`` is a code. False when it is being sent, or has ended."""
    raise NotImplementedError


def deliver_due(*, now: datetime | None = None, limit: int = 100) -> int:
    """Handle what is due, in this process. How many were looked at."""
    raise NotImplementedError
