"""Maintains the index: started by a person, read page by page by the worker, deleted on request."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.document.calls import ConnectionNeededError, ask_page
from portal.crm.document.catalogue import Catalogue, get_catalogue
from portal.crm.document.field_masks import make_mask
from portal.crm.document.field_tree import Field
from portal.crm.document.resources import Resource
from portal.crm.index.entries import make_entry
from portal.crm.index.store import INDEXED, drop_pages_after, list_indexes, save_page
from portal.crm.models import SearchIndex
from portal.integrations.errors import IntegrationError, Unavailable, UnexpectedResponse
from portal.integrations.openapi import InvalidRequest, Page
from portal.office.selectors import get_office_row
from portal.web.job_scheduling import Job
from portal.web.retention import see_to_forgetting

READING = Job("portal.crm.tasks.read_indexes")
PAGES_A_RUN = 10
MOST_PAGES = 1000
EVERY = timedelta(hours=2)
AGAIN = timedelta(minutes=10)
"""When to ask a system again that did not answer."""
CLAIMED = timedelta(minutes=2)


def begin(catalogue: Catalogue, *, user: Any) -> None:
    """Read every kind of record that is searched, from the first page, with ``user``'s sign-in."""
    now = timezone.now()
    values = {"reader": user, "due_at": now, "next_page": 1, "fault": ""}
    with transaction.atomic():
        for resource in list_resources(catalogue):
            SearchIndex.objects.update_or_create(
                office=get_office_row(), system=catalogue.system.key, resource=resource.key, defaults=values
            )
        record("crm-index-begun", by=Actor.staff(user), details={"system": catalogue.system.key})
        see_to_forgetting()
        READING.plan_or_advance(now)


def delete(system: str, *, user: Any) -> None:
    """Delete the index of a system."""
    with transaction.atomic():
        list_indexes(system).delete()
        record("crm-index-deleted", by=Actor.staff(user), details={"system": system})


def list_resources(catalogue: Catalogue) -> list[Resource]:
    """The kinds of record that are searched, as far as the document has a list of them."""
    found = (catalogue.resources.get(key) for key in catalogue.system.hints.get("index", ()))
    return [one for one in found if one is not None and one.listing is not None]


# The worker ------------------------------------------------------------------------------------------


def read_due() -> None:
    """Read some pages of each index that is due, and plan the next run."""
    for index in SearchIndex.objects.filter(due_at__lte=timezone.now()).select_related("reader"):
        if _claim(index):
            _read_some(index)
    following = SearchIndex.objects.aggregate(first=Min("due_at"))["first"]
    if following is not None:
        READING.plan_or_advance(following)


def _claim(index: SearchIndex) -> bool:
    """Claim an index, so that only one worker reads it."""
    mine = SearchIndex.objects.filter(pk=index.pk, due_at=index.due_at)
    return bool(mine.update(due_at=timezone.now() + CLAIMED))


def _read_some(index: SearchIndex) -> None:
    try:
        done = _read_pages(index)
    except (ConnectionNeededError, IntegrationError, InvalidRequest, KeyError) as error:
        fault, pause = _classify(error)
        _go_on(index, due_at=timezone.now() + pause, fault=fault)
        return
    now = timezone.now()
    if done is None:
        _go_on(index, due_at=now)
    else:
        _go_on(index, due_at=now + EVERY, next_page=1, read_at=now, fault=done)


def _classify(error: Exception) -> tuple[str, timedelta]:
    fault = SearchIndex.Fault
    if isinstance(error, ConnectionNeededError):
        return fault.SIGN_IN, EVERY
    if isinstance(error, Unavailable):
        return fault.AWAY, AGAIN
    return (fault.UNREADABLE if isinstance(error, UnexpectedResponse) else fault.REFUSED), EVERY


def _go_on(index: SearchIndex, **values: Any) -> None:
    """Save progress, unless a person restarted the index in the meantime."""
    SearchIndex.objects.filter(pk=index.pk, reader=index.reader_id).update(**values)


def _read_pages(index: SearchIndex) -> str | None:
    """Read some more pages. None when there are more; else the round has ended, with "" or an error code."""
    catalogue = get_catalogue(index.system)
    resource = catalogue.get_resource(index.resource)
    fields = {one.name: one for one in catalogue.get_row_fields(resource)}
    for number in range(index.next_page, index.next_page + PAGES_A_RUN):
        page = _ask(catalogue, resource, fields, number=number, user=index.reader)
        if page.number != number:  # it ignores the page parameter: no more can be read
            drop_pages_after(index, number - 1)
            return SearchIndex.Fault.PART
        entries = [make_entry(catalogue, resource, fields, row) for row in page.items]
        save_page(index, number, [one for one in entries if one is not None], now=timezone.now())
        _go_on(index, next_page=number + 1)
        if not page.has_more or number >= MOST_PAGES:
            drop_pages_after(index, number)
            return SearchIndex.Fault.PART if page.has_more else ""
    return None


def _ask(
    catalogue: Catalogue, resource: Resource, fields: Mapping[str, Field], *, number: int, user: Any
) -> Page:
    operation = resource.listing
    if operation is None:
        raise KeyError(resource.key)
    wanted = {name for kind in catalogue.system.hints["index"][resource.key].values() for name in kind}
    columns = tuple(one for name, one in fields.items() if name in wanted)
    headers = make_mask(catalogue, operation, columns)
    return ask_page(catalogue, operation, user=user, number=number, size=INDEXED, headers=headers)
