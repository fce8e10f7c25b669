"""What a room gives is found in the order of the rooms; what leads nowhere is told when the site starts."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.dispatch import Signal
from pytest_django import Settings

from portal.outbox.handlers import Handler, get_handler, get_handlers
from portal.web.examining import Examination
from portal.web.room import Contribution, Page, Receiver, Room, list_rooms

Give = Any
rang = Signal()


class Bell(Handler):
    kind = "tests.bell"


def answer(**told: Any) -> str:
    return f"heard {told['who']}"


@pytest.fixture
def declare(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Give]:
    """A last room, of the kill tests, that gives what it is told to."""
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.kill.notes"]
    room = apps.get_app_config("kill_notes")

    def put(name: str, *things: Any) -> None:
        monkeypatch.setattr(type(room), name, things)

    return put


def find_faults(name: str) -> list[str]:
    return [fault.msg for fault in run_checks() if fault.id == name]


def test_every_app_of_the_portal_is_a_room() -> None:
    ours = [one for one in apps.get_app_configs() if re.match(r"portal(\.|$)", one.name)]
    assert [one.name for one in ours if not isinstance(one, Room)] == ["portal.sandbox"]


def test_rooms_give_in_the_order_of_the_installed_apps(declare: Give) -> None:
    declare("deliveries", "tests.unit.web.test_room.Bell")
    kinds = [one.kind for one in Contribution[Handler]("deliveries", Handler).collect()]
    rooms = [room.label for room in list_rooms() if room.deliveries]
    assert rooms.index("access") < rooms.index("plans")
    assert kinds.index("access.new-link") < kinds.index("plans.save")
    assert kinds[-1] == "tests.bell"
    assert list_rooms()[-1].label == "kill_notes"


def test_a_room_that_is_off_gives_nothing(settings: Settings) -> None:
    assert get_handler("reminders.send") is not None
    settings.INSTALLED_APPS = [one for one in settings.INSTALLED_APPS if one != "portal.plans.reminders"]
    assert get_handler("reminders.send") is None


def test_a_class_is_made_once() -> None:
    assert get_handlers() is get_handlers()
    assert get_handler("plans.save") is get_handler("plans.save")


def test_a_path_that_leads_nowhere_is_told_when_the_site_starts(declare: Give) -> None:
    assert find_faults("web.E001") == []
    declare("deliveries", "tests.unit.web.test_room.Bell", "tests.unit.web.nowhere.Bell")
    declare("findings", "tests.unit.web.test_room.nothing")
    declare("receivers", Receiver("tests.unit.web.test_room.rang", "tests.unit.web.test_room.nobody"))
    told = find_faults("web.E001")
    assert len(told) == 3
    assert "tests.unit.web.nowhere.Bell" in told[0]
    assert "tests.unit.web.test_room.nothing" in told[1]
    assert "tests.unit.web.test_room.nobody" in told[2]


def test_a_path_that_leads_to_something_else_is_told_too(declare: Give) -> None:
    declare("deliveries", "tests.unit.web.test_room.answer")
    told = find_faults("web.E001")
    assert len(told) == 1
    assert "tests.unit.web.test_room.answer is no Handler" in told[0]
    declare("findings", "tests.unit.web.test_room.Bell")
    with pytest.raises(ImproperlyConfigured, match="is no Examination"):
        Contribution[Examination]("findings", Examination).collect()


def test_a_page_without_an_address_is_told_when_the_site_starts(declare: Give) -> None:
    assert find_faults("web.E002") == []
    declare("navigation", Page("Bells", "bells:all", "bells.ring"))
    assert len(find_faults("web.E002")) == 1
    assert "bells:all" in find_faults("web.E002")[0]


def test_a_hearing_answers_once_however_often_the_site_starts() -> None:
    receiver = Receiver("tests.unit.web.test_room.rang", "tests.unit.web.test_room.answer")
    receiver.connect()
    receiver.connect()
    assert [said for _receiver, said in rang.send(sender=None, who="Ann")] == ["heard Ann"]
