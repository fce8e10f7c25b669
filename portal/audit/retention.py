"""The trail stays, or its beginning is deleted after as many days as the office chose; the rest verifies.

The number and seal of the last deleted event are kept, proven by the key: the chain begins there. An event
that a receipt points to stays, and so does every later one. If the database role may not delete events, the
owner of the tables runs ``manage.py forget``, as in docs/deploy.md.

The number and seal of the last event that went stay, proven by the key: the chain begins there. Nothing goes
that a receipt points to, nor anything after it. A role of the database that may not delete events leaves this
to the owner of the tables: ``manage.py forget`` as in docs/deploy.md.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min

from portal.audit.actors import SYSTEM
from portal.audit.models import ChainHead, Event
from portal.audit.services import compute_base_proof, find_broken_link, record
from portal.web.retention import Retention, find_daily


class TrailBroken(Exception):
    """The trail does not verify: what is left of it is evidence, so nothing is deleted."""


@transaction.atomic
def cut(now: datetime) -> int:
    """Delete the expired events at the beginning. Returns how many. Raises: TrailBroken."""
    days = settings.AUDIT_RETENTION_DAYS
    if not days:
        return 0
    through = _find_last(now - timedelta(days=days))
    if through is None:
        return 0
    ChainHead.objects.select_for_update().get(pk=1)
    if find_broken_link() is not None:
        raise TrailBroken
    gone = Event.objects.filter(number__lte=through.number)
    count = gone.count()
    gone.delete()
    ChainHead.objects.filter(pk=1).update(
        base_number=through.number,
        base_seal=through.seal,
        base_proof=compute_base_proof(through.number, through.seal),
    )
    record("audit-trail-cut", by=SYSTEM, details={"count": count, "through": through.number})
    return count


def _find_last(before: datetime) -> Event | None:
    """The last event that may be deleted: all before it are expired too, and no row points to one of them."""
    first_kept = Event.objects.filter(at__gte=before).aggregate(first=Min("number"))["first"]
    last = first_kept - 1 if first_kept else Event.objects.aggregate(last=Max("number"))["last"]
    last = min([last or 0, *(number - 1 for number in _list_first_needed())])
    return Event.objects.filter(number__lte=last).order_by("-number").first()


def _list_first_needed() -> Iterator[int]:
    """For each kind of row that points to events, such as receipts: the number of its first one."""
    links: Any = Event._meta.get_fields(include_hidden=True)
    for link in links:
        if link.auto_created and not link.concrete:
            rows = link.related_model._default_manager
            first = rows.aggregate(first=Min(f"{link.field.name}__number"))["first"]
            if first is not None:
                yield first


RETENTION = Retention("audit events", cut, find_daily(Event.objects.all))
