"""Contact details to check: each leads to its file, and on to DigiOffice with a preview."""

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from portal.crm.links.models import ContactCheck
from tests.pages.aptic.events.test_feed import FEED, REPLAY, SEE, aptic, enter, tagor  # noqa: F401 - fixtures
from tests.pages.conftest import Visit
from tests.practice import PracticeOffice
from tests.unit.aptic.events.telling import Aptic, link_file

pytestmark = pytest.mark.sqlite

CHECKS = f"{FEED}checks/"


@pytest.fixture
def changed(aptic: Aptic, tagor: PracticeOffice) -> ContactCheck:  # noqa: F811 - the fixtures
    """The name of a person changed in a file that Tagor has."""
    link_file(file_id=tagor.file().file_id)
    aptic.post_and_act("debtornamechange")
    return ContactCheck.objects.get()


def test_a_check_leads_to_the_file_and_to_digioffice(
    visit: Visit,
    enter: Any,  # noqa: F811
    changed: ContactCheck,
    practice: PracticeOffice,
) -> None:
    enter(SEE, REPLAY, "links.view_link", "links.manage")
    page = visit(CHECKS)
    href = f"/desk/file/{changed.file_id}/crm/"
    assert href in page.links().values()
    panel = visit(href)
    assert panel.heading == f"CRM records of file {practice.state()['name']}"
    choice = visit(next(href for text, href in page.links().items() if text.startswith("Tell DigiOffice")))
    way = f"/desk/file/{changed.file_id}/crm/parties/{practice.file().party_id}/digioffice/"
    assert way in choice.links().values()
    person = visit(way)
    assert visit(person.form_action(), person.form_fields()).heading == "Check before you send"
    assert practice.digioffice_contacts() == []


def test_check_and_event_lead_to_each_other(visit: Visit, enter: Any, changed: ContactCheck) -> None:  # noqa: F811
    ContactCheck.objects.create(file_id="other", kind="merge", occurred_at=timezone.now(), event_id=10**6)
    enter(SEE, REPLAY)
    page = visit(CHECKS)
    assert page.text.count("The event") == 1, "an event that is forgotten has no page"
    event = visit(f"{FEED}{changed.event_id}/")
    assert event.answer.request["PATH_INFO"] in page.links().values()  # type: ignore[attr-defined]
    assert event.links()["The name changed"] == f"{CHECKS}?file={changed.file_id}"
    visit(f"{CHECKS}{changed.pk}/close/", {}, status=303)
    assert "The name changed checked" in visit(f"{FEED}{changed.event_id}/").text


def test_who_has_checked_is_asked_whether_digioffice_must_know(
    visit: Visit,
    enter: Any,  # noqa: F811
    changed: ContactCheck,
) -> None:
    enter(SEE, REPLAY, "links.view_link", "links.manage")
    page = visit(CHECKS)
    done = visit(page.form_action(), page.form_fields(), follow=True)
    assert "You have checked it" in done.text
    assert "Does DigiOffice have to know?" in done.text
    assert done.links()["Tell DigiOffice"] == f"/desk/file/{changed.file_id}/crm/parties/digioffice/"
    assert "There is nothing to check" in done.text
    again = visit(page.form_action(), page.form_fields(), follow=True)
    assert "You have checked it" not in again.text


@pytest.mark.parametrize("permissions", [(), ("links.view_link",), ("links.view_link", "links.manage")])
def test_a_check_leads_nowhere_a_person_may_not_go(
    permissions: tuple[str, ...],
    visit: Visit,
    enter: Any,  # noqa: F811
    changed: ContactCheck,
    settings: Settings,
) -> None:
    """Nor to a DigiOffice that the office does not have."""
    if "links.manage" in permissions:
        settings.DIGIOFFICE_URL = ""
    enter(SEE, REPLAY, *permissions)
    page = visit(CHECKS)
    assert (f"/desk/file/{changed.file_id}/crm/" in page.links().values()) == bool(permissions)
    assert "DigiOffice" not in page.text
    done = visit(page.form_action(), page.form_fields(), follow=True)
    assert "You have checked it" in done.text
    assert "DigiOffice" not in done.text
    if "links.manage" not in permissions:
        visit(f"/desk/file/{changed.file_id}/crm/parties/digioffice/", status=403)


def test_checks_of_one_file_stay_of_that_file(visit: Visit, enter: Any, changed: ContactCheck) -> None:  # noqa: F811
    ContactCheck.objects.create(file_id="other", kind="merge", occurred_at=timezone.now(), event_id=1)
    enter(SEE, REPLAY)
    page = visit(f"{CHECKS}?file={changed.file_id}")
    assert "The name changed" in page.text
    assert "Two persons were merged" not in page.text
    done = visit(page.form_action(), page.form_fields(), follow=True)
    assert "You see one file only." in done.text
    assert "Two persons were merged" not in done.text
    assert "Two persons were merged" in visit(done.links()["Show everything"]).text


@pytest.mark.parametrize("query", ["file=%00", "file='&done='", "done=99999999999999999999", "done=²"])
def test_checks_page_survives_what_is_typed_in_its_address(query: str, visit: Visit, enter: Any) -> None:  # noqa: F811
    enter(SEE)
    assert "You have checked it" not in visit(f"{CHECKS}?{query}").text
