"""News about a plan request on the file's first page, and the card for asking for one."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access.door_settings.selectors import get_door_settings
from portal.file.news import LEAST_CENTS, Card, FileNow, News
from portal.file.stored_rows import of_rows
from portal.payments.owing import find_arriving
from portal.plans.facts import PLAN_CRITERIA
from portal.plans.models import OPEN, UNSENT, Proposal, State
from portal.plans.running.plan_news import note_end
from portal.plans.selectors import bring_to_today, find_open_counter, find_open_of_file
from portal.plans.status.presenters import describe_undo_time, get_again_address, present_next
from portal.plans.status.words import describe_state
from portal.plans.tagor.reading import RUNNING
from portal.web import formats

RANKS = {
    State.ASKED: 1,
    State.COUNTERED: 2,
    State.UNDO: 6,
    State.FAILED: 8,
    State.DECLINED: 12,
    State.REFUSED: 12,
    State.EXPIRED: 12,
    State.ACCEPTED: 14,
}
RANK_WAITING, RANK_OF_OTHER = 16, 35
NEWS_FOR = timedelta(days=30)
"""How long a request's end is news."""


@of_rows(Proposal)
def find_request_news(now: FileNow) -> News | None:
    """The state of the newest request; for another party's, only what the office lets people know."""
    own = Proposal.objects.filter(file_id=now.file_id, party_id=now.party_id).exclude(UNSENT)
    proposal = own.select_related("office", "agreed").order_by("-submitted_at", "-pk").first()
    if proposal is None or not _is_news(bring_to_today(proposal), now):
        return _find_other_news(now)
    moment = timezone.now()
    words = describe_state(proposal, moment)
    following = present_next(proposal)
    if proposal.state == State.EXPIRED and find_plan_obstacle(now) in {"", "no-offer"}:
        following = get_again_address(proposal), _("Ask for it again")
    address, link = following or (reverse("plans:sent", args=[proposal.token]), _("See your request"))
    title, text = words.title, next(iter((*words.coming, *words.lines)), "")
    if proposal.state == State.UNDO:
        text = describe_undo_time(proposal, moment) or text
    if proposal.state == State.COUNTERED:
        counter = find_open_counter(proposal)
        if counter is not None:
            text = _("You can answer until %(day)s.") % {"day": formats.day(counter.expires_on)}
    rank = RANKS.get(State(proposal.state), RANK_WAITING)
    return News(title, text, rank, address, link, kind=words.kind, on_paper=proposal.is_open)


def find_plan_obstacle(now: FileNow) -> str:
    """What comes before asking for a plan; "" when one can simply be asked, "no-offer" when only in words."""
    if not _is_owing(now):
        return "nothing"
    if now.is_in_person:
        return "in-person"
    if now.find(Proposal, find_open_of_file) is not None:
        return "asked"
    if _has_plan(now):
        return "running"
    return _find_obstacle_without_plan(now)


def _has_plan(now: FileNow) -> bool:
    """Whether one runs; while that cannot be read, whether the remembered one did."""
    if now.plan is not None:
        return now.plan.active
    remembered = now.get(RUNNING)
    return remembered is not None and remembered.is_running


def _find_obstacle_without_plan(now: FileNow) -> str:
    if now.is_stopped:
        return "stopped"
    if _is_paid(now):
        return "small"
    criteria = now.get(PLAN_CRITERIA)
    return "no-offer" if criteria is not None and not criteria.offers else ""


def offer_plan(now: FileNow) -> Card | None:
    """The card for paying in parts, which says where it leads."""
    texts = {
        "": _("Ask for a plan that you can keep."),
        "running": _("Your plan, and how to change it."),
        "no-offer": _("The office has no ready plan for this file. You can ask for one."),
    }
    obstacle = find_plan_obstacle(now)
    text = _describe_open_request(now) if obstacle == "asked" else texts.get(obstacle)
    return Card(reverse("plans:start"), _("Pay in parts"), text) if text else None


def _describe_open_request(now: FileNow) -> str:
    """Who waits for whom."""
    asked = now.find(Proposal, find_open_of_file)
    if asked is not None and asked.party_id == now.party_id:
        if asked.state in {State.ASKED, State.COUNTERED}:
            return _("The office waits for your answer.")
        if asked.agreed_id and asked.state == State.SENDING:
            return _("The plan that you accepted is on its way to the office’s system.")
    return _("A request waits for the office.")


def _is_owing(now: FileNow) -> bool:
    return now.balance_cents is None or now.balance_cents > 0


def _is_paid(now: FileNow) -> bool:
    """Whether so little is left after what is on its way that there is nothing to spread."""
    return now.balance_cents is not None and now.balance_cents - find_arriving(now) < LEAST_CENTS


def _is_news(proposal: Proposal, now: FileNow) -> bool:
    if proposal.is_open:
        return True
    if proposal.state == State.ACCEPTED and now.plan is not None and now.plan.active:
        return False  # the plan itself has its own news
    if proposal.state == State.ACCEPTED and now.plan is not None and note_end(now.file_id):
        return False  # so has its end
    if proposal.state in {State.SUPERSEDED, State.WITHDRAWN}:
        return False
    ended_at = proposal.decided_at or proposal.sent_at or proposal.submitted_at
    return ended_at is not None and ended_at > timezone.now() - NEWS_FOR


def _find_other_news(now: FileNow) -> News | None:
    asked = now.find(Proposal, find_open_of_file)
    if asked is None or asked.party_id == now.party_id or asked.state not in OPEN:
        return None
    shown = get_door_settings().shared_requests
    if shown == "nothing":
        return None
    text = _("You owe this debt together. The office looks at the request.")
    if shown == "amount":
        terms = asked.in_force
        words = {"amount": formats.money(terms.monthly_cents), "day": formats.day(terms.first_on)}
        text = _("It is about %(amount)s a month from %(day)s. The office looks at it.") % words
    return News(
        _("Somebody else in this file asked for a payment plan"),
        text,
        RANK_OF_OTHER,
        kind="wait",
    )
