"""Dates as DossierData writes them: five formats, depending on the field, as the catalogue's samples show."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from portal.sandbox.crm.catalogue import Catalogue, Schema
from portal.sandbox.dossierdata.contract import CONTRACT

FORMS = {
    "d/m/Y": "%d/%m/%Y",
    "d-m-Y": "%d-%m-%Y",
    "d-m-Y H:i:s": "%d-%m-%Y %H:%M:%S",
    "Y-m-d": "%Y-%m-%d",
    "Y-m-d H:i:s": "%Y-%m-%d %H:%M:%S",
}
# strptime also accepts one digit and extra spaces; the wire never has those.
_SHAPES = {form: re.compile(re.sub("[dmHis]", r"\\d\\d", form).replace("Y", r"\d{4}")) for form in FORMS}
_EMPTY = {"", "``", "null"}  # the samples hold the last two


def read_forms(catalogue: Catalogue) -> dict[tuple[str, str], str]:
    """Reads the date format of each field, by resource, from the catalogue's samples."""
    found = {
        (resource, name): form
        for resource, fields in CONTRACT.spoilt.items()
        for name, form in fields.items()
    }
    for operation in catalogue.operations.values():
        if operation.method == "POST" and operation.path.count("/") == 1:
            resource = operation.path[1:]
            content = operation.item.get("requestBody", {}).get("content", {}).get("application/json", {})
            for name, value in (content.get("example") or {}).items():
                if form := _form_of(value):
                    found.setdefault((resource, name), form)
            found |= _list_date_formats(catalogue, resource, content.get("schema", {}))
    return found


def _list_date_formats(catalogue: Catalogue, resource: str, schema: Schema) -> dict[tuple[str, str], str]:
    schema = catalogue.resolve(schema)
    parts = [catalogue.resolve(part) for part in (schema, *schema.get("allOf", ()))]
    return {
        (resource, name): one["x-date-format"]
        for part in parts
        for name, one in part.get("properties", {}).items()
        if "x-date-format" in one
    }


def _form_of(value: Any) -> str | None:
    return next((form for form in FORMS if isinstance(value, str) and _parse(value, form)), None)


def _parse(text: str, form: str) -> datetime | None:
    if not _SHAPES[form].fullmatch(text):
        return None
    try:
        return datetime.strptime(text, FORMS[form])  # noqa: DTZ007 - DossierData has no zones
    except ValueError:
        return None


def read_date(text: str) -> datetime | None:
    """A date or moment in any of the five formats."""
    return next((found for form in FORMS if (found := _parse(text, form))), None)


def write_date(moment: date | datetime, form: str) -> str:
    return moment.strftime(FORMS[form])


def normalise(
    resource: str, row: Mapping[str, Any], forms: Mapping[tuple[str, str], str]
) -> tuple[dict[str, Any], list[str]]:
    """The row with each date in its field's format ("" when empty), and the fields that hold no date."""
    new, wrong = dict(row), []
    for name, value in row.items():
        form = forms.get((resource, name))
        if form is None or not isinstance(value, str):
            continue
        if value.strip() in _EMPTY:
            new[name] = ""
        elif found := read_date(value.strip()):
            new[name] = write_date(found, form)
        else:
            wrong.append(name)
    return new, wrong
