"""From the letter to a saved request for a payment plan."""

import pytest

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal

SLUG = {"nl": "nl-woman", "fr": "fr-man", "de": "de-woman", "en": "en-man"}


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_letter_to_saved_plan(portal: Portal, new_page: NewPage, language: str, scripts: bool) -> None:
    seeded = portal.office.file(SLUG[language])
    person = Person(new_page(language=language, scripts=scripts), portal, axe=scripts)

    person.open_letter(seeded)
    person.click("main a[href='/plan/']")
    first_offer = person.page.locator("main input[type=radio]").first
    person.choose(first_offer.get_attribute("name") or "", first_offer.get_attribute("value") or "")
    person.click("main form button[type=submit]")
    assert "/plan/check/" in person.page.url
    person.click(person.page.locator("main form button[type=submit]").first)
    assert "/plan/sent/" in person.page.url

    assert person.clicks <= 7
    assert person.typed <= 2
    saved = portal.office.calls(operation="TagorService/SavePaymentPlan")
    assert len(saved) == 1
    assert "OverrideChecks" not in str(saved[0]["body"])
    person.page.reload()
    assert len(portal.office.calls(operation="TagorService/SavePaymentPlan")) == 1


def test_double_click_saves_one_plan(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(scripts=False), portal, axe=False)
    person.open_letter(portal.office.file("nl-woman"))
    person.go("/plan/")
    first_offer = person.page.locator("main input[type=radio]").first
    person.choose(first_offer.get_attribute("name") or "", first_offer.get_attribute("value") or "")
    person.click("main form button[type=submit]")
    person.page.locator("main form button[type=submit]").first.dblclick()
    person.page.wait_for_url("**/plan/sent/**")
    assert len(portal.office.calls(operation="TagorService/SavePaymentPlan")) == 1


def test_running_plan_is_never_replaced(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.open_letter(portal.office.file("running-plan"))
    person.go("/plan/")
    assert person.page.locator("main input[type=radio]").count() == 0
    assert not portal.office.calls(operation="TagorService/SavePaymentPlan")
