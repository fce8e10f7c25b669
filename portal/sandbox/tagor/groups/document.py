"""Document: the list, one with its content, a new one, a merge field."""

import base64
from typing import Any

from portal.sandbox.records import Document
from portal.sandbox.seeds.contents import make_content
from portal.sandbox.tagor import texts
from portal.sandbox.tagor.columns import answer_rows, write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.papers import is_shown, list_models, make_document, read_field
from portal.sandbox.tagor.wire import Refused, context, page


@operation("Document/Get")
def list_documents(request: Request) -> dict[str, Any]:
    """Those the caller may see; ``Inhoud`` stays empty."""
    shown = [_row(document) for document in request.file().documents if is_shown(request, document)]
    return answer_rows("dsTDOCWeb", page(shown, request.context))


@operation("Document/GetFile")
def get_document(request: Request) -> dict[str, Any]:
    """Any document by its id, of any file the user may see: Tagor does not ask which defendant wants it."""
    asked = request.context.text("TDOC_Id")
    for file in request.files():
        for document in file.documents:
            if document.document_id == asked and is_shown(request, document):
                content = base64.b64encode(make_content(document)).decode()
                return answer_rows("dsTDOCWeb", [_row(document) | {"Inhoud": content}])
    raise Refused(texts.DOCUMENT_UNKNOWN)


@operation("Document/Generate")
def generate(request: Request) -> dict[str, Any]:
    """Makes a document in the file; its id comes back in the context (ASSUMED)."""
    file, asked = request.file(), request.context.text("TDOCM_Id")
    model = next((model for model in list_models(request.user) if model.model_id == asked), None)
    if model is None:
        raise Refused(texts.MODEL_UNKNOWN)
    return context(TDOC_Id=make_document(request.office, file, model).document_id)


@operation("Document/GetMergefield")
def get_mergefield(request: Request) -> dict[str, Any]:
    """One field as plain text, of the file's first defendant (ASSUMED)."""
    file = request.file()
    code = request.context.text("Mergefield")
    text = read_field(request.office, request.user, file, file.defendants[0], code)
    if text is None:
        raise Refused(texts.MERGEFIELD_UNKNOWN)
    return context(Output=text)


def _row(document: Document) -> dict[str, Any]:
    return write_row("dsTDOCWeb", document) | {"DISid": document.document_id[-8:]}
