"""The question that an office can ask besides: its field, and whether an answer fits what Tagor knows."""

import re
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import registry
from portal.access.door_settings.models import DoorSettings
from portal.integrations.tagor.values.account import FileAccess
from portal.web.typed.characters import to_plain_text
from portal.web.typed.fields import BirthdayField

HOUSE = re.compile(r"0*(\d+)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed: one of the two, as the office asks."""

    house: str = ""
    born_on: date | None = None


def make_answer_field(kind: str, *, required: bool = True) -> forms.CharField:
    """The field of a question."""
    if kind == DoorSettings.SecondCheck.BIRTH:
        words = {"required": _("Fill in your date of birth.")}
        return BirthdayField(required=required, error_messages=words)
    return forms.CharField(
        label=_("The number of your house"),
        required=required,
        max_length=20,
        error_messages={
            "required": _("Fill in the number of your house."),
            "max_length": _("This number is too long."),
        },
    )


def read_answer(typed: str | date) -> Answer:
    """The value of such a field."""
    return Answer(born_on=typed) if isinstance(typed, date) else Answer(house=typed)


def find_known(access: FileAccess, kind: str) -> set[str]:
    """What Tagor knows of the person, in the form of ``make_plain``; nothing of who has no such fact."""
    return _read_house(access) if kind == DoorSettings.SecondCheck.HOUSE else _read_birth(access)


def make_plain(answer: Answer) -> str:
    """An answer without what people write around it; "" when nothing of it is one."""
    return _plain_house(answer.house) if answer.house else _plain_birth(answer.born_on)


def _read_house(access: FileAccess) -> set[str]:
    """The numbers of every address that is current; people who moved may know either."""
    addresses = registry.tagor().list_addresses(party_id=access.party_id)
    return {_plain_house(one.number) for one in addresses if one.is_current} - {""}


def _read_birth(access: FileAccess) -> set[str]:
    """Year, month and day as the national number begins with them; nothing when they are not known."""
    parties = registry.tagor().list_parties_for_staff(file_id=access.file_id)
    own = [one for one in parties if one.party_id == access.party_id]
    digits = ("".join(c for c in one.national_number if c.isdecimal()) for one in own)
    return {number[:6] for number in digits if len(number) == 11 and number[2:6] != "0000"}


def _plain_house(text: str) -> str:
    """The number alone: "12 bus 3" and "12B" are house 12."""
    found = HOUSE.match(to_plain_text(text))
    return found[1] if found else ""


def _plain_birth(day: date | None) -> str:
    return f"{day:%y%m%d}" if day else ""
