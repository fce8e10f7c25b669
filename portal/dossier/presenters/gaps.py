"""Texts for a part of the page that could not be loaded: unavailable, or faulty."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.declaration import Missing

WORDS = {
    "balance": gettext_lazy("The amount could not be loaded now."),
    "head": gettext_lazy("Some details of your file could not be loaded now."),
    "plan": gettext_lazy("We cannot see now if you have a payment plan."),
    "sums": gettext_lazy("The parts of the amount could not be loaded now."),
    "open": gettext_lazy("We cannot see now if the office is open."),
    "other-files": gettext_lazy("Your other files could not be loaded now."),
    "own-party": gettext_lazy("We cannot see now if somebody else owes this debt too."),
    "steps": gettext_lazy("The steps of the case could not be loaded now."),
    "appearances": gettext_lazy("The days in court could not be loaded now."),
    "titles": gettext_lazy("The judgments could not be loaded now."),
    "agenda": gettext_lazy("The days that the office planned could not be loaded now."),
    "courts": gettext_lazy("The days in court could not be loaded now."),
    "stage": gettext_lazy("We cannot see now where this file stands."),
    "documents": gettext_lazy("The list of documents could not be loaded now."),
    "lines": gettext_lazy("The lines could not be loaded now."),
    "kinds": gettext_lazy("What the lines are could not be loaded now."),
    "words": gettext_lazy("What the lines are could not be loaded now."),
}


def name_gaps(missing: Missing, reference: str) -> dict[str, str]:
    """The sentence for each missing part; a faulty one names the reference the office can look up."""
    fault = _("There is a fault on our side. Tell the office this reference: %(reference)s.")
    gaps = {name: str(WORDS[name]) for name in missing.away}
    return gaps | {name: f"{WORDS[name]} {fault % {'reference': reference}}" for name in missing.faulty}
