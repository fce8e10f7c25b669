"""What each kind of message is for, what it does, and what it does not stop: said before it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.messages.models import Kind


@dataclass(frozen=True, slots=True)
class KindWords:
    """Lazy translations. ``heading`` of its form, ``text`` of its card, ``promises`` of what follows.

    ``proof``: what to add, "" when nothing is expected. ``may_pause_by_law``: before a judgment, it can make
    the office wait in Belgium (Book XIX of the Code of Economic Law).
    """

    heading: Any
    text: Any
    promises: tuple[Any, ...]
    proof: Any = ""
    may_pause_by_law: bool = False


KEEP_PAYING = _("Until the office answers, your payments and your plan stay as they are.")
STOPS_NOTHING = _("It does not always stop the file. Do not count on that before the office says so.")

WORDS: Mapping[str, KindWords] = {
    Kind.QUESTION: KindWords(
        _("Ask or tell the office something"),
        _("Anything about your file."),
        (KEEP_PAYING,),
    ),
    Kind.PAID: KindWords(
        _("I have already paid"),
        _("When, how, and your proof."),
        (
            _("The office looks for your payment."),
            _("A transfer can take two working days to arrive."),
            STOPS_NOTHING,
        ),
        _("Add a statement of your bank. The account, the date and the amount must be on it."),
    ),
    Kind.DISPUTE: KindWords(
        _("I do not agree"),
        _("With all of it or a part. You say why."),
        (
            _("A person at the office looks at it, and answers you in writing."),
            STOPS_NOTHING,
            _("You can ask that the file rests until then. The office decides, and tells you."),
            _("Does a paper of a court or a bailiff name a day or a term? That still counts."),
            _("Ask a lawyer what to do in time."),
        ),
        _("Add what shows it: a letter, an invoice, a contract."),
        may_pause_by_law=True,
    ),
    Kind.LINE: KindWords(
        _("Ask about a line"),
        _("You do not understand an amount, or it looks wrong."),
        (_("The office explains the line to you."), KEEP_PAYING),
    ),
    Kind.CALL_BACK: KindWords(
        _("Ask the office to call me"),
        _("At a time that suits you."),
        (
            _("Someone of the office calls you in the opening hours."),
            _("The office never asks for your bank card or its code on the phone."),
        ),
    ),
    Kind.COUNSELLOR: KindWords(
        _("Someone helps me with my debts"),
        _("A debt counsellor, an administrator, a mediator."),
        (
            _("The office checks it, and then writes to the one who helps you."),
            _("Until it says so, letters still come to you. Give them to who helps you."),
            STOPS_NOTHING,
        ),
        _("Add the letter or the decision that shows it."),
    ),
    Kind.PAUSE: KindWords(
        _("Ask for a pause while I get help"),
        _("You asked for help with your debts."),
        (
            _("The office decides whether the file rests for a while, and tells you."),
            _("Interest can still be added meanwhile."),
            STOPS_NOTHING,
        ),
        _("Add something that shows that you asked for help."),
        may_pause_by_law=True,
    ),
    Kind.MOVED: KindWords(
        _("I have another address"),
        _("So that letters reach you."),
        (_("The office changes it in your file. Until then letters go to the old address."),),
    ),
    Kind.MONEY_BACK: KindWords(
        _("Ask for money back"),
        _("You paid more than you owed."),
        (
            _("The office checks whether you paid too much, and writes to you."),
            _("It may ask you to show that the account is yours."),
            _("The office never needs your card number or a code."),
        ),
        _("Add something of your bank that shows your name and this account."),
    ),
    Kind.SUPPORT: KindWords(
        _("Say what would make it easier"),
        _("Such as a call, large print or more time."),
        (_("The office tells you what it can do."), _("You need not say why.")),
    ),
    Kind.COMPLAINT: KindWords(
        _("Make a complaint"),
        _("About how the office treated you."),
        (
            _("The office answers in writing, and says why."),
            _("The complaint does not change what you owe, and nobody may hold it against you."),
            _("No answer in time, or not satisfied? Then you can go to the ombudsman, for free."),
        ),
    ),
}
