"""What happens behind the pages: somebody of the office decides, time passes, rows are put right."""

from datetime import UTC, date, datetime, timedelta

from tests.e2e.processes import Portal
from tests.processes import run_manage

_COUNTER = """
from datetime import date
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from portal.plans.answer.decisions import counter_proposal
from portal.plans.models import Proposal
request = RequestFactory().post("/desk/")
request.user = get_user_model().objects.get(username="staff")
proposal = Proposal.objects.exclude(state="draft").get()
counter_proposal(
    proposal, request=request, version=proposal.version, monthly_cents={cents}, note={note!r},
    first_on=date.fromisoformat("{first_on}"), expires_on=date.fromisoformat("{expires_on}"),
)
"""
_DELIVER = """
from datetime import timedelta
from django.utils import timezone
from portal.outbox.services import deliver_due
deliver_due(now=timezone.now() + timedelta(minutes={minutes}))
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
    run_manage("shell", "--verbosity", "0", "--command", code, environment=portal.environment)
