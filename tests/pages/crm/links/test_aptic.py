"""What Aptic tells of a file meets the panel: open checks, and what its events are known by."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.crm.links.models import ContactCheck, Link
from portal.crm.links.systems.aptic_keys import make_person_mark
from tests.pages.conftest import Visit
from tests.pages.crm.links.test_panel import panel_path, press
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeFile
from tests.unit.aptic.events.telling import NUMBER, Aptic, link_file

Join = Callable[..., Link]


def test_open_contact_checks_stand_in_the_panel(
    client: Client, visit: Visit, staff: Any, seeded: PracticeFile
) -> None:
    path = f"{panel_path(seeded)}?lang=en"
    assert "Contact details to check" not in visit(path).text
    filled: dict[str, Any] = {"occurred_at": timezone.now(), "event_id": 1}
    check = ContactCheck.objects.create(file_id=seeded.file_id, kind="address", **filled)
    ContactCheck.objects.create(file_id="other", kind="merge", **filled)
    page = visit(path)
    assert "Contact details to check The address changed" in page.text
    assert "Two persons were merged" not in page.text
    assert "Look at them" not in page.links()  # may not see events

    client.logout()
    make_staff("els", permissions=("links.view_link", "events.view_event"))
    sign_in_staff(client, "els")
    assert "The address changed" in visit(visit(path).links()["Look at them"]).text
    ContactCheck.objects.filter(pk=check.pk).update(is_open=False, closed_at=timezone.now())
    assert "The address changed" not in visit(path).text


def test_what_staff_linked_in_the_feed_stands_in_the_panel_and_can_be_undone(
    visit: Visit, staff: Any, seeded: PracticeFile
) -> None:
    link_file(file_id=seeded.file_id)
    aptic = Aptic()
    assert aptic.post_and_act("letterprocessed").file_id == seeded.file_id
    page = visit(f"{panel_path(seeded)}?lang=en")
    assert f"Aptic · File number {NUMBER}" in page.text
    undo = next(href for text, href in page.links().items() if text.startswith("Undo the link"))
    press(visit, visit(undo), "/remove/")
    assert aptic.post_and_act("letterprocessed").state == "unlinked"


@pytest.mark.parametrize("state", ["suggested", "removed", "confirmed"])
def test_events_of_a_person_go_to_the_file_that_person_is_joined_to(
    state: str, staff: Any, join: Join, seeded: PracticeFile, settings: Settings
) -> None:
    settings.TAGOR_URL = ""
    link = join("aptic", "person", make_person_mark("70010199999"), party_id="")
    Link.objects.filter(pk=link.pk).update(state=state)
    aptic = Aptic({"idNumber": "70010199999"})
    is_found = state == "confirmed"
    event = aptic.post_and_act("debtoraddresschange")
    assert (event.file_id, event.state) == ((seeded.file_id, "done") if is_found else ("", "unlinked"))
    assert aptic.post_and_act("letterprocessed").state == ("done" if is_found else "unlinked")
    # It names a file that nobody knows: it may be another one of the same person.
    assert aptic.post_and_act("letterprocessed", data={"accountNumber": "9"}).state == "unlinked"
