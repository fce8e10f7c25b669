"""Forms for signing in."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.access.device import Device
from portal.access.door_settings.file_spelling import FILE, spell_file_number
from portal.access.door_settings.question import Answer, make_answer_field, read_answer
from portal.web.typed.characters import to_plain_text

# No colon: Tagor's scheme joins file and PIN with one, and must not be able to split them elsewhere.
PIN = re.compile(r"[!-9;-~]{1,32}")
WARNED_FROM = 2
"""So many tries before a wait it is told of."""
# Only what parts groups of digits: nobody documents what else a PIN may hold, so all other signs are its own.
GROUPED_DIGITS = re.compile(r"\d+(?:[.-]\d+)+")


class FileNumberField(forms.CharField):
    """The number of a file in the office's own spelling, in plain digits and punctuation."""

    def __init__(self) -> None:
        words = {
            "required": _("Fill in the file number."),
            "max_length": _("This file number is too long."),
        }
        super().__init__(label=_("File number"), max_length=80, error_messages=words)

    def clean(self, value: Any) -> str:
        """Raises: ValidationError."""
        file = to_plain_text(super().clean(value))
        if not FILE.fullmatch(file):
            raise forms.ValidationError(_("A file number has only digits, letters, points and dashes."))
        return spell_file_number(file)


class SignInForm(forms.Form):
    """File number and PIN, from the letter.

    ``question``: what the brake asks besides ("" nothing), of a browser that does not know the file.
    """

    file = FileNumberField()
    pin = forms.CharField(
        label=_("PIN"),
        max_length=64,
        error_messages={"required": _("Fill in the PIN."), "max_length": _("This PIN is too long.")},
    )

    def __init__(
        self, data: Any = None, *, question: str = "", device: Device | None = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.question, self._device = question, device
        if question:
            self.fields["answer"] = make_answer_field(question, required=False)

    @property
    def asks(self) -> bool:
        """Whether the page shows the question: not to a browser that knows the file, or knew one."""
        if not self.question or self._device is None:
            return bool(self.question)
        if not self.is_bound:
            return not self._device.files
        return not self._device.knows(spell_file_number(self.data.get("file", "")))

    @property
    def typed_answer(self) -> Answer | None:
        """The answer of a valid form, None when there is none."""
        typed = self.cleaned_data.get("answer")
        return read_answer(typed) if typed else None

    def clean(self) -> dict[str, Any]:
        """The question is answered, where it is asked."""
        if self.asks and not self.cleaned_data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", self.fields["answer"].error_messages["required"])
        return self.cleaned_data

    def clean_pin(self) -> str:
        """Without spaces, in plain digits and punctuation; "433-074" is "433074"."""
        pin = to_plain_text(self.cleaned_data["pin"])
        if GROUPED_DIGITS.fullmatch(pin):
            pin = re.sub(r"[.-]", "", pin)
        if not PIN.fullmatch(pin):
            raise forms.ValidationError(_("Type the PIN as it stands in the letter."))
        return pin

    def refuse(self, tries_left: int | None = None) -> None:
        """Say that they do not match, never which of them is wrong; and when a wait is near."""
        words = _("This file number and this PIN do not fit together.")
        if self.asks:
            words = _("File number, PIN and the answer to the question do not fit together.")
        self.add_error(None, forms.ValidationError(words))
        if tries_left is not None and tries_left <= WARNED_FROM:
            self.add_error(None, forms.ValidationError(_describe_tries(tries_left)))

    def forget_pin(self) -> None:
        """Keep what was typed in the form, except the PIN and the answer."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "pin": "", "answer": ""}


def _describe_tries(left: int) -> str:
    if not left:
        return gettext("Now you must wait a while before you try again.")
    text = ngettext(
        "After %(num)s more wrong try you must wait a while.",
        "After %(num)s more wrong tries you must wait a while.",
        left,
    )
    return text % {"num": left}
