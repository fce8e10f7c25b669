"""The clock of a conversation as days go by: kept, read, the usual time, the promised day, and after it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.messages.models import Thread
from tests.pages.conftest import Visit
from tests.pages.messages.conftest import Deliver, SignIn, Write
from tests.pages.page import Page

pytestmark = pytest.mark.sqlite
MONDAY = datetime(2026, 11, 2, 10, tzinfo=ZoneInfo("Europe/Brussels"))
OMBUDSMAN, COMPLAINT = "https://www.ombudsgdw.be", "/messages/new/complaint/"


@pytest.fixture
def go_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], datetime]:
    """Move the clock to so long after a Monday morning."""

    def move(later: timedelta) -> datetime:
        now = MONDAY + later
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return move


@pytest.fixture
def open_later(sign_in: SignIn, visit: Visit) -> Callable[[str], Page]:
    """A page for somebody who comes back: a session does not last for days."""

    def go(address: str) -> Page:
        sign_in("nl-woman", "en")
        return visit(address)

    return go


def test_clock_tells_who_read_when_the_usual_time_and_other_ways_after_the_promised_day(
    sign_in: SignIn,
    write: Write,
    deliver: Deliver,
    desk: Any,
    go_to: Callable[[timedelta], datetime],
    open_later: Callable[[str], Page],
) -> None:
    go_to(-timedelta(days=14))
    sign_in("nl-woman", "en")
    earlier = [write(text=f"Question {number}?") for number in range(5)]
    go_to(-timedelta(days=11))
    reader = desk("an")
    for thread in Thread.objects.all():
        reader.answer(thread, "An answer.")

    go_to(timedelta())
    for answered in earlier:
        open_later(answered)
    address = write(text="And now?")
    thread = Thread.objects.latest("pk")
    page = open_later(address)
    assert "Kept here, on its way to the office" in page.text
    assert "It usually answers within 3 days." in page.text
    deliver()
    assert "With the office, not opened yet" in open_later(address).text

    go_to(timedelta(days=1, hours=3))
    desk("els").visit(f"/desk/messages/{thread.pk}/")
    page = open_later(address)
    assert "Read by the office on 3 November 2026" in page.text
    assert "The office has opened your message. It still has to answer." in page.text
    assert "The office promises an answer by 9 November 2026." in page.text
    assert "It promises an answer by 9 November 2026." in open_later("/file/").text
    assert OMBUDSMAN not in page.links().values()

    go_to(timedelta(days=7))
    assert "The promised day has passed" not in open_later(address).text, "the promised day itself"
    go_to(timedelta(days=8))
    page = open_later(address)
    assert "The promised day has passed" in page.text
    assert "promises an answer" not in page.text
    assert {OMBUDSMAN, COMPLAINT} <= set(page.links().values())
    colleague = desk("jan")
    assert "Late" in colleague.visit("/desk/messages/").text
    colleague.answer(thread, "Sorry that it took so long.")
    page = open_later(address)
    assert "The promised day has passed" not in page.text
    assert "Sorry that it took so long." in page.text
