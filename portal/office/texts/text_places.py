"""Where the office can say something of its own, and what it says there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.office.kept_choice import get_choice
from portal.office.selectors import OfficeFace, get_office
from portal.web.languages import get_base_language

NAME = "texts"
LONGEST = 600
PLACEHOLDERS = ("office", "phone", "email", "hours")
"""What can stand between braces; pages put the office's own in its place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands, and what it is good for."""

    title: Any
    hint: Any


PLACES: Mapping[str, Place] = {
    "home": Place(_("First page of the site"), _("Who you are, and what people can do here.")),
    "balance": Place(_("Under the amount of a file"), _("What people ask you most about the amount.")),
    "lines": Place(_("Under the amount in detail"), _("How to ask about a line.")),
    "plan": Place(_("Where people ask a plan"), _("What helps them to choose an amount they can keep up.")),
    "pay": Place(_("Where people pay"), _("What helps a payment to arrive.")),
    "messages": Place(_("Where people write to you"), _("What you need to answer fast.")),
    "help": Place(_("Page with help"), _("How your office helps somebody who cannot pay.")),
    "letter": Place(_("Link of a letter"), _("What makes people sure that the letter is yours.")),
    "sign-in": Place(_("Where people sign in"), _("Where the number and the code stand in your letters.")),
}


def get_own_text(place: str, face: OfficeFace) -> str:
    """What the office says at a place, in the active language; "" when it says nothing."""
    texts = get_choice(get_office(), NAME)
    text: str = texts.get(f"{place}.{get_base_language()}", "")
    return fill(text, face)


def fill(text: str, face: OfficeFace) -> str:
    """The text with the office's own in place of the braces."""
    told = {"office": face.name, "phone": face.phone, "email": face.email, "hours": face.hours_text}
    for name, value in told.items():
        text = text.replace(f"{{{name}}}", value)
    return text
