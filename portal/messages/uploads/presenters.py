"""Files as people and staff see them."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from portal.messages.models import Upload
from portal.messages.uploads.words import format_size
from portal.web.sealed.words import name_locked


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file: its name, how large, and what it is taken back or opened by."""

    name: str
    about: str
    token: str
    file_id: int
    href: str = ""


def present_file(upload: Upload, *, href: str = "") -> FileRow:
    """One file, without its content. ``href``: where it is kept from, "" when it cannot be."""
    pages = ngettext("%(num)s page", "%(num)s pages", upload.pages) % {"num": upload.pages}
    return FileRow(
        name=f"{upload.name or name_locked(upload)}.{upload.extension}",
        about=f"{pages}, {format_size(upload.size)}",
        token=upload.token,
        file_id=upload.pk,
        href=href,
    )
