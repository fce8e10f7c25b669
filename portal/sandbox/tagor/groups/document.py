"""Document: the list, one with its content, a new one, a merge field; and papers sent in, of Dossier."""

import base64
from typing import Any

from portal.sandbox.office import Office
from portal.sandbox.records import Document, File
from portal.sandbox.seeds.codes import code_of
from portal.sandbox.seeds.contents import make_content, read_base64
from portal.sandbox.tagor.columns import answer_rows, write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.papers import is_shown, list_models, make_document, read_field
from portal.sandbox.tagor.permissions import may_use_group
from portal.sandbox.tagor.wire import Fields, Refused, context, page, require


@operation("Dossier/AddAttachment")
def add_attachments(request: Request) -> dict[str, Any]:
    file = request.file()
    documents = [read_attachment(request, row) for row in request.fields.rows("dsAttachmentWeb")]
    for document in documents:
        save_attachment(request.office, file, document)
    return answer_rows("dsAttachmentWeb", [attachment_row(document) for document in documents])


def read_attachment(request: Request, row: Fields, group: str = "") -> Document:
    """A document of what was sent, in ``group`` or the row's own. Raises Refused."""
    group_id = row.text("TQDISGROEP_Id")
    if group_id not in {"", "0"} and not group:
        group = require(code_of("TQDISGROEP", group_id), "code-unknown")
        if not may_use_group(request.user, group_id):
            raise Refused("group-not-allowed")
    content = "".join(row.text("FileContent").split())
    name, extension = row.text("ttFileName"), row.text("FileType").lower().lstrip(".")
    if not name or not read_base64(content):
        raise Refused("content-refused")
    return Document(
        document_id=request.office.next_id(),
        name=name,
        extension=extension,
        group=group,
        dated_on=request.office.clock.today(),
        content="sent",
        data=content,
        comment=row.text("ttComment"),
    )


def save_attachment(office: Office, file: File, document: Document) -> None:
    file.documents.append(document)
    file.changed_on = office.clock.today()
    office.save(file)


def attachment_row(document: Document, job_id: str = "0") -> dict[str, Any]:
    """Without its content: that is for Document/GetFile."""
    return write_row("dsAttachmentWeb", document) | {"TJOB_Id": job_id}


@operation("Document/Get")
def list_documents(request: Request) -> dict[str, Any]:
    """Those the caller may see; ``Inhoud`` stays empty."""
    shown = [_row(document) for document in request.file().documents if is_shown(request, document)]
    return answer_rows("dsTDOCWeb", page(shown, request.context))


@operation("Document/GetFile")
def get_document(request: Request) -> dict[str, Any]:
    """Any document by its id, of any file the user may see: Tagor does not ask which defendant wants it."""
    asked = request.context.text("TDOC_Id")
    _file, document = request.find("documents", "document_id", asked, "document-unknown")
    if not is_shown(request, document):
        raise Refused("document-unknown")
    content = base64.b64encode(make_content(document)).decode()
    return answer_rows("dsTDOCWeb", [_row(document) | {"Inhoud": content}])


@operation("Document/Generate")
def generate(request: Request) -> dict[str, Any]:
    """Makes a document in the file; its id comes back in the context (ASSUMED)."""
    file, asked = request.file(), request.context.text("TDOCM_Id")
    found = next((model for model in list_models(request.user) if model.model_id == asked), None)
    model = require(found, "model-unknown")
    return context(TDOC_Id=make_document(request.office, file, model).document_id)


@operation("Document/GetMergefield")
def get_mergefield(request: Request) -> dict[str, Any]:
    """One field as plain text, of the file's first defendant (ASSUMED)."""
    file = request.file()
    code = request.context.text("Mergefield")
    text = read_field(request.office, request.user, file, file.defendants[0], code)
    if text is None:
        raise Refused("mergefield-unknown")
    return context(Output=text)


def _row(document: Document) -> dict[str, Any]:
    return write_row("dsTDOCWeb", document) | {"DISid": document.document_id[-8:]}
