"""Asks once more before a destructive act, and names the records that it affects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.crm.change.form_pages import FormPage
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.destroying import Concerned
from portal.crm.entry.forms import RecordForm, take_fingerprint
from portal.crm.entry.titles import describe, title_record
from portal.crm.records.presenters import Text, label_field, label_resource
from portal.crm.records.selectors import get_record
from portal.integrations.errors import NotFound

CONFIRMED = "_confirmed"
TYPED = "_typed"
"""The record's number, typed to confirm what cannot be undone."""


Records = dict[Concerned, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Named:
    """A record on the confirmation page. ``part``: what happens to it; ``facts``: labels and values."""

    part: str
    kind: Text
    record_id: str
    title: str
    facts: tuple[tuple[Text, str], ...]


def present_question(
    page: FormPage, form: RecordForm, body: Mapping[str, Any], records: Records
) -> dict[str, Any]:
    """The content of the confirmation page, and the ``fingerprint`` of exactly this question."""
    read = {one.place: record for one, record in records.items()}
    going = next((str(body[one.place]) for one in records if one.part == "goes"), "")
    return {
        "going": going,
        "records": [
            _present(page.catalogue, one, str(body[one.place]), record) for one, record in records.items()
        ],
        "others": _list_others(form, read),
        "kept": [(f"f.{place}", text) for place, text in form.typed.items()],
        "fingerprint": take_fingerprint({"body": dict(body), "records": read}),
    }


def read_records(page: FormPage, form: RecordForm, body: Mapping[str, Any], *, user: Any) -> Records:
    """The current records; those that cannot be used are added to the form's problems.

    Raises: the errors of a call.
    """
    found: Records = {}
    seen: set[tuple[str, str]] = set()
    for one in page.concerned:
        record_id = str(body.get(one.place, ""))
        if (one.resource, record_id) in seen:
            form.problems[one.place] = [_("These are the same record. Choose two different ones.")]
            continue
        seen.add((one.resource, record_id))
        try:
            found[one] = get_record(
                page.catalogue, page.catalogue.get_resource(one.resource), record_id, user=user
            )
        except NotFound:
            form.problems[one.place] = [_("There is no record with this number.")]
    return found


def _present(catalogue: Catalogue, one: Concerned, record_id: str, record: Mapping[str, Any]) -> Named:
    resource = catalogue.get_resource(one.resource)
    columns = catalogue.get_columns(resource)
    values = [(field.name, describe(field, record.get(field.name))) for field in columns]
    return Named(
        part=one.part,
        kind=label_resource(resource),
        record_id=record_id,
        title=title_record(record),
        facts=tuple((label_field(name), value) for name, value in values if value and name != "id"),
    )


def _list_others(form: RecordForm, read: Mapping[str, Any]) -> list[tuple[Text, str]]:
    """The other fields that were filled in, such as a year and a month."""
    texts = [(one, form.typed.get(one.name, "").strip()) for one in form.fields if one.name not in read]
    return [(label_field(one.name.rpartition(":")[2]), text) for one, text in texts if text]
