"""What is read before a plan is asked: side by side, once, and remembered for when Tagor is away."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.http import HttpRequest
from django.test import RequestFactory

from portal import registry
from portal.access.session import Defendant
from portal.dossier.selectors import get_balance
from portal.integrations.errors import Unavailable
from portal.office.models import Office
from portal.plans.models import PlanRule
from portal.plans.request.selectors import get_situation
from tests.practice import PracticeOffice
from tests.unit.plans.conftest import start_plan

pytestmark = pytest.mark.django_db
HEAD, SALDO = "TagorService/GetDosInfo", "TagorService/GetSaldo"
Visit = Callable[[], HttpRequest]


@pytest.fixture
def visit(office: Office, defendant: Defendant) -> Visit:
    """A page view of the one session there is."""
    session = SessionStore()
    session.create()

    def make() -> HttpRequest:
        request = RequestFactory().get("/plan/")
        request.session = session
        request.defendant = defendant  # type: ignore[attr-defined]
        return request

    return make


@contextmanager
def down(practice: PracticeOffice) -> Iterator[None]:
    with practice.down():
        yield
    registry.reset()


def operations(practice: PracticeOffice) -> list[str]:
    return sorted(call["operation"].removeprefix("TagorService/") for call in practice.calls())


def test_three_calls_and_the_balance_once(
    visit: Visit, defendant: Defendant, practice: PracticeOffice
) -> None:
    practice.clear_calls()
    situation = get_situation(visit(), defendant)
    assert operations(practice) == ["GetPaymentPlanCriteria", "GetSaldo", "PaymentInfo"]
    assert situation.balance_cents == situation.terms.balance_cents == practice.file().balance_cents
    get_situation(visit(), defendant)
    get_balance(visit())
    assert len(practice.calls(SALDO)) == 1


def test_they_are_read_side_by_side(visit: Visit, defendant: Defendant, practice: PracticeOffice) -> None:
    """Each call is held until all have arrived: one after the other would never end."""
    tagor, gate = registry.tagor(), threading.Barrier(3)
    for name in ("get_plan_criteria", "get_running_plan", "get_balance_cents"):
        setattr(tagor, name, _held(getattr(tagor, name), gate))
    assert get_situation(visit(), defendant).balance_cents == practice.file().balance_cents


def _held(call: Callable[..., object], gate: threading.Barrier) -> Callable[..., object]:
    def wait_for_the_others(**arguments: object) -> object:
        gate.wait(timeout=10)
        return call(**arguments)

    return wait_for_the_others


def test_the_file_type_is_asked_only_when_a_rule_needs_it(
    visit: Visit, defendant: Defendant, practice: PracticeOffice, office: Office
) -> None:
    get_situation(visit(), defendant)
    assert practice.calls(HEAD) == []
    general = PlanRule.objects.create(office=office)
    assert get_situation(visit(), defendant).rule == general
    assert practice.calls(HEAD) == []
    special = PlanRule.objects.create(office=office, file_type_id="1")
    file_type = get_situation(visit(), defendant).file_type_id
    assert file_type
    PlanRule.objects.filter(pk=special.pk).update(file_type_id=file_type)
    assert get_situation(visit(), defendant).rule == special
    assert len(practice.calls(HEAD)) == 1


def test_while_tagor_is_away_what_was_seen_is_enough(
    visit: Visit, defendant: Defendant, practice: PracticeOffice
) -> None:
    before = get_situation(visit(), defendant)
    with down(practice):
        away = get_situation(visit(), defendant)
    assert away.is_away
    assert (away.terms, away.facts.mark, away.obstacle) == (before.terms, "", "")


def test_a_balance_that_does_not_come_is_no_dead_end(
    visit: Visit, defendant: Defendant, practice: PracticeOffice
) -> None:
    before, request = get_situation(visit(), defendant), visit()
    del request.session["balance"]
    cache.clear()
    practice.fault("tagor", "drop", operation=SALDO)
    assert get_situation(request, defendant).terms == before.terms


def test_a_plan_is_remembered_too(visit: Visit, defendant: Defendant, practice: PracticeOffice) -> None:
    mark = start_plan(practice, defendant)
    get_situation(visit(), defendant)
    with down(practice):
        away = get_situation(visit(), defendant)
    assert (away.facts.mark, away.obstacle) == (mark, "running")


def test_what_was_never_seen_is_not_made_up(
    visit: Visit, defendant: Defendant, practice: PracticeOffice
) -> None:
    with down(practice), pytest.raises(Unavailable):
        get_situation(visit(), defendant)
