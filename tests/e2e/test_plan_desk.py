"""From a person's request to the plan in Tagor: somebody of the office at the desk, in another browser."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.backstage import ask_two_people, hire, let_counter_expire
from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk
from tests.practice import wait_until

SUBMIT = "main form[novalidate] button[type=submit]"
AGREED = {"nl": "Uw plan is aanvaard", "fr": "Votre plan est accepté", "en": "Your plan is agreed"}


@pytest.fixture
def office(hasty: Portal) -> Iterator[Portal]:
    """One that sends at once, without rules."""
    hasty.write("DELETE FROM plans_planrule")
    yield hasty
    hasty.write("DELETE FROM plans_endorsement")
    hasty.write("DELETE FROM plans_planrule")


def ask(office: Portal, new_page: NewPage, slug: str = "nl-woman", **look: Any) -> tuple[Person, str]:
    """Somebody who asked for six months; the address of the page of that request."""
    look.setdefault("language", "en")
    person = Person(new_page(**look), office, axe=False)
    person.come_in(office.office.file(slug))
    person.page.goto(f"{office.url}/plan/?lang={look['language']}")
    person.choose("choice", "months")
    person.type("months", "6")
    person.click("main form button[type=submit]")
    person.click("main form button[type=submit]")
    return person, person.send()


def enter(office: Portal, new_page: NewPage, *, name: str = "staff", **look: Any) -> Clerk:
    """Somebody of the office at the queue."""
    look = {"phone": False, "language": "en", **look}
    clerk = Clerk(new_page(**look), office, axe=look.get("scripts", True))
    clerk.sign_in_at_desk(name=name)
    return clerk


def open_first(clerk: Clerk) -> None:
    """The first row of the queue, once there is one."""
    row = clerk.page.locator("main tbody a[data-row]").first
    for _try in range(20):
        clerk.page.goto(f"{clerk.portal.url}/desk/")
        if row.count():
            break
        clerk.page.wait_for_timeout(250)
    clerk.click(row)


def press(clerk: Clerk, act: str, text: str = "") -> None:
    """Decide on the page of a request; a text is what the person reads."""
    form = clerk.page.locator(f"main form[action$='/{act}/']")
    fold = clerk.page.locator("main details:not([open])", has=clerk.page.locator(f"form[action$='/{act}/']"))
    if fold.count():
        fold.locator("summary").first.click()
    if text:
        form.locator("textarea").fill(text)
    clerk.click(form.locator("button[type=submit]"))


def propose(clerk: Clerk, monthly: str) -> None:
    """Another plan, shown first, then sent."""
    clerk.click("main a[href$='/counter/']")
    clerk.type("monthly", monthly)
    clerk.type("note", "This is what we can do.")
    clerk.click("main form button[type=submit]:not([name])")
    clerk.click("main form button[name=send]")


def get_states(office: Portal) -> list[str]:
    rows = office.read("SELECT state FROM plans_proposal WHERE state != 'draft' ORDER BY id")
    return [str(state) for (state,) in rows]


def list_plans(office: Portal, slug: str = "nl-woman") -> list[tuple[bool, bool]]:
    return [(plan["active"], plan["accepted"]) for plan in office.office.state(slug)["plans"]]


@pytest.mark.parametrize(
    ("language", "scripts", "phone"),
    [("nl", True, True), ("fr", False, False)],
    ids=["nl-phone", "fr-no-scripts"],
)
def test_agreed_at_the_desk_it_runs_in_tagor_and_the_person_reads_it(
    office: Portal, new_page: NewPage, language: str, scripts: bool, phone: bool
) -> None:
    person, address = ask(office, new_page, language=language, scripts=scripts)
    clerk = enter(office, new_page, language=language, scripts=scripts, phone=phone)
    done = clerk.page.locator("main tbody tr")
    clerk.go("/desk/queue/done/")
    before = done.count()
    open_first(clerk)
    clerk.clicks = 0
    press(clerk, "approve")
    assert clerk.clicks == 1
    wait_until(lambda: get_states(office) == ["accepted"], 30)
    assert list_plans(office) == [(True, True)]
    person.go(address)
    expect(person.page.locator("h1")).to_have_text(AGREED[language])
    clerk.go("/desk/queue/done/")
    expect(done).to_have_count(before + 1)


@pytest.mark.parametrize("answer", ["yes", "no", "never"])
def test_another_plan_is_taken_refused_or_runs_out(office: Portal, new_page: NewPage, answer: str) -> None:
    person, address = ask(office, new_page)
    clerk = enter(office, new_page)
    open_first(clerk)
    propose(clerk, "150")
    person.go(address)
    person.click("main a[href^='/plan/offer/']")
    if answer == "never":
        let_counter_expire(office)
        person.page.locator("main button[value=yes]").click()
        person.page.wait_for_url("**/plan/sent/**")
        wait_until(lambda: get_states(office)[0] in {"sent", "expired"}, 30)
    elif answer == "yes":
        person.send("main button[value=yes]")
        wait_until(lambda: get_states(office) == ["accepted"], 30)
        assert list_plans(office)[-1] == (True, True)
    else:
        person.type("text", "That is too much for me.")
        person.page.locator("main button[value=no]").click()
        person.page.wait_for_url("**/plan/sent/**")
        open_first(clerk)
        expect(clerk.page.locator("main")).to_contain_text("That is too much for me.")


def test_a_question_is_answered_then_the_office_says_no(office: Portal, new_page: NewPage) -> None:
    person, address = ask(office, new_page)
    clerk = enter(office, new_page)
    open_first(clerk)
    press(clerk, "ask", "Do you have work?")
    person.go(address)
    person.click("main a[href^='/plan/answer/']")
    person.type("text", "Since May.")
    person.page.locator("main form[action^='/plan/answer/'] button").click()
    person.page.wait_for_url("**/plan/sent/**")
    open_first(clerk)
    expect(clerk.page.locator("main")).to_contain_text("Since May.")
    press(clerk, "decline", "We need a higher amount.")
    person.go(f"{address}?hold=1")
    expect(person.page.locator("main")).to_contain_text("We need a higher amount.")


def test_a_change_of_a_running_plan_is_asked_about_and_becomes_a_new_plan(
    office: Portal, new_page: NewPage
) -> None:
    person = Person(new_page(language="nl"), office)
    person.come_in(office.office.file("running-plan"))
    person.page.goto(f"{office.url}/plan/running/change/?lang=nl")
    person.choose("kind", "lower")
    person.type("amount", "60")
    person.click(SUBMIT)
    person.click("main form button[type=submit]")
    receipt = urlsplit(person.page.url).path
    clerk = enter(office, new_page, language="nl")
    open_first(clerk)
    press(clerk, "ask", "Hoeveel verdient u?")
    person.go(receipt)
    person.type("text", "Minder dan vroeger.")
    person.click("main form[action$='/answer/'] button")
    open_first(clerk)
    expect(clerk.page.locator("main")).to_contain_text("Minder dan vroeger.")
    press(clerk, "agree")
    wait_until(lambda: get_states(office) == ["accepted"], 30)
    plans = office.office.state("running-plan")["plans"]
    assert (plans[-1]["monthly_cents"], plans[-1]["active"], plans[-1]["accepted"]) == (60_00, True, True)
    assert not plans[0]["active"]
    person.go(receipt)
    expect(person.page.locator("h1")).to_have_text("Het kantoor werkt aan een nieuw plan")


def test_another_day_is_proposed_and_taken(office: Portal, new_page: NewPage) -> None:
    today = datetime.now(UTC).date()
    person = Person(new_page(language="fr"), office)
    person.come_in(office.office.file("running-plan"))
    person.page.goto(f"{office.url}/plan/running/change/?lang=fr")
    person.choose("kind", "later")
    person.type("later_on", f"{today + timedelta(days=45):%d/%m/%Y}")
    person.click(SUBMIT)
    person.click("main form button[type=submit]")
    receipt = urlsplit(person.page.url).path
    clerk = enter(office, new_page, language="fr", phone=True)
    open_first(clerk)
    clerk.click("main a[href$='/offer/']")
    clerk.type("later_on", f"{today + timedelta(days=30):%d/%m/%Y}")
    clerk.type("until", f"{today + timedelta(days=5):%d/%m/%Y}")
    clerk.click("main form button[type=submit]:not([name])")
    clerk.click("main form button[name=send]")
    person.go(receipt)
    person.click("main button[value=yes]")
    expect(person.page.locator("h1")).to_have_text("L’étude est d’accord")


def test_two_people_agree_and_the_slower_one_is_told(office: Portal, new_page: NewPage) -> None:
    ask_two_people(office)
    hire(office, "els", first="Els", last="Mertens")
    ask(office, new_page)
    first, second = enter(office, new_page), enter(office, new_page, name="els")
    open_first(first)
    open_first(second)
    press(first, "approve")
    press(second, "approve")  # of what was shown before the first one's yes
    expect(second.page.locator("main .notice").first).to_contain_text("Nothing was decided")
    assert get_states(office) == ["sent"]
    press(second, "approve")
    wait_until(lambda: get_states(office) == ["accepted"], 30)
