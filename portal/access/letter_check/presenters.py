"""The answer of a comparison in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.access.letter_check.claims import Answer
from portal.web.formats import day


@dataclass(frozen=True, slots=True)
class AnswerNotice:
    """``kind`` as ``ui.notice`` takes it."""

    kind: str
    title: str
    text: str


def present_answer(answer: Answer, *, has_account: bool) -> AnswerNotice:
    """Ours, ours before, not ours, or nothing that can be compared."""
    if answer.kind in {"reference", "file"}:
        return _present_number(answer)
    ours = {
        "account": _("This is our account number."),
        "mail": _("This is our e-mail address."),
        "web": _("This is our web address."),
        "phone": _("This is our telephone number."),
        "enterprise": _("This is our enterprise number."),
    }
    others = {
        "account": _("This is not our account number."),
        "mail": _("This is not our e-mail address."),
        "web": _("This is not our web address."),
        "phone": _("This is not our telephone number."),
        "enterprise": _("This is not our enterprise number."),
    }
    if answer.kind == "unknown":
        text = _("Paste an account number, an e-mail address, a web address or a telephone number.")
        return AnswerNotice("info", _("We cannot compare this."), text)
    if answer.is_ours:
        text = _("A sender’s name or number can be forged. In doubt, call us before you pay.")
        return AnswerNotice("good", ours[answer.kind], text)
    if answer.ours_until:
        return _present_former_account(answer.ours_until, has_account=has_account)
    text = _("Do not pay and do not answer. Call us at the number on this page.")
    return AnswerNotice("bad", others[answer.kind], text)


def _present_former_account(last_on: date, *, has_account: bool) -> AnswerNotice:
    """Letters of those days name it, and are real."""
    title = _("This was our account until %(day)s.") % {"day": day(last_on)}
    text = _("Pay to the account below.") if has_account else _("Call us before you pay.")
    return AnswerNotice("warn", title, text)


def _present_number(answer: Answer) -> AnswerNotice:
    """A number of one file: whose it is, this page tells nobody."""
    if answer.kind == "file":
        title = _("This looks like a file number.")
        text = _(
            "This page says nothing about files. Compare the account number, and sign in to see your file."
        )
        return AnswerNotice("info", title, text)
    if not answer.is_ours:
        text = _(
            "There is a mistake in it. Compare it with your letter once more, or call us before you pay."
        )
        return AnswerNotice(
            "warn", _("This looks like a payment reference, but its check digits are wrong."), text
        )
    title = _("This is a payment reference.")
    text = _("Anybody can write one. Only the account number shows who gets the money: compare that one.")
    return AnswerNotice("info", title, text)
