"""One record from making to deleting, and everything a form must survive on the way."""

from typing import Any

import pytest
from django.test import Client

from portal.audit.models import Event
from portal.crm.tokens import save_tokens
from portal.integrations.openapi.oauth import Tokens
from tests.pages.conftest import Visit
from tests.pages.page import XHTML, Page
from tests.practice import PracticeOffice


def fill(page: Page, **values: str) -> dict[str, Any]:
    """The form of a page as it stands, with these values; selects too."""
    index = len(page.main_forms()) - 1
    fields = page.form_fields(index)
    for select in page.main_forms()[index].iter(f"{XHTML}select"):
        chosen = [o.get("value", "") for o in select.iter(f"{XHTML}option") if o.get("selected") is not None]
        fields[select.get("name", "")] = chosen[0] if chosen else ""
    return {**fields, **{f"f.{name}": value for name, value in values.items()}}


def test_a_note_is_made_shown_changed_and_deleted(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    page = visit("/desk/crm/dossierdata/note/new/")
    answer = visit(
        "/desk/crm/dossierdata/note/new/",
        fill(page, title="Gebeld", content="Belt morgen terug.", datetime="2/3/2026 14:05"),
        status=303,
    )
    place = answer.answer["Location"].partition("?")[0]
    record_id = place.strip("/").rpartition("/")[2]
    assert practice.record("dossierdata", "note", record_id)["title"] == "Gebeld"
    page = visit(answer.answer["Location"])
    assert page.heading == "Gebeld"
    assert "Belt morgen terug." in page.text
    told = "DossierData bewaart iets anders dan u hebt ingevuld"
    assert told in page.text, "it keeps the day alone"
    assert "02/03/2026. U vulde 02/03/2026 14:05 in." in page.text
    assert told not in visit(answer.answer["Location"]).text, "said once"

    page = visit(f"{place}edit/")
    assert page.form_fields()["f.title"] == "Gebeld"
    visit(f"{place}edit/", fill(page, title="Teruggebeld"), status=303)
    kept = practice.record("dossierdata", "note", record_id)
    assert (kept["title"], kept["content"]) == ("Teruggebeld", "Belt morgen terug.")

    page = visit(f"{place}delete/")
    assert "Teruggebeld" in page.heading
    wrong = visit(f"{place}delete/", {**fill(page), "_typed": "0"}, status=422)
    assert "typed-error" in wrong.html
    number = place.rstrip("/").rpartition("/")[2]
    visit(f"{place}delete/", {**fill(page), "_typed": number}, status=303)
    visit(place, status=404)
    acts = list(Event.objects.filter(act__startswith="crm-done").values_list("details__operation", flat=True))
    assert acts == ["create_note", "update_note", "delete_note"]


def test_an_account_with_addresses_goes_there_and_back(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    page = visit("/desk/crm/cirrus/accounts/new/")
    form = fill(page, name="Bakkerij Korenaar", typeid="1", userid="1")
    form["f.addresses.visiting.city"] = "Gent"
    answer = visit("/desk/crm/cirrus/accounts/new/", form, status=303)

    place = answer.answer["Location"].partition("?")[0]
    page = visit(place)
    assert page.heading == "Bakkerij Korenaar"
    assert "Gent" in page.text

    page = visit(f"{place}edit/")
    assert page.form_fields()["f.typeid"] == "1"
    visit(f"{place}edit/", fill(page, name="Korenaar BV"), status=303)
    record = practice.record("cirrus", "accounts", place.strip("/").rpartition("/")[2])
    assert record["name"] == "Korenaar BV"
    assert record["addresses"]["visiting"]["city"] == "Gent"


def test_what_is_missing_is_said_beside_the_field_and_typing_stays(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/dossierdata/customer/new/?lang=en")

    page = visit(
        "/desk/crm/dossierdata/customer/new/",
        fill(page, firstName="Lotte", dateOfBirth="31/2/2000"),
        status=422,
    )

    assert page.form_fields()["f.firstName"] == "Lotte"
    assert page.form_fields()["f.dateOfBirth"] == "31/2/2000"
    assert "Last name: Fill this in." in page.text
    assert "Write the date as day, month and year." in page.text


def test_nobody_is_born_in_the_future(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    place = "/desk/crm/dossierdata/customer/new/"
    filled = fill(visit(place), firstName="Lotte", lastName="Aerts", dateOfBirth="1-1-80")
    answer = visit(place, filled, status=303).answer["Location"]
    made = practice.record("dossierdata", "customer", answer.partition("?")[0].strip("/").rpartition("/")[2])
    assert made["dateOfBirth"] == "01/01/1980"
    page = visit(place, fill(visit(place), firstName="L", lastName="A", dateOfBirth="1/1/2080"), status=422)
    assert page.form_fields()["f.dateOfBirth"] == "1/1/2080"


def test_a_refusal_that_names_a_field_stands_beside_it(staff: Any, visit: Visit) -> None:
    place = "/desk/crm/dossierdata/note/new/"
    page = visit(place, fill(visit(place), title="Gebeld", entity_id="999999"), status=422)
    assert "Het systeem zegt: does not exist" in page.text
    assert "entity_id" not in page.text
    assert page.form_fields()["f.title"] == "Gebeld"


def test_pressing_twice_makes_one_record(
    staff: Any, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    page = visit("/desk/crm/dossierdata/note/new/")
    form = fill(page, title="Een keer")

    first = client.post("/desk/crm/dossierdata/note/new/", form)
    second = client.post("/desk/crm/dossierdata/note/new/", form)

    assert first["Location"] == second["Location"]
    assert len([n for n in practice.records("dossierdata", "note") if n["title"] == "Een keer"]) == 1


def test_a_change_by_somebody_else_is_shown_before_it_is_overwritten(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    note = practice.store_record("dossierdata", "note", title="Eerst", content="a")
    place = f"/desk/crm/dossierdata/note/{note['id']}/edit/"
    form = fill(visit(place), title="Van mij")
    practice.store_record("dossierdata", "note", **{**note, "content": "van een ander"})

    page = visit(place, form, status=409)

    assert page.form_fields()["f.title"] == "Van mij"
    visit(place, fill(page), status=303)
    assert practice.record("dossierdata", "note", note["id"])["title"] == "Van mij"


def test_lists_in_a_form_grow_and_shrink_without_scripts(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/cirrus/accounts/new/")
    page = visit("/desk/crm/cirrus/accounts/new/", {**fill(page, name="X"), "_add": "tags"})
    page = visit("/desk/crm/cirrus/accounts/new/", {**fill(page), "f.tags.0.id": "7", "_add": "tags"})
    assert page.form_fields()["f.tags.0.id"] == "7"
    assert page.form_fields()["f.name"] == "X"

    page = visit("/desk/crm/cirrus/accounts/new/", {**fill(page), "f.tags.1.id": "9", "_remove": "tags.0"})

    assert page.form_fields()["f.tags.0.id"] == "9"
    assert "f.tags.1.id" not in page.form_fields()


def test_a_reference_is_searched_and_taken_without_losing_what_was_typed(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/dossierdata/letter/new/")
    page = visit(
        "/desk/crm/dossierdata/letter/new/",
        {**fill(page, name="Brief"), "_pick": "customer_id"},
        status=303,
    )
    page = visit(page.answer["Location"])
    rows = [a.get("href", "") for a in page.all("a") if a.get("data-row") is not None]

    page = visit(rows[2])

    assert page.form_fields()["f.customer_id"] == "3"
    assert page.form_fields()["f.name"] == "Brief"


def test_a_refusal_of_the_server_stands_beside_its_field(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    page = visit("/desk/crm/dossierdata/letter/new/?lang=en")
    values = {
        "name": "B",
        "address": "A",
        "content": "C",
        "user_id": "1",
        "category_id": "1",
        "template_id": "1",
    }

    page = visit("/desk/crm/dossierdata/letter/new/", fill(page, customer_id="999999", **values), status=422)

    assert page.form_fields()["f.name"] == "B"
    assert "The system says:" in page.text or "refuses" in page.text


def test_a_system_that_does_not_answer_loses_nothing(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    page = visit("/desk/crm/dossierdata/note/new/")
    form = fill(page, title="Blijft staan")
    with practice.down("dossierdata"):
        page = visit("/desk/crm/dossierdata/note/new/", form, status=503)
        assert page.form_fields()["f.title"] == "Blijft staan"
        visit("/desk/crm/dossierdata/note/")

    visit("/desk/crm/dossierdata/note/new/", fill(page), status=303)


def test_a_sign_in_that_was_taken_back_keeps_what_was_typed(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    form = fill(visit("/desk/crm/dossierdata/note/new/"), title="Blijft bewaard")
    practice.revoke_tokens()

    answer = visit("/desk/crm/dossierdata/note/new/", form, status=303)

    page = visit(answer.answer["Location"])
    wanted = page.form_fields()["next"]
    given = practice.dossierdata_tokens()
    save_tokens(staff, "dossierdata", Tokens(given["access_token"], given["refresh_token"], 86_400))
    assert visit(wanted).form_fields()["f.title"] == "Blijft bewaard"


def test_a_record_inside_a_record_is_searched_too(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/cirrus/orders/new/?lang=en")
    page = visit(
        "/desk/crm/cirrus/orders/new/", {**fill(page, price="12,50"), "_pick": "account.id"}, status=303
    )
    page = visit(page.answer["Location"])
    row = next(a.get("href", "") for a in page.all("a") if a.get("data-row") is not None)

    page = visit(row)

    assert page.form_fields()["f.account.id"].isdigit()
    assert page.form_fields()["f.price"] == "12,50"


def test_an_order_needs_its_account(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/cirrus/orders/new/?lang=en")

    page = visit("/desk/crm/cirrus/orders/new/", fill(page, placedate="2/3/2026"), status=422)

    assert "Account: Fill this in." in page.text


KOK = {"firstName": "Kim", "lastName": "Kok", "dateOfBirth": "1/2/1980"}


@pytest.mark.parametrize(
    ("place", "given", "wrong", "right"),
    [
        ("dossierdata/customer", KOK, {"emailaddress": "kein"}, "kok@kantoor.example"),
        ("dossierdata/customer", KOK, {"iban": "BE00 1234"}, "BE68 5390 0754 7034"),
        (
            "cirrus/accounts",
            {"name": "Kok", "typeid": "1", "userid": "1"},
            {"email": f"{'a' * 300}@kok.example"},
            "kok@kantoor.example; info@kantoor.example",
        ),
    ],
)
def test_what_is_no_address_or_account_is_said_beside_its_field(
    staff: Any,
    visit: Visit,
    practice: PracticeOffice,
    place: str,
    given: dict[str, str],
    wrong: dict[str, str],
    right: str,
) -> None:
    """The documents state no format for these fields, so the systems take anything."""
    address = f"/desk/crm/{place}/new/?lang=en"
    form = fill(visit(address), **given, **wrong)
    system, resource = place.split("/")
    count = len(practice.records(system, resource))
    page = visit(address, form, status=422)
    (name, text), *_ = wrong.items()
    said = "This is not a valid IBAN." if name == "iban" else "Fill in an e-mail address"
    assert said in page.text
    assert page.form_fields(len(page.main_forms()) - 1)[f"f.{name}"] == text
    assert len(practice.records(system, resource)) == count
    visit(address, {**fill(page), f"f.{name}": right}, status=303)


def test_an_odd_address_that_the_system_holds_stands_in_no_way(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    odd = practice.store_record("cirrus", "accounts", name="Kok", email="kein", typeid=1, userid=1)
    address = f"/desk/crm/cirrus/accounts/{odd['id']}/edit/"
    visit(address, fill(visit(address), name="Kok BV"), status=303)
    assert practice.record("cirrus", "accounts", odd["id"])["name"] == "Kok BV"
    assert practice.record("cirrus", "accounts", odd["id"])["email"] == "kein"
