"""Members of staff are added, given roles, switched off and let in again, on the desk's own pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from portal.audit.models import Event
from portal.desk.models import Hold
from portal.office.models import Office
from portal.outbox.models import Delivery
from tests.pages.conftest import Visit
from tests.pages.desk.people.conftest import make_person
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.desk.test_queue import make_delivery
from tests.pages.page import Page

HOME = "/desk/settings/people/"
NEW = "another practice password"


@pytest.fixture
def see(visit: Visit, client: Client, admin: User) -> Visit:
    """The office admin at the desk, in English."""
    sign_in_staff(client, "admin")
    client.cookies["language"] = "en"
    return visit


@pytest.fixture
def admin(_roles: None) -> User:
    return make_person("admin", "office admin", last_name="Aerts")


def at(person: User, act: str = "") -> str:
    return f"{HOME}{person.pk}/{act}{'/' if act else ''}"


def ids(*names: str) -> list[int]:
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


def told(act: str) -> list[dict[str, Any]]:
    return [event.details for event in Event.objects.filter(act=act)]


def test_the_list_says_who_may_do_what(see: Visit, handler: User, root: User, auditor: User) -> None:
    handler.is_active = False
    handler.save()

    page = see(HOME)

    assert "office admin" in page.text
    assert "superuser" in page.text
    assert "switched off" in page.text
    assert page.links()["handler"] == at(handler)


def test_the_auditor_reads_the_list_and_changes_nothing(
    client: Client, visit: Visit, auditor: User, handler: User
) -> None:
    sign_in_staff(client, "auditor")
    client.cookies["language"] = "en"

    assert "Add somebody" not in visit(HOME).links()
    assert not any("/roles/" in link for link in visit(at(handler)).links().values())
    for act in ("roles", "off", "on", "sign-out", "link"):
        assert client.get(at(handler, act)).status_code == client.post(at(handler, act)).status_code == 403
    assert client.post(f"{HOME}invite/", {"username": "x", "confirm": "1"}).status_code == 403


def add(see: Visit, *, roles: list[int], **changes: str) -> Page:
    """The page after adding somebody: the check when it has one."""
    fields = {"username": "lotte", "first_name": "Lotte", "last_name": "Vos", "email": "l@kantoor.example"}
    return see(f"{HOME}invite/", {**fields, **changes, "roles": roles})


def find_link(page: Page) -> str:
    """The path of the link a page shows; "" when it shows none."""
    found = [one.text or "" for one in page.all("code")]
    return found[0].partition("://")[2].partition("/")[2] if found else ""


def test_somebody_is_added_and_chooses_a_password(see: Visit, client: Client, admin: User) -> None:
    check = add(see, roles=ids("handler"))
    assert not User.objects.filter(username="lotte").exists()
    assert "handler" in check.text
    answer = see(f"{HOME}invite/", {**check.form_fields(), "confirm": "1"}, status=303).answer
    shown = see(answer["Location"])
    link = find_link(shown)
    assert link
    assert find_link(see(answer["Location"])) == ""
    person = User.objects.get(username="lotte")
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (True, False, False)
    assert [group.name for group in person.groups.all()] == ["handler"]

    door = Client()
    door.cookies["language"] = "en"
    answer = door.get(f"/{link}")
    assert (answer.status_code, answer["Location"]) == (303, "/desk/password/")
    page = Page(door.get("/desk/password/"))
    page.check()
    assert "lotte" in page.text
    answer = door.post("/desk/password/", {"password": NEW, "again": NEW})
    assert answer["Location"] == "/desk/password/done/"
    assert door.post("/desk/sign-in/", {"username": "lotte", "password": NEW})["Location"] == "/desk/"

    assert [event["user"] for event in told("staff-link-made") + told("staff-link-used")] == [person.pk] * 2
    everything = str(list(Event.objects.values()))
    assert not any(secret in everything for secret in ("Lotte", "l@kantoor", link.split("/")[-2], NEW))


def test_a_link_works_once_and_for_nobody_else(see: Visit, client: Client, handler: User) -> None:
    answer = see(at(handler, "link"), {}, status=303).answer
    link = find_link(see(answer["Location"]))
    first, second = Client(), Client()
    for door in (first, second):
        door.get(f"/{link}")
        assert door.get("/desk/password/").status_code == 200
    first.post("/desk/password/", {"password": NEW, "again": NEW})

    assert second.post("/desk/password/", {"password": "x" + NEW, "again": "x" + NEW}).status_code == 410
    assert second.get("/desk/password/").status_code == 410
    handler.refresh_from_db()
    assert handler.check_password(NEW)


@pytest.mark.parametrize("token", ["x", "1-x", "-", "99999999999999999999-x", "1-" + "9" * 500, "²-x"])
def test_a_made_up_link_opens_nothing(token: str, client: Client, handler: User) -> None:
    client.get(f"/desk/password/link/{token}/")
    assert client.get("/desk/password/").status_code == 410
    assert client.post("/desk/password/", {"password": NEW, "again": NEW}).status_code == 410


def test_a_new_link_ends_the_one_before_and_the_password(see: Visit, handler: User) -> None:
    links = []
    for _ in range(2):
        answer = see(at(handler, "link"), {}, status=303).answer
        links.append(find_link(see(answer["Location"])))
    door = Client()

    door.get(f"/{links[0]}")
    assert door.get("/desk/password/").status_code == 410
    door.get(f"/{links[1]}")
    assert door.get("/desk/password/").status_code == 200
    assert sign_in_staff(Client(), "handler").status_code == 422


@pytest.mark.parametrize(
    ("password", "again"),
    [
        ("short", "short"),
        (NEW, NEW + "x"),
        ("", ""),
        ("handler12345", "handler12345"),
        ("qwerty123456", "qwerty123456"),
    ],
)
def test_a_weak_password_is_refused(password: str, again: str, see: Visit, handler: User) -> None:
    answer = see(at(handler, "link"), {}, status=303).answer
    door = Client()
    door.get(f"/{find_link(see(answer['Location']))}")

    door.cookies["language"] = "de"
    page = Page(door.post("/desk/password/", {"password": password, "again": again}))
    page.check()
    assert (page.status, "This password" in page.text) == (422, False)
    handler.refresh_from_db()
    assert not handler.has_usable_password()


def test_roles_are_changed_with_the_difference_first(see: Visit, handler: User, admin: User) -> None:
    page = see(at(handler, "roles"), {"roles": ids("approver", "reader")})
    assert [group.name for group in handler.groups.all()] == ["handler"]
    assert "handler" in page.text
    assert "approver, reader" in page.text

    see(
        at(handler, "roles"),
        {**page.form_fields(), "roles": ids("approver", "reader"), "confirm": "1"},
        status=303,
    )

    assert {group.name for group in handler.groups.all()} == {"approver", "reader"}
    events = Event.objects.filter(act="staff-groups-changed", staff_id=str(admin.pk))
    assert events.first().details["before"] == ["handler"]  # type: ignore[union-attr]
    assert events.last().details["after"] == ["approver", "reader"]  # type: ignore[union-attr]


def test_roles_that_somebody_else_changed_meanwhile_stay(see: Visit, handler: User) -> None:
    page = see(at(handler, "roles"), {"roles": ids("approver")})
    handler.groups.set(Group.objects.filter(name="reader"))

    see(at(handler, "roles"), {**page.form_fields(), "roles": ids("approver"), "confirm": "1"}, status=409)

    assert [group.name for group in handler.groups.all()] == ["reader"]


@pytest.mark.parametrize("above", ["auditor", "money checker"])
def test_a_role_that_holds_more_is_neither_shown_nor_taken(above: str, see: Visit, handler: User) -> None:
    page = see(at(handler, "roles"))
    shown = {item.get("value") for item in page.all("input") if item.get("name") == "roles"}
    assert not {str(one) for one in ids(above)} & shown
    assert above in page.text

    see(at(handler, "roles"), {"roles": ids(above), "seen": ids("handler"), "confirm": "1"}, status=422)
    check = add(see, roles=ids("reader"))
    see(f"{HOME}invite/", {**check.form_fields(), "roles": ids(above), "confirm": "1"}, status=422)

    assert [group.name for group in handler.groups.all()] == ["handler"]
    assert not User.objects.filter(username="lotte").exists()


@pytest.mark.parametrize("act", ["roles", "off", "on", "sign-out", "link"])
@pytest.mark.parametrize("above", ["root", "auditor"])
def test_who_holds_more_is_out_of_reach(
    above: str, act: str, see: Visit, client: Client, root: User, auditor: User
) -> None:
    person = User.objects.get(username=above)
    before = User.objects.filter(pk=person.pk).values().get()

    page = see(at(person, act), status=403)
    see(at(person, act), {"roles": [], "confirm": "1"}, status=403)

    assert "You cannot change anything here" in page.text
    assert User.objects.filter(pk=person.pk).values().get() == before
    assert not told("staff-sessions-ended")


def test_who_is_switched_off_is_out_at_once_and_stays_out_when_back(see: Visit, handler: User) -> None:
    theirs = Client()
    sign_in_staff(theirs, "handler")
    assert theirs.get("/desk/").status_code == 200

    page = see(at(handler, "off"))
    assert "switched off" in page.text
    see(at(handler, "off"), {}, status=303)
    assert theirs.get("/desk/").status_code == 303
    assert sign_in_staff(Client(), "handler").status_code == 422
    see(at(handler, "on"), {}, status=303)

    assert theirs.get("/desk/").status_code == 303
    assert sign_in_staff(theirs, "handler").status_code == 303
    assert theirs.get("/desk/").status_code == 200
    changes = [(one["before"], one["after"]) for one in told("staff-changed") if one["user"] == handler.pk]
    assert changes == [
        ({"is_active": True}, {"is_active": False}),
        ({"is_active": False}, {"is_active": True}),
    ]


def test_the_work_of_who_leaves_goes_back_for_anybody(see: Visit, office: Office, handler: User) -> None:
    delivery = make_delivery(1)
    Delivery.objects.update(office=office)
    Hold.objects.create(kind="delivery-given-up", row_id=delivery.pk, owner=handler)
    Hold.objects.create(kind="delivery-given-up", row_id=999_999, owner=handler)  # done long ago
    assert "Work they took 1" in see(at(handler, "off")).text
    see(at(handler, "off"), {}, status=303)
    assert not Hold.objects.filter(owner__isnull=False).exists()
    assert [(one["before"], one["after"]) for one in told("work-owner")] == [(handler.pk, None)]


def test_every_session_of_a_person_ends(see: Visit, handler: User) -> None:
    devices = [Client(), Client()]
    for device in devices:
        sign_in_staff(device, "handler")

    see(at(handler, "sign-out"), {}, status=303)

    assert [device.get("/desk/").status_code for device in devices] == [303, 303]
    assert [device.get("/admin/").status_code for device in devices] == [302, 302]
    assert told("staff-sessions-ended") == [{"user": handler.pk}]
    assert see(HOME).status == 200
    assert sign_in_staff(devices[0], "handler").status_code == 303
    assert devices[0].get("/desk/").status_code == 200


def test_what_else_a_browser_keeps_outlives_the_end_of_a_staff_session(see: Visit, handler: User) -> None:
    other = Client()
    sign_in_staff(other, "handler")
    see(at(handler, "sign-out"), {}, status=303)
    session = other.session
    session["defendant-like"] = "stays"
    session.save()

    assert other.get("/desk/").status_code == 303
    assert other.session["defendant-like"] == "stays"


def test_a_staff_session_survives_a_letter_link(
    see: Visit, sign_in: Callable[..., Any], admin: User, client: Client
) -> None:
    see(at(admin, "sign-out"), {}, status=303)
    sign_in_staff(client, "admin")
    sign_in("documents", "en")

    assert client.get("/desk/").status_code == 200


def test_nobody_switches_themselves_off(see: Visit, admin: User) -> None:
    assert not any(link.endswith("/off/") for link in see(at(admin)).links().values())

    see(at(admin, "off"), {}, status=409)

    admin.refresh_from_db()
    assert admin.is_active


def test_an_act_done_already_is_said(see: Visit, handler: User) -> None:
    see(at(handler, "on"), {}, status=409)
    see(at(handler, "off"), {}, status=303)
    see(at(handler, "off"), {}, status=409)
    see(at(handler, "link"), {}, status=409)


@pytest.mark.parametrize("name", ["admin", "ADMIN", "", "with space", "x" * 151, "nul\0"])
@pytest.mark.usefixtures("see")
def test_a_name_that_cannot_be_is_refused(name: str, client: Client) -> None:
    answer = client.post(f"{HOME}invite/", {"username": name, "last_name": "Vos", "confirm": "1"})
    assert answer.status_code == 422
    assert User.objects.count() == 1


@pytest.mark.usefixtures("_roles")
def test_who_may_not_give_roles_adds_somebody_without(client: Client, visit: Visit) -> None:
    make_staff("desk", permissions=["desk.invite_people", "desk.view_people"])
    sign_in_staff(client, "desk")

    sent = {"username": "lotte", "last_name": "Vos", "roles": ids("text editor"), "confirm": "1"}
    visit(f"{HOME}invite/", sent, status=422)
    visit(f"{HOME}invite/", {**sent, "roles": []}, status=303)

    assert not User.objects.get(username="lotte").groups.exists()


@pytest.mark.parametrize("person_id", ["0", "999999", "9" * 30])
def test_nobody_is_there(person_id: str, see: Visit, client: Client) -> None:
    for act in ("", "roles/", "off/", "link/", "link/shown/"):
        assert client.get(f"{HOME}{person_id}/{act}").status_code == 404


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_every_page_in_each_language(language: str, see: Visit, client: Client, handler: User) -> None:
    client.cookies["language"] = language
    for page in (HOME, at(handler), f"{HOME}invite/", *(at(handler, act) for act in ACTS)):
        see(page)
    see(at(handler, "roles"), {"roles": ids("reader")})
    add(see, roles=ids("reader"))
    see(f"{HOME}invite/", {"username": ""}, status=422)
    answer = see(at(handler, "link"), {}, status=303).answer
    link = find_link(see(answer["Location"]))
    see(answer["Location"])
    see(f"/{link}", status=303)
    see("/desk/password/")
    see("/desk/password/", {"password": "x", "again": "y"}, status=422)
    see("/desk/password/", {"password": NEW, "again": NEW}, status=303)
    see("/desk/password/done/")
    see("/desk/password/", status=410)


ACTS = ("roles", "off", "sign-out", "link")


def test_numbers_of_any_length_are_refused_as_what_was_never_on_the_page(see: Visit, handler: User) -> None:
    for seen in ("9" * 4_301, "9" * 30, "٤", "-1", ""):
        answer = see(at(handler, "roles"), {"roles": ids("reader"), "seen": seen, "confirm": "1"}, status=409)
        assert answer.is_html
    assert ids("handler") == list(handler.groups.values_list("pk", flat=True))
