"""What happens behind the pages: somebody of the office decides, time passes, rows are put right."""

from datetime import UTC, date, datetime, timedelta

from tests.e2e.processes import Portal
from tests.processes import STAFF_PASSWORD

_COUNTER = """
from datetime import date
from django.contrib.auth import get_user_model
from portal.plans.answer.decisions import counter_proposal
from portal.plans.answer.two_people import Decider
from portal.plans.models import Proposal
decider = Decider.of(get_user_model().objects.get(username="staff"))
proposal = Proposal.objects.exclude(state="draft").get()
counter_proposal(
    proposal, by=decider, version=proposal.version, monthly_cents={cents}, note={note!r},
    first_on=date.fromisoformat("{first_on}"), expires_on=date.fromisoformat("{expires_on}"),
)
"""
_DELIVER = """
from datetime import timedelta
from django.utils import timezone
from portal.outbox.services import deliver_due
deliver_due(now=timezone.now() + timedelta(minutes={minutes}))
"""

_FILL_DESK = """
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from portal.aptic.events.models import Event
from portal.aptic.models import RunState, ServiceAction, ServiceRun
from portal.crm.links.models import ContactCheck
from portal.office.models import Office
from portal.outbox.models import Delivery
office, now = Office.objects.get(), timezone.now()
staff = get_user_model().objects.get(username="staff")
file = "6420012345678901{:03}".format
for n in range(60):
    Delivery.objects.create(
        office=office, kind=("plans.save", "nobody.handles-this-kind")[n % 2], key=f"desk-{n}",
        file_id=file(n), state="given_up", reason=("unclear", "A_CODE_OF_A_SYSTEM_THAT_IS_VERY_LONG")[n % 2],
        due_at=now - timedelta(hours=n), ended_at=now, give_up_at=now + timedelta(days=60),
    )
titles = ("Calculate a plan", "Send a letter to everybody in the file")
actions = [
    ServiceAction.objects.create(office=office, title=title, definition="com.example.services.LetterService")
    for title in titles
]
for n in range(60):
    state = list(RunState)[n % len(RunState)]
    is_open = state in (RunState.WAITING, RunState.SENDING, RunState.WORKING)
    ServiceRun.objects.create(
        office=office, action=actions[n % 2], once=f"desk-{n}", asked_by=staff, file_id=file(n), state=state,
        ended_at=None if is_open else now,
    )
    Event.objects.create(
        office=office, name=("payment", "an.event.whose.name.nobody.knows.at.all")[n % 2], mark=f"desk-{n}",
        received_at=now - timedelta(minutes=n), occurred_at=now, payload="", ended_at=now,
        state=("done", "unlinked", "failed", "unknown")[n % 4], file_name=f"26/{n:05}", file_id=file(n),
    )
for n, kind in enumerate(ContactCheck.Kind):
    ContactCheck.objects.create(office=office, file_id=file(n), occurred_at=now, event_id=n, kind=kind)
"""


def counter(portal: Portal, *, cents: int, note: str = "") -> None:
    """The office proposes another sum a month for the one request there is."""
    today = datetime.now(UTC).date()
    first_on = (today.replace(day=1) + timedelta(days=32)).replace(day=5)
    days = {"first_on": first_on, "expires_on": first_on - timedelta(days=2)}
    _run(portal, _COUNTER.format(cents=cents, note=note, **days))


def let_counter_expire(portal: Portal) -> None:
    """Its last day was yesterday."""
    yesterday: date = datetime.now(UTC).date() - timedelta(days=1)
    portal.write("UPDATE plans_counter SET expires_on = ?", yesterday.isoformat())


def deliver_later(portal: Portal, *, minutes: int) -> None:
    """Send whatever would be due by then."""
    _run(portal, _DELIVER.format(minutes=minutes))


def _run(portal: Portal, code: str) -> None:
    portal.preloaded.manage("shell", "--verbosity", "0", "--command", code)


def fill_desk(portal: Portal) -> None:
    """Rows in every list of the desk, with names and reasons as long as they come."""
    _run(portal, _FILL_DESK)


_HIRE = """
from django.contrib.auth import get_user_model
people = get_user_model().objects
if not people.filter(username={name!r}).exists():
    people.create_superuser({name!r}, password={password!r}, first_name={first!r}, last_name={last!r})
"""
_TWO_PEOPLE = """
from portal.office.models import Office
from portal.plans.models import PlanRule
PlanRule.objects.create(office=Office.objects.get(), two_people_above_cents=1)
"""


def hire(portal: Portal, name: str, *, first: str, last: str) -> None:
    """Another member of staff, who may do everything."""
    _run(portal, _HIRE.format(name=name, password=STAFF_PASSWORD, first=first, last=last))


def ask_two_people(portal: Portal) -> None:
    """From now on every request needs two people; ``DELETE FROM plans_planrule`` ends it."""
    _run(portal, _TWO_PEOPLE)
