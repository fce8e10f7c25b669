"""DossierData's dates and its other ways."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from portal.integrations.dossierdata.tolerance import DossierDataDialect
from portal.integrations.openapi import load_document

DOCUMENT = load_document(Path("portal/integrations/catalog/dossierdata.json"))
DIALECT = DossierDataDialect(DOCUMENT)


def write(operation_id: str, name: str, value: date) -> str:
    operation = DOCUMENT.get_operation(operation_id)
    assert operation.body is not None
    assert operation.body.schema is not None
    schema = operation.body.schema.properties[name]
    return DIALECT.write_date(value, operation=operation, name=name, schema=schema)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20/01/1985", date(1985, 1, 20)),
        ("20-01-1985", date(1985, 1, 20)),
        ("1985-01-20", date(1985, 1, 20)),
        ("401-01-2018", None),
        ("01-01-20184", None),
        ("31-02-2018", None),
        ("`` ", None),
        ("5 januari", None),
    ],
)
def test_dates_are_read_in_every_form(text: str, day: date | None) -> None:
    assert DIALECT.read_date(text) == day


@pytest.mark.parametrize("text", ["01-07-2018 12:00:00", "2018-07-01 12:00:00", "2018-07-01T10:00:00Z"])
def test_moments_are_read_as_belgian_time(text: str) -> None:
    moment = DIALECT.read_date(text)
    assert isinstance(moment, datetime)
    assert moment.astimezone(UTC) == datetime(2018, 7, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("operation_id", "name", "text"),
    [
        ("create_customer_lead", "dateOfBirth", "31/01/2026"),
        ("create_mortgage", "datumTaxatie", "31-01-2026"),
        ("create_mortgage", "bankgarantie", "31-01-2026"),
        ("create_mortgage_part", "begindatumRentevast", "2026-01-31"),
        ("create_damage", "date", "2026-01-31"),
        ("create_mortgage_progress", "date", "31-01-2026"),
        ("create_signal", "snoozed_until", "31-01-2026 00:00:00"),
    ],
)
def test_date_is_written_as_its_own_sample_shows(operation_id: str, name: str, text: str) -> None:
    assert write(operation_id, name, date(2026, 1, 31)) == text


def test_moment_keeps_its_hour() -> None:
    moment = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    assert write("create_signal", "snoozed_until", moment) == "31-01-2026 10:30:00"
    assert write("create_note", "datetime", moment) == "31-01-2026 10:30:00"
    assert write("create_damage", "date", moment) == "2026-01-31"


@pytest.mark.parametrize(
    ("schema", "name", "kind"),
    [
        ("Customer", "dateOfBirth", "date"),
        ("Signal", "snoozed_until", "date-time"),
        ("Mortgage", "getekend", "date"),
        ("Mortgage", "bankgarantie", "date"),
        ("Mortgage", "hypotheeknummer", ""),
        ("EmailAccount", "validate_cert", ""),
        ("Customer", "lastName", ""),
        ("Note", "datetime", "date-time"),
    ],
)
def test_dates_are_told_from_other_texts(schema: str, name: str, kind: str) -> None:
    properties = DOCUMENT.schemas[schema].properties
    if name in properties:
        assert DIALECT.find_date_format(name, properties[name]) == kind


@pytest.mark.parametrize(
    ("data", "is_refusal"), [({"success": False}, True), ({"success": True}, False), ([], False)]
)
def test_good_status_can_hide_a_refusal(data: Any, is_refusal: bool) -> None:
    assert DIALECT.is_refusal(data) is is_refusal
