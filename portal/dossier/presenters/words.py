"""Plain words for the parts of a debt and for the lines of the account, with what each means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from portal.file.codes import OwnWord
from portal.file.kinds import Kind
from portal.file.parts import Part
from portal.integrations.tagor.values.account import Line

PART_WORDS: dict[Part, Promise] = {
    Part.PRINCIPAL: _("The debt itself (principal)"),
    Part.INTEREST: pgettext_lazy("part of the debt", "Interest"),
    Part.PENALTY: _("Fixed extra amount (penalty clause)"),
    Part.COSTS: pgettext_lazy("part of the debt", "Costs"),
    Part.VAT: pgettext_lazy("part of the debt", "Tax (VAT)"),
    Part.PAYMENTS: pgettext_lazy("part of the debt", "Your payments"),
    Part.OTHER: pgettext_lazy("part of the debt", "Other"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a line is, and one or two sentences on it: what it is for, and who set the amount."""

    word: Promise | str
    text: Promise | str


# In the order in which a file grows.
KINDS: dict[Kind, Meaning] = {
    Kind.PRINCIPAL: Meaning(
        _("The debt itself (principal)"),
        _("What you had to pay the claimant at first. Interest and costs are not in it."),
    ),
    Kind.INTEREST: Meaning(
        pgettext_lazy("part of the debt", "Interest"),
        _("Extra money because the payment is late. It can grow until all is paid."),
    ),
    Kind.PENALTY: Meaning(
        _("Fixed extra amount (penalty clause)"),
        _(
            "A fixed extra amount because the payment is late. It comes from the conditions of the claimant. "
            "The law limits it for consumers."
        ),
    ),
    Kind.COURT: Meaning(_("Court costs"), _("What the court case costs. A judge decides who pays this.")),
    Kind.BAILIFF: Meaning(
        _("Costs of the bailiff"),
        _("What the bailiff may charge for letters and deeds. The law sets these amounts."),
    ),
    Kind.EXPENSES: Meaning(
        _("Paid to others (disbursements)"),
        _("What the bailiff paid to others for this file. Postage and searches in registers are examples."),
    ),
    Kind.DUTIES: Meaning(
        _("Taxes on the case (duties)"), _("Taxes on court cases and deeds. They go to the State.")
    ),
    Kind.VAT: Meaning(
        pgettext_lazy("part of the debt", "Tax (VAT)"),
        _("The tax on the work of the bailiff (value added tax)."),
    ),
    Kind.PAYMENT: Meaning(_("Payment"), _("Money that the office received. It is taken off what you owe.")),
    Kind.EXPECTED: Meaning(
        _("Payment, not booked yet"),
        _("A payment the office knows of, but has not booked. It is taken off once it is booked."),
    ),
}

# The office's text on a line is more specific than its kind: recognised by Dutch or French words.
_ACTS: tuple[tuple[str, Meaning], ...] = (
    (
        r"dagvaarding|citation",
        Meaning(
            _("Summons to come to court"),
            _("The bailiff brought you the paper that starts a court case. The law sets its price."),
        ),
    ),
    (
        r"bevel|commandement",
        Meaning(
            _("Order to pay"),
            _("The bailiff brought you a last order to pay after a judgment. The law sets its price."),
        ),
    ),
    (
        r"beslag|saisie",
        Meaning(
            _("Seizure"),
            _("The bailiff seized goods, wages or an account. The law sets its price."),
        ),
    ),
    (
        r"betekening|signification|exploot",
        Meaning(
            _("Official delivery of a paper"),
            _("The bailiff brought you a judgment or another official paper. The law sets its price."),
        ),
    ),
    (
        r"aanmaning|ingebrekestelling|mise en demeure|sommation|rappel|herinnering",
        Meaning(_("Letter that asks you to pay"), _("A letter that reminds you of the debt.")),
    ),
    (
        r"rechtsplegingsvergoeding|indemnité de procédure|\brpv\b",
        Meaning(
            _("Share in the costs of a lawyer"),
            _("What a judge lets the losing party pay for the other one’s lawyer. The law sets the scale."),
        ),
    ),
    (
        r"begrotingsfonds|fonds budgétaire",
        Meaning(
            _("Contribution to the fund for legal aid"),
            _("What each case at court pays for free lawyers. The law sets this amount."),
        ),
    ),
    (
        r"rolrecht|droits? de rôle",
        Meaning(
            _("Court registration (duty)"),
            _("What the State asks for a case at court. The law sets this amount."),
        ),
    ),
    (
        r"inningsrecht|invorderingsrecht|droit (?:de recette|d’encaissement|de recouvrement)",
        Meaning(
            _("Fee for the recovery"),
            _("What the bailiff may charge for recovering the debt. The law sets this amount."),
        ),
    ),
    (
        r"opstart|dossierkost|ouverture (?:du|de) dossier|frais de dossier",
        Meaning(
            _("Opening of the file"),
            _("What the bailiff may charge to start a file. The law sets this amount."),
        ),
    ),
    (
        r"opzoeking|rijksregister|recherche|registre national",
        Meaning(_("Search in a register"), _("What it cost to look up data that the case needs.")),
    ),
    (
        r"port(?:kost|o)?\b|aangetekend|affranchissement|recommandé",
        Meaning(_("Postage"), _("What it cost to send letters.")),
    ),
    (
        r"verplaatsing|déplacement",
        Meaning(
            _("Travel of the bailiff"),
            _("What the bailiff may charge for a visit. The law sets this amount."),
        ),
    ),
)
_READ_ACTS = tuple((re.compile(words, re.IGNORECASE), meaning) for words, meaning in _ACTS)
_WITH_ACTS = {None, Kind.COURT, Kind.BAILIFF, Kind.EXPENSES, Kind.DUTIES}


def get_part_word(part: Part) -> str:
    """The plain word for a part."""
    return str(PART_WORDS[part])


def find_meaning(line: Line, kind: Kind | None, own: OwnWord | None = None) -> Meaning | None:
    """The meaning of a line: the office's ``own`` words, else its act, else its kind; None when unknown."""
    if own:
        return Meaning(*own)
    if kind in _WITH_ACTS:
        for pattern, meaning in _READ_ACTS:
            if pattern.search(line.description):
                return meaning
    return KINDS[kind] if kind else None


def name_line(line: Line, meaning: Meaning | None, own_word: str) -> str:
    """What a line is called on every page: the plain word, else the office's name for it, else its text."""
    if meaning is not None:
        return str(meaning.word)
    return own_word or line.description or pgettext("part of a line", "line")


def explain(meanings: Iterable[Meaning]) -> list[tuple[str, str]]:
    """Each word with what it means, once each, in the order of first use."""
    # By identity first: comparing translates the words, and thousands of lines share a few meanings.
    told = {id(one): one for one in meanings}
    return [(str(one.word), str(one.text)) for one in dict.fromkeys(told.values()) if one.text]
