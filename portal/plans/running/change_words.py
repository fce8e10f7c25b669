"""The office's answer to a request to change a plan, as the person reads it."""

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.plans.models import ChangeRequest
from portal.web import formats
from portal.web.languages import choose_known

Answer, Kind, State = ChangeRequest.Answer, ChangeRequest.Kind, ChangeRequest.State


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """``kind`` and ``word``: the state as a sign; ``own``: what somebody of the office wrote.

    ``by_plan``: the last lines, which are only so while the plan runs.
    """

    kind: str
    word: str
    title: str
    lines: tuple[str, ...] = ()
    own: str = ""
    by_plan: tuple[str, ...] = ()


def describe_answer(change: ChangeRequest, *, has_plan: bool = True) -> AnswerWords:
    """The answer as it stands, in the active language. ``has_plan``: whether the plan still runs."""
    words = _DESCRIBERS[Answer(change.answer)](change)
    last = words.by_plan
    if not has_plan and change.answer != Answer.PLANNED:
        last = (_("The plan no longer runs. Ask the office what you have to pay now."),)
    return replace(words, lines=(*words.lines, *last), by_plan=())


def describe_delivery(change: ChangeRequest) -> tuple[str, str]:
    """Whether the office has the request in its own system: a sign and its word."""
    return {
        State.DELIVERED: ("good", _("Sent to the office")),
        State.FAILED: ("warn", _("Not delivered yet: someone at the office looks at it")),
    }.get(State(change.state), ("wait", _("Kept, on its way to the office")))


def get_language(change: ChangeRequest) -> str:
    """The language in which the person asked."""
    return choose_known(change.language)


def _describe_waiting(change: ChangeRequest) -> AnswerWords:
    lines = [_("The office looks at your request and answers you.")]
    if change.reply:
        lines = [_("The office has your answer. It looks at your request again.")]
    elif change.offer_on and change.offer_until and change.offer_until < timezone.localdate():
        words = {"day": formats.day(change.offer_on), "until": formats.day(change.offer_until)}
        text = _("The office proposed that you pay on %(day)s. You did not answer by %(until)s.")
        lines.insert(0, text % words)
    by_plan = (
        _("Until it answers, pay as the plan says."),
        _("No answer before your next payment? Then call the office."),
    )
    title = _("The office looks at your request")
    return AnswerWords("wait", _("Waits for the office"), title, tuple(lines), by_plan=by_plan)


def _describe_asked(change: ChangeRequest) -> AnswerWords:
    by_plan = (_("Until it answers, pay as the plan says."),)
    title = _("The office asks you something")
    return AnswerWords("warn", _("Needs you"), title, own=change.question, by_plan=by_plan)


def _describe_offered(change: ChangeRequest) -> AnswerWords:
    lines = []
    if change.offer_on and change.offer_until:
        lines = [
            _("The office proposes that you pay on %(day)s.") % {"day": formats.day(change.offer_on)},
            _("You can answer until %(day)s.") % {"day": formats.day(change.offer_until)},
        ]
    title = _("The office proposes another day")
    return AnswerWords("warn", _("Needs you"), title, tuple(lines), change.reason)


def _describe_agreed(change: ChangeRequest) -> AnswerWords:
    lines: tuple[str, ...] = ()
    if change.kind == Kind.LATER and change.later_on:
        words = {"day": formats.day(change.later_on)}
        lines = (_("You can pay this payment on %(day)s at the latest.") % words,)
    by_plan, agrees = (_("Your other payments stay as they are."),), _("The office agrees")
    return AnswerWords("good", agrees, agrees, lines, change.reason, by_plan)


def _describe_declined(change: ChangeRequest) -> AnswerWords:
    by_plan = (
        _("The plan stays as it is. Pay on the days of your plan."),
        _("Can you not pay? Call the office before the day."),
    )
    title = _("The office does not agree")
    return AnswerWords("bad", _("Not agreed"), title, own=change.reason, by_plan=by_plan)


def _describe_planned(change: ChangeRequest) -> AnswerWords:
    number = change.plan.number if change.plan else ""
    lines = [_("The office made a request for a new plan of it: %(number)s.") % {"number": number}]
    lines.append(_("Until the new plan is agreed, pay as your plan says."))
    return AnswerWords("info", _("Became a new plan"), _("The office works on a new plan"), tuple(lines))


_DESCRIBERS = {
    Answer.WAITING: _describe_waiting,
    Answer.ASKED: _describe_asked,
    Answer.OFFERED: _describe_offered,
    Answer.AGREED: _describe_agreed,
    Answer.DECLINED: _describe_declined,
    Answer.PLANNED: _describe_planned,
}
