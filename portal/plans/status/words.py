"""What each state of a request says: heading, sign, meaning, what comes next and by when."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.plans.models import FOR_STAFF, Proposal, State
from portal.plans.rules.decision_words import get_sentence
from portal.plans.selectors import find_lapsed_counter
from portal.plans.states import is_yes_refused
from portal.plans.status.refusals import describe_refusal
from portal.web import formats

SENDING_S, UNKNOWN_S = 2, 15
LATE_S = 5
LONGEST_REFRESH_S = 15 * 60
TRIED = frozenset({"unavailable", "not-authorised", "no-answer", "unexpected-answer"})
"""Reasons for which a delivery is retried before it is given up."""
FORESEEN = frozenset({State.REVIEW, State.HELD})
"""Where it is said beforehand that Tagor would refuse what was asked."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a state says: the heading, its sign, what it means, and what comes next."""

    title: str
    kind: str
    word: str
    lines: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    refresh_s: int | None = None


def describe_state(proposal: Proposal, now: datetime, *, foreseen: tuple[str, ...] = ()) -> Words:
    """The words for a request's state. ``foreseen``: as ``refusals.foresee``."""
    is_unsaved = is_yes_refused(proposal) and proposal.state in FOR_STAFF
    words = (_describe_unsaved if is_unsaved else _DESCRIBERS[proposal.state])(proposal, now)
    if foreseen and proposal.state in FORESEEN and not is_unsaved:
        coming = (_describe_no_yes(), *words.coming[1:])
        words = replace(words, lines=(*words.lines, *foreseen), coming=coming)
    if proposal.state in FOR_STAFF and is_first_day_over(proposal):
        text = _("The office did not answer before %(day)s, the day of your first payment. Call the office.")
        missed = text % {"day": _format_first_day(proposal)}
        words = replace(words, coming=(missed, *words.coming))
    return words


def describe_ended(words: Words) -> Words:
    """Of a request that was agreed to, and whose plan no longer runs."""
    lines = (_("The office agreed to this plan. It no longer runs, so its days no longer count."),)
    title = _("Your plan has ended")
    return replace(words, title=title, kind="info", word=_("Ended"), lines=lines, coming=())


def _describe_unsaved(proposal: Proposal, _now: datetime) -> Words:
    """The office agreed, and its system said no: never as if the person had erred."""
    return Words(
        title=_("The office looks at your plan again"),
        kind="wait",
        word=_("Waiting for the office"),
        lines=(_get_unsaved_sentence(), _("That is not your fault. The plan does not count yet.")),
        coming=(
            _describe_no_yes(),
            *_describe_answer_day(proposal),
            _describe_meanwhile(proposal),
        ),
    )


def _describe_no_yes() -> str:
    """What the office can still do with a request to which its system does not let it agree."""
    return _("The office proposes another plan, asks you something, or says no.")


def _describe_waiting(proposal: Proposal, now: datetime) -> Words:
    until = proposal.undo_until or now
    if until <= now:
        return _describe_sending(proposal, now)
    at = formats.clock(until)
    return Words(
        title=_("We have received your request"),
        kind="wait",
        word=_("Goes to the office at %(time)s") % {"time": at},
        lines=_get_sentences(proposal),
        coming=(
            _("At %(time)s we send it to the office. You need to do nothing.") % {"time": at},
            *_describe_answer_day(proposal),
            _describe_meanwhile(proposal),
        ),
        refresh_s=_count_seconds(until - now),
    )


def _describe_held(proposal: Proposal, _now: datetime) -> Words:
    return Words(
        title=_("We keep your request for the office"),
        kind="wait",
        word=_("Waiting: a plan exists already"),
        lines=(get_sentence("hold-now"),),
        coming=(
            _("The office decides whether your request replaces the plan."),
            _("Keep paying your plan until the office answers."),
            *_describe_answer_day(proposal),
        ),
    )


def _describe_review(proposal: Proposal, _now: datetime) -> Words:
    return Words(
        title=_("A person looks at your request"),
        kind="wait",
        word=_("Waiting for the office"),
        lines=_get_sentences(proposal),
        coming=(
            _("The office agrees, proposes something else, asks you something, or says no."),
            *_describe_answer_day(proposal),
            _describe_meanwhile(proposal),
        ),
    )


def _describe_sending(_proposal: Proposal, _now: datetime) -> Words:
    return Words(
        title=_("Your request is being sent"),
        kind="wait",
        word=_("Being sent"),
        lines=(
            _("We pass it on to the office’s system. Do not send it again."),
            _("Does that system not answer now? Then we try again later. You need to do nothing."),
        ),
        refresh_s=SENDING_S,
    )


def _describe_unknown(_proposal: Proposal, _now: datetime) -> Words:
    return Words(
        title=_("We do not know yet if your request arrived"),
        kind="wait",
        word=_("Being checked"),
        lines=(
            _("The connection with the office’s system broke while we were sending."),
            _("We look in the office’s system what happened. Do not send your request again."),
        ),
        coming=(_("Is there still no answer after some minutes? Then call the office."),),
        refresh_s=UNKNOWN_S,
    )


def _describe_sent(proposal: Proposal, _now: datetime) -> Words:
    return Words(
        title=_("Your request is sent"),
        kind="wait",
        word=_("Sent, waiting for the office"),
        lines=(
            *_recall_lapsed(proposal),
            _("It is a request. The plan counts only when the office agrees."),
        ),
        coming=(
            _("The office looks at your request and answers you."),
            _("Do not send a second request."),
            *_describe_answer_day(proposal),
            _describe_meanwhile(proposal),
        ),
    )


def _describe_accepted(proposal: Proposal, _now: datetime) -> Words:
    schedule = proposal.get_schedule_in_force()
    words = {
        "amount": formats.money(schedule.instalments[0].amount_cents),
        "day": formats.day(schedule.starts_on),
    }
    if is_first_day_over(proposal):
        line = _("You pay %(amount)s each month, from %(day)s on.")
        coming = _("Can you not pay once? Call the office before the day of that payment.")
    else:
        line = _("Pay %(amount)s on %(day)s or before. Then pay each month.")
        coming = _("Can you not pay once? Call the office before that day.")
    return Words(
        title=_("Your plan is agreed"),
        kind="good",
        word=_("The office agrees"),
        lines=(line % words,),
        coming=(coming,),
    )


def _describe_countered(proposal: Proposal, _now: datetime) -> Words:
    return Words(
        title=_("The office proposes another plan"),
        kind="warn",
        word=_("Needs you"),
        lines=(*_recall_unsaved(proposal), _("Look at the plan of the office beside yours. Then choose.")),
    )


def _describe_question(proposal: Proposal, _now: datetime) -> Words:
    return Words(
        title=_("The office asks you something"),
        kind="warn",
        word=_("Needs you"),
        lines=(*_recall_unsaved(proposal), _("The office needs your answer to decide.")),
    )


def _describe_declined(_proposal: Proposal, _now: datetime) -> Words:
    return Words(
        title=_("The office does not agree with your plan"),
        kind="bad",
        word=_("Not agreed"),
        lines=(_("So there is no new plan. You can ask for another one, or talk with the office."),),
    )


def _describe_refused(proposal: Proposal, now: datetime) -> Words:
    if proposal.wants_approval:  # of an older release: such a request comes back to the office now
        lines = (_get_unsaved_sentence(), _("Nothing was saved."), _("Call the office."))
        return replace(_describe_failed(proposal, now), lines=lines)
    return Words(
        title=_("Your request was not accepted"),
        kind="bad",
        word=_("Not accepted by the office’s system"),
        lines=(describe_refusal(proposal.refusal_code), _("Nothing was saved.")),
    )


def _describe_superseded(_proposal: Proposal, _now: datetime) -> Words:
    return Words(
        title=_("This request no longer counts"),
        kind="info",
        word=_("Replaced"),
        lines=(_("There is a newer request or plan in this file."),),
    )


def _describe_withdrawn(_proposal: Proposal, _now: datetime) -> Words:
    return Words(
        title=_("You took your request back"),
        kind="info",
        word=_("Taken back"),
        lines=(_("The office does nothing more with it. You can ask again whenever you want."),),
    )


def _describe_failed(proposal: Proposal, _now: datetime) -> Words:
    happened = _("The office’s system did not take it. It is not your fault.")
    if proposal.refusal_code in TRIED:
        happened = _("We tried several times. The office’s system did not take it. It is not your fault.")
    return Words(
        title=_("We could not pass on your request"),
        kind="bad",
        word=_("Not delivered"),
        lines=(
            happened,
            _("The office sees that this went wrong. Call the office if you hear nothing."),
        ),
    )


def _describe_expired(proposal: Proposal, _now: datetime) -> Words:
    lapsed = _recall_lapsed(proposal)
    if lapsed:
        return Words(
            title=_("You did not answer the office’s proposal in time"),
            kind="info",
            word=_("No longer valid"),
            lines=lapsed,
        )
    was_sent = proposal.submitted_at is not None
    happened = _("Nobody answered in time.") if was_sent else _("Nothing was sent.")
    return Words(
        title=_("This request is too old"),
        kind="info",
        word=_("No longer valid"),
        lines=(happened, _("You can ask again.")),
    )


_DESCRIBERS: dict[str, Callable[[Proposal, datetime], Words]] = {
    State.UNDO: _describe_waiting,
    State.HELD: _describe_held,
    State.REVIEW: _describe_review,
    State.SENDING: _describe_sending,
    State.UNKNOWN: _describe_unknown,
    State.SENT: _describe_sent,
    State.ACCEPTED: _describe_accepted,
    State.COUNTERED: _describe_countered,
    State.ASKED: _describe_question,
    State.DECLINED: _describe_declined,
    State.REFUSED: _describe_refused,
    State.SUPERSEDED: _describe_superseded,
    State.WITHDRAWN: _describe_withdrawn,
    State.FAILED: _describe_failed,
    State.EXPIRED: _describe_expired,
}


def _describe_answer_day(proposal: Proposal) -> tuple[str, ...]:
    """By when to expect an answer; before the first payment nothing is late."""
    if is_first_day_over(proposal):
        return ()
    return (_("No answer before %(day)s? Then call the office.") % {"day": _format_first_day(proposal)},)


def is_first_day_over(proposal: Proposal) -> bool:
    """Whether the day of the first payment, by the terms in force, has passed."""
    return proposal.get_schedule_in_force().starts_on < timezone.localdate()


def _format_first_day(proposal: Proposal) -> str:
    return formats.day(proposal.get_schedule_in_force().starts_on)


def _recall_unsaved(proposal: Proposal) -> tuple[str, ...]:
    """Why the office comes back to a plan to which it had agreed."""
    return (_get_unsaved_sentence(),) if is_yes_refused(proposal) else ()


def _recall_lapsed(proposal: Proposal) -> tuple[str, ...]:
    """What the office proposed, and until when it could be answered, when the person did not."""
    counter = find_lapsed_counter(proposal)
    if counter is None:
        return ()
    schedule = counter.get_schedule()
    words = {
        "amount": formats.money(min(counter.monthly_cents, schedule.total_cents)),
        "months": formats.months(schedule.months),
        "day": formats.day(counter.expires_on),
    }
    text = _("You did not answer the office’s proposal (%(amount)s a month, %(months)s) by %(day)s.")
    return (text % words,)


def _get_unsaved_sentence() -> str:
    return _("You and the office agreed on a plan. The office’s system could not record it in this form.")


def _describe_meanwhile(proposal: Proposal) -> str:
    """What to pay until the office answers. A request changes nothing yet, so nothing is promised."""
    if proposal.is_plan_known:
        return _("Keep paying your plan until the office answers.")
    return _("Until then the whole amount stays due. A part that you pay now counts in any case.")


def _get_sentences(proposal: Proposal) -> tuple[str, ...]:
    sentence = get_sentence(f"{proposal.outcome}-now")
    return (sentence,) if sentence else ()


def _count_seconds(left: timedelta) -> int:
    """Seconds until just after the end, when the page can show the result."""
    return min(max(int(left.total_seconds()), 0) + LATE_S, LONGEST_REFRESH_S)
