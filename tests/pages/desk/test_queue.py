"""The queue: one list of all work, in order; whose a row is, and until when it sleeps."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.audit.models import Event
from portal.crm.links.models import ContactCheck
from portal.desk.models import Hold
from portal.desk.queue.selectors import ROWS_PER_PAGE
from portal.outbox.models import Delivery
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page

pytestmark = pytest.mark.django_db

CHECKS = "events.view_event"
ALL = ("outbox.manage_deliveries", CHECKS, "desk.assign_work")


def make_check(number: int, *, days: float = 1.0) -> ContactCheck:
    at = timezone.now() - timedelta(days=days)
    return ContactCheck.objects.create(file_id=str(number), kind="address", occurred_at=at, event_id=number)


def make_delivery(number: int, *, days: float = 1.0) -> Delivery:
    now = timezone.now()
    return Delivery.objects.create(
        kind="plans.save",
        key=str(number),
        file_id=str(number),
        state="given_up",
        reason="unavailable",
        due_at=now,
        give_up_at=now,
        ended_at=now - timedelta(days=days),
    )


def list_files(page: Page) -> list[str]:
    """The file of each row, in order: the end of its id, as Tagor tells no number of these."""
    rows = [row for row in page.all("tr") if row.get("id", "").startswith("work-")]
    label = "File"
    cells = [cell for row in rows for cell in row.iter() if cell.get("data-label") == label]
    return ["".join(cell.itertext()).strip().removeprefix("…") for cell in cells]


def enter(client: Client, *permissions: str, name: str = "an") -> Any:
    user = make_staff(name, permissions=permissions)
    sign_in_staff(client, name)
    return user


def test_kinds_stand_in_one_order(client: Client, visit: Visit, office: Any) -> None:
    enter(client, *ALL)
    make_check(1, days=2)
    Delivery.objects.filter(pk=make_delivery(2, days=3).pk).update(office=office)
    make_check(3, days=4)
    assert list_files(visit("/desk/?lang=en")) == ["3", "2", "1"]


def test_pages_follow_each_other_and_lead_back(client: Client, visit: Visit, office: Any) -> None:
    enter(client, *ALL)
    for number in range(1, ROWS_PER_PAGE * 2 + 2):
        make_check(number, days=200 - number)
    Delivery.objects.filter(pk=make_delivery(500, days=150).pk).update(office=office)
    first = visit("/desk/queue/team/?lang=en")
    second = visit(first.links()["Next"])
    third = visit(second.links()["Next"])
    seen = [*list_files(first), *list_files(second), *list_files(third)]
    assert len(seen) == len(set(seen)) == ROWS_PER_PAGE * 2 + 2
    assert "Next" not in third.links()
    assert "Previous" not in first.links()
    assert list_files(visit(third.links()["Previous"])) == list_files(second)
    assert list_files(visit(second.links()["Previous"])) == list_files(first)


def test_rows_of_one_moment_are_each_shown_once(client: Client, visit: Visit) -> None:
    enter(client, *ALL)
    at = timezone.now() - timedelta(days=2)
    for number in range(ROWS_PER_PAGE + 3):
        check = make_check(number)
        ContactCheck.objects.filter(pk=check.pk).update(occurred_at=at)
    first = visit("/desk/?lang=en")
    second = visit(first.links()["Next"])
    assert len({*list_files(first), *list_files(second)}) == ROWS_PER_PAGE + 3


@pytest.mark.parametrize("place", ["x", "9.contact-check", "1.contact-check.x", f"{'9' * 19}.a.1", "1..1"])
def test_a_place_that_no_page_wrote_is_no_place(client: Client, visit: Visit, place: str) -> None:
    enter(client, *ALL)
    make_check(1)
    visit(f"/desk/?after={place}")
    visit(f"/desk/?before={place}&age=x&whose=x&language=xx")


def test_taking_and_giving_back(client: Client, visit: Visit) -> None:
    user = enter(client, CHECKS)
    check = make_check(1)
    page = visit("/desk/?lang=en")
    client.post(f"/desk/queue/contact-check/{check.pk}/take/", page.form_fields(1))
    assert Hold.objects.get().owner == user
    assert "an" in visit("/desk/?whose=mine&lang=en").text
    assert list_files(visit("/desk/?whose=free&lang=en")) == []
    client.post(f"/desk/queue/contact-check/{check.pk}/give-back/", {})
    assert Hold.objects.get().owner is None
    assert [event.details["after"] for event in Event.objects.filter(act="work-owner")] == [user.pk, None]


def test_what_a_colleague_does_is_not_mine(client: Client, visit: Visit) -> None:
    an, bo = enter(client, CHECKS), make_staff("bo", permissions=[CHECKS])
    Hold.objects.create(kind="contact-check", row_id=make_check(1).pk, owner=bo)
    Hold.objects.create(kind="contact-check", row_id=make_check(2).pk, owner=an)
    make_check(3)
    assert sorted(list_files(visit("/desk/?lang=en"))) == ["2", "3"]
    assert list_files(visit("/desk/?whose=mine&lang=en")) == ["2"]
    assert sorted(list_files(visit("/desk/queue/team/?lang=en"))) == ["1", "2", "3"]


def test_two_who_take_one_row(client: Client, visit: Visit) -> None:
    bo = make_staff("bo", permissions=[CHECKS])
    enter(client, CHECKS)
    check = make_check(1)
    Hold.objects.create(kind="contact-check", row_id=check.pk, owner=bo)
    page = visit(f"/desk/queue/contact-check/{check.pk}/take/?lang=en", {}, status=409)
    assert "bo was first" in page.text
    visit(f"/desk/queue/contact-check/{check.pk}/give-back/", {}, status=409)
    assert Hold.objects.get().owner == bo


def test_giving_it_to_a_colleague(client: Client, visit: Visit) -> None:
    enter(client, *ALL)
    bo = make_staff("bo", permissions=[CHECKS])
    make_staff("cy")
    check = make_check(1)
    address = f"/desk/queue/contact-check/{check.pk}/assign/"
    page = visit(f"{address}?lang=en")
    assert "cy" not in page.text  # may not do such work
    visit(address, {"owner": "999"}, status=422)
    visit(address, {"owner": "", "seen": "x"}, status=422)
    answer = client.post(address, {**page.form_fields(), "owner": bo.pk, "back": "/desk/queue/team/?age=1"})
    assert answer["Location"] == "/desk/queue/team/?age=1"
    assert Hold.objects.get().owner == bo
    # Somebody who still sees the row as nobody's does not take it from bo.
    visit(address, {"owner": make_staff("di", permissions=[CHECKS]).pk, "seen": ""}, status=409)
    assert Hold.objects.get().owner == bo


def test_back_leads_to_the_desk_only(client: Client) -> None:
    enter(client, CHECKS)
    check = make_check(1)
    for back in ("https://evil.example/", "//evil.example/desk/", "/file/", "/desk/nothing/"):
        answer = client.post(f"/desk/queue/contact-check/{check.pk}/take/", {"back": back})
        assert answer["Location"] == "/desk/"


def test_what_is_put_aside_sleeps_until_its_day(client: Client, visit: Visit) -> None:
    enter(client, CHECKS)
    check = make_check(1)
    address = f"/desk/queue/contact-check/{check.pk}/sleep/"
    tomorrow = timezone.localdate() + timedelta(days=1)
    visit(address, {"until": "", "reason": ""}, status=422)
    visit(address, {"until": f"{timezone.localdate():%d/%m/%Y}", "reason": "x"}, status=422)
    visit(address, {"until": f"{tomorrow:%d/%m/%Y}", "reason": "De klant belt terug"}, status=303)
    assert list_files(visit("/desk/?lang=en")) == []
    assert "De klant belt terug" in visit("/desk/queue/asleep/?lang=en").text
    Hold.objects.update(asleep_until=timezone.localdate())
    assert list_files(visit("/desk/?lang=en")) == ["1"]
    assert "De klant" not in str([event.details for event in Event.objects.all()])


def test_news_wakes_what_sleeps(client: Client, visit: Visit) -> None:
    enter(client, CHECKS)
    check = make_check(1)
    tomorrow = timezone.localdate() + timedelta(days=1)
    client.post(
        f"/desk/queue/contact-check/{check.pk}/sleep/", {"until": f"{tomorrow:%d/%m/%Y}", "reason": "wacht"}
    )
    ContactCheck.objects.update(occurred_at=timezone.now() + timedelta(seconds=1))
    page = visit("/desk/?lang=en")
    assert list_files(page) == ["1"]
    assert "Something new came" in page.text
    client.post(f"/desk/queue/contact-check/{check.pk}/wake/", {})
    assert Hold.objects.get().reason == ""


def test_a_row_that_is_done_cannot_be_taken(client: Client, visit: Visit) -> None:
    enter(client, CHECKS)
    check = make_check(1)
    ContactCheck.objects.update(is_open=False, closed_at=timezone.now())
    page = visit(f"/desk/queue/contact-check/{check.pk}/take/?lang=en", {}, status=404)
    assert "no longer waits" in page.heading
    visit(f"/desk/queue/contact-check/{2**70}/sleep/", status=404)
    assert not Hold.objects.exists()


def test_work_of_others_stays_closed(client: Client, visit: Visit) -> None:
    enter(client, CHECKS)
    delivery = make_delivery(1)
    for act in ("take", "give-back", "wake"):
        visit(f"/desk/queue/delivery-given-up/{delivery.pk}/{act}/", {}, status=403)
    visit(f"/desk/queue/delivery-given-up/{delivery.pk}/sleep/", status=403)
    visit("/desk/queue/delivery-given-up/", status=403)
    visit("/desk/queue/nothing/", status=404)
    visit(f"/desk/queue/contact-check/{make_check(2).pk}/assign/", status=403)
    assert not Hold.objects.exists()


def test_filters_by_kind_and_age(client: Client, visit: Visit, office: Any) -> None:
    enter(client, *ALL)
    make_check(1, days=5)
    make_check(2, days=0.5)
    Delivery.objects.filter(pk=make_delivery(3, days=9).pk).update(office=office)
    assert list_files(visit("/desk/?age=3&lang=en")) == ["3", "1"]
    assert list_files(visit("/desk/?kind=contact-check&lang=en")) == ["1", "2"]
    assert list_files(visit("/desk/?language=fr&lang=en")) == []
    assert list_files(visit("/desk/queue/contact-check/?lang=en")) == ["1", "2"]
