"""Texts for a part of the page that could not be loaded: unavailable, or faulty."""

from django.utils.translation import gettext as _

from portal.file.declaration import Missing


def name_gaps(missing: Missing, reference: str) -> dict[str, str]:
    """The sentence for each missing part; a faulty one names the reference the office can look up."""
    words = {
        "balance": _("The amount could not be loaded now."),
        "head": _("Some details of your file could not be loaded now."),
        "plan": _("We cannot see now if you have a payment plan."),
        "sums": _("The parts of the amount could not be loaded now."),
        "open": _("We cannot see now if the office is open."),
        "other-files": _("Your other files could not be loaded now."),
        "own-party": _("We cannot see now if somebody else owes this debt too."),
        "steps": _("The steps of the case could not be loaded now."),
        "appearances": _("The days in court could not be loaded now."),
        "titles": _("The judgments could not be loaded now."),
        "agenda": _("The days that the office planned could not be loaded now."),
        "courts": _("The days in court could not be loaded now."),
        "stage": _("We cannot see now where this file stands."),
        "documents": _("The list of documents could not be loaded now."),
        "lines": _("The lines could not be loaded now."),
        "kinds": _("What the lines are could not be loaded now."),
        "words": _("What the lines are could not be loaded now."),
    }
    fault = _("There is a fault on our side. Tell the office this reference: %(reference)s.")
    gaps = {name: words[name] for name in missing.away}
    return gaps | {name: f"{words[name]} {fault % {'reference': reference}}" for name in missing.faulty}
