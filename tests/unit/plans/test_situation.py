"""What is read before a plan is asked: side by side, once, and remembered for when Tagor is away."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache

from portal import registry
from portal.file.balance import BALANCE
from portal.file.reading import read
from portal.file.visit import Visit
from portal.integrations.errors import Unavailable
from portal.office.models import Office
from portal.plans.models import PlanRule
from portal.plans.request.situation import get_situation
from tests.practice import PracticeOffice
from tests.unit.plans.conftest import start_plan

pytestmark = pytest.mark.django_db
HEAD, SALDO = "TagorService/GetDosInfo", "TagorService/GetSaldo"
Look = Callable[[], Visit]


@pytest.fixture
def open_page(office: Office, visit: Visit) -> Look:
    """A page view of the one session there is."""
    session = SessionStore()
    session.create()

    def make() -> Visit:
        return replace(visit, session=session, session_key=session.session_key, held={})

    return make


@contextmanager
def down(practice: PracticeOffice) -> Iterator[None]:
    with practice.down():
        yield
    registry.reset()


def operations(practice: PracticeOffice) -> list[str]:
    return sorted(call["operation"].removeprefix("TagorService/") for call in practice.calls())


def test_four_calls_and_the_balance_once(open_page: Look, practice: PracticeOffice) -> None:
    practice.clear_calls()
    situation = get_situation(open_page())
    assert operations(practice) == ["GetDosInfo", "GetPaymentPlanCriteria", "GetSaldo", "PaymentInfo"]
    assert situation.balance_cents == situation.terms.balance_cents == practice.file().balance_cents
    get_situation(open_page())
    read(open_page(), BALANCE)
    assert len(practice.calls(SALDO)) == 1


def test_they_are_read_side_by_side(open_page: Look, practice: PracticeOffice) -> None:
    """Each call is held until all have arrived: one after the other would never end."""
    tagor, gate = registry.tagor(), threading.Barrier(3)
    for name in ("get_plan_criteria", "get_running_plan", "get_balance_cents"):
        setattr(tagor, name, _held(getattr(tagor, name), gate))
    assert get_situation(open_page()).balance_cents == practice.file().balance_cents


def _held(call: Callable[..., object], gate: threading.Barrier) -> Callable[..., object]:
    def wait_for_the_others(**arguments: object) -> object:
        gate.wait(timeout=10)
        return call(**arguments)

    return wait_for_the_others


def test_the_file_itself_is_asked_once_and_a_rule_finds_its_type(
    open_page: Look, practice: PracticeOffice, office: Office
) -> None:
    get_situation(open_page())
    general = PlanRule.objects.create(office=office)
    assert get_situation(open_page()).rule == general
    special = PlanRule.objects.create(office=office, file_type_id="1")
    file_type = get_situation(open_page()).file_type_id
    assert file_type
    PlanRule.objects.filter(pk=special.pk).update(file_type_id=file_type)
    assert get_situation(open_page()).rule == special
    assert len(practice.calls(HEAD)) == 1


def test_while_tagor_is_away_what_was_seen_is_enough(open_page: Look, practice: PracticeOffice) -> None:
    before = get_situation(open_page())
    with down(practice):
        away = get_situation(open_page())
    assert away.is_away
    assert (away.terms, away.facts.mark, away.obstacle) == (before.terms, "", "")


def test_a_balance_that_does_not_come_is_no_dead_end(open_page: Look, practice: PracticeOffice) -> None:
    before, again = get_situation(open_page()), open_page()
    del again.session["balance"]
    cache.clear()
    practice.fault("tagor", "drop", operation=SALDO)
    assert get_situation(again).terms == before.terms


def test_a_plan_is_remembered_too(open_page: Look, visit: Visit, practice: PracticeOffice) -> None:
    mark = start_plan(practice, visit)
    get_situation(open_page())
    with down(practice):
        away = get_situation(open_page())
    assert (away.facts.mark, away.obstacle) == (mark, "running")


def test_what_was_never_seen_is_not_made_up(open_page: Look, practice: PracticeOffice) -> None:
    with down(practice), pytest.raises(Unavailable):
        get_situation(open_page())
