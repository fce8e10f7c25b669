"""Forms: the helper, for how long and for what; and the code as the helper types it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.helper_pass.scopes import Scope
from portal.access.short_code.forms import ShortCodeForm
from portal.web.typed.fields import WordsField

DAYS = (7, 30, 90)


class PassForm(forms.Form):
    """A new pass. ``mails``: whether this site can send the link itself."""

    name = forms.CharField(
        label=_("Who helps you?"),
        max_length=60,
        error_messages={
            "required": _("Fill in who helps you."),
            "max_length": _("Keep it to 60 characters."),
        },
    )
    may = forms.ChoiceField(
        label=_("What may they do?"),
        choices=[
            (Scope.VIEW.value, _("look at the whole file, and pay")),
            (Scope.PAY.value, _("only pay: they see the amount and the claimant, and nothing else")),
        ],
        error_messages={"required": _("Choose what they may do.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may they do more?"),
        required=False,
        choices=[
            (Scope.MESSAGE.value, _("read the messages, and write to the office")),
            (Scope.PROPOSE.value, _("ask for a payment plan, and answer about it")),
        ],
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"), coerce=int, error_messages={"required": _("Choose how long.")}
    )
    email = forms.EmailField(
        label=_("E-mail address of your helper"),
        required=False,
        max_length=120,
        error_messages={"invalid": _("This is not an e-mail address. Write it like name@example.be.")},
    )

    def __init__(self, *args: Any, mails: bool, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        choices = [(n, ngettext("%(num)s day", "%(num)s days", n) % {"num": n}) for n in DAYS]
        self.fields["days"].choices = choices  # type: ignore[attr-defined]
        if not mails:
            del self.fields["email"]

    def clean_name(self) -> str:
        """One line."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean(self) -> dict[str, Any]:
        """A helper who may pay only may do nothing else."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("may") == Scope.PAY and cleaned.get("scopes"):
            self.add_error(
                "scopes", _("Who only pays cannot do this. Take it off, or let them look at the file.")
            )
        return cleaned

    @property
    def chosen_scopes(self) -> frozenset[str]:
        """All scopes that were chosen. Only for a valid form."""
        return frozenset(map(Scope, [self.cleaned_data["may"], *self.cleaned_data["scopes"]]))


class EndForm(forms.Form):
    """Why the office ends a pass."""

    reason = WordsField(most=300, label=_("Why does the office end it?"))

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)


class PassCodeForm(ShortCodeForm):
    """The code of a pass, like that of a letter."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = _("Code of your pass")
