"""Messages about invalid values, in words a person can act on."""

from django.utils.translation import gettext as _

from portal.integrations.openapi import Problem


def describe_typing_problem(code: str) -> str:
    """What to type instead."""
    return {
        "number": _("Write a number, for instance 12 or 12,5."),
        "amount": _("Write the amount in numbers, for instance 50 or 50,25."),
        "date": _("Write the date as day, month and year."),
        "moment": _("Write day, month, year and time, for instance 02/03/2026 14:05."),
        "skipped-hour": _("The clock skips this hour that night. Fill in another time."),
        "doubled-hour": _("This hour comes twice that night. Add “summer time” or “winter time” after it."),
        "choice": _("Choose one of the list."),
        "mail": _("Fill in an e-mail address, such as name@example.be."),
        "account": _("This is not a valid IBAN."),
        "json": _("This is no JSON. Check the brackets and quotes."),
    }[code]


def describe_file_problem(code: str) -> str:
    """Why a file is not taken."""
    return {
        "too-large": _("This file is too large. The most is 5 MB."),
        "empty": _("This file is empty. Choose another one."),
        "kind": _("This kind of file is not taken. Use a PDF, an image, a text or an office document."),
    }[code]


def describe_problem(problem: Problem) -> str:
    """A problem in words."""
    limit = problem.params.get("limit", "")
    if problem.code == "said":
        return _("The system says: %(text)s") % {"text": problem.params.get("text", "")}
    words = {
        "required": _("Fill this in."),
        "enum": _("Choose one of the list."),
        "type": _("This is not the right kind of value."),
        "format": _("This is not written as the system wants it."),
        "pattern": _("This is not written as the system wants it."),
        "minimum": _("Fill in %(limit)s or more.") % {"limit": limit},
        "maximum": _("Fill in %(limit)s or less.") % {"limit": limit},
        "min_length": _("Use at least %(limit)s characters.") % {"limit": limit},
        "max_length": _("Use at most %(limit)s characters.") % {"limit": limit},
        "min_items": _("Add at least %(limit)s.") % {"limit": limit},
        "max_items": _("Keep at most %(limit)s.") % {"limit": limit},
        "unique_items": _("The same value stands here twice."),
        "unknown": _("The system does not know this field."),
        "too_large": _("This is too large for the system."),
        "unsendable": _("This holds characters that cannot be sent."),
    }
    return words.get(problem.code, _("The system does not take this value."))
