"""The settings for signing in that an admin makes."""

from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.access.door_settings.file_spelling import FILE
from portal.access.door_settings.models import DoorSettings
from portal.desk.choosing.row_choice import RowForm
from portal.web.typed.characters import to_plain_text

MOST_SITES = 10


class DoorSettingsForm(RowForm):
    """Everything but the office itself."""

    model = DoorSettings
    names = (
        "short_codes",
        "second_check",
        "new_links",
        "mail_template",
        "text_template",
        "helper_passes",
        "file_example",
        "shared_requests",
        "payer_on_receipts",
        "embed_sites",
    )

    def clean_file_example(self) -> str:
        """Must be a valid file number."""
        example = to_plain_text(self.cleaned_data["file_example"])
        if example and not FILE.fullmatch(example):
            raise forms.ValidationError(_("A file number has only digits, letters, points and dashes."))
        return example

    def clean_embed_sites(self) -> str:
        """One origin a line, each https and without a path, so that it can stand in a security policy."""
        typed = str(self.cleaned_data["embed_sites"]).split()
        if len(typed) > MOST_SITES:
            raise forms.ValidationError(_("Ten sites at most."))
        return "\n".join(dict.fromkeys(_read_origin(one) for one in typed))


def _read_origin(text: str) -> str:
    words = _("%(site)s: write it as https://www.office.example, without anything behind.") % {"site": text}
    try:
        parts = urlsplit(text.rstrip("/"))
        port = parts.port
    except ValueError:
        raise forms.ValidationError(words) from None
    host = parts.hostname or ""
    plain = all(c.isascii() and (c.isalnum() or c in ".-") for c in host)
    is_local = host in {"127.0.0.1", "localhost"}
    if parts.scheme != "https" and not (is_local and parts.scheme == "http"):
        raise forms.ValidationError(words)
    if not plain or ("." not in host and not is_local) or parts.path or parts.query or parts.username:
        raise forms.ValidationError(words)
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}"
