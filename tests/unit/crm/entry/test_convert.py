"""Values between the wire, a form and a page."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from portal.crm.document.field_tree import Field, Kind
from portal.crm.entry.convert import TypedError, parse, read_date, show, to_text
from portal.crm.records.hrefs import is_openable
from portal.integrations.openapi import Schema


def make(kind: Kind, **more: Any) -> Field:
    schema = Schema.make({"type": "string"}, "#", lambda _pointer: {})
    return Field("x", "X", kind, schema, **more)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", " 1 200", 1200),
        ("number", "12,50", Decimal("12.50")),
        ("number", "-3", -3),
        ("money", "1.234,56", Decimal("1234.56")),
        ("money", "-50", -50),
        ("date", "2/3/2026", date(2026, 3, 2)),
        ("date", "2 maart 2026", date(2026, 3, 2)),
        ("yes", "1", True),
        ("yes", "0", False),
        ("flag", "1", 1),
        ("json", '{"a": 1.5}', {"a": Decimal("1.5")}),
        ("text", "=1+1", "=1+1"),
    ],
)
def test_what_is_typed_becomes_a_value(kind: Kind, text: str, value: Any) -> None:
    found = parse(make(kind), text)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("text", ["2/3/2026 14:05", "02-03-2026, 14.05", "2 maart 2026 om 14:05"])
def test_a_moment_is_in_the_time_of_the_office(text: str) -> None:
    assert parse(make("moment"), text) == datetime(2026, 3, 2, 14, 5, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("integer", "12,5", "number"),
        ("number", "1.2.3", "number"),
        ("money", "veel", "amount"),
        ("date", "31/2/2026", "date"),
        ("moment", "2/3/2026 25:00", "moment"),
        ("choice", "7", "choice"),
        ("json", "{", "json"),
        ("json", "[" * 100_000, "json"),
        ("json", '{"a": 1e999999999}', "json"),
        ("json", "NaN", "json"),
        ("number", "9" * 5000, "number"),
    ],
)
def test_what_is_no_value_is_named_by_a_code(kind: Kind, text: str, code: str) -> None:
    with pytest.raises(TypedError) as caught:
        parse(make(kind), text)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        ("2-3-2026", date(2026, 3, 2)),
        ("02/03/2026", date(2026, 3, 2)),
        ("2026-03-02 14:05:00", datetime(2026, 3, 2, 14, 5)),  # noqa: DTZ001 - the wire tells no zone
        ("02-03-2026 14:05:00", datetime(2026, 3, 2, 14, 5)),  # noqa: DTZ001 - the wire tells no zone
        ("401-01-2018", None),
        ("01-01-20184", None),
        ("2026-02-31", None),
        ("``", None),
    ],
)
def test_dates_of_the_wire_come_in_many_forms(text: str, found: date | None) -> None:
    assert read_date(text) == found


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("date", date(2026, 3, 2), "02/03/2026"),
        ("date", "401-01-2018", "401-01-2018"),
        ("money", Decimal("1234.5"), "1234,50"),
        ("number", Decimal("1.50"), "1,5"),
        ("yes", "true", "1"),
        ("flag", 0, "0"),
        ("text", None, ""),
    ],
)
def test_a_value_in_a_form_is_written_as_people_type_it(kind: Kind, value: Any, text: str) -> None:
    with translation.override("nl"):
        assert to_text(make(kind), value) == text


def test_a_value_on_a_page_is_written_as_people_read_it() -> None:
    choice = make("choice", choices=(("1", "Particulier"),), values={"1": 1})
    with translation.override("en"):
        assert show(choice, 1) == "Particulier"
        assert show(choice, 9).startswith("9 (")  # a value the document does not know yet
        assert show(make("flag"), 1) == "Yes"
        assert show(make("money"), Decimal("-12.5")).startswith("−")
        assert show(make("number"), -3) == "−3"


@pytest.mark.parametrize("value", [10**4000, Decimal("1E+90"), Decimal("1E-90"), Decimal(10) ** 60])
def test_an_amount_nobody_has_is_shown_as_it_is(value: Any) -> None:
    assert show(make("money"), value)
    assert to_text(make("money"), value)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_ends_of_time_are_shown(zone: str) -> None:
    for year, month, day in ((9999, 12, 31), (1, 1, 1)):
        assert show(make("moment"), datetime(year, month, day, 12, tzinfo=ZoneInfo(zone)))
        assert show(make("moment"), datetime(year, month, day, 23, 59, tzinfo=ZoneInfo(zone)))


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://own.example/x", True),
        ("https://own.example:8443/x", True),
        ("http://own.example/x", False),
        ("https://evil.example\\@own.example/", False),
        ("https://evil.example\\.own.example/", False),
        ("https://own.example@evil.example/", False),
        ("https://user@own.example/", False),
        ("\x00https://own.example/", False),
        ("https://own.exa\tmple/", False),
        ("https://[", False),
        ("//own.example/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_only_the_systems_own_pages_are_linked(address: str, is_safe: bool) -> None:
    assert is_openable(address, "https://own.example/api") == is_safe
