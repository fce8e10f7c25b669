"""Operations of the group Message: web messages between office, parties and users. All with the office key.

Tagor does not check that an id belongs to the defendant who asks: the caller must, before calling.
"""

from collections.abc import Iterable
from typing import Any, Literal

from portal.integrations.errors import NotFound
from portal.integrations.tagor.calls import ROWS_PER_BATCH, Asked, Operation, TagorCalls
from portal.integrations.tagor.filters import Filter
from portal.integrations.tagor.groups.casework import read_one, write_attachment
from portal.integrations.tagor.operations import serves
from portal.integrations.tagor.paging import read_batches
from portal.integrations.tagor.values.account import Party
from portal.integrations.tagor.values.dossier import Attachment, NewAttachment
from portal.integrations.tagor.values.parties import Message, NewMessage
from portal.integrations.tagor.wire.answers import parse
from portal.integrations.tagor.wire.dossier import AttachmentWire
from portal.integrations.tagor.wire.envelope import read_rows
from portal.integrations.tagor.wire.parties import MessageWire
from portal.integrations.tagor.wire.rows import PartyWire

ADD = Operation("Message/Add", kind="write", deadline_s=30.0)
GET_LIST_FILTER = Operation("Message/GetListFilter")
GET_LOG = Operation("Message/GetLog")
GET_MESSAGE = Operation("Message/GetMessage")
GET_ENDS = Operation("Message/GetSenderReceiverList")
TOGGLE_READ = Operation("Message/ToggleRead", kind="write")
Box = Literal["inbox", "outbox"]


class MessageOperations(TagorCalls):
    """Message/*."""

    @serves(ADD)
    def send_message(
        self,
        *,
        file_id: str,
        message: NewMessage,
        attachments: Iterable[NewAttachment] = (),
        as_user: str | None = None,
    ) -> Message:
        """Send a message on a file, with papers. ``POST /Message/Add``.

        Office key. SENDS: never twice, may take half a minute. Attachments become documents of the file, in
        the group of parameter 436 whatever group they name.
        Raises NotFound, Rejected, Unavailable (nothing was sent), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, Message/Add; which columns it needs is assumed.
        """
        row = {
            "TDOS_Id": file_id,
            "TJOB_Onderwerp": message.subject,
            "TJOB_bericht": message.body,
            "TPAR_id_Ontvanger": message.receiver_id,
        }
        if message.sender_id:
            row["TPAR_id_Verzender"] = message.sender_id
        papers = [write_attachment(one) for one in attachments]
        rows = {"dsTBERICHTWeb": [row], "dsAttachmentWeb": papers}
        asked = Asked(context={"TDOS_Id": file_id}, datasets=rows, as_user=as_user)
        return self._ask(ADD, asked, _read_sent)

    @serves(GET_LIST_FILTER)
    def list_messages(
        self,
        *,
        file_id: str | None = None,
        box: Box | None = None,
        unread_only: bool = False,
        filters: Iterable[Filter] = (),
        as_user: str | None = None,
    ) -> tuple[Message, ...]:
        """Messages of a file, or of the user who calls, read in batches. ``POST /Message/GetListFilter``.

        Office key. No side effects, idempotent. ``filters`` are those of a file search. Raises NotFound,
        Rejected, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetListFilter; keys from the samples of 2.00.0000B1, the name
        outbox is assumed. Message/GetList itself is described nowhere.
        """
        context = {"TDOS_Id": file_id} if file_id else {}
        if box:
            context["BOX"] = box
        if unread_only:
            context["unread"] = "true"
        return self._list(GET_LIST_FILTER, context, filters, as_user)

    @serves(GET_LOG)
    def list_message_log(self, *, file_id: str, as_user: str | None = None) -> tuple[Message, ...]:
        """The log of a file's messages, read in batches. ``POST /Message/GetLog``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetLog: no word on what it takes or gives; TDOS_Id is assumed.
        """
        return self._list(GET_LOG, {"TDOS_Id": file_id}, None, as_user)

    @serves(GET_MESSAGE)
    def get_message(self, *, message_id: str, as_user: str | None = None) -> Message:
        """One message, without its papers. ``POST /Message/GetMessage``.

        Office key. No side effects known, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetMessage.
        """
        asked = Asked(context={"TBERICHT_Id": message_id}, as_user=as_user)
        return self._ask(GET_MESSAGE, asked, lambda body: _read_message(GET_MESSAGE, body))

    @serves(TOGGLE_READ)
    def toggle_message_read(self, *, message_id: str, as_user: str | None = None) -> Message:
        """Turn read into unread and back; the message as it is now. ``POST /Message/ToggleRead``.

        Office key. WRITES, and a second call undoes the first: never sent again. Check ``read_status_id``
        first. Raises NotFound, Rejected, Unavailable (nothing was changed), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, ToggleRead.
        """
        asked = Asked(context={"TBERICHT_Id": message_id}, as_user=as_user)
        return self._ask(TOGGLE_READ, asked, lambda body: _read_message(TOGGLE_READ, body))

    @serves(GET_ENDS)
    def list_senders(
        self, *, party_id: str, file_id: str | None = None, as_user: str | None = None
    ) -> tuple[Party, ...]:
        """From whom a message to or from a party can come. ``POST /Message/GetSenderReceiverList``.

        Office key. No side effects, idempotent. Without a file only the user who calls. National number and
        solvency are in the answer and never read. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetSenderReceiverList.
        """
        context = {"Type": "senders", "TPAR_Id": party_id, **({"TDOS_Id": file_id} if file_id else {})}
        return self._list_ends(context, as_user)

    @serves(GET_ENDS)
    def list_receivers(
        self, *, file_id: str, party_id: str | None = None, as_user: str | None = None
    ) -> tuple[Party, ...]:
        """To whom a message on a file can go, from a party. ``POST /Message/GetSenderReceiverList``.

        As ``list_senders``.
        """
        context = {"Type": "receivers", "TDOS_Id": file_id, **({"TPAR_Id": party_id} if party_id else {})}
        return self._list_ends(context, as_user)

    def _list_ends(self, context: dict[str, str], as_user: str | None) -> tuple[Party, ...]:
        asked = Asked(context=context, as_user=as_user)
        rows = self._ask_all_rows(GET_ENDS, asked, "dsTDOSPARWeb", PartyWire, get_id=lambda row: row.party_id)
        return tuple(row.to_value() for row in rows)

    def _list(
        self,
        operation: Operation,
        context: dict[str, str],
        filters: Iterable[Filter] | None,
        as_user: str | None,
    ) -> tuple[Message, ...]:
        datasets = {} if filters is None else {"dsFilter": [one.to_row() for one in filters]}

        def fetch(number: int) -> list[Message]:
            batch = {"BATCH-SIZE": str(ROWS_PER_BATCH), "BATCH-NUMBER": str(number)}
            asked = Asked(context={**context, **batch}, datasets=datasets, as_user=as_user)
            return self._ask(operation, asked, _read_messages)

        found = read_batches(
            fetch, size=ROWS_PER_BATCH, get_id=lambda one: one.message_id, first=self._first_batch
        )
        return tuple(found)


def _read_attachments(body: dict[str, Any]) -> list[Attachment]:
    if "dsattachmentweb" not in body:
        return []
    return [parse(AttachmentWire, row).to_value() for row in read_rows(body, "dsAttachmentWeb")]


def _read_messages(body: dict[str, Any]) -> list[Message]:
    """Messages with the papers of the same task (TJOB_Id)."""
    papers = _read_attachments(body)
    wires = [parse(MessageWire, row) for row in read_rows(body, "dsTBERICHTWeb")]
    return [
        wire.to_value(tuple(paper for paper in papers if wire.job_id and paper.job_id == wire.job_id))
        for wire in wires
    ]


def _read_sent(body: dict[str, Any]) -> Message:
    """The one message that was sent: all papers are its own."""
    return read_one(body, "dsTBERICHTWeb", MessageWire).to_value(tuple(_read_attachments(body)))


def _read_message(operation: Operation, body: dict[str, Any]) -> Message:
    if not read_rows(body, "dsTBERICHTWeb"):
        raise NotFound("not-in-file", system="tagor", operation=operation.name)
    return read_one(body, "dsTBERICHTWeb", MessageWire).to_value()
