"""URLs of pages: of a record, of its acts, back to a form."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.urls import reverse

from portal.crm.document.catalogue import ID_KINDS, Catalogue
from portal.crm.document.labels import find_act_name, humanise
from portal.crm.document.resources import Act, Resource
from portal.crm.records.presenters import Text, label_resource
from portal.crm.records.tables import Table
from portal.crm.session import Draft
from portal.integrations.openapi import Operation

MOST_ADDITIONS = 8


def label_act(operation: Operation) -> Text:
    """The label of an act: translated where it is known, else in the document's words."""
    known = find_act_name(operation.operation_id)
    if known:
        return Text(str(known))
    return Text(operation.summary or humanise(operation.operation_id), is_english=True)


def list_act_links(
    catalogue: Catalogue, resource: Resource, *, user: Any, record_id: str = "", destroying: bool = False
) -> list[tuple[Text, str]]:
    """Acts that ``user`` may do: of one record when ``record_id`` is given, else of none in particular.

    ``destroying``: only destructive acts, which are shown apart; else only the others.
    """
    links = []
    for act in resource.acts:
        if act.operation.is_deprecated and not resource.is_deprecated:
            continue
        if catalogue.is_destroying(act.operation) != destroying:
            continue
        if not user.has_perm(catalogue.get_permission(act.operation)):
            continue
        preset = _preset(catalogue, act)
        if bool(preset) != bool(record_id):
            continue
        href = reverse("crm:act", args=(catalogue.system.key, act.operation.operation_id))
        href = f"{href}?{urlencode({preset: record_id})}" if preset else href
        links.append((label_act(act.operation), href))
    return links


def list_additions(catalogue: Catalogue, resource: Resource, record_id: str) -> list[tuple[Text, str]]:
    """What can be added to a record: forms with the record filled in, the most used first."""
    if not record_id.isdecimal():
        return []
    first = list(catalogue.system.hints.get("important", ()))
    others = sorted(
        (one for one in catalogue.resources.values() if one.creating is not None and not one.is_deprecated),
        key=lambda one: first.index(one.key) if one.key in first else len(first),
    )
    found = []
    for other in others:
        fields = catalogue.get_body_fields(other.creating) if other.creating else ()
        name = next(
            (one.name for one in fields if one.reference == resource.key and one.kind in ID_KINDS), ""
        )
        if name and other is not resource:
            href = reverse("crm:new", args=(catalogue.system.key, other.key))
            found.append((label_resource(other), f"{href}?{urlencode({f'f.{name}': record_id})}"))
    return found[:MOST_ADDITIONS]


def _preset(catalogue: Catalogue, act: Act) -> str:
    """The input of the act's form that a record's id fills, or ""."""
    if act.id_name:
        return f"f.path:{act.id_name}"
    names = {one.name for one in catalogue.get_body_fields(act.operation)}
    return "f.key" if "key" in names else ""


def draft_href(draft: Draft, **more: str) -> str:
    """Back to a form with what was typed."""
    mark = "&" if "?" in draft.path else "?"
    return f"{draft.path}{mark}{urlencode({'draft': draft.token, **more})}"


def point_rows(table: Table, catalogue: Catalogue, resource: Resource, draft: Draft, place: str) -> Table:
    """The rows of a list, each linked back to the form with its record chosen."""
    start = reverse("crm:list", args=(catalogue.system.key, resource.key))
    rows = []
    for row in table.rows:
        record_id = row.href.removeprefix(start).strip("/")
        href = draft_href(draft, place=place, pick=record_id) if record_id else ""
        cells = tuple(replace(cell, href="") for cell in row.cells)
        rows.append(replace(row, href=href, cells=cells))
    columns = tuple(replace(column, sort_href="") for column in table.columns)
    return Table(columns, tuple(rows))


def is_openable(address: str, system_address: str) -> bool:
    """Whether it may be linked: on the system's own host, by https or the scheme of our calls."""
    if not address.isprintable() or set(address) & set("\\@ "):  # a browser parses another host than we do
        return False
    try:
        found, own = urlsplit(address), urlsplit(system_address)
    except ValueError:
        return False
    return found.scheme in {"https", own.scheme} and found.hostname == own.hostname


def list_href(catalogue: Catalogue, resource: Resource) -> str:
    """The list of a resource."""
    return reverse("crm:list", args=(catalogue.system.key, resource.key))


def record_href(catalogue: Catalogue, resource: Resource, record_id: str) -> str:
    """The page of a record."""
    if resource.is_single or not record_id:
        return list_href(catalogue, resource)
    return reverse("crm:view", args=(catalogue.system.key, resource.key, record_id))
