"""Staff sign in by name and password, with limits, and only to the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.audit.models import Event
from portal.desk.people.links import make_token
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD, make_staff, sign_in_staff
from tests.pages.page import Page


def test_stranger_is_sent_to_the_sign_in_page_and_on_to_the_page_wanted(visit: Visit, client: Client) -> None:
    make_staff()

    page = visit("/desk/", follow=True)

    assert page.heading == "Aanmelden bij het bureau"
    assert page.form_fields()["next"] == "/desk/"
    assert sign_in_staff(client, next_page="/desk/")["Location"] == "/desk/"
    assert visit("/desk/").heading == "Mijn werk"


def test_sign_in_and_sign_out_are_in_the_audit_trail(visit: Visit, client: Client) -> None:
    staff = make_staff()
    sign_in_staff(client)

    visit("/desk/sign-out/")
    page = visit("/desk/sign-out/", {}, status=303)

    assert page.answer["Location"] == "/desk/sign-out/"
    assert visit("/desk/sign-out/").heading == "U bent afgemeld"
    events = [(e.act, e.actor, e.staff_id) for e in Event.objects.filter(act__startswith="staff-signed-")]
    assert events == [
        ("staff-signed-in", "staff", str(staff.pk)),
        ("staff-signed-out", "staff", str(staff.pk)),
    ]
    visit("/desk/", status=303)


def test_wrong_password_says_so_and_keeps_the_name(visit: Visit) -> None:
    make_staff()

    page = visit("/desk/sign-in/", {"username": "an", "password": "wrong"}, status=422)

    assert "horen niet bij elkaar" in page.text
    assert page.form_fields()["username"] == "an"
    assert page.form_fields()["password"] == ""


def test_after_five_wrong_tries_the_right_password_waits_too(visit: Visit) -> None:
    make_staff()
    for _ in range(5):
        visit("/desk/sign-in/", {"username": "an", "password": "wrong"}, status=422)

    visit("/desk/sign-in/", {"username": "an", "password": PASSWORD}, status=422)

    visit("/desk/", status=303)


def test_empty_password_does_not_wipe_the_count_of_wrong_tries(visit: Visit) -> None:
    make_staff()
    for _ in range(4):
        visit("/desk/sign-in/", {"username": "an", "password": "wrong"}, status=422)
    visit("/desk/sign-in/", {"username": "an", "password": ""}, status=422)
    visit("/desk/sign-in/", {"username": "an", "password": "wrong"}, status=422)

    visit("/desk/sign-in/", {"username": "an", "password": PASSWORD}, status=422)


def find_passwords(page: Page) -> dict[str, str]:
    """The names of fields of passwords, and what they tell a password manager."""
    fields = [field for field in page.all("input") if field.get("type") == "password"]
    assert not [field for field in fields if field.get("onpaste") or field.get("maxlength", "500") != "500"]
    return {field.get("name", ""): field.get("autocomplete", "") for field in fields}


def test_passwords_are_masked_and_filled_in_by_a_manager(visit: Visit, client: Client) -> None:
    staff = make_staff()
    assert find_passwords(visit("/desk/sign-in/")) == {"password": "current-password"}
    client.get(reverse("people-door:link", args=[make_token(staff)]))
    chosen = {"password": "new-password", "again": "new-password"}
    assert find_passwords(visit("/desk/password/")) == chosen
    sign_in_staff(client)
    own = visit("/desk/own/password/")
    assert find_passwords(own) == {"current": "current-password", **chosen}
    for path in ("/desk/own/", "/desk/own/again/"):
        assert find_passwords(visit(path)) == {"password": "current-password"}, path


def test_a_password_counts_as_it_was_typed_to_its_last_sign(visit: Visit, client: Client) -> None:
    make_staff()
    sign_in_staff(client)
    chosen = "  Drie Paarse FIETSEN slapen é\t" + "lang " * 30 + " "
    assert len(chosen) > 150
    visit("/desk/own/password/", {"current": PASSWORD, "password": chosen, "again": chosen}, status=303)
    visit("/desk/sign-out/", {}, status=303)
    for wrong in (chosen.strip(), chosen.lower(), chosen[:-1], chosen + " "):
        visit("/desk/sign-in/", {"username": "an", "password": wrong}, status=422)
    visit("/desk/sign-in/", {"username": "an", "password": chosen}, status=303)


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
def test_who_is_no_member_of_staff_stays_out(fields: dict[str, bool], visit: Visit, client: Client) -> None:
    make_staff(**fields)

    assert sign_in_staff(client).status_code == 422


@pytest.mark.parametrize("wanted", ["https://other.example/", "//other.example/desk/", "/file/", "/desk/x/"])
def test_sign_in_goes_on_to_no_page_outside_the_desk(wanted: str, client: Client, office: object) -> None:
    make_staff()

    assert sign_in_staff(client, next_page=wanted)["Location"] == "/desk/"


def test_sign_in_leaves_nothing_of_an_earlier_visitor(client: Client, office: object) -> None:
    make_staff()
    session = client.session
    session["left"] = "behind"
    session.save()
    client.cookies["session"] = session.session_key

    sign_in_staff(client)

    assert "left" not in client.session


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_pages_of_the_door_in_each_language(language: str, visit: Visit, client: Client) -> None:
    visit(f"/desk/sign-in/?lang={language}")
    make_staff()
    sign_in_staff(client)
    visit("/desk/")
    visit("/desk/sign-out/")
