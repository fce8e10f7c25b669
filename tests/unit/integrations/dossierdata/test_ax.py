"""AX messages: written, read back, and never trusted."""

from datetime import date, datetime
from pathlib import Path

import pytest

from portal.integrations.dossierdata.ax import (
    MOST_BYTES,
    AxError,
    AxPerson,
    build_ax_message,
    parse_ax_message,
)
from portal.integrations.openapi import load_document

NOW = datetime(2026, 11, 22, 9, 0)  # noqa: DTZ001 - only its day is written
AN = AxPerson(
    last_name="D'Hondt & <zonen>",
    first_name="An",
    infix="van",
    initials="A",
    sex="V",
    born_on=date(1980, 1, 16),
    street="Kerkstraat",
    house_number="33",
    house_number_addition="b",
    postal_code="9000",
    city="Gent",
    iban="BE68539007547034",
    phone="092345678",
    mobile="0470123456",
    email="an@example.be",
)


def test_message_comes_back_as_it_was() -> None:
    other = AxPerson(last_name="Maes")
    message = build_ax_message([AN, other], sender="Kantoor", now=NOW)
    assert parse_ax_message(message) == (AN, other)
    assert parse_ax_message(message.encode()) == (AN, other)


def test_sample_of_the_document_is_read() -> None:
    body = (
        load_document(Path("portal/integrations/catalog/dossierdata.json"))
        .get_operation("find_customers_by_ax_message")
        .body
    )
    assert body is not None
    person = parse_ax_message(body.example)[0]
    assert (person.last_name, person.first_name, person.infix, person.sex) == ("Vries", "Albert", "de", "M")
    assert (person.born_on, person.email) == (date(1980, 1, 16), "test@test.com")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa">]><OfferteAanvraag>&a;</OfferteAanvraag>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><OfferteAanvraag>&a;</OfferteAanvraag>'


@pytest.mark.parametrize(
    "content",
    [BOMB, FILE, "", "<a>", "<a/>", "<OfferteAanvraag/>", b"\xff\xfe\x00", "x" * (MOST_BYTES + 1)],
)
def test_anything_else_is_refused(content: str | bytes) -> None:
    with pytest.raises(AxError):
        parse_ax_message(content)


def test_place_of_the_mistake_is_told() -> None:
    with pytest.raises(AxError) as caught:
        parse_ax_message("<OfferteAanvraag>\n  <b></c>\n</OfferteAanvraag>")
    assert (caught.value.line, caught.value.column) == (2, 7)


def test_impossible_birthday_is_no_birthday() -> None:
    message = build_ax_message([AN], sender="K", now=NOW).replace("<Dag>16</Dag>", "<Dag>46</Dag>")
    assert parse_ax_message(message)[0].born_on is None


def test_what_xml_cannot_hold_is_not_written() -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        build_ax_message([AxPerson(last_name="a\x00b")], sender="K", now=NOW)
