"""What can be wrong with a row, and whether an insert can be made all the same."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Problem(StrEnum):
    """Codes of problems, as they are stored with the row."""

    NO_NUMBER = "no-number"
    UNKNOWN_FILE = "unknown-file"
    SEVERAL_FILES = "several-files"
    TWICE = "twice"
    NAME_DIFFERS = "name-differs"
    NAME_OF_OTHER = "name-of-other"
    NO_LINK = "no-link"
    BAD_LINK = "bad-link"
    EXPIRED_LINK = "expired-link"
    OTHER_FILE = "other-file"
    AWAY = "away"
    STRANGE = "strange"
    AMOUNT_DIFFERS = "amount-differs"
    AMOUNT_UNREADABLE = "amount-unreadable"
    REFERENCE_DIFFERS = "reference-differs"
    DAY_PAST = "day-past"
    DAY_UNREADABLE = "day-unreadable"
    LINK_ENDS_FIRST = "link-ends-first"
    LINK_ENDS_SOON = "link-ends-soon"
    NOTHING_OWED = "nothing-owed"
    STOPPED = "stopped"
    PAUSED = "paused"
    IN_PERSON = "in-person"
    NO_PAYMENT = "no-payment"
    PLAN_RUNS = "plan-runs"
    PLAN_ASKED = "plan-asked"
    NO_ADDRESS = "no-address"
    LONG_ADDRESS = "long-address"
    SEVERAL_DEBTORS = "several-debtors"


HINTS = frozenset({Problem.SEVERAL_DEBTORS, Problem.LINK_ENDS_SOON, Problem.PLAN_RUNS, Problem.PLAN_ASKED})
"""Worth knowing, but no reason to leave the row out."""

ONE_BY_ONE = frozenset({Problem.TWICE, Problem.NAME_DIFFERS, Problem.NAME_OF_OTHER})
"""Somebody might read a letter that is another's: never decided for many rows at once."""

WORDS: Mapping[Problem, object] = {
    Problem.NO_NUMBER: _("There is no file number in this row."),
    Problem.UNKNOWN_FILE: _("Tagor does not know this file number."),
    Problem.SEVERAL_FILES: _("Tagor knows several files with this number."),
    Problem.TWICE: _("This file stands in the list more than once. Print the row that is right."),
    Problem.NAME_DIFFERS: _("The name in your list is not the name in Tagor."),
    Problem.NAME_OF_OTHER: _(
        "The name in your list is of somebody else who owes in this file. The link is not theirs."
    ),
    Problem.NO_LINK: _("Tagor has no link for this file yet (M_0585). Make one there first."),
    Problem.BAD_LINK: _("The link opens no file."),
    Problem.EXPIRED_LINK: _("The link has expired. Make a new one in Tagor first."),
    Problem.OTHER_FILE: _("The link opens another file."),
    Problem.AWAY: _("Tagor did not answer. Try this row again."),
    Problem.STRANGE: _("Tagor’s answer about this file cannot be read."),
    Problem.AMOUNT_DIFFERS: _("The amount in your letter is not the balance in Tagor."),
    Problem.AMOUNT_UNREADABLE: _("The amount in your list cannot be read."),
    Problem.REFERENCE_DIFFERS: _("The payment reference in your letter is not that of the portal."),
    Problem.DAY_PAST: _("The date in your letter is over."),
    Problem.DAY_UNREADABLE: _("The date in your list cannot be read."),
    Problem.LINK_ENDS_FIRST: _("The link ends before the date in your letter."),
    Problem.LINK_ENDS_SOON: _("The link works for two more weeks at most."),
    Problem.NOTHING_OWED: _("Nothing is owed in this file."),
    Problem.STOPPED: _("The office has stopped this file: the person is asked not to pay now."),
    Problem.PAUSED: _("The collection of this file is paused: nobody is asked to pay meanwhile."),
    Problem.IN_PERSON: _("The office handles this file in person: no plan can be asked for."),
    Problem.NO_PAYMENT: _("The person’s own page asks for no payment now."),
    Problem.PLAN_RUNS: _("A plan runs in this file. The paper names what is to be paid now."),
    Problem.PLAN_ASKED: _("A request for a plan waits in this file. The paper offers no other one."),
    Problem.NO_ADDRESS: _("There is no complete postal address."),
    Problem.LONG_ADDRESS: _("The address is too long for the window of an envelope."),
    Problem.SEVERAL_DEBTORS: _("Several people owe in this file. This link is for one of them."),
}


def describe_problem(code: str) -> str:
    """The sentence of a code, in the active language."""
    return str(WORDS[Problem(code)])


def needs_own_look(problems: list[str]) -> bool:
    """Whether the row waits for a decision of its own, not for one about all rows."""
    return any(problem in ONE_BY_ONE for problem in problems)


def needs_a_look(problems: list[Problem]) -> bool:
    """Whether a person must decide before the row is printed."""
    return any(problem not in HINTS for problem in problems)
