"""The lists that belong to a record, each with how much is in it now: asked side by side, for a moment."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from portal.crm.document.calls import ConnectionNeededError, read_together
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource
from portal.crm.records.presenters import Text, label_resource
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError
from portal.integrations.openapi import ApiClient, Credential, InvalidRequest
from portal.web.pages.page_deadlines import CRM_NAMES_S

MOST_COUNTED = 12


@dataclass(frozen=True, slots=True)
class Relation:
    """A list narrowed to a record. ``count``: "" when it is not known now."""

    label: Text
    href: str
    count: str = ""


def list_relations(catalogue: Catalogue, resource: Resource, record_id: str, *, user: Any) -> list[Relation]:
    """Those that are used most first, and counted. One that does not answer in time has no count."""
    if not record_id.isdecimal():
        return []
    first = list(catalogue.system.hints.get("important", ()))
    found = sorted(
        catalogue.list_relations(resource),
        key=lambda one: first.index(one[0].key) if one[0].key in first else len(first),
    )
    counts = _count(catalogue, found[:MOST_COUNTED], record_id, user=user)
    return [
        Relation(
            label_resource(other),
            reverse("crm:list", args=(catalogue.system.key, other.key)) + f"?q.{name}={record_id}",
            counts.get(other.key, ""),
        )
        for other, name in found
    ]


def _count(
    catalogue: Catalogue, relations: list[tuple[Resource, str]], record_id: str, *, user: Any
) -> dict[str, str]:
    calls = {other.key: _make_count(other, name, record_id) for other, name in relations}
    if not calls:
        return {}
    try:
        with page_deadline(CRM_NAMES_S):
            told = read_together(catalogue, calls, user=user)
    except (IntegrationError, ConnectionNeededError):
        return {}
    return {key: str(one.value) for key, one in told.items() if one.ok and one.value is not None}


def _make_count(resource: Resource, name: str, record_id: str) -> Any:
    operation = resource.listing
    assert operation is not None  # noqa: S101 - only lists are relations

    def count(client: ApiClient, credential: Credential | None) -> int | None:
        try:
            page = client.get_page(
                operation.operation_id, size=1, query={name: int(record_id)}, credential=credential
            )
        except InvalidRequest:  # it asks more than a number
            return None
        if page.total is not None:
            return page.total
        return None if page.has_more else len(page.items)

    return count
