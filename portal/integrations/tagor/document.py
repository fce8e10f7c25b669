"""Operations of the group Document: papers of a file. All with the office key.

Tagor does not check that an id belongs to the defendant who asks: the caller must, before calling.
"""

import base64
import binascii
from typing import Any

from portal.integrations.errors import NotFound, UnexpectedResponse

from .calls import Asked, TagorCalls
from .envelope import read_rows
from .operations import Operation, serves
from .rows import DocumentWire
from .values import Document, DocumentContent
from .wire import parse

GET_DOCUMENTS = Operation("Document/Get")
GET_DOCUMENT_FILE = Operation("Document/GetFile", max_bytes=40_000_000, deadline_s=30.0)


class DocumentOperations(TagorCalls):
    """Document/*."""

    @serves(GET_DOCUMENTS)
    def list_documents(self, *, file_id: str, as_user: str | None = None) -> tuple[Document, ...]:
        """The documents of the file, without content, read in batches. ``POST /Document/Get``.

        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Document/Get.
        """
        asked = Asked(context={"TDOS_Id": file_id}, as_user=as_user)
        rows = self._ask_all_rows(
            GET_DOCUMENTS, asked, "dsTDOCWeb", DocumentWire, get_id=lambda row: row.document_id
        )
        return tuple(row.to_value() for row in rows)

    @serves(GET_DOCUMENT_FILE)
    def get_document_file(self, *, document_id: str, as_user: str | None = None) -> DocumentContent:
        """One document with its bytes, at most some 30 MB. ``POST /Document/GetFile``.

        Office key: check first that the id is in ``list_documents`` of the defendant's own file. No side
        effects, idempotent, may take half a minute.
        Raises NotFound, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Document/GetFile (base64 by OpenEdge's mapping of BLOB).
        """

        def read(body: dict[str, Any]) -> DocumentContent:
            rows = read_rows(body, "dsTDOCWeb")
            if not rows:
                raise NotFound("not-in-file", system="tagor", operation=GET_DOCUMENT_FILE.name)
            wire = parse(DocumentWire, rows[0])
            if wire.document_id != document_id:
                raise UnexpectedResponse("answer is another document")
            return DocumentContent(document=wire.to_value(), content=_decode(wire.content))

        asked = Asked(context={"TDOC_Id": document_id}, as_user=as_user)
        return self._ask(GET_DOCUMENT_FILE, asked, read)


def _decode(content: str) -> bytes:
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        raise UnexpectedResponse("content is not base64") from None
