"""One member of staff at a time changes a record: by our own lease, and the system's lock if it has locks.

A lease ends by saving, cancelling or expiry. No call is made inside a transaction.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.crm.document.catalogue import Catalogue, get_catalogue
from portal.crm.document.resources import Resource
from portal.crm.holding.locks import LockedError, lock_record, unlock
from portal.crm.holding.own_numbers import name_number
from portal.crm.models import EditLease
from portal.integrations.errors import IntegrationError
from portal.office.selectors import get_office_row
from portal.web.formats import moment, name_person
from portal.web.job_scheduling import Job

CLOSING = Job("portal.crm.tasks.close_record")
LASTS = timedelta(minutes=15)
KEPT = timedelta(days=1)
"""For how long releasing a stuck lock is tried again."""


@dataclass
class EditGuard:
    """Locks a record while it is changed. ``held_by``: the sentence that says who else has it, or ""."""

    catalogue: Catalogue
    resource: Resource
    record_id: str
    user: Any = field(repr=False)
    held_by: str = ""

    def open(self) -> None:
        """Take or extend the lease; sets ``held_by`` when somebody else has it."""
        lease = take_lease(self.catalogue.system.key, self.resource.key, self.record_id, user=self.user)
        if lease.user_id != self.user.pk:
            self.held_by = describe_lease(lease)
            return
        if lease.lock_id:
            return
        try:
            lock_id = lock_record(self.catalogue, self.resource, self.record_id, user=self.user)
        except LockedError as error:
            lease.delete()
            self.held_by = describe_lock(self.catalogue, error.user)
            return
        except BaseException:
            lease.delete()
            raise
        if lock_id:
            EditLease.objects.filter(pk=lease.pk).update(lock_id=lock_id)
            CLOSING.plan(lease.until, lease_id=lease.pk)

    def set_holder(self) -> None:
        """Set ``held_by`` when a colleague has the record; takes nothing."""
        lease = find_lease(self.catalogue.system.key, self.resource.key, self.record_id)
        if lease is not None and lease.user_id != self.user.pk:
            self.held_by = describe_lease(lease)

    def release(self) -> None:
        """The record is no longer being changed by this person."""
        lease = find_lease(self.catalogue.system.key, self.resource.key, self.record_id)
        if lease is not None and lease.user_id == self.user.pk:
            end_lease(lease)


def take_lease(
    system: str, resource: str, record_id: str, *, user: Any, now: datetime | None = None
) -> EditLease:
    """The lease of a record: the person's own, new or extended, or the one that somebody else has."""
    now = now or timezone.now()
    office = get_office_row()
    place = {"office": office, "system": system, "resource": resource, "record_id": record_id[:80]}
    for ended in EditLease.objects.filter(**place, until__lte=now).exclude(user=user):
        end_lease(ended)
    with transaction.atomic():
        values = {"user": user, "since": now, "until": now + LASTS}
        lease, is_new = EditLease.objects.select_related("user").get_or_create(defaults=values, **place)
        if not is_new and lease.user_id == user.pk:
            lease.until = now + LASTS
            lease.save(update_fields=["until"])
    EditLease.objects.filter(office=office, lock_id="", until__lte=now - KEPT).delete()
    return lease


def find_lease(
    system: str, resource: str, record_id: str, *, now: datetime | None = None
) -> EditLease | None:
    """Who is changing a record now, or None."""
    leases = EditLease.objects.select_related("user").filter(
        office=get_office_row(), until__gt=now or timezone.now()
    )
    return leases.filter(system=system, resource=resource, record_id=record_id[:80]).first()


def end_lease(lease: EditLease, *, now: datetime | None = None) -> bool:
    """Release the system's lock, then the lease. Returns whether both are released.

    If the lock cannot be released now, the ended lease is kept for a day, so that it is tried again.
    """
    now = now or timezone.now()
    if lease.lock_id and not _unlock(lease) and now < lease.until + KEPT:
        ends = min(lease.until, now)
        kept = {"since": min(lease.since, ends - timedelta(seconds=1)), "until": ends}
        if EditLease.objects.filter(pk=lease.pk, lock_id=lease.lock_id).update(**kept):
            CLOSING.plan(now + LASTS, lease_id=lease.pk)
        return False
    lease.delete()
    return True


def _unlock(lease: EditLease) -> bool:
    try:
        catalogue = get_catalogue(lease.system)
    except (IntegrationError, KeyError):
        return False
    return unlock(catalogue, lease.lock_id, user=lease.user)


def describe_lease(lease: EditLease) -> str:
    """A sentence on who has the record, since when, and until when at most."""
    name = name_person(lease.user)
    return _("%(name)s has this record open since %(since)s, until %(until)s at the latest.") % {
        "name": name,
        "since": moment(lease.since),
        "until": moment(lease.until),
    }


def describe_lock(catalogue: Catalogue, user: str) -> str:
    """A sentence on who has the record open in the system itself."""
    name = name_number(catalogue.system.key, user)
    if name:
        text = _("%(name)s has this record open in %(system)s.")
    elif user:
        text = _("User %(number)s has this record open in %(system)s.")
    else:
        text = _("Somebody has this record open in %(system)s.")
    return text % {"name": name, "number": user, "system": catalogue.system.name}
