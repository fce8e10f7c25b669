"""The trail as an auditor reads it: found by person, file, kind and day; both values; taken along; proved."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client

from portal.audit.actors import DEFENDANT, Actor
from portal.audit.models import Event
from portal.audit.services import record
from tests.pages.conftest import Visit
from tests.pages.desk.case.conftest import Enter, enter  # noqa: F401 - a fixture
from tests.pages.desk.staff import make_staff
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite

AUDIT = "/desk/insight/audit/"
PAID, ASKED = "Decided whether a payment was paid", "Asked for a plan"


def narrow(visit: Visit, **given: str) -> str:
    answer = visit(AUDIT, given, status=303).answer["Location"]
    assert given.get("file", "nothing") not in answer
    return visit(answer).text


def test_each_page_asks_its_own_permission(visit: Visit, enter: Enter) -> None:  # noqa: F811
    enter()
    for path in ("", "1/"):
        assert "audit.view_event" in visit(AUDIT + path, status=403).text
    assert "audit.view_event" in visit(f"{AUDIT}check/", {}, status=403).text
    assert "audit.export_event" in visit(f"{AUDIT}export/", {}, status=403).text
    for path in ("/desk/insight/", "/desk/insight/fairness/"):
        assert "desk.view_insight" in visit(path, status=403).text


def test_an_event_is_found_by_person_kind_day_and_file(
    visit: Visit,
    enter: Enter,  # noqa: F811
    practice: PracticeOffice,
) -> None:
    els, seeded = make_staff("els"), practice.file()
    enter("audit.view_event")
    record("payment-resolved", by=Actor.staff(els), file_id=seeded.file_id)
    record("plan-asked", by=DEFENDANT, file_id="900")
    assert PAID in narrow(visit, staff=str(els.pk))
    assert ASKED not in narrow(visit, staff=str(els.pk))
    assert ASKED in narrow(visit, group="plan")
    assert PAID not in narrow(visit, group="plan")
    for typed in (seeded.file_id, "26/004512"):
        text = narrow(visit, file=typed)
        assert PAID in text
        assert ASKED not in text
    assert "Nothing fits" in narrow(visit, last="1/1/2020")
    assert ASKED in narrow(visit, actor="defendant")


def test_a_wrong_password_of_staff_is_no_signing_in_to_a_file(visit: Visit, enter: Enter) -> None:  # noqa: F811
    enter("audit.view_event")
    wrong, locked = "Gave a wrong password to an act", "A door was locked after wrong tries"
    made = record("sign-in-again-failed", by=Actor.staff(make_staff("els")))
    record("sign-in-locked", by=DEFENDANT)
    assert wrong in narrow(visit, group="staff")
    assert locked not in narrow(visit, group="staff")
    assert wrong not in narrow(visit, group="sign")
    assert locked in narrow(visit, group="sign")
    assert "About Staff" in visit(f"{AUDIT}{made.number}/").text


def test_values_of_an_older_release_are_shown_as_they_stand(visit: Visit, enter: Enter) -> None:  # noqa: F811
    enter("audit.view_event")
    fields = {"channels": {"before": {}, "after": {"": "no-such-service"}}}
    made = record("money-change-confirmed", by=DEFENDANT, details={"fields": fields})
    assert "no-such-service" in visit(f"{AUDIT}{made.number}/").text


def test_file_that_nobody_opened_is_called_by_the_end_of_its_id(visit: Visit, enter: Enter) -> None:  # noqa: F811
    enter("audit.view_event")
    made = record("plan-asked", by=DEFENDANT, file_id="9000000000000009876")
    for page in (visit(AUDIT), visit(f"{AUDIT}{made.number}/")):
        assert "…9876" in page.text
        assert "9000000000000009876" not in page.text


def test_odd_filters_break_nothing(visit: Visit, enter: Enter, practice: PracticeOffice) -> None:  # noqa: F811
    enter("audit.view_event")
    assert "Write the date" in narrow(visit, first="soon")
    for query in ("before=99999999999999999999999", "staff=%00", "group=nonsense", "actor=x", "before=-1"):
        visit(f"{AUDIT}?{query}")
    visit(f"{AUDIT}99999999999999999999/", status=404)
    with practice.down():
        assert "Tagor does not answer" in narrow(visit, file="26/004512")


def test_both_values_of_a_change_are_shown(visit: Visit, enter: Enter) -> None:  # noqa: F811
    enter("audit.view_event")
    fields = {"city": {"before": "Gent", "after": "Aalst"}}
    made = record("office-changed", by=DEFENDANT, details={"id": 1, "fields": fields})
    page = visit(f"{AUDIT}{made.number}/")
    assert "city Gent Aalst" in page.text
    moved = record("payment-see", by=DEFENDANT, details={"from": "at_bank", "to": "seen"})
    assert "at_bank seen" in visit(f"{AUDIT}{moved.number}/").text


def test_a_long_trail_has_pages(visit: Visit, enter: Enter) -> None:  # noqa: F811
    enter("audit.view_event")
    for _number in range(60):
        record("plan-asked", by=DEFENDANT)
    first = visit(f"{AUDIT}?group=plan")
    older = visit(first.links()["Next"])
    numbers = {row.get("href") for row in first.all("a")} & {row.get("href") for row in older.all("a")}
    assert not [href for href in numbers if href and href.startswith(AUDIT) and href[-2].isdigit()]


@pytest.mark.usefixtures("office")
def test_the_trail_is_taken_along_and_that_is_in_it(
    client: Client,
    visit: Visit,
    enter: Enter,  # noqa: F811
) -> None:
    enter("audit.view_event", "audit.export_event")
    record("plan-asked", by=DEFENDANT, file_id="=1+1")
    (form,) = [form for form in visit(AUDIT).main_forms() if "export" in form.get("action", "")]
    assert form.get("data-again") is not None, "a download can be taken twice"
    answer = client.post(f"{AUDIT}export/?group=plan")
    header, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    told = dict(zip(header, row, strict=True))
    assert told["file"] == "'=1+1"
    assert told["seal"] == Event.objects.get(act="plan-asked").seal
    assert Event.objects.get(act="audit-exported").details["rows"] == 1


def test_the_check_says_whether_every_seal_fits(visit: Visit, enter: Enter) -> None:  # noqa: F811
    enter("audit.view_event")
    made = record("plan-asked", by=DEFENDANT)
    good = visit(f"{AUDIT}check/", {}, status=303).answer["Location"]
    assert "The newest 5000 seals fit" in visit(good).text
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET act = 'plan-accepted' WHERE number = %s", [made.number])
    broken = visit(f"{AUDIT}check/", {}, status=303).answer["Location"]
    assert f"does not hold from event {made.number} on" in visit(broken).text


def test_the_check_stays_within_what_a_request_may_take(
    visit: Visit,
    enter: Enter,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("portal.desk.insight.trail.MOST_CHECKED", 5)
    enter("audit.view_event")
    first = record("plan-asked", by=DEFENDANT)
    for _number in range(6):
        record("plan-asked", by=DEFENDANT)
    last = record("plan-asked", by=DEFENDANT)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET act = 'plan-accepted' WHERE number = %s", [first.number])
    good = visit(f"{AUDIT}check/", {}, status=303).answer["Location"]
    assert good.endswith("?checked=good")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET act = 'plan-accepted' WHERE number = %s", [last.number])
    assert visit(f"{AUDIT}check/", {}, status=303).answer["Location"].endswith(f"?checked={last.number}")


def test_a_file_is_called_by_its_number(
    visit: Visit,
    enter: Enter,  # noqa: F811
    practice: PracticeOffice,
) -> None:
    seeded = practice.file()
    enter("audit.view_event", "desk.view_case")
    visit(f"/desk/file/{seeded.file_id}/")
    assert "26/004512" in visit(AUDIT).text
    assert (
        "Code of the act case-opened" in visit(f"{AUDIT}{Event.objects.get(act='case-opened').number}/").text
    )
