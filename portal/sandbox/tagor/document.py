"""Document: the list, and one with its content."""

import base64
from typing import Any

from portal.sandbox.records import Document
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.seeds.contents import make_content
from portal.sandbox.tagor import texts
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Refused, context, dataset, page, wire_date


@operation("Document/Get")
def list_documents(request: Request) -> dict[str, Any]:
    """Only the groups of parameter 430, all when it is empty; ``Inhoud`` stays empty."""
    shown = [_row(document) for document in request.file().documents if _is_allowed(request, document)]
    return context() | dataset("dsTDOCWeb", page(shown, request.context))


@operation("Document/GetFile")
def get_document(request: Request) -> dict[str, Any]:
    """Any document of the office by its id: Tagor does not ask whose it is."""
    asked = request.context.text("TDOC_Id")
    for file in request.office.files.values():
        for document in file.documents:
            if document.document_id == asked and _is_allowed(request, document):
                content = base64.b64encode(make_content(document)).decode()
                return context() | dataset("dsTDOCWeb", [_row(document) | {"Inhoud": content}])
    raise Refused(texts.DOCUMENT_UNKNOWN)


def _is_allowed(request: Request, document: Document) -> bool:
    groups = [group.strip() for group in request.office.parameters["430"].split(",") if group.strip()]
    return not groups or document.group in groups


def _row(document: Document) -> dict[str, Any]:
    return {
        "TDOC_Id": document.document_id,
        "Naam": document.name,
        "DatumDocument": wire_date(document.dated_on),
        "DISFLMN_Extensie": document.extension,
        "DISid": document.document_id[-8:],
        "TQDISGROEP_Id": code_id("TQDISGROEP", document.group),
        "Inhoud": "",
    }
