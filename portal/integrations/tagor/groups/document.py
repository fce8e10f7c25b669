"""Operations of the group Document: papers of a file. All with the office key.

Tagor does not check that an id belongs to the defendant who asks: the caller must, before calling.
"""

import logging
from tempfile import SpooledTemporaryFile
from typing import Any

from portal.integrations.errors import NoRoom, NotFound, UnexpectedResponse
from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import Document, DocumentContent
from portal.integrations.tagor.wire.answers import parse
from portal.integrations.tagor.wire.content import ContentReader
from portal.integrations.tagor.wire.decode import read_id
from portal.integrations.tagor.wire.envelope import read_context, read_rows
from portal.integrations.tagor.wire.rows import DocumentWire

logger = logging.getLogger(__name__)

GET_DOCUMENTS = Operation("Document/Get")
GET_DOCUMENT_FILE = Operation("Document/GetFile", max_bytes=40_000_000, deadline_s=30.0)
MOST_IN_MEMORY = 1_000_000
"""Bytes of a document; a larger one goes to the disk."""
GENERATE = Operation("Document/Generate", kind="write", deadline_s=30.0)
GET_MERGEFIELD = Operation("Document/GetMergefield")


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
        """One document with its bytes, at most some 30 MB, in a file. ``POST /Document/GetFile``.

        Office key: check first that the id is in ``list_documents`` of the defendant's own file. No side
        effects, idempotent, may take half a minute. Takes about a megabyte of memory, however large it is.
        Raises NotFound, Unavailable (NoRoom: the fault is ours), NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Document/GetFile (base64 by OpenEdge's mapping of BLOB).
        """
        file = SpooledTemporaryFile(MOST_IN_MEMORY, dir=self._spool_dir)  # noqa: SIM115 - its reader closes it
        reader = ContentReader(file)

        def read(body: dict[str, Any]) -> DocumentContent:
            rows = read_rows(body, "dsTDOCWeb")
            if not rows:
                raise NotFound("not-in-file", system="tagor", operation=GET_DOCUMENT_FILE.name)
            wire = parse(DocumentWire, rows[0])
            if wire.document_id != document_id:
                raise UnexpectedResponse("answer is another document")
            if wire.content:
                raise UnexpectedResponse("the content is not where it should be")
            return DocumentContent(document=wire.to_value(), size=reader.rewind(), file=file)

        asked = Asked(context={"TDOC_Id": document_id}, as_user=as_user)
        try:
            return self._ask(GET_DOCUMENT_FILE, asked, read, open_reader=reader.begin)
        except OSError as error:
            file.close()
            logger.error("no room for a document: %s", error)  # noqa: TRY400 - one clear line
            raise NoRoom("no room on our disk", system="tagor", operation=GET_DOCUMENT_FILE.name) from None
        except BaseException:
            file.close()
            raise

    @serves(GENERATE)
    def generate_document(self, *, file_id: str, model_id: str, as_user: str | None = None) -> str:
        """Make a document of a model in a file; its id, or "" when Tagor does not tell it.

        ``POST /Document/Generate``.
        Office key. MAKES a document: never sent twice, may take half a minute. ``model_id`` comes from
        ``list_requestable_documents``. Without an id, look for the new one in ``list_documents``.
        Raises Rejected, Unavailable (nothing was made), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, Document/Generate; that the file goes in the context, and
        TDOC_Id in the answer, is assumed.
        """
        asked = Asked(context={"TDOS_Id": file_id, "TDOCM_Id": model_id}, as_user=as_user)
        return read_id(self._ask(GENERATE, asked, read_context).get("tdoc_id", ""))

    @serves(GET_MERGEFIELD)
    def get_mergefield(self, *, file_id: str, field: str, as_user: str | None = None) -> str:
        """One field of a file (``M_1000``) as plain text, lines ended by a line feed.

        ``POST /Document/GetMergefield``.
        Office key; some fields hold secrets of the file (M_0585 its link, M_0077 its PIN). No side effects
        known, idempotent. Raises NotFound, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Document/GetMergefield; the key Output from the public
        description.
        """

        def read(body: dict[str, Any]) -> str:
            context = read_context(body)
            if "output" not in context:
                raise UnexpectedResponse("answer lacks Output")
            return context["output"].replace("\r\n", "\n")

        asked = Asked(context={"TDOS_Id": file_id, "Mergefield": field}, as_user=as_user)
        return self._ask(GET_MERGEFIELD, asked, read)
