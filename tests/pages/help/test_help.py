"""Help leads to acts that exist; safe-device mode says nothing; easier text is the office's to change."""

from typing import Any

import pytest
from django.test import Client

from portal.audit.models import Event
from portal.help.easier import BLOCKS
from portal.help.models import EasyText
from portal.help.situations import SITUATIONS
from portal.messages.models import MessageRules, Thread
from portal.office.models import Office
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.messages.conftest import *  # noqa: F403 - the doors of message tests
from tests.pages.messages.conftest import Deliver, SignIn, Write
from tests.pages.page import Page
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite


def test_every_situation_leads_to_acts_that_work(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    listed = visit("/file/help/").links().values()
    opened = set()
    for one in SITUATIONS:
        assert f"/file/help/{one.code}/" in listed
        page = visit(f"/file/help/{one.code}/")
        assert 2 <= len(one.acts) <= 3
        opened |= {act.address for act in one.acts}
        assert {act.address for act in one.acts} <= set(page.links().values())
    for address in opened:
        visit(address)
    visit("/file/help/nothing/", status=404)


@pytest.mark.parametrize("slug", ["refused", "paid-off", "overpaid", "stopped", "one-cent"])
def test_no_help_page_offers_a_plan_where_none_can_be_asked_for(
    slug: str, sign_in: SignIn, visit: Visit
) -> None:
    sign_in(slug, "en")
    visit("/file/")
    assert not visit("/plan/").main_forms()
    for path in ("/file/", "/pay/", "/file/help/", *(f"/file/help/{one.code}/" for one in SITUATIONS)):
        links = visit(path).links()
        assert not {"/plan/", "/plan/other/", "/plan/budget/"} & set(links.values()), path
    assert len({one for one in links.values() if one.startswith("/messages/new/")}) >= 2


def test_safe_mode_says_nothing_and_leaves_at_once(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("nl-woman", "en")
    page = visit("/safe-device/")
    visit(page.form_action(), page.form_fields(), status=303)
    paths = ("/file/", "/messages/", "/file/documents/", "/safe-device/", "/my-data/debts/", "/no-such-page/")
    for path in paths:
        page = Page(client.get(path))
        assert page.title == "Overview"
        assert page.links()["Leave this site now"] == "/safe-device/leave/"
    listed = Page(client.get("/file/documents/")).links().values()
    paper = next(h for h in listed if h.startswith("/file/documents/") and "?" not in h)
    assert client.get(paper)["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert client.get("/my-data/my-data.json")["Content-Disposition"].endswith('"document.json"')
    overview = client.get("/my-data/debts/overview.pdf")["Content-Disposition"]
    assert overview == 'attachment; filename="document.pdf"'
    part = client.get("/messages/", headers={"HX-Request": "true", "HX-Target": "list"}).content.decode()
    assert "<title>Overview</title>" in part
    left = client.get("/safe-device/leave/")
    assert left["Location"] == "https://www.meteo.be/"
    assert client.get("/file/")["Location"].startswith("/sign-in/")
    page = Page(client.get("/safe-device/"))
    client.post(page.form_action(), page.form_fields())
    assert visit("/safe-device/").title.startswith("When somebody")


def test_no_mail_tells_of_an_answer_to_a_message_sent_in_safe_mode(
    sign_in: SignIn,
    visit: Visit,
    write: Write,
    client: Client,
    deliver: Deliver,
    desk: Any,
    office: Office,
    practice: PracticeOffice,
) -> None:
    MessageRules.objects.create(office=office, mail_template="BERICHT")
    sign_in("nl-woman", "en")
    client.cookies["quiet"] = "1"
    check = Page(client.post("/messages/new/question/", _fields(client, "/messages/new/question/")))
    address = check.answer["Location"]
    client.post(address, _fields(client, address))
    desk().answer(Thread.objects.get(), "An answer")
    deliver()
    assert practice.get("outbox") == []


def _fields(client: Client, path: str) -> dict[str, Any]:
    return {**Page(client.get(path)).form_fields(), "text": "Is this right?"}


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_ten_blocks_have_an_easier_text(language: str, sign_in: SignIn, visit: Visit) -> None:
    assert len(BLOCKS) == 10
    sign_in("nl-woman", language)
    for path in ("/file/", "/file/lines/", "/file/documents/", "/file/help/", "/messages/", "/my-data/"):
        assert "data-easier-words" in visit(path).html


def test_office_changes_an_easier_text_through_the_gate(visit: Visit, client: Client) -> None:
    client.cookies["language"] = "en"
    make_staff(permissions=["help.change_easytext"])
    sign_in_staff(client)
    address = "/desk/easier/sign-in/en/"
    page = visit(address)
    assert "Take your letter." in page.html
    for refused in (
        "one two three four five six seven eight nine ten eleven twelve thirteen.",
        "BE68539007547034",
    ):
        visit(address, {**page.form_fields(), "text": refused}, status=422)
    check = visit(address, {**page.form_fields(), "text": "Take the letter. Fill in both codes."})
    visit(address, {**check.form_fields(), "save": "1"}, status=303)
    assert "Take the letter. Fill in both codes." in Client().get("/sign-in/?lang=en").content.decode()
    event = Event.objects.get(act="easier-text-changed")
    visit(address, {"undo": str(event.number)}, status=303)
    assert EasyText.objects.count() == 0
    visit("/desk/easier/")
    visit("/desk/easier/nothing/en/", status=404)
