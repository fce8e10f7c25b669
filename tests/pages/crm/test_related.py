"""What a record's page says around it: its files, what was sent to it, its lists with how much is in them."""

from collections import Counter
from typing import Any

import pytest
from django.utils.translation import override

from portal.audit.models import Event
from portal.crm.document.catalogue import get_catalogue
from portal.crm.document.labels import is_translated_resource, name_resource
from portal.crm.links.models import Link, State
from portal.crm.models import CrmToken
from portal.office.selectors import get_office_row
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeOffice

ACCOUNT = "/desk/crm/cirrus/accounts/3/"
WITHOUT_A_LIST = {
    "dossierdata": {
        *("category_id", "documentcategory_id", "for_instance_id", "call_event_id", "joint_id"),
        *("signal_query_id", "process_email_account_folder_id", "lockable_id", "agency_id"),
        *("taxateur_id", "notaris_id", "verkopendMakelaar_id", "geldverstrekker_id", "label_id"),
        *("purchasing_broker_id", "mortgage_property_id", "financier_agency_id", "policy_id"),
        *("insurance_agency_id", "agency_contact_id", "garage_id", "garage_contact_id", "expert_id"),
    },
    "cirrus": {
        *("extrasexternalid", "businessareaid", "alternateid", "currencyid", "customerid", "resourceid"),
        *("typeid", "statusid", "intervalid", "periodid", "nextperiodid", "renewalperiodid", "renewalid"),
        *("advanceid", "otherid", "other_id", "connectid"),
    },
}
"""Ids of which the documents give no list that could be searched: they are typed."""


def link(file_id: str, state: State = State.CONFIRMED, *, party_id: str = "1") -> Link:
    place = {"system": "cirrus", "resource": "accounts", "record_id": "3", "owner_id": "3"}
    return Link.objects.create(
        office=get_office_row(), file_id=file_id, party_id=party_id, state=state, **place
    )


def count_of(page: Page, label: str) -> str:
    return next(text for text in page.links() if text.startswith(label))


def test_each_list_says_how_much_is_in_it_now(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    own = [one for one in practice.records("cirrus", "activities") if one["account"] == 3]
    page = visit(f"{ACCOUNT}?lang=en")
    assert count_of(page, "Activities (") == f"Activities ({len(own)})"
    practice.store_record("cirrus", "activities", account=3, user=1, description="Bezoek")
    assert count_of(visit(ACCOUNT), "Activities (") == f"Activities ({len(own) + 1})"


@pytest.mark.parametrize("system", ["dossierdata", "cirrus"])
@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_every_list_has_a_name_of_its_own_in_every_language(
    system: str, language: str, practice: PracticeOffice
) -> None:
    keys = list(get_catalogue(system).resources)
    assert [key for key in keys if not is_translated_resource(key)] == []
    with override(language):
        names = Counter(str(name_resource(key)) for key in keys)
    assert [name for name, count in names.items() if count > 1] == []


def test_a_list_that_does_not_answer_has_no_count(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    practice.fault("cirrus", "503", operation="list_activities", times=9)
    page = visit(f"{ACCOUNT}?lang=en")
    assert "Activities" in page.links()
    assert "Contacts (" in " ".join(page.links())


def test_the_files_of_a_record_are_named_with_their_state(
    staff: Any, visit: Visit, practice: PracticeOffice, django_user_model: Any
) -> None:
    seeded = practice.file()
    link(seeded.file_id)
    link("1900000000000000001", State.SUGGESTED)
    assert "26/004512" not in visit(ACCOUNT).text
    staff.is_superuser = True
    staff.save()
    page = visit(f"{ACCOUNT}?lang=en")
    assert page.links()["26/004512"] == f"/desk/file/{seeded.file_id}/crm/"
    assert "perhaps, not joined yet" in page.text
    assert "1900000000000000001" not in page.text
    with practice.down("tagor"):
        assert "26/004512" in visit(ACCOUNT).text, "a number that was read is known for a day"


def test_a_file_that_is_joined_is_not_called_a_suggestion(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    staff.is_superuser = True
    staff.save()
    for party_id, state in (("1", State.CONFIRMED), ("2", State.SUGGESTED)):
        link(practice.file().file_id, state, party_id=party_id)
    text = visit(f"{ACCOUNT}?lang=en").text
    assert "26/004512 joined" in " ".join(text.split())
    assert "perhaps, not joined yet" not in text


@pytest.mark.parametrize("system", ["dossierdata", "cirrus"])
def test_an_id_can_be_searched_unless_the_document_has_no_list_of_them(
    system: str, practice: PracticeOffice
) -> None:
    catalogue = get_catalogue(system)
    people = set(catalogue.system.hints.get("people", ()))
    forms = [
        operation
        for operation in catalogue.document.operations.values()
        if operation.operation_id in catalogue.owners and operation.method in {"POST", "PUT", "PATCH"}
    ]
    bare = {
        one.name
        for operation in forms
        for top in (*catalogue.get_path_fields(operation), *catalogue.get_body_fields(operation))
        for _place, one in top.walk()
        if one.name.lower().endswith("id") and len(one.name) > 2 and not one.reference
    }
    bare -= {"uuid", "paid", "valid", "bankid", "guid"}
    assert bare - people <= WITHOUT_A_LIST[system]


def test_a_colleague_is_chosen_by_name_and_whoever_writes_is_filled_in(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    staff.first_name, staff.last_name = "An", "Claes"
    staff.save()
    address = "/desk/crm/dossierdata/letter/new/?lang=en"
    assert visit(address).form_fields().get("f.user_id", "") == ""
    CrmToken.objects.update(number="7")
    page = visit(address)
    assert page.form_fields()["f.user_id"] == "7"
    assert '<option value="7">An Claes</option>' in page.html


def test_a_record_goes_only_when_its_number_is_typed(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    address = "/desk/crm/dossierdata/note/4/delete/"
    page = visit(address)
    assert "_typed" in page.html
    visit(address, page.form_fields() | {"_typed": "5"}, status=422)
    assert not practice.calls("delete_note")
    assert not Event.objects.filter(act="crm-asked").exists()


def test_what_is_filled_stays_folded_with_its_values_in_a_line(staff: Any, visit: Visit) -> None:
    page = visit(f"{ACCOUNT}edit/?lang=en")
    folds = page.all("details")
    assert folds
    assert not [fold for fold in folds if fold.get("open") is not None]
    assert "Rue de l'Exemple" in " ".join("".join(one.itertext()) for one in page.all("summary"))
    wrong = visit(f"{ACCOUNT}edit/", {**page.form_fields(), "f.name": ""}, status=422)
    assert [fold for fold in wrong.all("details") if fold.get("open") is not None], "what was typed is seen"


def test_each_group_of_kinds_is_named_in_the_language_of_the_page(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/cirrus/?lang=fr")
    assert "Vos propres champs" in page.text
    assert not [head for head in page.all("h2") for part in head.iter() if part.get("lang") == "en"]
