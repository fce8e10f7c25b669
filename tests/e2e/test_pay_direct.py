"""Paying where the portal itself is the merchant of SIPS: whatever happens, Tagor is told once, or never."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal, running
from tests.pages.payments.direct import MERCHANT, SECRET
from tests.practice import wait_until
from tests.prepared import Prepared

REPORT = "TagorService/OnlinePaymentReceived"
SLUG = {"nl": "nl-woman", "fr": "fr-man", "de": "de-woman", "en": "en-man"}
SEEN = {
    "nl": "Gezien door het kantoor",
    "fr": "Vu par l’étude",
    "de": "Von der Kanzlei gesehen",
    "en": "Seen by the office",
}
REFUSED_CARD = "4100000000000005"
# Long enough to look at the page in between, short enough for the portal to wait for the answer.
HOLD_S = 1.5


@dataclass
class DirectPortal(Portal):
    """A portal that holds the key of a merchant of the practice SIPS."""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "SIPS_MERCHANT_ID": MERCHANT,
            "SIPS_SECRET": SECRET,
            "SIPS_KEY_VERSION": "1",
            "SIPS_URL": f"{self.office.base_url}/sips",
        }

    def states(self) -> list[str]:
        return [state for (state,) in self.read("SELECT state FROM payments_attempt")]

    def count_notices(self) -> int:
        return len(self.read("SELECT 1 FROM payments_notice"))

    def count_reports(self) -> int:
        return len(self.office.calls(operation=REPORT))

    def wait_for_worker(self) -> None:
        """Until no report of a payment waits in the queue or is under way."""
        query = (
            "SELECT 1 FROM django_tasks_database_dbtaskresult "
            "WHERE task_path LIKE '%deliver_booking' AND status IN ('READY', 'RUNNING')"
        )
        wait_until(lambda: not self.read(query))


@pytest.fixture(scope="module")
def direct_server(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DirectPortal]:
    """Two of the staff chose that the portal is the merchant of every file."""
    with running(DirectPortal(tmp_path_factory.mktemp("direct"), prepared)) as server:
        server.write(
            "INSERT INTO payments_paymentchannel (office_id, file_type_id, provider) "
            "SELECT id, '', 'sips_direct' FROM office_office"
        )
        yield server


@pytest.fixture
def direct(direct_server: DirectPortal) -> DirectPortal:
    direct_server.forget()
    return direct_server


def go_to_bank(person: Person, direct: DirectPortal, slug: str = "nl-woman") -> None:
    person.open_letter(direct.office.file(slug))
    person.start_paying()
    person.enter_payment_page()
    assert not direct.office.calls(operation="Pay/Start"), "Tagor starts nothing here"


def open_bank(page: Page, direct: DirectPortal, *, axe: bool) -> Person:
    """Somebody at the payment page. What leads there is looked at closely in the first test alone."""
    person = Person(page, direct, axe=False)
    go_to_bank(person, direct)
    person.axe = axe
    return person


def expect_reported_once(person: Person, direct: DirectPortal) -> None:
    """Tagor was told by one call, and from then on the page shows a receipt."""
    wait_until(lambda: direct.states() == ["seen"], seconds=20)
    if not person.page.locator("main a.code").count():
        person.page.reload()
    expect(person.page.locator("main a.code")).to_be_visible()
    expect(person.page.locator("main .state")).to_have_class("state state--good")
    person.check()
    assert direct.count_reports() == 1


@pytest.mark.parametrize(("language", "scripts"), [("nl", True), ("fr", False), ("de", True), ("en", True)])
def test_letter_to_reported_payment(
    direct: DirectPortal, new_page: NewPage, language: str, scripts: bool
) -> None:
    seeded = direct.office.file(SLUG[language])
    before = len(direct.office.state(seeded.slug)["payments"])
    person = Person(new_page(language="en", scripts=scripts), direct, axe=scripts)
    go_to_bank(person, direct, seeded.slug)
    assert (person.clicks, person.typed) == (3, 0)

    direct.office.fault("tagor", "slow", operation=REPORT, times=1, seconds=HOLD_S)
    person.pay_at_bank()
    state = person.page.locator("main .state")
    expect(state).to_have_class("state state--good")
    assert person.page.locator("html").get_attribute("lang") == language
    expect(person.page.locator("main a.code")).to_have_count(0)  # the bank says so; the office not yet

    if not scripts:  # the page looks again by itself all the same
        expect(person.page.locator("main a.code")).to_be_visible(timeout=20_000)
    expect_reported_once(person, direct)
    expect(state).to_have_text(SEEN[language])
    assert len(direct.office.state(seeded.slug)["payments"]) == before + 1
    assert direct.count_notices() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_stopped_payment_is_said_to_be_stopped(
    direct: DirectPortal, new_page: NewPage, scripts: bool
) -> None:
    person = open_bank(new_page(scripts=scripts), direct, axe=scripts)
    person.page.locator("button[value=cancel]").click()
    person.come_back()
    person.page.wait_for_url("**/pay/status/**")
    expect(person.page.locator("main .state")).to_have_class("state state--info")
    person.check()
    assert direct.states() == ["bank_cancelled"]

    person.click("main a[href='/pay/']")
    person.click("main button[value=online]")
    assert "/pay/go/" in person.page.url, "nothing is in the way of a new payment"
    assert direct.count_reports() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_refused_card_may_be_tried_again(direct: DirectPortal, new_page: NewPage, scripts: bool) -> None:
    person = open_bank(new_page(scripts=scripts), direct, axe=scripts)
    person.pay_at_bank(REFUSED_CARD)
    expect(person.page.locator("main .state")).to_have_class("state state--bad")
    assert direct.states() == ["bank_refused"]
    assert direct.count_reports() == 0
    person.click("main a[href='/pay/transfer/']")


def test_expired_payment_page(direct: DirectPortal, new_page: NewPage) -> None:
    person = open_bank(new_page(), direct, axe=True)
    person.page.locator("button[value=expire]").click()
    person.page.locator("main a.button").click()
    person.page.wait_for_url("**/pay/status/**")
    expect(person.page.locator("main .state")).to_have_class("state state--warn")
    person.check()
    assert direct.states() == ["bank_expired"]
    assert direct.count_reports() == 0


def test_late_notification_and_a_payer_who_never_comes_back(direct: DirectPortal, new_page: NewPage) -> None:
    """Nobody looks; the worker tells Tagor when SIPS speaks. The payer's own way back comes last."""
    direct.office.fault("sips", "late-notification", operation="notification", times=1, seconds=3)
    person = open_bank(new_page(scripts=False), direct, axe=False)
    person.page.locator("button[value=bancontact]").click()
    expect(person.page.locator("form#return")).to_be_visible()
    assert direct.states() == ["at_bank"]
    wait_until(lambda: direct.states() == ["seen"], seconds=20)
    assert direct.read("SELECT source FROM payments_notice") == [("notification",)]

    person.come_back()
    person.page.wait_for_url("**/pay/status/**")
    expect_reported_once(person, direct)
    assert direct.count_notices() == 1


@pytest.mark.parametrize("behaviour", ["duplicate-notification", "parallel-duplicate"])
def test_duplicate_notification_is_reported_once(
    direct: DirectPortal, new_page: NewPage, behaviour: str
) -> None:
    direct.office.fault("sips", behaviour, operation="notification", times=1)
    person = open_bank(new_page(scripts=False), direct, axe=False)
    person.page.locator("button[value=card]").click()
    again = read_sealed(person)
    person.come_back()
    person.page.wait_for_url("**/pay/status/**")
    expect_reported_once(person, direct)

    # And once more long after: still true, still nothing new.
    assert post_notification(direct, again) == httpx.codes.OK
    assert post_notification(direct, again | {"Seal": "0" * 64}) == httpx.codes.FORBIDDEN
    direct.wait_for_worker()
    assert (direct.states(), direct.count_notices(), direct.count_reports()) == (["seen"], 1, 1)


def test_tampered_seal_is_not_believed(direct: DirectPortal, new_page: NewPage) -> None:
    """Neither the notification nor the way back counts; only what SIPS answers when it is asked."""
    direct.office.fault("sips", "tampered", operation="notification", times=1)
    direct.office.fault("sips", "503", operation="getTransactionData")
    person = open_bank(new_page(), direct, axe=True)
    person.pay_at_bank()
    expect(person.page.locator("main .state")).to_have_class("state state--wait")
    assert (direct.states(), direct.count_notices(), direct.count_reports()) == (["returned"], 0, 0)
    assert "ALERT notification refused: seal" in direct.log()

    direct.office.clear_faults()
    direct.write("UPDATE payments_attempt SET checked_at = NULL")
    person.page.reload()
    assert direct.read("SELECT source FROM payments_notice") == [("status",)]
    expect_reported_once(person, direct)


def read_sealed(person: Person) -> dict[str, str]:
    """The message that the payment page gives the browser for the way back."""
    fields = person.page.locator("form#return input[type=hidden]")
    return {one.get_attribute("name") or "": one.get_attribute("value") or "" for one in fields.all()}


def post_notification(direct: DirectPortal, form: dict[str, str]) -> int:
    """What the portal answers when somebody tells it how a payment ended."""
    address = f"{direct.url}/pay/sips/notification/"
    return httpx.post(address, data=form, timeout=10, trust_env=False).status_code
