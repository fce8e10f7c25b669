"""The list of documents: name, date, and what kind of file it is in plain words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.integrations.tagor.values.account import Document
from portal.web.formats import day

PICTURE = gettext_lazy("picture")
TEXT = gettext_lazy("text document")
SHEET = gettext_lazy("spreadsheet")
MAIL = gettext_lazy("e-mail")
WEB = gettext_lazy("web page, as plain text")

KINDS: dict[str, str | Promise] = {
    "pdf": gettext_lazy("PDF document"),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "tif", "tiff"), PICTURE),
    **dict.fromkeys(("doc", "docx", "odt", "rtf", "txt"), TEXT),
    **dict.fromkeys(("xls", "xlsx", "csv"), SHEET),
    **dict.fromkeys(("eml", "msg"), MAIL),
    **dict.fromkeys(("html", "htm", "xhtml", "mht", "mhtml"), WEB),
}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document to download."""

    href: str
    name: str
    kind: str
    when: str


def present_documents(documents: tuple[Document, ...]) -> list[DocumentRow]:
    """The documents in the order given."""
    return [
        DocumentRow(
            href=reverse("dossier:document", kwargs={"document_id": document.document_id}),
            name=" ".join(document.name.split()) or _("document without a name"),
            kind=str(KINDS.get(document.extension, gettext_lazy("another kind of document"))),
            when=day(document.dated_on) if document.dated_on else _("no date"),
        )
        for document in documents
    ]
