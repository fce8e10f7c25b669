"""Whatever is pressed twice or dies on the way, Tagor gets SavePaymentPlan once a request."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.kill.payer import SLUG, Payer, lose
from tests.kill.processes import Site, wait_for
from tests.kill.worker import IN_TIME_S, LONG_AGO, deliveries, finish_with, kill_worker_at, take_for_dead
from tests.practice import free_port

SAVE, CRITERIA = "TagorService/SavePaymentPlan", "TagorService/GetPaymentPlanCriteria"
Press = Callable[..., Any]


@pytest.fixture
def person(site: Site, payer: Payer) -> Iterator[Payer]:
    """Somebody who is signed in, on a portal that runs; nobody asked for a plan before."""
    for table in ("plans_counter", "plans_proposal"):
        site.write(f"DELETE FROM {table}")  # noqa: S608 - our own names
    site.start_portal()
    payer.sign_in()
    return payer


def fill_in(person: Payer, months: int) -> Press:
    """Go to the check page in a tab of its own; the button to press there, as often as wanted."""
    page = person.get("/plan/")
    date = person.post(page.form_action(), {**page.form_fields(), "choice": "months", "months": str(months)})
    check = person.post(date.form_action(), date.form_fields())
    action, fields = check.form_action(), check.form_fields()
    return lambda port=None: person.post(action, fields, port=port)


def states(site: Site) -> list[str]:
    return [state for (state,) in site.read("SELECT state FROM plans_proposal ORDER BY id")]


def sent_off(site: Site) -> list[str]:
    return [state for state in states(site) if state != "draft"]


def plans(site: Site) -> list[dict[str, Any]]:
    """What really stands in the file."""
    return list(site.office.state(SLUG)["plans"])


def acts(site: Site) -> Counter[str]:
    """The trail of the newest request."""
    newest = "SELECT max(number) FROM audit_event WHERE act = 'plan-asked'"
    query = f"SELECT act FROM audit_event WHERE act LIKE 'plan-%' AND number >= ({newest})"  # noqa: S608
    return Counter(act for (act,) in site.read(query))


def end_window(site: Site) -> None:
    """The time to take it back is over: every task may run."""
    long_ago = site.write_moment(LONG_AGO)
    site.write(
        "UPDATE outbox_delivery SET not_before = ?, due_at = ? WHERE state = 'waiting'", *[long_ago] * 2
    )
    site.make_work_due()


def finish(site: Site) -> None:
    """Fresh workers bring everything to its end."""
    take_for_dead(site)
    end_window(site)
    finish_with(site, lambda: set(sent_off(site)) <= {"sent", "superseded"})


def all_at_once(presses: list[Callable[[], Any]]) -> None:
    gate = threading.Barrier(len(presses))

    def press(act: Callable[[], Any]) -> None:
        gate.wait(timeout=20)
        act()

    threads = [threading.Thread(target=press, args=[act]) for act in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)


@pytest.mark.sqlite
def test_a_double_click_on_two_portals_and_two_workers_save_one_plan(site: Site, person: Payer) -> None:
    second = site.start_portal(free_port())
    press = fill_in(person, 6)
    all_at_once([lambda port=port: press(port) for port in (site.public_port, second) * 3])
    assert sent_off(site) == ["undo"]
    end_window(site)
    finish(site)
    assert sent_off(site) == ["sent"]
    assert len(site.office.calls(SAVE)) == len(plans(site)) == 1
    assert (acts(site)["plan-asked"], acts(site)["plan-sent"]) == (1, 1)


def test_two_tabs_pressed_at_once_save_one_plan(site: Site, person: Payer) -> None:
    tabs = [fill_in(person, months) for months in (3, 4)]
    all_at_once([tabs[number % 2] for number in range(6)])
    assert sent_off(site) == ["undo"]
    end_window(site)
    finish(site)
    assert sent_off(site) == ["sent"]
    assert len(site.office.calls(SAVE)) == len(plans(site)) == 1


def test_the_portal_killed_while_it_keeps_the_request_keeps_all_or_nothing(site: Site, person: Payer) -> None:
    press = fill_in(person, 6)
    with site.slow_to_move("undo", table="plans_proposal"):
        thread = threading.Thread(target=lambda: lose(press))
        thread.start()
        thread.join(timeout=1)
        site.kill_portal()
        thread.join(timeout=30)
    assert (states(site), deliveries(site)) == (["draft"] * len(states(site)), [])
    site.start_portal()
    press()
    end_window(site)
    finish(site)
    assert sent_off(site) == ["sent"]
    assert len(site.office.calls(SAVE)) == 1


@pytest.mark.parametrize("operation", [CRITERIA, SAVE])
def test_a_worker_killed_at_any_call_saves_one_plan(site: Site, person: Payer, operation: str) -> None:
    fill_in(person, 6)()
    kill_worker_at(site, operation, make_due=end_window)
    if operation == SAVE:
        wait_for(lambda: plans(site), IN_TIME_S)
    assert sent_off(site) == ["sending"]
    finish(site)
    assert sent_off(site) == ["sent"]
    assert len(site.office.calls(SAVE)) == len(plans(site)) == 1
    assert acts(site)["plan-sent"] == 1


def test_a_worker_killed_after_the_answer_finds_its_own_plan(site: Site, person: Payer) -> None:
    """Tagor has saved and answered; the worker dies before it can keep that."""
    fill_in(person, 6)()
    with site.slow_to_move("sent", table="plans_proposal"):
        worker = site.start_worker()
        end_window(site)
        wait_for(lambda: plans(site), IN_TIME_S)
        worker.kill()
    assert sent_off(site) == ["sending"]
    finish(site)
    assert sent_off(site) == ["sent"]
    assert len(site.office.calls(SAVE)) == len(plans(site)) == 1
    assert site.read("SELECT accepted_months FROM plans_proposal WHERE state = 'sent'") == [(6,)]


def test_taken_back_while_two_workers_start_it_is_saved_or_taken_back_never_both(
    site: Site, person: Payer
) -> None:
    fill_in(person, 6)()
    (token,) = [token for (token,) in site.read("SELECT token FROM plans_proposal WHERE state = 'undo'")]
    sent = person.get(f"/plan/sent/{token}/")
    undo = next(form for form in sent.main_forms() if form.get("action", "").endswith("/undo/"))
    fields = sent.form_fields(sent.main_forms().index(undo))
    for _ in range(2):
        site.start_worker()
    all_at_once([lambda: end_window(site), lambda: person.post(undo.get("action", ""), fields)])
    ended = {("withdrawn", 0), ("sent", 1)}
    wait_for(lambda: (sent_off(site)[0], len(plans(site))) in ended, IN_TIME_S)
    assert len(site.office.calls(SAVE)) == len(plans(site))
