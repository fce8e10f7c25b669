"""Paying by Worldline and by Mollie, in a browser: link to "paid and seen", refused, and a webhook that is
lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal, running
from tests.practice import wait_until
from tests.prepared import Prepared

REPORT = "TagorService/OnlinePaymentReceived"
CREATE = "createPayment"
HANGS_S = 7
FOUND_AFTER_S = 30


@dataclass
class ServicePortal(Portal):
    """A portal that is a merchant of the practice Worldline and of the practice Mollie."""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | self.office.worldline_settings | self.office.mollie_settings

    def choose(self, provider: str) -> None:
        """What two of the staff chose for every file."""
        self.write("DELETE FROM payments_paymentchannel")
        chosen = f"SELECT id, '', '{provider}' FROM office_office"  # noqa: S608 - our own word
        self.write("INSERT INTO payments_paymentchannel (office_id, file_type_id, provider) " + chosen)

    def repeat_attempts(self, times: int) -> None:
        """As if the one payment had been started so many times more, each for another amount."""
        names = [str(row[1]) for row in self.read("PRAGMA table_info(payments_attempt)") if row[1] != "id"]
        for number in range(1, times + 1):
            other = {
                "token": f"'{number:043}'",
                "reference": f"'R{number:027}'",
                "amount_cents": str(number),
                "checkout_id": "''",
            }
            values = ", ".join(other.get(name, name) for name in names)
            rows = f"SELECT {values} FROM payments_attempt ORDER BY id LIMIT 1"  # noqa: S608 - our own names
            self.write(f"INSERT INTO payments_attempt ({', '.join(names)}) {rows}")

    def states(self) -> list[str]:
        return [state for (state,) in self.read("SELECT state FROM payments_attempt")]


@pytest.fixture(scope="module")
def service_server(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServicePortal]:
    with running(ServicePortal(tmp_path_factory.mktemp("services"), prepared)) as server:
        yield server


@pytest.fixture
def portal(service_server: ServicePortal) -> ServicePortal:
    service_server.forget()
    return service_server


def go_to_service(person: Person, portal: ServicePortal, slug: str) -> None:
    """From the letter to the page of the service: three clicks, nothing typed."""
    person.open_letter(portal.office.file(slug))
    person.start_paying()
    person.click("main a.button[rel=noreferrer]")
    expect(person.page.locator("button[value=pay]")).to_be_visible()
    assert (person.clicks, person.typed) == (3, 0)


@pytest.mark.parametrize(
    ("provider", "slug", "scripts"),
    [("worldline", "nl-woman", True), ("worldline", "fr-man", False), ("mollie", "de-woman", True)],
)
def test_letter_to_seen_payment(
    portal: ServicePortal, new_page: NewPage, provider: str, slug: str, scripts: bool
) -> None:
    portal.choose(provider)
    person = Person(new_page(language="en", scripts=scripts), portal, axe=scripts)
    go_to_service(person, portal, slug)
    person.page.locator("button[value=pay]").click()
    person.page.wait_for_url("**/pay/status/**")
    expect(person.page.locator("main .state")).to_have_class("state state--good")
    wait_until(lambda: portal.states() == ["seen"], seconds=30)
    person.page.reload()
    expect(person.page.locator("main a.code")).to_be_visible()
    person.check()
    assert len(portal.office.calls(operation=REPORT)) == 1


@pytest.mark.parametrize("provider", ["worldline", "mollie"])
def test_refused_and_a_payer_who_never_comes_back(
    portal: ServicePortal, new_page: NewPage, provider: str
) -> None:
    """The webhook makes the worker ask: nobody needs to look."""
    portal.choose(provider)
    person = Person(new_page(scripts=False), portal, axe=False)
    go_to_service(person, portal, "nl-woman")
    (made,) = portal.office.checkouts()
    portal.office.change_checkout(made["checkout_id"], outcome="refused", tell=True)
    wait_until(lambda: portal.states() == ["bank_refused"], seconds=30)
    assert not portal.office.calls(operation=REPORT)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_start_that_hangs_ends_in_the_transfer_while_it_hangs(
    portal: ServicePortal, new_page: NewPage, scripts: bool
) -> None:
    """The page answers within the time of a page, long before the service does."""
    portal.choose("mollie")
    person = Person(new_page(language="en", scripts=scripts), portal, axe=scripts)
    person.come_in(portal.office.file("nl-woman"))
    portal.office.fault("mollie", "slow", operation=CREATE, times=1, seconds=HANGS_S)
    person.click("main form[action='/pay/'] button")
    assert person.page.url.endswith("/pay/transfer/")
    (hanging,) = portal.office.calls(operation=CREATE)
    assert not hanging["status"]
    person.go("/pay/transfer/?lang=en")
    expect(person.page.locator("main .notice--warn")).to_contain_text("Online payment does not work now")
    expect(person.page.get_by_role("img", name="QR code")).to_be_visible()
    found = "SELECT 1 FROM payments_attempt WHERE checkout_id <> ''"
    wait_until(lambda: len(portal.read(found)) == 1, FOUND_AFTER_S + 60)


def test_the_twenty_first_start_of_an_hour_says_why_it_is_the_transfer(
    portal: ServicePortal, new_page: NewPage
) -> None:
    portal.choose("worldline")
    person = Person(new_page(language="en"), portal)
    person.come_in(portal.office.file("nl-woman"))
    person.start_paying()
    portal.repeat_attempts(19)
    person.go("/pay/")
    person.choose("kind", "other")
    person.type("amount", "60")
    person.click("main button[value=online]")
    assert person.page.url.endswith("/pay/transfer/")
    expect(person.page.locator("main .fact__value")).to_contain_text("60")
    assert len(list(person.read_in_every_language())) == 4
    expect(person.page.locator("main .notice--warn")).to_contain_text("many payments in the last hour")
