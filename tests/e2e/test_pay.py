"""From the letter to a paid, seen payment."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal

SLUG = {"nl": "nl-woman", "fr": "fr-man", "de": "de-woman", "en": "en-man"}


@pytest.mark.parametrize(("language", "scripts"), [("nl", True), ("fr", False), ("de", True), ("en", False)])
def test_letter_to_seen_payment(portal: Portal, new_page: NewPage, language: str, scripts: bool) -> None:
    seeded = portal.office.file(SLUG[language])
    before = len(portal.office.state(seeded.slug)["payments"])
    person = Person(new_page(language="en", scripts=scripts), portal, axe=scripts)

    person.open_letter(seeded)
    assert person.page.locator("html").get_attribute("lang") == language
    assert person.clicks == 1
    person.start_paying()
    person.enter_payment_page()
    assert person.clicks == 3, "balance to the payment page is two clicks"
    person.pay_at_bank()

    expect(person.page.locator("main .state")).to_have_class("state state--good", timeout=20_000)
    assert person.typed == 0
    assert len(portal.office.state(seeded.slug)["payments"]) == before + 1
    assert not portal.office.calls(operation="TagorService/OnlinePaymentReceived")


@pytest.mark.parametrize(("language", "scripts"), [("nl", True), ("fr", False), ("de", True), ("en", False)])
def test_file_number_and_pin_to_balance(
    portal: Portal, new_page: NewPage, language: str, scripts: bool
) -> None:
    person = Person(new_page(language=language, scripts=scripts), portal, axe=scripts)
    person.sign_in(portal.office.file(SLUG[language]))
    assert person.page.locator("html").get_attribute("lang") == language
    assert person.typed == 2
    assert len(person.seen) == 2


@pytest.mark.parametrize("times", ["double-click", "two-tabs", "back-and-again"])
def test_paying_twice_starts_one_payment(portal: Portal, new_page: NewPage, times: str) -> None:
    person = Person(new_page(), portal, axe=False)
    person.open_letter(portal.office.file("nl-woman"))
    button = "main form[action='/pay/'] button"

    if times == "double-click":
        person.page.locator(button).dblclick()
        person.page.wait_for_url("**/pay/go/**")
    elif times == "two-tabs":
        other = person.page.context.new_page()
        other.goto(f"{portal.url}/file/")
        person.click(button)
        other.locator(button).click()
        other.wait_for_url("**/pay/go/**")
    else:
        person.click(button)
        person.page.go_back()
        person.click(button)

    assert len(portal.office.calls(operation="Pay/Start")) == 1


def test_second_press_of_a_form_with_two_buttons_sends_nothing(portal: Portal, new_page: NewPage) -> None:
    """Its buttons are called "method", as is a property of every form."""
    person = Person(new_page(), portal, axe=False)
    person.come_in(portal.office.file("nl-woman"))
    person.go("/pay/")
    # The line is slow: no answer comes while the finger is there.
    person.page.evaluate("""() => {
        window.sent = [];
        document.addEventListener("submit", (event) => {
            window.sent.push(!event.defaultPrevented);
            event.preventDefault();
        });
    }""")
    button = person.page.locator("main button[value=online]")
    button.click()
    button.click(force=True)
    assert person.page.evaluate("window.sent") == [True, False]


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_back_to_a_form_that_was_wrong_shows_the_form(
    portal: Portal, new_page: NewPage, language: str
) -> None:
    """Not the browser's own page that asks to send it again."""
    person = Person(new_page(language=language), portal)
    person.come_in(portal.office.file("nl-woman"))
    person.go("/pay/")
    person.choose("kind", "other")
    person.type("amount", "abc")
    person.click("main button[value=online]")
    expect(person.page.locator("main .error-summary")).to_be_focused()
    person.type("amount", "20")
    person.click("main button[value=online]")
    assert "/pay/go/" in person.page.url
    person.page.go_back()
    expect(person.page).to_have_url(f"{portal.url}/pay/")
    person.check()
    person.page.reload()
    expect(person.page.locator("main button[value=online]")).to_be_visible()


def test_cancelled_payment_is_not_called_paid(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.open_letter(portal.office.file("nl-woman"))
    person.start_paying()
    person.enter_payment_page()
    person.page.locator("button[value=cancel]").click()
    person.come_back()
    person.page.wait_for_url("**/pay/status/**")
    person.check()
    expect(person.page.locator("main .state--good")).to_have_count(0)


def test_late_notification_is_waited_for(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.open_letter(portal.office.file("nl-woman"))
    portal.office.fault("sips", "late-notification", seconds=12)
    person.start_paying()
    person.enter_payment_page()
    person.pay_at_bank()
    expect(person.page.locator("main .state--good")).to_have_count(0)
    expect(person.page.locator("main .state")).to_have_class("state state--good", timeout=40_000)


def test_payment_service_down_leads_to_the_transfer(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.open_letter(portal.office.file("nl-woman"))
    portal.office.fault("tagor", "503", operation="Pay/Start", times=9)
    person.click("main form[action='/pay/'] button")
    assert person.page.url.endswith("/pay/transfer/")
    expect(person.page.locator("main .notice--warn")).to_be_visible()
    expect(person.page.locator("main")).to_contain_text("BE68 5390 0754 7034")


def test_transfer_page_has_code_and_reference(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.open_letter(portal.office.file("nl-woman"))
    person.go("/pay/")
    person.click("main button[value=transfer]")
    main = person.page.locator("main")
    expect(main).to_contain_text("BE68 5390 0754 7034")
    expect(main).to_contain_text("+++")
    expect(main.get_by_role("img")).to_be_visible()
