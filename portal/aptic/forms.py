"""What staff enter for an action and for a link of a person: the file it is about."""

from django import forms
from django.utils.translation import gettext_lazy


class FileForm(forms.Form):
    """For which file an action is run."""

    file_id = forms.RegexField(
        r"^[A-Za-z0-9_./ -]{1,30}$",
        label=gettext_lazy("File number"),
        error_messages={
            "required": gettext_lazy("Fill in the number of the file."),
            "invalid": gettext_lazy("A file number holds letters, digits, dashes and slashes."),
        },
    )
