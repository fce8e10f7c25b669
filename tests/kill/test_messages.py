"""Whatever is killed between a press and Tagor, a message and its file arrive once, and a kept file stays."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from portal.uploads.intake import CLEANER
from tests.kill.payer import SLUG, Payer, lose
from tests.kill.processes import Site, wait_for
from tests.kill.worker import HOLD_S, IN_TIME_S, deliveries, finish_with, kill_worker_at, take_for_dead
from tests.unit.uploads.papers import make_photo

WRITE = "Message/Add"


@pytest.fixture
def person(site: Site, payer: Payer) -> Payer:
    """Somebody who is signed in, on a portal that runs."""
    site.start_portal()
    payer.sign_in()
    return payer


def fill_in(person: Payer) -> str:
    """As far as the check page; its address."""
    page = person.get("/messages/new/question/")
    check = person.post(page.form_action(), {**page.form_fields(), "text": "Is this right?"})
    return next(form.get("action", "") for form in check.main_forms() if "/check/" in form.get("action", ""))


def add_photo(person: Payer, check: str) -> None:
    """Add a photo on the check page."""
    page = person.get(check)
    index = next(i for i, form in enumerate(page.main_forms()) if form.get("enctype"))
    person.browser.post(
        person.site.url + page.form_action(index),
        data=page.form_fields(index) | {"files": ""},
        files={"files": ("proof.jpg", make_photo(), "image/jpeg")},
    ).raise_for_status()


def press(person: Payer, check: str) -> Callable[[], Any]:
    """The button that sends, as often as wanted."""
    page = person.get(check)
    index = next(i for i, form in enumerate(page.main_forms()) if form.get("action") == check)
    fields = page.form_fields(index)
    return lambda: person.post(check, fields)


def told(site: Site) -> list[dict[str, Any]]:
    """The messages of the portal that really stand in the file."""
    return [one for one in site.office.state(SLUG)["messages"] if "[M-" in one["subject"]]


def papers(site: Site) -> list[str]:
    """The files that really stand there."""
    return [one["name"] for one in site.office.state(SLUG)["documents"] if "M-" in one["name"]]


def finish(site: Site) -> None:
    take_for_dead(site)
    finish_with(site, lambda: set(deliveries(site)) == {"done"})


def test_portal_killed_while_it_keeps_a_message(site: Site, person: Payer) -> None:
    """The press had no answer: nothing was kept, so pressing again is one message."""
    check = fill_in(person)
    add_photo(person, check)
    send = press(person, check)
    with site.slow_to_move("waiting", table="talk_thread"):
        thread = threading.Thread(target=lose, args=[send])
        thread.start()
        wait_for(lambda: is_asleep(site), IN_TIME_S)
        site.kill_portal()
        thread.join(timeout=30)
    assert deliveries(site) == []
    assert site.read("SELECT state FROM talk_upload") == [("kept",)], "the photo was kept, and stays"
    site.start_portal()
    send()
    send()
    finish(site)
    assert len(told(site)) == 1
    assert len(papers(site)) == 1


@pytest.mark.sqlite
def test_portal_killed_after_it_kept_and_worker_while_tagor_takes_it(site: Site, person: Payer) -> None:
    """Nobody but the outbox knows of it any more; Tagor had it all the while."""
    check = fill_in(person)
    add_photo(person, check)
    press(person, check)()
    site.kill_portal()
    kill_worker_at(site, WRITE)
    wait_for(lambda: told(site), IN_TIME_S)  # the call that was held is carried out all the same
    assert deliveries(site) == ["sending"]
    assert site.read("SELECT state FROM talk_upload") == [("kept",)]
    finish(site)
    assert len(told(site)) == 1
    assert len(papers(site)) == 1
    (row,) = site.read("SELECT state, length(sealed_content) FROM talk_upload")
    assert row == ("delivered", 0)


def test_worker_killed_before_it_kept_the_answer_of_tagor(site: Site, person: Payer) -> None:
    """Tagor has it, the portal does not know: it is looked up by its number and not sent again."""
    check = fill_in(person)
    add_photo(person, check)
    press(person, check)()
    with site.slow_to_move("done", table="outbox_delivery"):
        worker = site.start_worker()
        wait_for(lambda: told(site), IN_TIME_S)
        worker.kill()
    assert deliveries(site) == ["sending"]
    finish(site)
    assert len(told(site)) == 1
    assert len(site.office.calls(WRITE)) == 1
    assert len(papers(site)) == 1


def test_database_restarted_while_tagor_takes_the_message(site: Site, person: Payer) -> None:
    """The answer of Tagor comes while there is no database to keep it in."""
    check = fill_in(person)
    add_photo(person, check)
    press(person, check)()
    site.office.fault("tagor", "slow", operation=WRITE, seconds=HOLD_S)
    site.start_worker()
    wait_for(lambda: site.office.calls(WRITE), IN_TIME_S)
    with site.without_database():
        wait_for(lambda: told(site), IN_TIME_S)
    # Connections that were open before are dead: whoever comes next must not meet one.
    assert [person.get("/messages/").heading for _page in range(3)] == ["Messages"] * 3
    site.office.clear_faults()
    finish(site)
    assert len(site.office.calls(WRITE)) == len(told(site)) == len(papers(site)) == 1


def test_portal_killed_while_it_cleans_a_photo(site: Site, person: Payer) -> None:
    """Whoever sent it has no answer; half a file is never kept, and the same one can be added again."""
    check = fill_in(person)
    page = person.get(check)
    index = next(i for i, form in enumerate(page.main_forms()) if form.get("enctype"))
    action, fields = page.form_action(index), page.form_fields(index)
    photo = make_photo("PNG", size=(4000, 3000))

    def upload() -> httpx.Response:
        files = {"files": ("proof.png", photo, "image/png")}
        return person.browser.post(person.site.url + action, data=fields | {"files": ""}, files=files)

    thread = threading.Thread(target=lose, args=[upload])
    thread.start()
    wait_for(lambda: is_cleaning(site), IN_TIME_S)
    site.kill_portal()
    thread.join(timeout=30)
    assert site.read("SELECT count(*) FROM talk_upload") == [(0,)]
    site.start_portal()
    add_photo(person, check)
    press(person, check)()
    finish(site)
    assert len(papers(site)) == 1


def is_cleaning(site: Site) -> bool:
    """Whether this portal has a file opened now, in the process that does nothing else."""
    group = site.portals[site.public_port].number
    for told in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if CLEANER.encode() in told.read_bytes() and os.getpgid(int(told.parent.name)) == group:
                return True
        except OSError:  # it ended meanwhile
            continue
    return False


def is_asleep(site: Site) -> bool:
    """Whether the database is in the middle of the slow step."""
    asleep = "datname = current_database() AND wait_event = 'PgSleep'"
    return site.read(f"SELECT count(*) FROM pg_stat_activity WHERE {asleep}") != [(0,)]  # noqa: S608
