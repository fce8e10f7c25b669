"""Staff see the very pages of a file, marked and harmless; nothing is written, each look is in the trail."""

import re

import pytest
from django.test import Client

from portal.audit.models import Event
from tests.pages.conftest import Visit
from tests.pages.desk.case.conftest import Enter, enter  # noqa: F401 - a fixture
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.sqlite

PAGES = ("", "lines/", "documents/")


@pytest.fixture
def seeded(practice: PracticeOffice) -> PracticeFile:
    return practice.file()


def preview(seeded: PracticeFile, rest: str = "") -> str:
    return f"/desk/file/{seeded.file_id}/as-debtor/{rest}"


@pytest.mark.parametrize("rest", PAGES)
def test_only_who_may_see_them(visit: Visit, seeded: PracticeFile, enter: Enter, rest: str) -> None:  # noqa: F811
    visit(preview(seeded, rest), status=303)
    enter("desk.view_case")
    assert "desk.see_as_debtor" in visit(preview(seeded, rest), status=403).text
    assert not Event.objects.filter(act="case-seen-as-debtor").exists()


@pytest.mark.parametrize("rest", PAGES)
def test_nothing_is_written_and_the_trail_keeps_the_look(
    visit: Visit,
    seeded: PracticeFile,
    enter: Enter,  # noqa: F811
    practice: PracticeOffice,
    rest: str,
) -> None:
    person = enter("desk.see_as_debtor")
    before = practice.state()
    practice.clear_calls()
    visit(preview(seeded, rest))
    visit(preview(seeded, rest))
    asked = {call["operation"] for call in practice.calls()}
    assert "TagorService/GetSaldo" not in asked
    assert "Dossier/GetBalances" in asked
    assert practice.state() == before
    looks = Event.objects.filter(act="case-seen-as-debtor")
    assert looks.count() == 2
    assert {event.staff_id for event in looks} == {str(person.pk)}
    assert not Event.objects.filter(actor="defendant").exists(), "nobody claims that the person looked"


def test_it_is_what_the_person_sees(
    visit: Visit,
    seeded: PracticeFile,
    enter: Enter,  # noqa: F811
) -> None:
    enter("desk.see_as_debtor")
    page = visit(preview(seeded))
    assert page.heading == "Your file"
    assert "€1,234.56" in page.text
    assert "You see what Lotte Verhoeven sees in file 26/004512." in page.text
    assert "Preview for staff" in page.text
    assert preview(seeded, "lines/") in page.links().values()
    assert "Dagvaarding" in visit(preview(seeded, "lines/")).text
    french = visit(preview(seeded) + "?lang=fr")
    assert french.heading == "Votre dossier"


@pytest.mark.parametrize("rest", PAGES)
def test_nothing_can_be_sent_from_it(
    client: Client,
    visit: Visit,
    seeded: PracticeFile,
    enter: Enter,  # noqa: F811
    rest: str,
) -> None:
    enter("desk.see_as_debtor")
    page = visit(preview(seeded, rest))
    assert page.all("form") == []
    assert page.all("script") == []
    assert all(button.get("disabled") is not None for button in page.all("button"))
    assert "csrfmiddlewaretoken" not in page.html
    assert not re.search(r"\shx-", page.html)
    leads = {href for href in page.links().values() if href and not href.startswith("#")}
    assert all(href.startswith(("/desk/file/", "?")) for href in leads), leads
    for method in (client.post, client.put, client.delete):
        assert method(preview(seeded, rest)).status_code == 405


def test_staff_stay_signed_in_and_nobody_is_signed_in_to_the_file(
    client: Client,
    visit: Visit,
    seeded: PracticeFile,
    enter: Enter,  # noqa: F811
    practice: PracticeOffice,
) -> None:
    enter("desk.see_as_debtor")
    practice.fault("tagor", "401", operation="TagorService/GetDosInfo")
    client.get(preview(seeded))
    practice.clear_faults()
    visit(preview(seeded))
    assert visit("/file/", status=303).answer["Location"].startswith("/sign-in/")
    assert "defendant" not in client.session


def test_another_party_or_page_is_not_there(
    visit: Visit,
    seeded: PracticeFile,
    enter: Enter,  # noqa: F811
) -> None:
    enter("desk.see_as_debtor")
    visit(preview(seeded) + "?party=9000000000000002001", status=404)
    visit(preview(seeded) + f"?party={seeded.party_id}")
    for rest in ("refresh/", "help/", "sign-out/", "nothing/"):
        visit(preview(seeded, rest), status=404)


def test_without_tagor_it_says_so(
    visit: Visit,
    seeded: PracticeFile,
    enter: Enter,  # noqa: F811
    practice: PracticeOffice,
) -> None:
    enter("desk.see_as_debtor")
    with practice.down():
        visit(preview(seeded), status=503)
