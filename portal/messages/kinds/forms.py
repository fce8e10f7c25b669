"""The short form of each kind of message."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.messages.kinds.choices import (
    AccountField,
    Asked,
    ChoiceOf,
    DayPart,
    Extent,
    Helper,
    HowPaid,
    Need,
    PhoneField,
    Reason,
    Rows,
    list_labels,
)
from portal.messages.kinds.slots import format_slot
from portal.messages.models import Kind
from portal.office.account import tidy_iban
from portal.office.selectors import find_last_day_of_account, get_office
from portal.web.typed.fields import DayField, MoneyField, WordsField

LONGEST_NAME = 120

MOVES_WITHIN = timedelta(days=180)
"""How long before somebody moves they say so."""


class KindForm(forms.Form):
    """What every form has. ``lines``: (id, words) of the lines that can be chosen; none while unknown.

    ``slots``: when somebody can be called back; none where the office has written no hours down.
    """

    choice_hints: dict[str, Any] = {}

    def __init__(
        self, *args: Any, lines: Rows | None = None, slots: Sequence[str] = (), **options: Any
    ) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        if "line" in self.fields:
            self._offer_lines(lines or [])
        if "part" in self.fields and slots:
            self._offer_slots(slots)

    def get_answers(self) -> dict[str, Any]:
        """The answers as plain JSON values, once the form is valid; what was left empty is left out."""
        answers = {name: _to_plain(value) for name, value in self.cleaned_data.items() if value}
        field = self.fields.get("line")
        if isinstance(field, forms.ChoiceField) and answers.get("line"):
            answers["line_words"] = str(list_labels(field)[answers["line"]])
        return answers

    @classmethod
    def show(cls, name: str, answer: Any) -> Any:
        """A stored answer in the form that its field expects."""
        is_day = isinstance(cls.base_fields[name], DayField)
        return date.fromisoformat(answer) if is_day and answer else answer

    def _offer_slots(self, slots: Sequence[str]) -> None:
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what stands above
        anytime = (DayPart.ANY.value, DayPart.ANY.label)
        field.choices = [*((one, format_slot(one)) for one in slots), anytime]

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
    asks = forms.MultipleChoiceField(
        label=gettext_lazy("What do you ask of the office?"), choices=Asked.choices, required=False
    )
    wish = WordsField(label=gettext_lazy("Anything else that you ask?"), required=False)


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
        label=gettext_lazy("How can the office reach them?"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Fill in how the office reaches them.")},
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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["since"]
        assert isinstance(field, DayField)  # noqa: S101 - tells mypy what stands above
        field.latest = timezone.localdate() + MOVES_WITHIN


class MoneyBackForm(KindForm):
    amount = MoneyField(label=gettext_lazy("How much did you pay too much?"), min_cents=1, required=False)
    holder = forms.CharField(
        label=gettext_lazy("In whose name is your account?"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Fill in a name.")},
    )
    account = AccountField(label=gettext_lazy("Which account number (IBAN) do you have?"))
    text = WordsField(label=gettext_lazy("Anything else?"), required=False)

    def clean_account(self) -> str:
        """Refuses an account of the office, today's or an earlier one: they stand in its letters."""
        account: str = self.cleaned_data["account"]
        if account == tidy_iban(get_office().iban) or find_last_day_of_account(account):
            raise forms.ValidationError(_("This is the account of the office. Fill in your own."))
        return account


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
    Kind.MONEY_BACK: MoneyBackForm,
    Kind.SUPPORT: SupportForm,
    Kind.COMPLAINT: ComplaintForm,
}


def _to_plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
