"""Dossier: papers that are sent in, with or without a message."""

import base64
import binascii
from typing import Any

from portal.sandbox.office import Office
from portal.sandbox.records import Document, File
from portal.sandbox.seeds.codes import code_of
from portal.sandbox.tagor import texts
from portal.sandbox.tagor.columns import answer_rows, write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.permissions import may_use_group
from portal.sandbox.tagor.wire import Fields, Refused


@operation("Dossier/AddAttachment")
def add_attachments(request: Request) -> dict[str, Any]:
    file = request.file()
    rows = request.fields.rows("dsAttachmentWeb")
    documents = [read_attachment(request, Fields(row)) for row in rows]
    for document in documents:
        keep_attachment(request.office, file, document)
    return answer_rows("dsAttachmentWeb", [attachment_row(document) for document in documents])


def read_attachment(request: Request, row: Fields, group: str = "") -> Document:
    """A document of what was sent, in ``group`` or the row's own. Raises Refused."""
    group_id = row.text("TQDISGROEP_Id")
    if group_id not in {"", "0"} and not group:
        group = code_of("TQDISGROEP", group_id)
        if not group:
            raise Refused(texts.CODE_UNKNOWN)
        if not may_use_group(request.user, group_id):
            raise Refused(texts.GROUP_NOT_ALLOWED)
    content = "".join(row.text("FileContent").split())
    try:
        base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(texts.CONTENT_REFUSED) from None
    name, extension = row.text("ttFileName"), row.text("FileType").lower().lstrip(".")
    if not name or not content:
        raise Refused(texts.CONTENT_REFUSED)
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


def keep_attachment(office: Office, file: File, document: Document) -> None:
    file.documents.append(document)
    file.changed_on = office.clock.today()
    office.save(file)


def attachment_row(document: Document, job_id: str = "0") -> dict[str, Any]:
    """Without its content: that is for Document/GetFile."""
    return write_row("dsAttachmentWeb", document) | {"TJOB_Id": job_id}
