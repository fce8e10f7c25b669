"""Choices on the forms of messages, and their fields."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.office.account import tidy_iban
from portal.office.models import validate_iban
from portal.web.typed.characters import to_plain_text

Rows = list[tuple[str, str]]
PHONE = re.compile(r"\+?[0-9]{8,15}")


class HowPaid(models.TextChoices):
    TRANSFER = "transfer", gettext_lazy("By bank transfer")
    ONLINE = "online", gettext_lazy("Online")
    CASH = "cash", gettext_lazy("In cash")
    CLAIMANT = "claimant", gettext_lazy("To the claimant, not to the office")


class Extent(models.TextChoices):
    WHOLE = "whole", gettext_lazy("With all of it")
    PART = "part", gettext_lazy("With a part of it")


class Reason(models.TextChoices):
    PAID = "paid", gettext_lazy("I have paid already")
    UNKNOWN = "unknown", gettext_lazy("I do not know this claimant or this bill")
    AMOUNT = "amount", gettext_lazy("The amount is wrong")
    COSTS = "costs", gettext_lazy("The costs or the interest are wrong")
    DELIVERED = "delivered", gettext_lazy("What I paid for was not right, or never came")
    NOT_ME = "not-me", gettext_lazy("It is about someone else")
    OLD = "old", gettext_lazy("The debt is too old")
    OTHER = "other", gettext_lazy("Something else")


class Asked(models.TextChoices):
    """What somebody who does not agree wants from the office."""

    REST = "rest", gettext_lazy("Let the file rest until the office has answered")
    EXPLAIN = "explain", gettext_lazy("Explain the amount to me")
    RIGHT = "right", gettext_lazy("Put the amount right")


class DayPart(models.TextChoices):
    MORNING = "morning", gettext_lazy("In the morning")
    AFTERNOON = "afternoon", gettext_lazy("In the afternoon")
    ANY = "any", gettext_lazy("At any time in the opening hours")


class Helper(models.TextChoices):
    COUNSELLOR = "counsellor", gettext_lazy("A debt counsellor (OCMW, CPAS, CAW or my municipality)")
    ADMINISTRATOR = "administrator", gettext_lazy("An administrator of my property")
    SETTLEMENT = "settlement", gettext_lazy("A mediator in a collective settlement of debts")
    LAWYER = "lawyer", gettext_lazy("A lawyer")
    OTHER = "other", gettext_lazy("Someone else")


class Need(models.TextChoices):
    """What helps somebody; never why."""

    CALL = "call", gettext_lazy("Call me instead of writing")
    WRITE = "write", gettext_lazy("Write to me instead of calling")
    LARGE = "large", gettext_lazy("Letters in large print")
    SIMPLE = "simple", gettext_lazy("Short letters in simple words")
    TIME = "time", gettext_lazy("More time to answer")
    LANGUAGE = "language", gettext_lazy("Someone who speaks my language")
    WITH = "with", gettext_lazy("Someone with me when we talk")


class ChoiceOf(forms.ChoiceField):
    """One of several, with none preselected."""

    def __init__(self, choices: type[models.TextChoices], **options: Any) -> None:
        super().__init__(choices=choices.choices, **options)


class PhoneField(forms.CharField):
    """A phone number as people write it; its value has digits, and a plus if one was written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=40, error_messages={"required": gettext_lazy("Fill in a phone number.")}, **options
        )

    def clean(self, value: Any) -> str:
        """Raises: ValidationError with a sentence that says what to type."""
        text = super().clean(value)
        digits = re.sub(r"[./()-]", "", to_plain_text(text))
        if digits and not PHONE.fullmatch(digits):
            raise ValidationError(_("Write the number with its digits, for instance 0470 12 34 56."))
        return digits


class AccountField(forms.CharField):
    """An account number (IBAN) as people write it; its value is as it is stored: see ``tidy_iban``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=60,
            help_text=gettext_lazy("It stands in the app of your bank. An example: BE71 0961 2345 6769."),
            error_messages={"required": gettext_lazy("Fill in your account number.")},
            **options,
        )

    def clean(self, value: Any) -> str:
        """Raises: ValidationError."""
        account = tidy_iban(to_plain_text(super().clean(value)))
        validate_iban(account)
        return account


def list_labels(field: forms.ChoiceField) -> dict[str, Any]:
    """The words of each choice."""
    return dict(cast("Iterable[tuple[str, Any]]", field.choices))
