"""What the office has told of portal events: chosen by staff, put in once, delivered once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils import timezone

from portal.audit.models import Event as Trail
from portal.crm.links.models import Link, MirrorRule
from portal.crm.links.sending.mirror import mirror_event
from portal.outbox import services as outbox
from portal.outbox.models import Delivery
from portal.payments.attempt.states import Event, transition
from portal.payments.models import Attempt
from portal.plans.models import Proposal, State
from portal.plans.transitions import move
from tests.pages.conftest import Visit
from tests.pages.crm.links.conftest import connect
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.sqlite

Join = Callable[..., Link]
PLAN = ("proposal", "plan-accepted", {"request": "R-1", "step": 3})


def mirror_plan(seeded: PracticeFile) -> list[Delivery]:
    kind, code, params = PLAN
    return mirror_event(kind, seeded.file_id, code, params)


def deliver() -> None:
    outbox.deliver_due(now=timezone.now() + timedelta(seconds=1))


@pytest.fixture
def rules(office: Any) -> Callable[..., None]:
    def make(*systems: str, form: str = "note", user: Any = None, event: str = "proposal") -> None:
        for system in systems:
            MirrorRule.objects.create(office=office, event=event, system=system, form=form, user=user)

    return make


def test_the_office_chooses_on_a_page(staff: Any, visit: Visit) -> None:
    assert f'<option value="{staff.pk}"' not in visit("/desk/file/mirror/").html, "who may not write there"
    staff.user_permissions.add(Permission.objects.get(codename="edit_records"))
    page = visit("/desk/file/mirror/?lang=en")
    fields = {
        **page.form_fields(),
        "proposal-cirrus": "task",
        "payment-dossierdata": "note",
        "user": str(staff.pk),
        "days": "2",
    }
    check = visit("/desk/file/mirror/", fields)
    assert "Cirrus No" in check.text
    assert not MirrorRule.objects.exists()
    page = visit("/desk/file/mirror/", {**check.form_fields(), "save": "1"}, follow=True)
    found = {(rule.event, rule.system): (rule.form, rule.user_id) for rule in MirrorRule.objects.all()}
    assert found == {
        ("proposal", "cirrus"): ("task", None),
        ("payment", "dossierdata"): ("note", staff.pk),
    }
    assert page.form_fields()["days"] == "2"

    kept = {**fields, "seen": page.form_fields()["seen"], "proposal-cirrus": "", "save": "1"}
    visit("/desk/file/mirror/", kept, status=303)
    assert MirrorRule.objects.count() == 1
    newest = Trail.objects.filter(act="crm-rules-changed").order_by("-number").first()
    assert newest is not None
    visit("/desk/file/mirror/", {"undo": str(newest.number)}, status=303)
    assert MirrorRule.objects.get(system="cirrus").form == "task"


def test_an_event_is_told_once_to_each_joined_customer(
    staff: Any, seeded: PracticeFile, join: Join, rules: Any, practice: PracticeOffice
) -> None:
    join("cirrus", "accounts", "2")
    join("cirrus", "contacts", "2", "2")  # of the same account
    join("cirrus", "accounts", "9", party_id="")
    join("dossierdata", "customer", "1")
    rules("cirrus", "dossierdata", user=staff)
    activities, notes = (len(practice.records(*one)) for one in _COUNTED)

    first, again = mirror_plan(seeded), mirror_plan(seeded)

    assert [one.pk for one in first] == [one.pk for one in again]
    assert sorted(one.kind for one in first) == ["crm.cirrus.activity"] * 2 + ["crm.dossierdata.note"]
    deliver()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"done"}
    assert len(practice.records("cirrus", "activities")) == activities + 2
    assert len(practice.records("dossierdata", "note")) == notes + 1
    note = practice.records("dossierdata", "note")[-1]
    assert note["title"] == "Afbetalingsplan"
    assert "R-1" in note["content"]


_COUNTED = (("cirrus", "activities"), ("dossierdata", "note"))


def test_suggestions_and_other_files_are_told_nothing(
    staff: Any, seeded: PracticeFile, join: Join, rules: Any
) -> None:
    Link.objects.filter(pk=join("cirrus", "accounts", "2").pk).update(state="suggested")
    Link.objects.filter(pk=join("cirrus", "accounts", "3").pk).update(file_id="1")
    rules("cirrus")
    assert mirror_plan(seeded) == []


def test_nothing_is_told_without_a_rule_or_of_an_inner_step(
    staff: Any, seeded: PracticeFile, join: Join, rules: Any
) -> None:
    join("cirrus", "accounts", "2")
    assert mirror_plan(seeded) == []
    rules("cirrus")
    assert mirror_event("proposal", seeded.file_id, "plan-sending", {"request": "R-1"}) == []
    assert Delivery.objects.count() == 0


def test_without_somebody_chosen_it_waits_until_there_is(
    staff: Any, seeded: PracticeFile, join: Join, rules: Any, practice: PracticeOffice
) -> None:
    join("dossierdata", "customer", "1")
    rules("dossierdata")
    mirror_plan(seeded)
    deliver()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.reason) == ("waiting", "no-user")
    MirrorRule.objects.update(user=staff)
    connect(staff, practice)
    deliver()
    delivery.refresh_from_db()
    assert delivery.state == "done"


def test_a_payment_that_is_seen_is_told_in_its_own_transaction(
    staff: Any, seeded: PracticeFile, join: Join, rules: Any, office: Any, practice: PracticeOffice
) -> None:
    join("cirrus", "accounts", "2")
    rules("cirrus", event="payment", form="task")
    attempt = Attempt.objects.create(
        office=office, file_id=seeded.file_id, party_id=seeded.party_id, amount_cents=5000, state="at_bank"
    )
    transition(attempt.pk, Event.SEE)
    transition(attempt.pk, Event.SEE)
    deliver()
    (delivery,) = Delivery.objects.filter(kind="crm.cirrus.activity")
    assert delivery.state == "done"
    activity = practice.records("cirrus", "activities")[-1]
    assert "50,00" in activity["description"]
    assert activity["closed"] == 0
    transition(attempt.pk, Event.BOOK)
    assert Delivery.objects.filter(kind="crm.cirrus.activity").count() == 2


def test_a_step_of_a_plan_request_is_told_in_its_own_transaction(
    staff: Any, seeded: PracticeFile, join: Join, rules: Any, office: Any, practice: PracticeOffice
) -> None:
    join("cirrus", "accounts", "2")
    rules("cirrus", form="task")
    asked = Proposal.objects.create(
        office=office,
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        kind="months",
        months=3,
        monthly_cents=5000,
        balance_cents=15000,
        first_on=date(2026, 12, 7),
    )
    with transaction.atomic():
        move(asked, State.REVIEW)
        transaction.set_rollback(True)
    assert not Delivery.objects.filter(kind="crm.cirrus.activity").exists()
    move(asked, State.REVIEW)
    deliver()
    (delivery,) = Delivery.objects.filter(kind="crm.cirrus.activity")
    assert delivery.state == "done"
    assert asked.number in practice.records("cirrus", "activities")[-1]["description"]


@pytest.mark.parametrize("fault", ["lost", "drop", "503"])
@pytest.mark.parametrize(
    ("system", "operation"), [("cirrus", "create_activity"), ("dossierdata", "create_note")]
)
def test_a_lost_answer_writes_one(
    staff: Any,
    seeded: PracticeFile,
    join: Join,
    rules: Any,
    practice: PracticeOffice,
    system: str,
    operation: str,
    fault: str,
) -> None:
    join(system, "accounts" if system == "cirrus" else "customer", "2")
    rules(system, user=staff)
    listed = _COUNTED[0] if system == "cirrus" else _COUNTED[1]
    before = len(practice.records(*listed))
    practice.fault(system, fault, operation=operation, times=1)
    mirror_plan(seeded)
    deliver()
    for hours in range(1, 5):
        outbox.deliver_due(now=timezone.now() + timedelta(hours=hours))
    assert Delivery.objects.get().state == "done"
    assert len(practice.records(*listed)) == before + 1
