"""The short form of each kind of message, and what was filled in on it as people read it."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.messages.models import Kind
from portal.web import formats
from portal.web.fields import DayField, MoneyField, WordsField
from portal.web.typed import to_plain_text

LONGEST_NAME = 120
PHONE = re.compile(r"\+?[0-9]{8,15}")
Rows = list[tuple[str, str]]


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
    """One of several, none chosen beforehand."""

    def __init__(self, choices: type[models.TextChoices], **options: Any) -> None:
        super().__init__(
            choices=choices.choices,
            error_messages={
                "required": gettext_lazy("Choose one of these."),
                "invalid_choice": gettext_lazy("Choose one of these."),
            },
            **options,
        )


class PhoneField(forms.CharField):
    """A number as people write it; its value has digits, and a plus when it was written."""

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


class KindForm(forms.Form):
    """What every form has. ``lines``: (id, words) of the lines that can be chosen; none while unknown."""

    choice_hints: dict[str, Any] = {}

    def __init__(self, *args: Any, lines: Rows | None = None, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        if "line" in self.fields:
            self._offer_lines(lines or [])

    def get_answers(self) -> dict[str, Any]:
        """The answers as plain JSON values, once the form is valid; what was left empty is left out."""
        answers = {name: _to_plain(value) for name, value in self.cleaned_data.items() if value}
        field = self.fields.get("line")
        if isinstance(field, forms.ChoiceField) and answers.get("line"):
            answers["line_words"] = str(_list_labels(field)[answers["line"]])
        return answers

    @classmethod
    def show(cls, name: str, answer: Any) -> Any:
        """A kept answer as its field is filled in with it."""
        is_day = isinstance(cls.base_fields[name], DayField)
        return date.fromisoformat(answer) if is_day and answer else answer

    def _offer_lines(self, lines: Rows) -> None:
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what stands above
        if lines:
            field.choices = [("", _("No line")), *lines]
        else:
            del self.fields["line"]


class QuestionForm(KindForm):
    text = WordsField(label=gettext_lazy("What do you want to ask or tell?"))


class LineForm(KindForm):
    line = forms.ChoiceField(label=gettext_lazy("Which line?"), required=False)
    text = WordsField(label=gettext_lazy("What do you not understand, or what is wrong?"))


class PaidForm(KindForm):
    paid_on = DayField(label=gettext_lazy("When did you pay?"))
    amount = MoneyField(label=gettext_lazy("How much did you pay?"), min_cents=1, required=False)
    how = ChoiceOf(HowPaid, label=gettext_lazy("How did you pay?"))
    text = WordsField(label=gettext_lazy("Anything else?"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["paid_on"]
        assert isinstance(field, DayField)  # noqa: S101 - tells mypy what stands above
        field.latest = timezone.localdate()


class DisputeForm(KindForm):
    extent = ChoiceOf(Extent, label=gettext_lazy("With what do you not agree?"))
    line = forms.ChoiceField(label=gettext_lazy("Is it about one line?"), required=False)
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Why?"),
        choices=Reason.choices,
        error_messages={
            "required": gettext_lazy("Choose at least one reason."),
            "invalid_choice": gettext_lazy("Choose at least one reason."),
        },
    )
    text = WordsField(label=gettext_lazy("Explain it in your own words"))
    wish = WordsField(label=gettext_lazy("What do you ask of the office?"), required=False)


class CallBackForm(KindForm):
    phone = PhoneField(label=gettext_lazy("On which number?"))
    part = ChoiceOf(DayPart, label=gettext_lazy("When does it suit you?"))
    text = WordsField(label=gettext_lazy("What is it about?"), required=False)


class CounsellorForm(KindForm):
    helper = ChoiceOf(Helper, label=gettext_lazy("Who helps you?"))
    name = forms.CharField(
        label=gettext_lazy("What is the name of this person or service?"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Fill in a name.")},
    )
    reach = forms.CharField(
        label=gettext_lazy("How can the office reach them?"), max_length=LONGEST_NAME, required=False
    )
    text = WordsField(label=gettext_lazy("What must change for you?"), required=False)


class PauseForm(KindForm):
    helper = ChoiceOf(Helper, label=gettext_lazy("Where did you ask for help?"))
    asked_on = DayField(label=gettext_lazy("Since when?"), required=False)
    text = WordsField(label=gettext_lazy("Anything else?"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["asked_on"]
        assert isinstance(field, DayField)  # noqa: S101 - tells mypy what stands above
        field.latest = timezone.localdate()


class MovedForm(KindForm):
    street = forms.CharField(
        label=gettext_lazy("Street and number"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Fill in the street and the number.")},
    )
    town = forms.CharField(
        label=gettext_lazy("Postal code and town"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Fill in the postal code and the town.")},
    )
    since = DayField(label=gettext_lazy("Since when?"), required=False)
    text = WordsField(label=gettext_lazy("Anything else?"), required=False)


class SupportForm(KindForm):
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What would make it easier for you?"),
        choices=Need.choices,
        error_messages={
            "required": gettext_lazy("Choose at least one."),
            "invalid_choice": gettext_lazy("Choose at least one."),
        },
    )
    text = WordsField(label=gettext_lazy("Anything else?"), required=False)


class ComplaintForm(KindForm):
    text = WordsField(label=gettext_lazy("What went wrong?"))
    wish = WordsField(label=gettext_lazy("What do you ask of the office?"), required=False)


FORMS: dict[str, type[KindForm]] = {
    Kind.QUESTION: QuestionForm,
    Kind.PAID: PaidForm,
    Kind.DISPUTE: DisputeForm,
    Kind.LINE: LineForm,
    Kind.CALL_BACK: CallBackForm,
    Kind.COUNSELLOR: CounsellorForm,
    Kind.PAUSE: PauseForm,
    Kind.MOVED: MovedForm,
    Kind.SUPPORT: SupportForm,
    Kind.COMPLAINT: ComplaintForm,
}
LINE_TERM = pgettext_lazy("part of a message", "Line of the account")


def describe_answers(kind: str, answers: dict[str, Any]) -> Rows:
    """What was filled in, but for the free text: terms and values in the active language."""
    fields = FORMS[kind].base_fields
    rows = [
        (str(LINE_TERM) if name == "line" else str(field.label), _say(name, field, answers))
        for name, field in fields.items()
        if name != "text" and answers.get(name)
    ]
    return [(term, value) for term, value in rows if value]


def _say(name: str, field: forms.Field, answers: dict[str, Any]) -> str:
    value = answers[name]
    if name == "line":
        return str(answers.get("line_words", ""))
    if isinstance(field, DayField):
        return formats.day(date.fromisoformat(value))
    if isinstance(field, MoneyField):
        return formats.money(value)
    if isinstance(field, forms.MultipleChoiceField):
        labels = _list_labels(field)
        return "; ".join(str(labels[one]) for one in value if one in labels)
    if isinstance(field, forms.ChoiceField):
        return str(_list_labels(field).get(value, ""))
    return str(value)


def _list_labels(field: forms.ChoiceField) -> dict[str, Any]:
    return dict(cast("Iterable[tuple[str, Any]]", field.choices))


def _to_plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
