"""The panel: records of both systems beside the file, found by the portal and joined by a person."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from portal.audit.models import Event
from portal.crm.links.models import Link, State
from portal.office.models import Office
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

Join = Callable[..., Link]


def press(visit: Visit, page: Page, ending: str, **extra: str) -> Page:
    """Send the first form whose address ends so."""
    forms = page.main_forms()
    index = next(n for n, form in enumerate(forms) if form.get("action", "").endswith(ending))
    return visit(page.form_action(index), {**page.form_fields(index), **extra}, follow=True)


def panel_path(seeded: PracticeFile) -> str:
    return f"/desk/file/{seeded.file_id}/crm/"


def test_a_file_is_found_by_its_number(staff: Any, visit: Visit, seeded: PracticeFile) -> None:
    page = visit(f"/desk/file/crm/?q={seeded.file}&lang=en", follow=True)
    assert page.heading == f"CRM records of file {seeded.file}"


def test_a_file_is_found_by_the_beginning_of_its_number(
    staff: Any, visit: Visit, seeded: PracticeFile
) -> None:
    page = visit(f"/desk/file/crm/?q={seeded.file[:5]}&lang=en")
    assert seeded.file in page.links()
    assert "No file has this number." in visit("/desk/file/crm/?q=99/999999&lang=en").text


def test_what_is_typed_to_find_a_file_or_a_record_stands_in_no_address(
    staff: Any, client: Client, visit: Visit, seeded: PracticeFile
) -> None:
    for path, more in (
        ("/desk/file/crm/", {}),
        (panel_path(seeded) + "search/", {"where": "cirrus:contacts"}),
    ):
        answer = client.post(path, {"q": "Verhoeven", **more})
        page = visit(answer["Location"])
        assert 'value="Verhoeven"' in page.html
        assert "Verhoeven" not in answer["Location"]
        assert not [href for href in page.links().values() if "Verhoeven" in href]


def test_reading_never_writes_a_line(
    staff: Any, visit: Visit, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    visit(panel_path(seeded))
    assert practice.calls("TagorService/GetSaldo") == []
    assert Event.objects.filter(act="links-viewed", file_id=seeded.file_id).count() == 1


def test_records_are_suggested_and_joined_by_a_person_only(
    staff: Any, visit: Visit, seeded: PracticeFile
) -> None:
    page = press(visit, visit(f"{panel_path(seeded)}?lang=en"), "/find/")
    assert set(Link.objects.values_list("state", flat=True)) == {State.SUGGESTED}
    mine = Link.objects.filter(party_id=seeded.party_id)
    kinds = {(one.system, one.resource) for one in mine if one.score >= 90}
    assert kinds == {("cirrus", "accounts"), ("cirrus", "contacts"), ("dossierdata", "customer")}
    assert "has the number of this party" in page.text
    assert "has the number of this file" in page.text

    page = press(visit, page, "/confirm/")

    joined = Link.objects.get(state=State.CONFIRMED)
    assert joined.decided_by == staff
    assert Event.objects.filter(act="link-confirmed", file_id=seeded.file_id).count() == 1
    assert "The record is joined." in page.text


@pytest.mark.parametrize("slug", ["nl-woman", "fr-man", "company", "couple-one", "long-name"])
def test_every_defendant_is_found_in_both_systems(
    staff: Any, visit: Visit, practice: PracticeOffice, slug: str
) -> None:
    seeded = practice.file(slug)
    press(visit, visit(panel_path(seeded)), "/find/")
    found = Link.objects.filter(party_id=seeded.party_id)
    assert {one.system for one in found} == {"cirrus", "dossierdata"}


def test_a_suggestion_that_was_refused_does_not_come_back(
    staff: Any, visit: Visit, seeded: PracticeFile
) -> None:
    page = press(visit, visit(f"{panel_path(seeded)}?lang=en"), "/find/")
    page = press(visit, page, "/remove/")
    gone = Link.objects.get(state=State.REMOVED)
    press(visit, page, "/find/")
    gone.refresh_from_db()
    assert gone.state == State.REMOVED


def test_fresh_facts_of_both_systems_are_shown(
    staff: Any, visit: Visit, seeded: PracticeFile, join: Join, practice: PracticeOffice
) -> None:
    join("cirrus", "accounts", "2")
    join("dossierdata", "customer", "1")
    practice.store_record("cirrus", "accounts", id=2, phone="09 111 11 11")
    practice.store_record("dossierdata", "customer", id=1, mobile="0499 22 22 22")
    page = visit(f"{panel_path(seeded)}?lang=en")
    assert "09 111 11 11" in page.text
    assert "0499 22 22 22" in page.text
    assert page.links()["Open it in DossierData"] == f"{practice.base_url}/dossierdata/customer/1"


@pytest.mark.parametrize(
    ("system", "name", "other"), [("cirrus", "Cirrus", "employer"), ("dossierdata", "DossierData", "K1")]
)
def test_one_system_away_hides_nothing_of_the_other(
    staff: Any,
    visit: Visit,
    seeded: PracticeFile,
    join: Join,
    practice: PracticeOffice,
    system: str,
    name: str,
    other: str,
) -> None:
    join("cirrus", "accounts", "2")
    join("dossierdata", "customer", "1")
    with practice.down(system):
        page = visit(f"{panel_path(seeded)}?lang=en")
    assert f"{name} does not answer. What it knows is missing here." in page.text
    assert ("Employer" if other == "employer" else "K10002") in page.text
    assert "No answer now" in page.text


def test_a_deleted_record_is_shown_as_such(
    staff: Any, visit: Visit, seeded: PracticeFile, join: Join, practice: PracticeOffice
) -> None:
    join("cirrus", "contacts", "2", "2")
    join("dossierdata", "customer", "1")
    practice.remove_record("cirrus", "contacts", 2)
    practice.remove_record("dossierdata", "customer", 1)
    page = visit(f"{panel_path(seeded)}?lang=en")
    assert page.text.count("This record is not there any more") == 2
    assert "Write a note" not in page.text
    assert "Undo the link" in page.text


def test_without_a_sign_in_at_dossierdata_the_rest_is_shown(
    stranger_at_dossierdata: Any, visit: Visit, seeded: PracticeFile, join: Join
) -> None:
    join("cirrus", "accounts", "2")
    join("dossierdata", "customer", "1")
    page = visit(f"{panel_path(seeded)}?lang=en")
    assert "K10002" in page.text
    assert page.links()["Sign in at DossierData"].startswith("/desk/crm/dossierdata/connect/?next=")


def test_a_record_is_joined_by_hand_and_undone(
    staff: Any, visit: Visit, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    path = (
        f"{panel_path(seeded)}search/?party={seeded.party_id}&where=cirrus:accounts&q=Fietsenwinkel&lang=en"
    )
    page = visit(path)
    page = press(visit, page, "/join/")
    link = Link.objects.get(state=State.CONFIRMED)
    assert (link.system, link.party_id, link.reasons) == ("cirrus", seeded.party_id, ["by-hand"])
    assert link.label.startswith("Fietsenwinkel")

    page = visit(f"{panel_path(seeded)}links/{link.pk}/remove/?lang=en")
    assert page.heading == "Undo the link?"
    press(visit, page, "/remove/")
    link.refresh_from_db()
    assert link.state == State.REMOVED


def test_a_customer_is_found_by_hand(staff: Any, visit: Visit, seeded: PracticeFile) -> None:
    page = visit(
        f"{panel_path(seeded)}search/?party={seeded.party_id}&where=dossierdata:customer&q=lotte verhoeven"
    )
    assert "Lotte Verhoeven" in page.links()


def test_a_file_that_is_not_there_and_tagor_away(
    staff: Any, visit: Visit, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    assert visit("/desk/file/123/crm/?lang=en", status=404).heading == "This is not there"
    with practice.down("tagor"):
        page = visit(f"{panel_path(seeded)}?lang=en", status=503)
    assert page.heading == "Tagor does not answer"


def test_a_broken_record_of_another_file_is_no_door(
    staff: Any, visit: Visit, practice: PracticeOffice, join: Join
) -> None:
    link = join("cirrus", "accounts", "2")
    other = practice.file("fr-man")
    for path in (f"links/{link.pk}/remove/", f"links/{link.pk}/note/"):
        visit(f"/desk/file/{other.file_id}/crm/{path}", status=404)


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_every_language(staff: Any, visit: Visit, seeded: PracticeFile, join: Join, language: str) -> None:
    link = join("cirrus", "accounts", "2")
    client_pages = [
        "",
        "search/",
        f"links/{link.pk}/note/",
        f"links/{link.pk}/task/",
        f"links/{link.pk}/contact/",
    ]
    for page in client_pages:
        visit(f"{panel_path(seeded)}{page}?lang={language}")
    visit(f"/desk/file/mirror/?lang={language}")


def test_a_reader_sees_and_may_not_send(
    client: Client, office: Any, visit: Visit, seeded: PracticeFile, join: Join, practice: PracticeOffice
) -> None:
    from tests.pages.desk.staff import make_staff, sign_in_staff  # noqa: PLC0415

    make_staff("bo", permissions=["links.view_link"])
    sign_in_staff(client, "bo")
    link = join("cirrus", "accounts", "2")
    page = visit(f"{panel_path(seeded)}?lang=en")
    assert "K10002" in page.text
    assert "Write a note" not in page.text
    assert page.main_forms() == []
    for path in ("search/", f"links/{link.pk}/note/", f"links/{link.pk}/remove/"):
        visit(f"{panel_path(seeded)}{path}", status=403)
    for path in ("find/", "join/", f"links/{link.pk}/confirm/"):
        visit(f"{panel_path(seeded)}{path}", {"party": ""}, status=403)
    visit("/desk/file/mirror/", status=403)
    assert practice.records("cirrus", "activities")[-1]["description"]
    link.refresh_from_db()
    assert link.state == State.CONFIRMED


def test_sure_matches_are_joined_at_once_with_what_differs(
    staff: Any, visit: Visit, office: Office, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    practice.store_record("dossierdata", "customer", id=1, emailaddress="other@customer.example")
    made = {"office": office, "file_id": seeded.file_id, "party_id": seeded.party_id, "score": 95}
    for system, resource, record_id in (("dossierdata", "customer", "1"), ("cirrus", "contacts", "2")):
        values = {"system": system, "resource": resource, "record_id": record_id, "owner_id": record_id}
        Link.objects.create(**made, **values, label="Lotte Verhoeven", state=State.SUGGESTED)
    address = f"/desk/file/{seeded.file_id}/crm/join-sure/"

    page = visit(f"{address}?lang=en")

    assert "other@customer.example" in page.text
    customer = Link.objects.get(system="dossierdata")
    visit(address, {"link": str(customer.pk)}, status=303)
    states = dict(Link.objects.values_list("system", "state"))
    assert states == {"dossierdata": State.CONFIRMED, "cirrus": State.SUGGESTED}


@pytest.mark.parametrize(
    ("fault", "said", "card"),
    [
        ("foreign", "Cirrus gives an answer that we cannot use.", "An answer that we cannot use"),
        ("garbage", "Cirrus gives an answer that we cannot use.", "An answer that we cannot use"),
        ("refuse", "Cirrus refuses to answer.", "Refused now"),
        ("429", "Cirrus asks us to wait.", "No answer now"),
    ],
)
@pytest.mark.usefixtures("staff")
def test_a_record_that_cannot_be_read_is_not_called_away(
    fault: str,
    said: str,
    card: str,
    join: Join,
    visit: Visit,
    client: Client,
    seeded: PracticeFile,
    practice: PracticeOffice,
) -> None:
    client.cookies["language"] = "en"
    join("cirrus", "accounts", "1", "1")
    practice.fault("cirrus", fault)
    page = visit(f"/desk/file/{seeded.file_id}/crm/")
    assert f"{said} What it knows is missing here." in page.text
    assert card in page.text
    assert "not there any more" not in page.text


@pytest.mark.usefixtures("staff")
def test_a_record_without_a_name_is_called_by_its_kind(
    join: Join, visit: Visit, client: Client, seeded: PracticeFile
) -> None:
    client.cookies["language"] = "nl"
    guid = "6c0f6f0e-6d6b-4a4e-9a55-7f2c0b6f2d11"
    link = join("digioffice", "contact", guid, guid, label="")
    join("cirrus", "accounts", "9000000000000000077", label="")
    join("cirrus", "contacts", "12", label="")
    shown = "".join(f"{one.text}" for one in case_cards(visit, seeded))
    assert "Contactpersoon" in shown
    assert "Relatie" in shown
    assert "Contactpersoon 12" in shown
    for hidden in (guid, "9000000000000000077"):
        assert hidden not in shown
        assert hidden not in visit(f"/desk/file/{seeded.file_id}/crm/links/{link.pk}/remove/").text


def case_cards(visit: Visit, seeded: PracticeFile) -> list[Page]:
    user = get_user_model().objects.get()
    user.user_permissions.add(*Permission.objects.filter(codename="view_case"))
    return [visit(f"/desk/file/{seeded.file_id}/"), visit(f"/desk/file/{seeded.file_id}/crm/")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", {"Relaties in Cirrus", "Contactpersonen in Cirrus", "Klanten in DossierData"}),
        ("fr", {"Comptes dans Cirrus", "Contacts dans Cirrus", "Clients dans DossierData"}),
        ("de", {"Konten in Cirrus", "Kontakte in Cirrus", "Kunden in DossierData"}),
    ],
)
@pytest.mark.usefixtures("staff")
def test_a_kind_of_record_has_one_name(
    language: str, words: set[str], visit: Visit, client: Client, seeded: PracticeFile
) -> None:
    client.cookies["language"] = language
    page = visit(f"/desk/file/{seeded.file_id}/crm/search/")
    assert words <= {one.text for one in page.all("option")}
    for system, resource in (("cirrus", "accounts"), ("cirrus", "contacts"), ("dossierdata", "customer")):
        heading = visit(f"/desk/crm/{system}/{resource}/").heading
        assert any(one.startswith(heading) for one in words), heading
