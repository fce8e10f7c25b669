"""What somebody can be in, and the two or three acts of this site that help then."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Act:
    """Something this site can do. Lazy translations; ``kind`` is of a message."""

    page: str
    title: Any
    text: Any
    kind: str = ""

    @property
    def address(self) -> str:
        """Where it is done."""
        return reverse(self.page, args=[self.kind] if self.kind else None)


@dataclass(frozen=True, slots=True)
class Situation:
    """One of them, with what is good to know. Lazy translations."""

    code: str
    title: Any
    text: Any
    acts: tuple[Act, ...]
    good_to_know: tuple[Any, ...] = field(default_factory=tuple)


def _write(kind: str, title: Any, text: Any) -> Act:
    return Act("messages:fill-in", title, text, kind)


PLAN = Act("plans:start", _("Ask to pay in parts"), _("Choose an amount that you can keep paying."))
BUDGET = Act("budget:start", _("See what you can pay"), _("Eight numbers on one page."))
PAUSE = _write("pause", _("Ask for a pause"), _("While you get help. The office decides."))
CALL = _write("call-back", _("Ask the office to call me"), _("At a time that suits you."))
SUPPORT = _write("support", _("Say what would make it easier"), _("Such as a call, or more time."))
TELL = _write("question", _("Tell the office"), _("In your own words. You get an answer."))
DISPUTE = _write("dispute", _("I do not agree"), _("With all of it or a part."))
PAID = _write("paid", _("I have already paid"), _("When, how, and your proof."))
COUNSELLOR = _write("counsellor", _("Say who helps you"), _("Then the office writes to them."))
DEBTS = Act("mydata:debts", _("All my debts on one page"), _("For yourself, or for who helps you."))
COMPLAINT = _write("complaint", _("Make a complaint"), _("About how the office treated you."))

SITUATIONS: tuple[Situation, ...] = (
    Situation("cannot-pay", _("I cannot pay"), _("Not now, or not all of it."), (PLAN, BUDGET, PAUSE)),
    Situation(
        "less-income",
        _("My income fell"),
        _("I lost my work, or earn less."),
        (BUDGET, PLAN, TELL),
        (_("The law protects a part of your income. The budget page shows what you can pay."),),
    ),
    Situation(
        "illness",
        _("I am ill, or someone close to me is"),
        _("I cannot do this now."),
        (PAUSE, CALL, SUPPORT),
        (_("You need not say which illness. Say what you need."),),
    ),
    Situation(
        "partner",
        _("It is about my partner or ex-partner"),
        _("A debt of someone else, or we separated."),
        (DISPUTE, TELL, CALL),
        (_("Living together does not always make you pay. A debt counsellor or lawyer can tell."),),
    ),
    Situation(
        "company",
        _("My company is in trouble"),
        _("I am self-employed, or run a firm."),
        (PLAN, CALL, TELL),
        (_("The enterprise court can give a firm time. Ask a lawyer or an accountant soon."),),
    ),
    Situation(
        "death",
        _("Someone died"),
        _("The letter is for a person who died."),
        (TELL, CALL),
        (_("Do not pay before you know whether you inherit. A notary can tell you."),),
    ),
    Situation(
        "helped",
        _("Someone helps me with my debts"),
        _("A counsellor, an administrator, a mediator."),
        (COUNSELLOR, PAUSE, DEBTS),
    ),
    Situation(
        "not-right",
        _("Something is not right"),
        _("I paid already, or I do not agree."),
        (PAID, DISPUTE, COMPLAINT),
    ),
)


def list_acts(situation: Situation, *, may_ask_plan: bool) -> list[Act]:
    """The acts that are open here: where no plan can be asked for, the office is asked in words."""
    if may_ask_plan:
        return list(situation.acts)
    open_acts = [act for act in situation.acts if act not in (PLAN, BUDGET)]
    others = [act for act in (TELL, CALL) if act not in open_acts]
    return [*open_acts, *others[: len(situation.acts) - len(open_acts)]]


def find_situation(code: str) -> Situation | None:
    """The one of that code."""
    return next((one for one in SITUATIONS if one.code == code), None)
