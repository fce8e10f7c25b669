"""Staff find payments by file, reference, sum and day, and take a list along."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.audit.models import Event
from portal.payments.models import Attempt, Oddity, State
from portal.payments.settling.alerts import review_alerts
from tests.pages.conftest import Visit
from tests.pages.payments.desk.conftest import ALL, DESK, Make

pytestmark = pytest.mark.sqlite


def search(visit: Visit, **typed: str) -> str:
    address = str(visit(DESK, typed, status=303).answer["Location"])
    assert not any(value in address for value in typed.values()), "what was typed stands in no address"
    page = visit(address)
    assert not any(value in (href or "") for value in typed.values() for href in page.links().values())
    return page.text


def test_each_page_asks_its_own_permission(visit: Visit, make: Make, enter: object) -> None:
    attempt = make(State.NEEDS_REVIEW)
    assert visit(DESK, status=303).answer["Location"].startswith("/desk/sign-in/")
    enter()  # type: ignore[operator]
    for path in ("", "alerts/", "reports/", "refunds/", f"{attempt.pk}/"):
        assert "payments.view_a" in visit(f"{DESK}{path}", status=403).text
    posts = {
        "": "view_attempt",
        "export/": "export_attempt",
        f"{attempt.pk}/look/": "view_attempt",
        f"{attempt.pk}/resolve/": "decide_attempt",
        f"{attempt.pk}/line/": "decide_attempt",
        f"{attempt.pk}/alerts/1/": "decide_attempt",
        f"{attempt.pk}/report/": "change_booking",
        f"{attempt.pk}/refund/": "decide_attempt",
        "refunds/1/end/": "pay_back",
    }
    for path, permission in posts.items():
        assert f"payments.{permission}" in visit(f"{DESK}{path}", {}, status=403).text
    attempt.refresh_from_db()
    assert attempt.state == State.NEEDS_REVIEW


def test_who_only_looks_sees_no_button_that_decides(visit: Visit, make: Make, enter: object) -> None:
    attempt = make(State.NEEDS_REVIEW)
    review_alerts(attempt)
    enter("payments.view_attempt", "payments.view_alert")  # type: ignore[operator]
    page = visit(f"{DESK}{attempt.pk}/")
    assert [form.get("action") for form in page.main_forms()] == [f"{DESK}{attempt.pk}/look/"]
    assert "/export/" not in visit(DESK).html


def test_a_payment_is_found_by_what_people_know(visit: Visit, make: Make, enter: object) -> None:
    one = make(State.BOOKED, amount_cents=8700)
    two = make(State.SEEN, amount_cents=123456, file_name="26/009999")
    Attempt.objects.filter(pk=one.pk).update(created_at=timezone.now() - timedelta(days=9))
    enter(*ALL)  # type: ignore[operator]
    for typed in ("26/004512", "26004512", one.reference.lower()):
        text = search(visit, text=typed)
        assert one.reference in text
        assert two.reference not in text
    text = search(visit, amount="1.234,56")
    assert two.reference in text
    assert one.reference not in text
    eight_days_ago = timezone.localdate() - timedelta(days=8)
    assert two.reference not in search(visit, created_to=f"{eight_days_ago:%d/%m/%Y}")
    assert "No payment fits" in search(visit, text="26/00451")
    assert two.reference in visit(DESK).text


def test_what_is_searched_is_sealed_in_the_session_and_taken_along(
    client: Client, visit: Visit, make: Make, enter: object
) -> None:
    one = make(State.BOOKED, amount_cents=8700)
    make(State.BOOKED, amount_cents=123456, file_name="26/009999")
    enter(*ALL)  # type: ignore[operator]
    address = str(visit(DESK, {"text": one.reference}, status=303).answer["Location"])
    assert one.reference not in str(dict(client.session))
    page = visit(address)
    (form,) = [form for form in page.main_forms() if "export" in form.get("action", "")]
    assert form.get("data-again") is not None, "a download can be taken twice"
    rows = client.post(form.get("action", "")).content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert one.reference in rows[1]


def test_a_search_that_makes_no_sense_says_so_and_stays(visit: Visit, enter: object) -> None:
    enter(*ALL)  # type: ignore[operator]
    page = visit(
        DESK,
        {"amount": "a lot", "created_from": "3/3/2026", "created_to": "2/3/2026"},
        status=422,
    )
    assert "Write the amount in numbers" in page.text
    assert "Choose a day after the first one." in page.text
    assert 'value="a lot"' in page.html


def test_filters_stand_in_the_address_and_unknown_ones_do_nothing(
    visit: Visit, make: Make, enter: object
) -> None:
    late = make(State.PAID_LATE, oddity=Oddity.LATE, amount_cents=1)
    booked = make(State.BOOKED, amount_cents=2)
    review = make(State.NEEDS_REVIEW, amount_cents=3)
    review_alerts(review)
    enter(*ALL)  # type: ignore[operator]
    for query, found in {"oddity=late": late, "state=booked": booked, "alert=1": review}.items():
        text = visit(f"{DESK}?{query}").text
        assert [one.reference in text for one in (late, booked, review)] == [
            one == found for one in (late, booked, review)
        ]
    assert booked.reference in visit(f"{DESK}?state=nonsense&provider=%00&page=99999999999999999999").text


def test_a_list_is_taken_along_guarded_and_the_trail_says_who(
    client: Client, visit: Visit, make: Make, enter: object
) -> None:
    make(State.BOOKED, amount_cents=8700, file_name="=1+1")
    make(State.SEEN, amount_cents=1)
    enter(*ALL)  # type: ignore[operator]
    answer = client.post(f"{DESK}export/?state=booked")
    assert answer["Content-Disposition"] == 'attachment; filename="payments.csv"'
    assert answer["Cache-Control"] == "no-store"
    header, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    told = dict(zip(header, row, strict=True))
    assert told["file"] == "'=1+1"
    assert (told["asked"], told["paid"], told["state"]) == ("87,00", "", "booked")
    event = Event.objects.get(act="payments-exported")
    assert event.details["rows"] == 1
    assert event.details["states"] == ["booked"]
    assert event.staff_id


def test_what_needs_a_person_is_counted_and_listed(visit: Visit, make: Make, enter: object) -> None:
    attempt = make(State.PAID_TWICE, amount_cents=8700)
    review_alerts(attempt)
    enter(*ALL)  # type: ignore[operator]
    home = visit("/desk/")
    assert "Payment alerts 11 to do" in " ".join(home.links())
    assert f"{DESK}{attempt.pk}/" in home.links().values()
    row = visit(f"{DESK}alerts/")
    assert "paid beside another payment of the same amount" in row.text
    assert "26/004512" in row.text
