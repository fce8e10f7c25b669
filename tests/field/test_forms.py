"""A form gives back what nobody touched, as it came.

The kinds: rows known by their place in the list, JSON that went through text, a value of another type than
the one that is asked, a body without fields of its own.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from portal.crm.document.field_tree import Field, build_fields
from portal.crm.entry.convert import to_text
from portal.crm.entry.forms import RecordForm
from portal.integrations.openapi import Schema

ROW = {"type": "object", "properties": {"name": {"type": "string"}, "price": {"type": "number"}}}
ROWS = {"rows": {"type": "array", "items": ROW}}
ORDER = {"rows": [{"name": "first", "price": Decimal(10)}, {"name": "second"}]}


def make_fields(properties: dict[str, Any]) -> tuple[Field, ...]:
    schema = Schema.make({"type": "object", "properties": properties}, "#", lambda _pointer: {})
    return build_fields(schema, lambda _name, _way: "")


def send_again(form: RecordForm, original: Any) -> Any:
    """As a browser sends the form back: every line break as CR LF."""
    typed = {f"f.{name}": text.replace("\n", "\r\n") for name, text in form.typed.items()}
    sent = RecordForm.from_post(form.fields, typed, {})
    body = sent.read(original=original)
    assert not sent.problems
    return body


def test_rows_keep_their_identity_when_one_is_taken_out() -> None:
    form = RecordForm.from_record(make_fields(ROWS), ORDER)
    form.remove("rows.0")

    assert send_again(form, ORDER) == {"rows": [{"name": "second"}]}


def test_a_row_that_was_added_is_no_row_of_the_record() -> None:
    form = RecordForm.from_record(make_fields(ROWS), ORDER)
    form.remove("rows.1")
    form.add("rows")
    form.typed["rows.1.name"] = "third"

    assert send_again(form, ORDER)["rows"][1] == {"name": "third"}


@pytest.mark.parametrize("value", [{"k": Decimal("1.5")}, {"k": Decimal("0.10"), "é": [1, True, None, {}]}])
def test_free_json_stays_as_it_was(value: Any) -> None:
    fields = make_fields({"free": {"type": "object"}})
    form = RecordForm.from_record(fields, {"free": value})

    assert send_again(form, {"free": value}) == {"free": value}
    assert '"1.5"' not in to_text(fields[0], value)


def test_json_that_is_edited_keeps_its_other_numbers() -> None:
    form = RecordForm.from_record(
        make_fields({"free": {"type": "object"}}), {"free": {"k": Decimal("1.50"), "n": 1}}
    )
    form.typed["free"] = form.typed["free"].replace('"n": 1', '"n": 2')

    assert send_again(form, {"free": {"k": Decimal("1.50"), "n": 1}}) == {
        "free": {"k": Decimal("1.50"), "n": 2}
    }


def test_a_long_text_keeps_its_line_breaks() -> None:
    record = {"comment": "first line\nsecond line"}

    assert (
        send_again(RecordForm.from_record(make_fields({"comment": {"type": "string"}}), record), record)
        == record
    )


@pytest.mark.parametrize(
    ("asked", "answered", "sent"),
    [("integer", "12", 12), ("string", 0, "0"), ("string", Decimal("1.5"), "1.5"), ("boolean", 1, True)],
)
def test_an_unchanged_value_goes_out_in_the_type_that_is_asked(asked: str, answered: Any, sent: Any) -> None:
    record = {"value": answered}
    (found,) = send_again(
        RecordForm.from_record(make_fields({"value": {"type": asked}}), record), record
    ).values()

    assert (found, type(found)) == (sent, type(sent))


def test_an_object_that_is_asked_by_its_number_goes_out_as_its_number() -> None:
    record = {"source": {"id": 7, "name": "Web"}}
    fields = make_fields({"sourceid": {"type": "string"}})

    assert send_again(RecordForm.from_record(fields, record), record) == {"sourceid": "7"}


def test_a_whole_body_is_the_whole_record_also_when_it_has_a_field_of_that_name() -> None:
    record = {"subject": "Hello", "body": "Words"}
    (field,) = make_fields({"body": {"type": "object"}})
    form = RecordForm.from_record((replace(field, is_whole=True),), record)

    assert send_again(form, record) == {"body": record}
