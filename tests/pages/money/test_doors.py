"""Where money goes cannot be changed by one person, by whichever door and in whatever role."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from portal.desk.people.roles import ROLES, make_roles
from portal.office.models import Office
from portal.payments.models import PaymentChannel
from tests.pages.desk.staff import make_staff, sign_in_staff

THIEF = {
    "account_holder": "J. Dief",
    "iban": "NL91ABNA0417164300",
    "bic": "ABNANL2A",
    "communication": "text",
    "online_payment": "",
}
TEXTS = {
    "slug": "office",
    "name": "Kantoor Proef",
    "city": "Brugge",
    "accent": "#1d4f5c",
    "transfer_cut_off": "15:00",
}
MONEY = tuple(THIEF)


def read_money() -> dict[str, object]:
    return {name: getattr(Office.objects.get(), name) for name in MONEY}


@pytest.fixture(params=[*ROLES, "superuser"])
def insider(request: pytest.FixtureRequest, client: Client, office: Office) -> str:
    """Somebody of each role, signed in."""
    role: str = request.param
    user = make_staff("insider", is_superuser=role == "superuser")
    if role in ROLES:
        make_roles()
        user.groups.add(Group.objects.get(name=role))
    sign_in_staff(client, "insider")
    return role


@pytest.mark.usefixtures("insider")
@pytest.mark.parametrize("field", MONEY)
def test_no_role_changes_a_money_field_in_the_admin(client: Client, office: Office, field: str) -> None:
    before = read_money()
    client.post(f"/admin/office/office/{office.pk}/change/", {**TEXTS, **THIEF, "_save": "Save"})
    assert read_money()[field] == before[field]


@pytest.mark.usefixtures("insider")
def test_no_role_makes_or_changes_or_removes_a_way_of_paying_in_the_admin(
    client: Client, office: Office
) -> None:
    row = PaymentChannel.objects.create(office=office, provider="tagor_sips")
    to = {"office": office.pk, "file_type_id": "", "provider": "transfer", "_save": "Save"}
    client.post("/admin/payments/paymentchannel/add/", {**to, "file_type_id": "3"})
    client.post(f"/admin/payments/paymentchannel/{row.pk}/change/", to)
    client.post(f"/admin/payments/paymentchannel/{row.pk}/delete/", {"post": "yes"})
    many = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post("/admin/payments/paymentchannel/", many)
    assert list(PaymentChannel.objects.values_list("file_type_id", "provider")) == [("", "tagor_sips")]


@pytest.mark.usefixtures("insider")
def test_no_role_removes_the_office_to_make_another(client: Client, office: Office) -> None:
    client.post(f"/admin/office/office/{office.pk}/delete/", {"post": "yes"})
    many = {"action": "delete_selected", "_selected_action": [office.pk], "post": "yes"}
    client.post("/admin/office/office/", many)
    assert Office.objects.filter(pk=office.pk).exists()


def test_the_first_office_is_made_without_an_account(client: Client, db: None) -> None:
    make_staff("boss", is_superuser=True)
    sign_in_staff(client, "boss")
    answer = client.post("/admin/office/office/add/", {**TEXTS, **THIEF, "_save": "Save"})
    assert answer.status_code == 302
    made = Office.objects.get()
    assert (made.city, made.iban, made.account_holder) == ("Brugge", "", "")


def test_the_text_editor_writes_at_the_desk_and_is_refused_in_the_admin(
    client: Client, office: Office
) -> None:
    make_roles()
    make_staff("editor").groups.add(Group.objects.get(name="text editor"))
    sign_in_staff(client, "editor")
    answer = client.post(f"/admin/office/office/{office.pk}/change/", {**TEXTS, "_save": "Save"})
    assert answer.status_code == 403
    assert Office.objects.get().city == office.city
    for page in ("office", "hours", "look", "texts"):
        assert client.get(f"/desk/settings/{page}/").status_code == 200, page


@pytest.mark.parametrize("field", ["opening_hours_nl", "name", "street", "opening_hours_en"])
def test_no_text_tells_another_account(client: Client, office: Office, field: str) -> None:
    make_staff("boss", is_superuser=True)
    sign_in_staff(client, "boss")
    text = {field: "Betaal op NL91 ABNA 0417 1643 00"}
    answer = client.post(f"/admin/office/office/{office.pk}/change/", {**TEXTS, **text, "_save": "Save"})
    assert answer.status_code == 200
    assert "NL91" not in getattr(Office.objects.get(), field)
