"""The office answers with another plan; a request is taken back; a request is taken while Tagor is away."""

from typing import Any

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.e2e.backstage import counter, deliver_later, let_counter_expire
from tests.e2e.conftest import DESK, PHONE, NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.practice import wait_until

SAVE, APPROVE = "TagorService/SavePaymentPlan", "TagorService/ApprovePaymentPlan"
YES, NO = "main button[value=yes]", "main button[value=no]"
OFFER = "main a[href^='/plan/offer/']"
NOTE = "Forty a month takes too long. One hundred is possible for us."
HEADINGS = {
    "nl": "Het kantoor stelt een ander plan voor",
    "fr": "L’étude propose un autre plan",
    "de": "Die Kanzlei schlägt einen anderen Plan vor",
    "en": "The office proposes another plan",
}
LOOKS: dict[str, tuple[ViewportSize, dict[str, Any]]] = {
    "nl": (PHONE, {}),
    "fr": (DESK, {"color_scheme": "dark"}),
    "de": (PHONE, {"color_scheme": "light", "forced_colors": "active"}),
    "en": (DESK, {"color_scheme": "light", "forced_colors": "none"}),
}


def meet(portal: Portal, new_page: NewPage, slug: str = "nl-woman", **look: Any) -> Person:
    """Somebody with a letter, in English unless told otherwise."""
    look.setdefault("language", "en")
    person = Person(new_page(**look), portal, axe=look.get("scripts", True))
    person.come_in(portal.office.file(slug))
    person.page.goto(f"{portal.url}/plan/?lang={look['language']}")
    return person


def be_countered(portal: Portal, new_page: NewPage, **look: Any) -> tuple[Person, str]:
    """Somebody who asked for 40 a month and was offered 100, at that offer; the page of the request."""
    person = meet(portal, new_page, **look)
    axe, person.axe = person.axe, False
    person.go("/plan/other/")
    address = person.ask_for_less("40", "I have two children.")
    counter(portal, cents=100_00, note=NOTE)
    person.go(address)
    person.axe = axe
    person.click(OFFER)
    return person, address


def choose_months(person: Person, months: str) -> None:
    """An own number of months, to the page where it is checked."""
    person.choose("choice", "months")
    person.type("months", months)
    person.click("main form button[type=submit]")
    person.click("main form button[type=submit]")


def list_plans(portal: Portal, slug: str = "nl-woman") -> list[tuple[int, bool, bool]]:
    """Sum a month, in force, approved, for each plan the practice office holds."""
    plans = portal.office.state(slug)["plans"]
    return [(plan["monthly_cents"], plan["active"], plan["accepted"]) for plan in plans]


def get_state(portal: Portal) -> str:
    ((state,),) = portal.read("SELECT state FROM plans_proposal WHERE state != 'draft'")
    return str(state)


def test_theirs_stands_beside_ours_in_every_language(portal: Portal, new_page: NewPage) -> None:
    person, address = be_countered(portal, new_page)
    offer = address.replace("sent", "offer")
    for language, (size, media) in LOOKS.items():
        person.page.set_viewport_size(size)
        person.page.emulate_media(**media)
        person.go(f"{offer}?lang={language}")
        expect(person.page.locator("html")).to_have_attribute("lang", language)
        expect(person.page.locator("h1")).to_have_text(HEADINGS[language])
        check_both(person, beside=size is DESK)
        person.open_all()


def check_both(person: Person, *, beside: bool) -> None:
    """Their plan and ours with what they wrote; on a desk on one line, on a phone theirs first."""
    theirs, ours = person.page.locator(".beside > section").all()
    expect(theirs).to_contain_text("100")
    expect(ours).to_contain_text("40")
    expect(person.page.locator(".own-words")).to_have_text(NOTE)
    first, second = theirs.bounding_box(), ours.bounding_box()
    assert first
    assert second
    assert second["y"] == first["y"] if beside else second["y"] > first["y"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_accepted_with_one_button_it_is_saved_and_approved_once(
    portal: Portal, new_page: NewPage, scripts: bool
) -> None:
    person, address = be_countered(portal, new_page, scripts=scripts)
    offer = person.page.url
    person.send(YES)
    wait_until(lambda: get_state(portal) == "accepted", 30)
    person.go(address)
    expect(person.page.locator("h1")).to_have_text("Your plan is agreed")
    expect(person.page.locator("main")).to_contain_text("€100.00")
    person.page.goto(offer)  # the offer is over: nothing to press a second time
    expect(person.page).to_have_url(f"{portal.url}{address}")
    assert list_plans(portal) == [(100_00, True, True)]
    assert len(portal.office.calls(operation=SAVE)) == 1
    assert len(portal.office.calls(operation=APPROVE)) == 1
    person.click("main a[href='/plan/running/']")
    expect(person.page.locator("h1")).to_have_text("Your payment plan")


def test_double_click_accepts_once(portal: Portal, new_page: NewPage) -> None:
    person, address = be_countered(portal, new_page, scripts=False)
    person.page.locator(YES).dblclick()
    person.page.wait_for_url(f"**{address}*")
    wait_until(lambda: get_state(portal) == "accepted", 30)
    deliver_later(portal, minutes=60)
    assert list_plans(portal) == [(100_00, True, True)]
    assert len(portal.office.calls(operation=SAVE)) == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_declined_it_waits_for_the_office_again(portal: Portal, new_page: NewPage, scripts: bool) -> None:
    person, address = be_countered(portal, new_page, scripts=scripts)
    person.type("text", "One hundred is too much.")
    person.click(NO)
    expect(person.page).to_have_url(f"{portal.url}{address}")
    expect(person.page.locator("h1")).to_have_text("A person looks at your request")
    assert person.page.locator(OFFER).count() == 0
    answers = portal.read("SELECT state, answer FROM plans_counter")
    assert answers == [("declined", "One hundred is too much.")]
    assert list_plans(portal) == []


def test_expired_it_cannot_be_taken_any_more(portal: Portal, new_page: NewPage) -> None:
    person, address = be_countered(portal, new_page)
    let_counter_expire(portal)  # while the page of it is open
    person.send(YES)
    expect(person.page.locator("h1")).to_have_text("You did not answer the office’s proposal in time")
    expect(person.page.locator("main")).to_contain_text("You did not answer the office’s proposal")
    assert person.page.locator(OFFER).count() == 0
    deliver_later(portal, minutes=60)
    assert list_plans(portal) == []
    assert portal.office.calls(operation=SAVE) == []
    person.click(f"main a[href='/plan/?change={address.split('/')[3]}']")
    expect(person.page.locator("h1")).to_be_visible()


def test_offer_with_the_keyboard_alone(portal: Portal, new_page: NewPage) -> None:
    person, _address = be_countered(portal, new_page, phone=False)
    for _ in range(40):
        person.page.keyboard.press("Tab")
        if person.has_focus(YES):
            break
    person.page.keyboard.press("Enter")
    wait_until(lambda: list_plans(portal) == [(100_00, True, True)], 30)


def test_request_that_was_taken_back_never_reaches_tagor(portal: Portal, new_page: NewPage) -> None:
    person = meet(portal, new_page)
    choose_months(person, "6")
    person.send()
    person.click("main form[action$='/undo/'] button")
    expect(person.page.locator("h1")).to_have_text("You took your request back")
    other = meet(portal, new_page, "en-man")
    choose_months(other, "3")
    other.send()
    deliver_later(portal, minutes=15)
    (saved,) = portal.office.calls(operation=SAVE)
    assert portal.office.file("en-man").file_id in str(saved["body"])
    assert list_plans(portal) == []
    assert len(list_plans(portal, "en-man")) == 1


def test_request_is_taken_while_tagor_is_away_and_delivered_once(hasty: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), hasty)
    person.come_in(hasty.office.file("nl-woman"))
    with hasty.office.down():
        person.go("/plan/?lang=en")
        expect(person.page.locator("main")).to_contain_text("We cannot reach the office’s system now")
        choose_months(person, "6")
        address = person.send()
        expect(person.page.locator(".fact__value")).to_contain_text("P-")
        expect(person.page.locator(".fact__note")).to_contain_text(":")
        wait_until(lambda: hasty.read("SELECT 1 FROM outbox_delivery WHERE tries > 0"), 30)
        assert list_plans(hasty) == []
    wait_until(lambda: get_state(hasty) == "sent", 60)
    deliver_later(hasty, minutes=60)
    assert len(list_plans(hasty)) == 1
    person.go(address)
    expect(person.page.locator("h1")).to_have_text("Your request is sent")
