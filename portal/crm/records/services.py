"""Records in the audit trail what staff viewed and downloaded."""

from typing import Any

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource


def note_view(catalogue: Catalogue, resource: Resource, record_id: str, *, user: Any) -> None:
    """Record that somebody viewed a record."""
    details = {"system": catalogue.system.key, "resource": resource.key, "record": make_readable(record_id)}
    record("crm-viewed", by=Actor.staff(user), details=details)


def note_download(catalogue: Catalogue, resource: Resource, record_id: str, *, size: int, user: Any) -> None:
    """Record that somebody downloaded a record's file. ``size`` in bytes."""
    details = {"system": catalogue.system.key, "resource": resource.key, "record": make_readable(record_id)}
    record("crm-downloaded", by=Actor.staff(user), details={**details, "bytes": size})


def note_export(catalogue: Catalogue, resource: Resource, *, rows: int, user: Any) -> None:
    """Record that somebody exported a list of ``rows`` records."""
    details = {"system": catalogue.system.key, "resource": resource.key, "rows": rows}
    record("crm-exported", by=Actor.staff(user), details=details)


def make_readable(value: Any) -> str:
    """An id in the form the trail can store: PostgreSQL refuses NUL."""
    return "".join(one if one.isprintable() else "\ufffd" for one in str(value)[:60])
