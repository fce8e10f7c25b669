"""The state of a payment in words: never "paid" before the office shows the money."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.payments.attempt.receipt_of_payment import get_receipt_code
from portal.payments.attempt.states import PAID
from portal.payments.models import Attempt, State
from portal.payments.pages import bank_words
from portal.web.formats import moment, money

_WAIT_FOR_OFFICE = timedelta(minutes=16)
_USUALLY_SEEN = timedelta(minutes=2)
_REFRESH = ((timedelta(minutes=1), 5), (timedelta(minutes=5), 15), (timedelta(minutes=30), 60))
_PAID = (*PAID, State.SEEN, State.BOOKED)
_MOVING = {
    State.STARTED,
    State.AT_BANK,
    State.RETURNED,
    State.BANK_PAID,
    State.BANK_UNKNOWN,
    State.PAID_LATE,
}


@dataclass(frozen=True, slots=True)
class StatusPage:
    """The state of a payment, for its page.

    ``kind`` and ``word`` as ``ui.state`` takes them; ``refresh_s`` None: no more refreshing. ``receipt_code``
    "": no receipt yet. ``of_payer``: lines for whoever paid alone. ``helped_title``: for the person whose
    helper paid; "" for the same title.
    """

    title: str
    kind: str
    word: str
    lines: list[str]
    amount: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)
    go_href: str = ""
    can_pay_again: bool = False
    refresh_s: int | None = None
    receipt_code: str = ""
    receipt_href: str = ""
    of_payer: tuple[str, ...] = ()
    helped_title: str = ""


def present_status(attempt: Attempt, *, is_checked: bool, is_by_helper: bool = False) -> StatusPage:
    """The honest state: never "paid" before the office shows the money.

    ``is_by_helper``: who looks did not begin it; their helper did.
    """
    state = State(attempt.state)
    went_back = _describe_went_back(attempt, is_by_helper=is_by_helper)
    if went_back and not attempt.left_cents and state in {*_PAID, State.LAPSED}:
        page = _present_went_back(attempt)
    elif attempt.ambiguous and state not in {State.SEEN, State.BOOKED}:
        page = _present_ambiguous(attempt)
    elif state == State.RETURNED and _is_overdue(attempt):
        page = _present_not_seen(attempt)
    else:
        page = _PRESENTERS[state](attempt)
    if went_back and state in _PAID:
        page.lines.clear()  # that nothing more has to be done, and that the debt goes down
        if attempt.left_cents:
            word = _("Taken back in part") if attempt.charged_back_cents else _("Paid back in part")
            page = replace(page, kind="warn", word=word)
    if is_by_helper:
        page = replace(page, title=page.helped_title or page.title)
    page.lines[:0] = [_("Your helper started this payment.")] if is_by_helper else page.of_payer
    page.lines.extend(went_back)
    if not is_checked:
        page.lines.append(_("We cannot ask the office right now. Look again in a few minutes."))
    paper = reverse("payments:receipt", args=[attempt.token])
    return replace(page, receipt_code=get_receipt_code(attempt), receipt_href=paper)


def _describe_went_back(attempt: Attempt, *, is_by_helper: bool) -> list[str]:
    """Money that went back since the payment, and what that means for the person."""
    lines = []
    if attempt.charged_back_cents:
        amount = {"amount": money(attempt.charged_back_cents)}
        lines.append(_("The bank took back %(amount)s of this payment.") % amount)
    given_back_cents = attempt.given_back_cents
    if given_back_cents:
        amount = {"amount": money(given_back_cents)}
        text = _("%(amount)s of this payment was given back to you.")
        if is_by_helper:
            text = _("%(amount)s of this payment was given back to your helper.")
        lines.append(text % amount)
    if lines and attempt.state in _PAID:
        lines.append(explain_went_back(is_by_bank=attempt.charged_back_cents > 0))
    return lines


def explain_went_back(*, is_by_bank: bool) -> str:
    """What the office does with money that went back. Whoever paid too much does not owe it again."""
    if is_by_bank:
        return _("The office takes it off what you have paid, so you owe it again.")
    return _("The office takes it off what you have paid. You may owe this amount again.")


def get_refresh_s(attempt: Attempt) -> int | None:
    """Seconds until the page should refresh itself: often at first, then slower, then never."""
    if attempt.state not in _MOVING or attempt.ambiguous:
        return None
    since = timezone.now() - (
        attempt.bank_at or attempt.returned_at or attempt.started_at or attempt.created_at
    )
    return next((seconds for limit, seconds in _REFRESH if since < limit), None)


def _is_overdue(attempt: Attempt) -> bool:
    return attempt.returned_at is not None and timezone.now() - attempt.returned_at > _WAIT_FOR_OFFICE


def _present_waiting(attempt: Attempt) -> StatusPage:
    return StatusPage(
        title=_("You started a payment"),
        helped_title=_("Your helper started a payment"),
        kind="info",
        word=_("Started"),
        lines=[],
        of_payer=(
            _("You have not come back from the payment page yet."),
            _("Did you finish there? Then the office sees it soon."),
        ),
        amount=money(attempt.amount_cents),
        rows=_make_rows(attempt),
        go_href=reverse("payments:go", args=[attempt.token]),
        refresh_s=get_refresh_s(attempt),
    )


def _present_returned(attempt: Attempt) -> StatusPage:
    return StatusPage(
        title=_("We are checking your payment"),
        kind="wait",
        word=_("Being checked"),
        of_payer=(_("You are back from the payment page."),),
        lines=[
            _describe_asking(attempt),
            _("Did you stop on the payment page? Then nothing is taken from your account."),
        ],
        amount=money(attempt.amount_cents),
        rows=_make_rows(attempt),
        can_pay_again=True,
        refresh_s=get_refresh_s(attempt),
    )


def _describe_asking(attempt: Attempt) -> str:
    if attempt.returned_at is not None and timezone.now() - attempt.returned_at > _USUALLY_SEEN:
        return _("We asked the office whether your payment has arrived. It has not seen it yet.")
    return _("We ask the office whether your payment has arrived. This usually takes less than a minute.")


def _present_not_seen(attempt: Attempt) -> StatusPage:
    return StatusPage(
        title=_("We do not see your payment"),
        kind="warn",
        word=_("Not seen"),
        lines=[
            _("The office has not seen this payment. It may have failed, or it may still come."),
            _("Look at your bank account first. Is the money gone? Then wait a day or ask the office."),
            _("Did the payment page say that your payment is being processed? Then wait a day too."),
            _("Did it say that your payment was refused, or did you stop there? Then you can pay again."),
        ],
        amount=money(attempt.amount_cents),
        rows=_make_rows(attempt),
        can_pay_again=True,
        refresh_s=get_refresh_s(attempt),
    )


def _present_seen(attempt: Attempt) -> StatusPage:
    return StatusPage(
        title=_("The office has seen your payment"),
        kind="good",
        word=_("Seen by the office"),
        lines=[
            _("Your payment has been received and is being processed."),
            _("The amount you owe goes down once the office has booked it."),
            _("You do not have to do anything more."),
        ],
        amount=money(attempt.amount_cents),
        rows=_make_rows(attempt),
    )


def _present_ambiguous(attempt: Attempt) -> StatusPage:
    return StatusPage(
        title=_("The office has seen a payment of this amount"),
        kind="good",
        word=_("Seen by the office"),
        lines=[
            _("You tried to pay this amount more than once."),
            _("The office received it, but we cannot tell which try it was."),
            _("Was it taken from your account twice? Then ask the office."),
        ],
        amount=money(attempt.amount_cents),
        rows=_make_rows(attempt),
    )


def _present_bank_word(attempt: Attempt) -> StatusPage:
    words = bank_words.WORDS[State(attempt.state)]()
    return StatusPage(
        title=words.title,
        kind=words.kind,
        word=words.word,
        lines=words.lines,
        amount=money(attempt.received_cents or attempt.amount_cents),
        rows=_make_rows(attempt),
        can_pay_again=words.can_pay_again,
        refresh_s=get_refresh_s(attempt),
    )


def _present_booked(attempt: Attempt) -> StatusPage:
    return StatusPage(
        title=_("Your payment is booked"),
        kind="good",
        word=_("Booked"),
        lines=[_("The office has taken this amount off what you owe.")],
        amount=money(attempt.amount_cents),
        rows=_make_rows(attempt),
    )


def _present_went_back(attempt: Attempt) -> StatusPage:
    """Nothing of this payment is left."""
    is_by_bank = attempt.charged_back_cents > 0
    return StatusPage(
        title=_("The bank took this payment back") if is_by_bank else _("You got this payment back"),
        helped_title="" if is_by_bank else _("This payment was paid back"),
        kind="warn",
        word=pgettext("payment", "Taken back") if is_by_bank else _("Paid back"),
        lines=[],
        amount=money(attempt.paid_cents),
        rows=_make_rows(attempt),
        can_pay_again=attempt.state == State.LAPSED,
    )


def _present_never_began(attempt: Attempt) -> StatusPage:
    return StatusPage(
        title=_("This payment did not start"),
        kind="bad",
        word=_("Did not start"),
        lines=[_("Nothing was taken from your account."), _("You can pay by transfer, or try again.")],
        amount=money(attempt.amount_cents),
        can_pay_again=True,
    )


_PRESENTERS = {
    State.CREATED: _present_waiting,
    State.STARTED: _present_waiting,
    State.AT_BANK: _present_waiting,
    State.RETURNED: _present_returned,
    State.LAPSED: _present_not_seen,
    **dict.fromkeys(bank_words.WORDS, _present_bank_word),
    State.SEEN: _present_seen,
    State.BOOKED: _present_booked,
    State.NOT_STARTED: _present_never_began,
    State.UNKNOWN: _present_never_began,
}


def _make_rows(attempt: Attempt) -> list[tuple[str, str]]:
    moments = [
        (_("Started"), attempt.started_at),
        (_("Back from the payment page"), attempt.returned_at),
        (_("Answer of the bank"), attempt.bank_at),
        (_("Seen by the office"), attempt.seen_at),
        (_("Booked"), attempt.booked_at),
        (_("Last checked"), attempt.checked_at),
    ]
    rows = [(_("Payment number"), attempt.reference)]
    return rows + [(term, moment(at)) for term, at in moments if at is not None]
