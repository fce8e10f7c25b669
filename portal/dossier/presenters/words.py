"""Plain words for the parts of a debt and for the kinds of line, with what each means."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.file.parts import Part, get_part
from portal.integrations.tagor.values.account import CodeText

PART_WORDS: dict[Part, Promise] = {
    Part.PRINCIPAL: _("The debt itself (principal)"),
    Part.INTEREST: pgettext_lazy("part of the debt", "Interest"),
    Part.COSTS: pgettext_lazy("part of the debt", "Costs"),
    Part.VAT: pgettext_lazy("part of the debt", "Tax (VAT)"),
    Part.PAYMENTS: pgettext_lazy("part of the debt", "Your payments"),
    Part.OTHER: pgettext_lazy("part of the debt", "Other"),
}

# In the order in which a file grows.
MEANINGS: dict[str, Promise] = {
    "HOOFDSOM": _("What you had to pay the claimant at first. Interest and costs are not in it."),
    "INTREST": _("Extra money because the payment is late. It can grow until all is paid."),
    "SCHADEBED": _(
        "A fixed extra amount because the payment is late. It comes from the conditions of the claimant."
    ),
    "GERKOST": _("What the court case costs. A judge decides who pays this."),
    "DWKOST": _("What the bailiff may charge for letters and deeds. The law sets these amounts."),
    "UITSCHOT": _(
        "What the bailiff paid to others for this file. Postage and searches in registers are examples."
    ),
    "REGRECHT": _("Taxes on court cases and deeds. They go to the State."),
    "BTW": _("The tax on the work of the bailiff (value added tax)."),
    "BETALING": _("Money that the office received. It is taken off what you owe."),
    "INFOBET": _("A payment the office knows of, but has not booked. It is taken off once it is booked."),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """One kind of line, and what it means."""

    word: str
    text: str


def get_part_word(part: Part) -> str:
    """The plain word for a part."""
    return str(PART_WORDS[part])


def get_kind_word(code: CodeText | None) -> str:
    """What kind of line it is: the office's own word in this language, else ours for the part."""
    if code is None:
        return get_part_word(Part.OTHER)
    return code.text or get_part_word(get_part(code.code))


def explain(codes: Iterable[CodeText]) -> list[Meaning]:
    """What each of these kinds means, once each, in the order in which a file grows."""
    words = {code.code.upper(): get_kind_word(code) for code in codes}
    return [Meaning(words[code], str(text)) for code, text in MEANINGS.items() if code in words]
