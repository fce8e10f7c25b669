"""What a CRM system refused: staff read what it says and why, change it, and send it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission

from portal.audit.models import Event
from portal.crm.links.models import Link
from portal.integrations.openapi import Refused
from portal.outbox import transitions
from portal.outbox.models import Delivery, State
from portal.outbox.outcomes import decide
from tests.pages.conftest import Visit
from tests.pages.crm.links.test_acts import NOTE, deliver, go_through
from tests.practice import PracticeFile, PracticeOffice


def refuse_a_note(staff: Any, visit: Visit, join: Callable[..., Link]) -> Delivery:
    staff.user_permissions.add(Permission.objects.get(codename="manage_deliveries"))
    staff.first_name, staff.last_name = "An", "Claes"
    staff.save()
    go_through(visit, join("dossierdata", "customer", "1"), "note", **NOTE)
    refused = Delivery.objects.get()
    decision = decide(Refused("invalid", "Title is too vague"), may_have_sent=True)
    transitions.give_up(refused, None, reason=decision.reason, said=decision.said)
    return refused


def test_a_refused_note_says_what_it_was_and_goes_out_changed(
    staff: Any, visit: Visit, join: Callable[..., Link], practice: PracticeOffice
) -> None:
    refused = refuse_a_note(staff, visit, join)
    assert refused.state == State.GIVEN_UP, refused.reason
    page = visit(f"/desk/deliveries/{refused.pk}/?lang=en")
    told = ("An Claes", "Lotte Verhoeven", "The system says", "Title is too vague")
    for part in (*told, NOTE["title"], NOTE["body"]):
        assert part in page.text, part
    assert "/desk/crm/dossierdata/customer/1/" in page.links().values()
    notes = len(practice.records("dossierdata", "note"))

    visit(f"/desk/deliveries/{refused.pk}/retry/", {"title": "", "body": "x"}, status=422)
    visit(f"/desk/deliveries/{refused.pk}/retry/", {"title": "Teruggebeld", "body": NOTE["body"]}, status=303)
    assert deliver().state == State.DONE
    note = practice.records("dossierdata", "note")[-1]
    assert len(practice.records("dossierdata", "note")) == notes + 1
    assert note["title"] == "Teruggebeld"
    changed = Event.objects.get(act="delivery-rewritten")
    assert changed.details["fields"] == ["title"]
    assert "Teruggebeld" not in str(changed.details)


def test_delivery_record_file_and_what_was_made_lead_to_each_other(
    staff: Any, visit: Visit, join: Callable[..., Link], practice: PracticeOffice, seeded: PracticeFile
) -> None:
    staff.is_superuser = True
    staff.first_name, staff.last_name = "An", "Claes"
    staff.save()
    go_through(visit, join("cirrus", "accounts", "2"), "note", **NOTE)
    done = deliver()
    made = practice.records("cirrus", "activities")[-1]
    assert made["result"].startswith(f"{NOTE['body']}\n\n")
    assert "An Claes" in made["result"], "Cirrus knows one account only"

    page = visit(f"/desk/deliveries/{done.pk}/?lang=en")
    assert seeded.file_id not in page.text
    links = page.links()
    assert links["26/004512"] == f"/desk/file/{seeded.file_id}/"
    assert {"/desk/crm/cirrus/accounts/2/", f"/desk/crm/cirrus/activities/{made['id']}/"} <= set(
        links.values()
    )
    sent = visit(f"/desk/file/{seeded.file_id}/crm/sent/{done.pk}/")
    assert f"/desk/deliveries/{done.pk}/" in sent.links().values()
    record = visit("/desk/crm/cirrus/accounts/2/")
    assert f"/desk/file/{seeded.file_id}/crm/sent/{done.pk}/" in record.links().values()
