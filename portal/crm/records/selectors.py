"""Reads from a CRM system: lists, records, and results of read operations. Nothing here changes anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.crm.document.calls import ask, ask_page, iterate
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.field_masks import make_mask
from portal.crm.document.field_tree import Field
from portal.crm.document.resources import Resource
from portal.crm.index.store import INDEXED, list_likely_pages
from portal.integrations.errors import NotFound
from portal.integrations.openapi import Operation, Page, Result

# Size of a list without a page parameter, read at once to find a record without a call of its own.
MOST_SEARCHED = 1000
# How many likely pages are read before the list itself.
MOST_LIKELY = 3


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The query of a list: filter values by name, sorting, page (from 1) and size."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    sorting: str = ""
    number: int = 1
    size: int = 25


def list_records(
    catalogue: Catalogue,
    operation: Operation,
    *,
    user: Any,
    query: ListQuery,
    columns: tuple[Field, ...] = (),
    path: Mapping[str, Any] | None = None,
) -> Page:
    """One page of a list, with only what ``columns`` show where the system can.

    Raises: the errors of a call.
    """
    asked = dict(query.filters)
    if query.sorting:
        asked["sorting"] = query.sorting
    return ask_page(
        catalogue,
        operation,
        user=user,
        number=query.number,
        size=query.size,
        path=path,
        query=asked,
        headers=make_mask(catalogue, operation, columns),
    )


def iterate_records(
    catalogue: Catalogue,
    operation: Operation,
    *,
    user: Any,
    query: ListQuery,
    columns: tuple[Field, ...],
    most: int,
) -> Iterator[Any]:
    """Every row of a list, at most ``most``. Raises: the errors of a call."""
    asked = dict(query.filters)
    if query.sorting:
        asked["sorting"] = query.sorting
    headers = make_mask(catalogue, operation, columns)
    return iterate(catalogue, operation, user=user, query=asked, headers=headers, most=most)


def get_record(catalogue: Catalogue, resource: Resource, record_id: str, *, user: Any) -> Mapping[str, Any]:
    """One record. Where the system has no call for one, the list is searched.

    Raises: NotFound, and the errors of a call; UnexpectedResponse for an answer without a record.
    """
    if resource.viewing is None:
        return _find_in_list(catalogue, resource, record_id, user=user)
    path = {resource.id_name: record_id} if resource.id_name else {}
    result = ask(catalogue, resource.viewing, user=user, path=path)
    return result.require_record(system=catalogue.system.key)


def _find_in_list(
    catalogue: Catalogue, resource: Resource, record_id: str, *, user: Any
) -> Mapping[str, Any]:
    if resource.listing is None:
        raise NotFound("not-found", system=catalogue.system.key)
    for row in _iterate_likely(catalogue, resource, resource.listing, record_id, user=user):
        if isinstance(row, Mapping) and record_id in {str(row.get("id")), str(row.get("uuid"))}:
            return row
    raise NotFound("not-found", system=catalogue.system.key, operation=resource.listing.operation_id)


def _iterate_likely(
    catalogue: Catalogue, resource: Resource, listing: Operation, record_id: str, *, user: Any
) -> Iterator[Any]:
    """The pages where the record was when the index was read, then the first rows of the list."""
    for number in list_likely_pages(catalogue.system.key, resource.key, record_id)[:MOST_LIKELY]:
        yield from ask_page(catalogue, listing, user=user, number=number, size=INDEXED).items
    yield from iterate(catalogue, listing, user=user, most=MOST_SEARCHED)


def run_read(
    catalogue: Catalogue,
    operation: Operation,
    *,
    user: Any,
    path: Mapping[str, Any],
    query: Mapping[str, Any],
) -> Result:
    """Call a read operation. Raises: the errors of a call."""
    return ask(catalogue, operation, user=user, path=path, query=query)
