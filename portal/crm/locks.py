"""Who has a record open elsewhere, where the system keeps locks."""

from collections.abc import Mapping
from typing import Any

from portal.crm.calls import iterate
from portal.crm.catalogue import Catalogue
from portal.crm.resources import Resource
from portal.integrations.errors import IntegrationError

MOST_LOCKS = 500


def find_holder(catalogue: Catalogue, resource: Resource, record_id: str, *, user: Any) -> str:
    """The number of the person who has the record open; "" when nobody has, or when it cannot be told now."""
    locks = catalogue.resources.get(str(catalogue.system.hints.get("locks", "")))
    if locks is None or locks.listing is None or resource is locks:
        return ""
    try:
        for row in iterate(catalogue, locks.listing, user=user, most=MOST_LOCKS):
            if isinstance(row, Mapping) and _is_about(row, resource, record_id):
                return str(row.get("user_id") or "")
    except IntegrationError:
        return ""
    return ""


def _is_about(row: Mapping[str, Any], resource: Resource, record_id: str) -> bool:
    """Whether a lock is on this record: its type is the resource's name, or a class name that ends in it."""
    kind = str(row.get("lockable_type") or "").replace("/", "\\").rpartition("\\")[2]
    return kind.casefold() == resource.key.casefold() and str(row.get("lockable_id")) == record_id
