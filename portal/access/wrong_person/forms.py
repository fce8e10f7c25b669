"""What somebody tells about a letter that is not for them."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.access.wrong_person.models import WrongPersonReport
from portal.access.wrong_person.papers import MOST_BYTES, MOST_PAPERS
from portal.web.typed.characters import to_plain_digits

LONGEST_TEXT = 2000
PHONE = re.compile(r"(?:\d[ ./()-]*){8,15}")
PROBLEMS: dict[str, Any] = {
    "too-large": _("Paper %(number)s is too large. 5 MB fit."),
    "kind": _("Paper %(number)s is no PDF, JPEG, PNG or HEIC."),
    "damaged": _("Paper %(number)s cannot be read."),
    "one-damaged": _("One of the papers cannot be read."),
    "locked": _("Paper %(number)s is locked with a password. Send it without one."),
    "too-many-pages": _("Paper %(number)s has too many pages. 60 fit."),
    "too-many-pixels": _("Paper %(number)s is too large a photo. Take it again with fewer pixels."),
    "harmful": _("Our scanner finds something harmful in paper %(number)s."),
    "busy": _("Too many papers are checked now. Try again in a minute."),
    "unchecked": _("We cannot check papers now. Tell us without them."),
}
"""By the codes of ``portal.uploads``."""


class WrongPersonForm(forms.Form):
    """The kind, and something by which the office finds the file.

    ``papers`` holds what each paper is, as it came, once the form is valid.
    """

    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=WrongPersonReport.Kind.choices,
        error_messages={"required": _("Choose what is wrong.")},
    )
    file_number = forms.CharField(label=_("File number in the letter"), required=False, max_length=80)
    name = forms.CharField(label=_("Name in the letter"), required=False, max_length=120)
    text = forms.CharField(
        label=_("What should we know?"),
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": _("This text is too long. 2,000 characters fit.")},
    )
    contact = forms.CharField(
        label=_("Your e-mail address or telephone number"), required=False, max_length=120
    )
    website = forms.CharField(label=pgettext_lazy("trap for machines", "Leave this empty"), required=False)
    papers: list[bytes]

    def __init__(self, data: Any = None, papers: Sequence[UploadedFile] = ()) -> None:
        super().__init__(data)
        self._given = papers
        self.papers = []

    def clean_contact(self) -> str:
        """Something with which somebody can be reached: it may stand among other words, or be missing."""
        contact: str = self.cleaned_data["contact"]
        words = re.split(r"[\s,;<>]+", contact)
        if contact and not any(map(_is_mail, words)) and not PHONE.search(to_plain_digits(contact)):
            text = _("Write an e-mail address (name@example.be) or a telephone number (0470 12 34 56).")
            raise ValidationError(text)
        return contact

    def clean(self) -> dict[str, Any]:
        """The papers too, by number and size: nothing of them is opened here."""
        data = super().clean() or {}
        given = [paper for paper in self._given if paper.size]
        if len(given) > MOST_PAPERS:
            raise forms.ValidationError(_("You can add three papers at most."))
        for number, paper in enumerate(given, start=1):
            if (paper.size or 0) > MOST_BYTES:
                raise forms.ValidationError(PROBLEMS["too-large"] % {"number": number})
        self.papers = [paper.read() for paper in given]
        if not (given or data.get("file_number") or data.get("name")):
            text = _(
                "Write the number or the name in the letter, or add a photo of it."
                " Else we cannot find the file."
            )
            self.add_error("file_number", text)
        return data

    def refuse_paper(self, code: str, number: str) -> None:
        """Say which paper cannot be taken, and why; "" when it is about all."""
        problem = PROBLEMS["one-damaged"] if code == "damaged" and not number else PROBLEMS[code]
        self.add_error(None, problem % {"number": number})

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that no person sees was filled in."""
        return bool(self.cleaned_data.get("website"))

    @property
    def filled_in(self) -> dict[str, str]:
        """What was written, without what stayed empty."""
        names = ("file_number", "name", "text", "contact")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}


def _is_mail(word: str) -> bool:
    try:
        validate_email(word)
    except ValidationError:
        return False
    return True
