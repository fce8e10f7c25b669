"""AX messages: customers found and changed by an HDN mortgage application."""

import pytest

from portal.sandbox.dossierdata.ax import NotAxError, read_people
from tests.unit.sandbox.dossierdata.conftest import CATALOGUE, Caller

SAMPLE: str = CATALOGUE["components"]["examples"]["AxMessage"]["value"]
XML = {"Content-Type": "application/xml"}
MESSAGE = """<?xml version="1.0" encoding="utf-8"?>
<OfferteAanvraag><Header><BerichtSoort>AX OfferteAanvraag</BerichtSoort></Header>
<Hypotheekgever><E-mailadres>nieuw@customer.example</E-mailadres></Hypotheekgever>
<PartijNAWData><AchterNaam>{last}</AchterNaam><VoorNaam>{first}</VoorNaam><Geslacht>V vrouwelijk</Geslacht>
<GeboorteDt><Dag>3</Dag><Maand>4</Maand><Jaar>1980</Jaar></GeboorteDt>
<StraatNaam>Oefenweg</StraatNaam><HuisNr>8</HuisNr><Postcode>9712VL</Postcode></PartijNAWData></OfferteAanvraag>"""


def test_the_sample_of_the_page_is_read() -> None:
    (person,) = read_people(SAMPLE)
    assert person.customer["lastName"] == "Vries"
    assert person.customer["dateOfBirth"] == "16/01/1980"
    assert person.customer["emailaddress"] == "test@test.com"
    assert person.address["houseNumber"] == "33"


def test_a_customer_is_found_by_name_and_one_thing_more(caller: Caller) -> None:
    first = caller.rows("customer")[0]
    names = {"last": first["lastName"], "first": first["firstName"]}
    found = caller.ask("POST", "/customer/ax_message", content=MESSAGE.format(**names), headers=XML)
    assert first["id"] in [row["id"] for row in found["data"]]
    assert {row["lastName"] for row in found["data"]} == {first["lastName"]}
    nobody = MESSAGE.format(last="Niemendal", first=first["firstName"])
    assert caller.ask("POST", "/customer/ax_message", content=nobody, headers=XML)["data"] == []


def test_a_customer_and_its_address_become_the_first_party(caller: Caller) -> None:
    message = MESSAGE.format(last="Vernieuwd", first="Nora")
    caller.ask("PUT", "/customer/40/ax_message", content=message, headers=XML)
    row = caller.office.record("dossierdata", "customer", 40)
    assert (row["firstName"], row["lastName"], row["sex"]) == ("Nora", "Vernieuwd", 0)
    assert (row["dateOfBirth"], row["emailaddress"]) == ("03/04/1980", "nieuw@customer.example")
    own = [one for one in caller.rows("address", perPage=1000) if one["customer"] == 40]
    assert own[0]["streetName"] == "Oefenweg"


def test_an_unknown_customer_is_404_and_one_that_is_open_elsewhere_409(caller: Caller) -> None:
    message = MESSAGE.format(last="X", first="Y")
    gone = caller.send("PUT", "/customer/999999/ax_message", content=message, headers=XML)
    assert (gone.status_code, gone.json()) == (404, {"errors": [{"message": "Not found"}]})
    caller.check("PUT", "/customer/1/ax_message", gone)
    assert caller.send("PUT", "/customer/12/ax_message", content=message, headers=XML).status_code == 409


@pytest.mark.parametrize(
    "text",
    [
        "not xml",
        "<OfferteAanvraag>",
        "<OfferteAanvraag/>",
        "<Other><Header><BerichtSoort>AX</BerichtSoort></Header></Other>",
        "<OfferteAanvraag><Header><BerichtSoort>DA</BerichtSoort></Header></OfferteAanvraag>",
        '<!DOCTYPE x [<!ENTITY a "b">]><OfferteAanvraag>&a;</OfferteAanvraag>',
        MESSAGE.format(last="X", first="Y").replace("<Off", "<!DOCTYPE x [<!ELEMENT x ANY>]><Off", 1),
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><OfferteAanvraag/>',
    ],
)
def test_what_is_no_ax_message_is_401_in_the_documented_words(text: str, caller: Caller) -> None:
    with pytest.raises(NotAxError):
        read_people(text)
    answer = caller.send("POST", "/customer/ax_message", content=text, headers=XML)
    caller.check("POST", "/customer/ax_message", answer)
    assert answer.status_code == 401
    assert answer.json()["errors"][2] == {"message": "Supplied message is not an AX Message"}
    assert caller.send("PUT", "/customer/1/ax_message", content=text, headers=XML).status_code == 401


def test_where_the_parser_stopped_is_told(caller: Caller) -> None:
    answer = caller.send("POST", "/customer/ax_message", content="<a>\n<b></a>", headers=XML)
    assert answer.json()["errors"][3]["message"].startswith("XML parse error. Line: 2")
