"""Staff find what could not be delivered, see why, and try again or drop it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.office.models import Office
from portal.outbox.handlers import GiveUp
from portal.outbox.models import Delivery, State
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.unit.outbox.conftest import KIND, Letters, letters, read_state, run  # noqa: F401 - letters is a fixture

pytestmark = pytest.mark.sqlite

LIST = "/desk/deliveries/"


def make(office: Office, words: str = "hello", **fields: object) -> Delivery:
    now = timezone.now()
    moments = {"due_at": now, "not_before": now, "give_up_at": now + timedelta(days=7)}
    if fields.get("state") in {State.GIVEN_UP, State.DONE}:
        moments |= {"not_before": None, "ended_at": now}  # type: ignore[dict-item]
    values = {"office": office, "kind": KIND, "key": words, "payload": {"words": words}, "file_id": "900"}
    return Delivery.objects.create(**{**values, **moments, **fields})  # type: ignore[arg-type]


@pytest.fixture
def staff(client: Client, office: Office) -> None:
    client.cookies["language"] = "en"
    make_staff(permissions=["outbox.manage_deliveries"])
    sign_in_staff(client)


def test_only_staff_with_the_permission_may_look(client: Client, visit: Visit, office: Office) -> None:
    found = make(office)
    client.cookies["language"] = "en"
    assert visit(LIST, status=303).answer["Location"].startswith("/desk/sign-in/")
    make_staff()
    sign_in_staff(client)
    for path in (LIST, f"{LIST}{found.pk}/"):
        assert "outbox.manage_deliveries" in visit(path, status=403).text
    for path in (f"{LIST}{found.pk}/retry/", f"{LIST}{found.pk}/drop/"):
        visit(path, {"reason": "by-hand"}, status=403)
    assert read_state(found)[0] == State.WAITING


@pytest.mark.usefixtures("staff")
def test_each_list_says_what_why_and_since_when(visit: Visit, office: Office) -> None:
    since = timezone.now() - timedelta(hours=3, minutes=5)
    make(office, "a", state=State.GIVEN_UP, reason="unclear", due_at=since)
    make(office, "b", state=State.DOUBTFUL, reason="no-answer")
    make(office, "c", reason="unavailable", due_at=timezone.now() - timedelta(days=3))
    make(office, "d", state=State.DONE)
    given_up, doubtful, waiting = (visit(f"{LIST}?state={name}") for name in ("", "doubtful", "waiting"))
    assert "The portal cannot tell whether it arrived." in given_up.text
    assert "3 hours" in given_up.text
    assert "Given up (1)" in given_up.text
    assert "It was sent, but no answer came that we can use." in doubtful.text
    assert "The system did not answer." in waiting.text
    assert "3 days" in waiting.text


@pytest.mark.usefixtures("staff")
def test_desk_leads_to_the_list(visit: Visit) -> None:
    assert LIST in visit("/desk/").links().values()


@pytest.mark.usefixtures("staff")
def test_nothing_to_do_says_so(visit: Visit) -> None:
    assert "Nothing was given up" in visit(LIST).text
    assert "There is nothing in this list" in visit(f"{LIST}?state=waiting").text


@pytest.mark.usefixtures("staff")
def test_long_list_has_pages(visit: Visit, office: Office) -> None:
    for number in range(51):
        make(office, f"{number}", state=State.GIVEN_UP, file_id=f"F{number:02}")
    first = visit(LIST)
    assert "F49" in first.text
    assert "F50" not in first.text
    second = visit(f"{LIST}?state=given_up&page=2")
    assert "F50" in second.text
    assert "Previous" in second.text


@pytest.mark.usefixtures("staff")
def test_given_up_one_is_tried_again(visit: Visit, office: Office, letters: Letters) -> None:  # noqa: F811
    found = make(office)
    letters.plan = [GiveUp("file-closed")]
    run()
    page = visit(f"{LIST}{found.pk}/")
    assert "It was refused with the code file-closed." in page.text
    visit(f"{LIST}{found.pk}/retry/", page.form_fields(), status=303)
    assert read_state(found)[0] == State.WAITING
    again = visit(f"{LIST}{found.pk}/retry/", page.form_fields(), status=303)
    assert "has moved meanwhile" in visit(again.answer["Location"]).text
    run()
    assert letters.arrived == ["hello"]
    assert "arrived" in visit(f"{LIST}{found.pk}/").text


@pytest.mark.usefixtures("staff")
def test_dropping_asks_why(visit: Visit, office: Office) -> None:
    found = make(office, state=State.GIVEN_UP, reason="unclear")
    assert "Look in the system first" in visit(f"{LIST}{found.pk}/").text
    refused = visit(f"{LIST}{found.pk}/drop/", {}, status=422)
    assert "Choose why you drop it." in refused.text
    visit(f"{LIST}{found.pk}/drop/", {"reason": "arrived"}, status=303)
    assert read_state(found) == (State.CANCELLED, "arrived")
    assert "It arrived after all" in visit(f"{LIST}{found.pk}/").text


@pytest.mark.usefixtures("staff")
def test_one_whose_key_is_gone_can_only_be_dropped(visit: Visit, office: Office) -> None:
    found = make(office, state=State.GIVEN_UP, reason="unavailable", has_secret=True)
    page = visit(f"{LIST}{found.pk}/")
    assert "The key to the file was kept for some days" in page.text
    assert "/retry/" not in page.html


@pytest.mark.usefixtures("staff")
def test_what_a_delivery_says_is_not_shown(visit: Visit, office: Office) -> None:
    found = make(office, payload={"words": "Jan Janssens"}, state=State.GIVEN_UP, reason="unclear")
    assert "Janssens" not in visit(f"{LIST}{found.pk}/").html
    assert "Janssens" not in visit(LIST).html


@pytest.mark.usefixtures("staff")
def test_delivery_of_another_office_or_of_none_is_not_found(visit: Visit, office: Office) -> None:
    other = Office.objects.create(slug="other")
    found = make(other)
    visit(f"{LIST}{found.pk}/", status=404)
    visit(f"{LIST}{found.pk + 1}/", status=404)


def test_admin_lists_and_shows_but_changes_nothing(admin_client: Client, office: Office) -> None:
    found = make(office, payload={"words": "Jan Janssens"}, secret="sealed text", has_secret=True)
    listed = admin_client.get("/admin/outbox/delivery/")
    shown = admin_client.get(f"/admin/outbox/delivery/{found.pk}/change/")
    assert (listed.status_code, shown.status_code) == (200, 200)
    assert b"sealed text" not in shown.content
    assert b"Janssens" not in shown.content
    assert admin_client.get("/admin/outbox/delivery/add/").status_code == 403


@pytest.mark.usefixtures("staff")
def test_what_was_decided_is_sent_again_by_who_decides(visit: Visit, office: Office) -> None:
    decision = make(office, kind="plans.save", state=State.GIVEN_UP, reason="unavailable")
    page = visit(f"{LIST}{decision.pk}/")
    assert "This is a decision. Your role does not hold the right “plans.decide_proposal”." in page.text
    assert not [form for form in page.main_forms() if str(decision.pk) in form.get("action", "")]
    for act in ("retry", "drop"):
        refused = visit(f"{LIST}{decision.pk}/{act}/", {"reason": "by-hand"}, status=403)
        assert "plans.decide_proposal" in refused.text
    assert read_state(decision)[0] == State.GIVEN_UP
    note = make(office, "note", state=State.GIVEN_UP, reason="unavailable")
    visit(f"{LIST}{note.pk}/drop/", {"reason": "by-hand"}, status=303)
    assert read_state(note)[0] == State.CANCELLED
