"""Why a file was not taken, and what to do."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PROBLEMS: dict[str, Any] = {
    "none": gettext_lazy("Choose a file first."),
    "empty": gettext_lazy("The file is empty. Choose another one."),
    "kind": gettext_lazy("Only photos (JPEG, PNG, HEIC) and PDF files can be added."),
    "too-large": gettext_lazy("The file is too large. A file may have 10 MB at most."),
    "too-many-pixels": gettext_lazy("The photo is too large. Take it again with fewer pixels."),
    "too-many-pages": gettext_lazy("The file has too many pages. It may have 60 at most."),
    "too-many": gettext_lazy("There are too many files. Send these first, then add more."),
    "enough": gettext_lazy("You added many files today. Go on tomorrow."),
    "locked": gettext_lazy("The file is locked with a password. Send it without one, or a photo of it."),
    "damaged": gettext_lazy("We cannot open the file. Try again, or send a photo of the paper."),
    "harmful": gettext_lazy("Our scanner finds something harmful in the file. It was not kept."),
    "busy": gettext_lazy("Too many files are checked now. Try again in a minute."),
    "unchecked": gettext_lazy("We cannot check files now. Send your message without it, and add it later."),
}


def describe_problem(code: str) -> str:
    """The sentence for a code; "" for none."""
    return str(PROBLEMS[code]) if code in PROBLEMS else ""


def format_size(size: int) -> str:
    """How large a file is, roughly."""
    if size < 1024 * 1024:
        return _("%(num)s kB") % {"num": max(1, round(size / 1024))}
    return _("%(num)s MB") % {"num": round(size / (1024 * 1024), 1)}
