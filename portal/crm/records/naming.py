"""Names of the records that ids refer to: read in parallel, a few at most, cached for a minute."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.core.cache import cache

from portal.crm.document.calls import ConnectionNeededError, read_together
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource
from portal.crm.entry.forms import RecordForm
from portal.crm.entry.inputs import walk
from portal.crm.entry.titles import title_record
from portal.crm.records.details import Section
from portal.crm.records.tables import Table
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError
from portal.integrations.openapi import ApiClient, Credential, InvalidRequest
from portal.web.pages.page_deadlines import CRM_NAMES_S
from portal.web.sealing import seal, unseal

KEPT_S = 60
MOST_READS = 10
# Records without a call of their own are searched among the first of their list.
ROWS = 500
PURPOSE = "crm-name"
Names = dict[tuple[str, str], str]


def find_names(catalogue: Catalogue, form: RecordForm, *, user: Any) -> dict[str, str]:
    """The names of the records that a form's fields refer to, by place."""
    wanted = {
        one.place: (one.field.reference, one.text.strip())
        for one in walk(form.inputs())
        if one.field.reference and one.text.strip().isdecimal()
    }
    names = list_names(catalogue, wanted.values(), user=user)
    return {place: names[target] for place, target in wanted.items() if target in names}


def name_table(catalogue: Catalogue, table: Table, *, user: Any) -> Table:
    """A table in which links to other records show their names."""
    cells = [cell for row in table.rows for cell in row.cells]
    names = list_names(catalogue, (cell.target for cell in cells if cell.target[0]), user=user)
    rows = tuple(
        replace(row, cells=tuple(replace(one, text=names.get(one.target, one.text)) for one in row.cells))
        for row in table.rows
    )
    return Table(table.columns, rows)


def name_sections(catalogue: Catalogue, sections: list[Section], *, user: Any) -> None:
    """The same for the facts of a record."""
    lines = [line for section in sections for line in section.lines]
    names = list_names(catalogue, (one.target for one in lines if one.target[0]), user=user)
    for section in sections:
        section.lines = [replace(one, value=names.get(one.target, one.value)) for one in section.lines]


def list_names(catalogue: Catalogue, wanted: Iterable[tuple[str, str]], *, user: Any) -> Names:
    """The names that can be read now, by (resource, id). Errors only cost names."""
    targets = list(dict.fromkeys(one for one in wanted if one[0] in catalogue.resources))
    names: Names = {}
    missing = []
    for target in targets:
        sealed = cache.get(_key(catalogue, target, user))
        if sealed is None:
            missing.append(target)
        elif text := unseal(sealed, purpose=PURPOSE):
            names[target] = text
    for target, text in _read(catalogue, missing, user=user).items():
        cache.set(_key(catalogue, target, user), seal(text, purpose=PURPOSE), KEPT_S)
        if text:
            names[target] = text
    return names


def _key(catalogue: Catalogue, target: tuple[str, str], user: Any) -> str:
    """The cache key; where each person signs in, names are cached for that person only."""
    whose = user.pk if catalogue.system.needs_connection else ""
    text = "/".join((catalogue.system.key, str(whose), *target))
    return f"crm-name:{hashlib.sha256(text.encode()).hexdigest()}"


def _read(catalogue: Catalogue, missing: list[tuple[str, str]], *, user: Any) -> Names:
    """ "" means that the record has no name."""
    asked: dict[str, Any] = {}
    listed: dict[str, list[str]] = {}
    for key, record_id in missing:
        resource = catalogue.resources[key]
        if resource.viewing is not None and len(asked) < MOST_READS:
            asked[f"{key}/{record_id}"] = _make_read(resource, record_id)
        elif resource.viewing is None and resource.listing is not None:
            listed.setdefault(key, []).append(record_id)
    for key in list(listed)[:MOST_READS]:
        asked[key] = _make_listing(catalogue.resources[key])
    if not asked:
        return {}
    try:
        with page_deadline(CRM_NAMES_S):
            outcomes = read_together(catalogue, asked, user=user)
    except (IntegrationError, ConnectionNeededError):
        return {}
    return _gather(missing, {name: one.value for name, one in outcomes.items() if one.ok})


def _gather(missing: list[tuple[str, str]], found: Mapping[str, Any]) -> Names:
    names: Names = {}
    for key, record_id in missing:
        if f"{key}/{record_id}" in found:
            names[key, record_id] = found[f"{key}/{record_id}"]
        elif key in found:
            names[key, record_id] = found[key].get(record_id, "")
    return names


def _make_read(resource: Resource, record_id: str) -> Any:
    operation = resource.viewing
    assert operation is not None  # noqa: S101 - the caller looked

    def read(client: ApiClient, credential: Credential | None) -> str:
        try:
            result = client.call(
                operation.operation_id, path={resource.id_name: record_id}, credential=credential
            )
        except InvalidRequest:
            return ""
        return title_record(result.record) if result.record else ""

    return read


def _make_listing(resource: Resource) -> Any:
    operation = resource.listing
    assert operation is not None  # noqa: S101 - the caller looked

    def read(client: ApiClient, credential: Credential | None) -> dict[str, str]:
        try:
            rows = list(client.iterate(operation.operation_id, size=ROWS, most=ROWS, credential=credential))
        except InvalidRequest:
            return {}
        return {str(row.get("id")): title_record(row) for row in rows if isinstance(row, Mapping)}

    return read
