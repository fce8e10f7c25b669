"""Forms for making a reply sheet, and for entering what came back."""

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.letters.forms import ENVELOPES
from portal.letters.reply.reading import CaseOnPaper
from portal.plans.desk.on_paper import PaperWish, list_first_dates
from portal.plans.models.proposal import TEXT_LIMIT
from portal.plans.request.first_date_form import OTHER, DateForm
from portal.plans.request.free_text_forms import OtherForm
from portal.plans.request.situation import Situation
from portal.web.typed.fields import DayField, MoneyField, WordsField

PLAN, WORDS = "plan", "words"


class _PersonForm(forms.Form):
    """The person concerned, one of the file's debtors."""

    party = forms.ChoiceField(label=gettext_lazy("Who owes"))
    language = forms.ChoiceField(label=gettext_lazy("Language of the person"), choices=settings.LANGUAGES)

    def __init__(self, data: Any = None, *, case: CaseOnPaper, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(data, **options)
        people = [(one.party_id, one.name) for one in case.people]
        self.fields["party"].choices = people  # type: ignore[attr-defined]
        self.fields["language"].initial = case.language or "nl"


class SheetForm(_PersonForm):
    """The person, language and envelope of the sheet."""

    envelope = forms.ChoiceField(
        label=gettext_lazy("Where the window of your envelopes is"), initial="BE", choices=ENVELOPES
    )


class TypedForm(_PersonForm):
    """What came back. ``situation``: None when only text can be accepted, as nobody knows what is owed.

    ``once``: makes a second sending of words harmless.
    """

    kind = forms.ChoiceField(
        label=gettext_lazy("What was ticked"),
        initial=PLAN,
        choices=[
            (PLAN, gettext_lazy("The person asks to pay in parts")),
            (WORDS, gettext_lazy("The person tells something else")),
        ],
    )
    amount = MoneyField(label=gettext_lazy("Amount a month"), required=False)
    first_on = DayField(label=gettext_lazy("From which day"), required=False)
    words = WordsField(most=TEXT_LIMIT, label=gettext_lazy("What the person wrote"), required=False)
    is_signed = forms.BooleanField(label=gettext_lazy("The slip is signed"), required=False)
    supersede = forms.BooleanField(label=gettext_lazy("It replaces the request that is open"), required=False)

    once = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, situation: Situation | None, **options: Any) -> None:
        super().__init__(data, initial={"once": secrets.token_urlsafe(16)}, **options)
        self.situation = situation

    @property
    def is_plan(self) -> bool:
        """Whether it is a request for a plan. Only of a valid form."""
        return bool(self.cleaned_data["kind"] == PLAN)

    @property
    def wish(self) -> PaperWish:
        """Only of a valid form about a plan."""
        typed = self.cleaned_data
        return PaperWish(
            party_id=typed["party"],
            language=typed["language"],
            monthly_cents=typed["amount"],
            first_on=typed["first_on"],
            words=typed["words"],
        )

    def clean(self) -> dict[str, Any]:
        """Raises nothing: errors are added to their fields. A text needs no amount and no signature."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == PLAN and self.situation is None:
            text = _("Tagor keeps no balance of this file now. Only what the person wrote can be kept.")
            self.add_error("kind", text)
        elif cleaned.get("kind") == PLAN and self.situation:
            self._check_amount(cleaned.get("amount"), self.situation)
            self._check_day(self.situation)
            if not cleaned.get("is_signed"):
                text = _("Only a signed slip is a request. Without a signature, type it in as words.")
                self.add_error("is_signed", text)
            return cleaned
        for name in ("amount", "first_on"):
            self.errors.pop(name, None)
        if not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write a few words."))
        return cleaned

    def _check_amount(self, cents: int | None, situation: Situation) -> None:
        """As where a person asks for less than the office offers."""
        if situation.balance_cents <= 0:
            self.add_error("kind", _("Nothing is owed in this file."))
        elif cents is not None or "amount" not in self.errors:
            typed = {"amount": self.data.get("amount", ""), "words": "-"}
            asked = OtherForm(typed, balance_cents=situation.balance_cents)
            for problem in asked.errors.get("amount", []):
                self.add_error("amount", problem)

    def _check_day(self, situation: Situation) -> None:
        """As where a person chooses another date than the usual ones; empty is the usual one."""
        if self.cleaned_data.get("first_on") is None:
            return
        typed = {"day": OTHER, "first_on": self.data.get("first_on", "")}
        dates, today = list_first_dates(situation), timezone.localdate()
        asked = DateForm(typed, dates=dates, today=today, country=situation.terms.country)
        for problem in asked.errors.get("first_on", []):
            self.add_error("first_on", problem)
