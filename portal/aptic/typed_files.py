"""A file as people enter it: by number. An id that a link filled in stays an id."""

from django.utils.translation import gettext as _

from portal.aptic.events.file_lookup import find_by_number
from portal.aptic.forms import FileForm
from portal.integrations.errors import IntegrationError


def read_file_id(form: FileForm) -> str | None:
    """The id of the file that was typed; None without one, with the reason added to the form."""
    if not form.is_valid():
        return None
    typed: str = form.cleaned_data["file_id"].strip()
    is_id = typed.replace("-", "").replace("_", "").isalnum()
    try:
        found = find_by_number(typed)
    except IntegrationError:
        if is_id:
            return typed
        form.add_error(
            "file_id", _("Tagor does not answer, so the number cannot be looked up. Try again later.")
        )
        return None
    if len(found) == 1:
        return found[0]
    if not found and is_id:
        return typed
    words = _("Several files have this number.") if found else _("No file has this number.")
    form.add_error("file_id", words)
    return None
