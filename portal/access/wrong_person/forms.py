"""What somebody tells about a letter that is not for them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.access.wrong_person.models import WrongPersonReport
from portal.access.wrong_person.papers import MOST_PAPERS, PaperError, take_paper

LONGEST_TEXT = 2000


class WrongPersonForm(forms.Form):
    """Only the kind is needed. ``papers`` holds (kind, content) of each paper once the form is valid."""

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
    papers: list[tuple[str, bytes]]

    def __init__(self, data: Any = None, papers: Sequence[UploadedFile] = ()) -> None:
        super().__init__(data)
        self._given = papers
        self.papers = []

    def clean(self) -> dict[str, Any]:
        """The papers too: one that cannot be taken is named by its place."""
        data = super().clean() or {}
        given = [paper for paper in self._given if paper.size]
        if len(given) > MOST_PAPERS:
            raise forms.ValidationError(_("You can add three papers at most."))
        for number, paper in enumerate(given, start=1):
            try:
                self.papers.append(take_paper(paper.read()))
            except PaperError as error:
                raise forms.ValidationError(_say(error.code) % {"number": number}) from None
        return data

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that no person sees was filled in."""
        return bool(self.cleaned_data.get("website"))

    @property
    def told(self) -> dict[str, str]:
        """What was written, without what stayed empty."""
        names = ("file_number", "name", "text", "contact")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}


def _say(code: str) -> str:
    words = {
        "size": _("Paper %(number)s is too large. 5 MB fit."),
        "kind": _("Paper %(number)s is no PDF, JPEG or PNG."),
        "broken": _("Paper %(number)s cannot be read."),
    }
    return str(words[code])
