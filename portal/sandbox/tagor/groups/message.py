"""Message: web messages between the office, the parties of a file and who has a login.

ASSUMED, because no document says it:

* on a file staff may write from themselves, the office or a party of the file, a client only from itself;
  to the office, its staff or a party of the file; a message without a sender comes from the user;
* reading a message does not mark it, only ToggleRead does; GetLog is every message of a file, oldest first.
"""

from typing import Any

from portal.sandbox.casework import AgendaItem, Message
from portal.sandbox.office import Office
from portal.sandbox.records import Document, File, Party
from portal.sandbox.seeds.casework import WEB_MESSAGE, make_message
from portal.sandbox.seeds.codes import BY_CODE, code_id
from portal.sandbox.seeds.people import OFFICE_ID
from portal.sandbox.tagor.columns import write_row
from portal.sandbox.tagor.filters import matches, read_conditions
from portal.sandbox.tagor.groups.correspondents import list_groups, list_staff
from portal.sandbox.tagor.groups.document import attachment_row, read_attachment
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Fields, Refused, context, dataset, page

DEFAULT_GROUP = "7006"
Found = tuple[File, Message]


@operation("Message/Add")
def add_messages(request: Request) -> dict[str, Any]:
    """Keeps each message; attachments become documents of the group that parameter 436 names.

    A message shows in the agenda and among the letters.
    """
    file, office = request.file(), request.office
    rows = request.fields.rows("dsTBERICHTWeb")
    pairs = [_check_ends(request, file, row) for row in rows]
    group = office.parameters["436"]
    group = group if ("TQDISGROEP", group) in BY_CODE else DEFAULT_GROUP
    documents = [read_attachment(request, row, group) for row in request.fields.rows("dsAttachmentWeb")]
    messages = [_build(office, file, row, *ends, documents) for row, ends in zip(rows, pairs, strict=True)]
    file.documents += documents if messages else []
    file.messages += messages
    file.changed_on = office.clock.today()
    office.save(file)
    return context() | _write([(file, message) for message in messages])


def _check_ends(request: Request, file: File, row: Fields) -> tuple[Party, Party]:
    """Sender and receiver. Raises Refused."""
    user, office = request.user, request.office
    if user is None or "BERICHT" not in user.toggles:
        raise Refused("message-not-allowed")
    everybody = office.parties()
    sender_id = row.text("TPAR_id_Verzender")
    sender_id = user.party_id if sender_id in {"", "0"} else sender_id
    receiver_id = row.text("TPAR_id_Ontvanger")
    on_file, groups = {party.party_id for party in file.parties}, list_groups(request)
    senders = groups | on_file if OFFICE_ID in groups else groups
    if sender_id not in senders or receiver_id not in on_file | list_staff(office):
        raise Refused("party-unknown")
    return everybody[sender_id], everybody[receiver_id]


def _build(
    office: Office, file: File, row: Fields, sender: Party, receiver: Party, documents: list[Document]
) -> Message:
    now, subject = office.clock.now(), row.text("TJOB_Onderwerp")
    if not subject and not row.text("TJOB_bericht"):
        raise Refused("value-missing", name="TJOB_bericht")
    job = AgendaItem(
        job_id=office.next_id(),
        at=now,
        text="Bericht ontvangen" if receiver.role == "KANTOOR" else "Bericht verzonden",
        subject=subject,
        model=WEB_MESSAGE,
        status="UITGEVOERD",
        user_id=file.handler_id,
    )
    file.agenda.append(job)
    return make_message(
        file,
        sender,
        receiver,
        subject=subject,
        at=now,
        message_id=office.next_id(),
        job_id=job.job_id,
        body=row.text("TJOB_bericht"),
        attachment_ids=[document.document_id for document in documents],
    )


@operation("Message/GetListFilter")
def list_messages(request: Request) -> dict[str, Any]:
    """Those of a file with TDOS_Id, else those from and to the user; ``BOX`` inbox or outbox, ``unread``."""
    asked, conditions, own = request.context, read_conditions(request.fields), list_groups(request)
    box = asked.text("BOX").casefold()
    if box not in {"", "inbox", "outbox"}:
        raise Refused("filter-refused")
    files = [request.file()] if asked.has("TDOS_Id") else request.files()
    found = [
        (file, message)
        for file in files
        if matches(file, conditions)
        for message in file.messages
        if asked.has("TDOS_Id") or {message.sender_id, message.receiver_id} & own
        if box != "inbox" or message.receiver_id in own
        if box != "outbox" or message.sender_id in own
        if asked.text("unread").casefold() != "true" or not message.read
    ]
    found.sort(key=lambda one: one[1].at, reverse=True)
    return context() | _write(page(found, asked))


@operation("Message/GetLog")
def list_log(request: Request) -> dict[str, Any]:
    file = request.file()
    return context() | _write(page([(file, message) for message in file.messages], request.context))


@operation("Message/GetMessage")
def get_message(request: Request) -> dict[str, Any]:
    return context() | _write([_find(request)], attachments=False)


@operation("Message/ToggleRead")
def toggle_read(request: Request) -> dict[str, Any]:
    file, message = _find(request)
    message.read, message.status_at = not message.read, request.office.clock.now()
    request.office.save(file)
    return context() | _write([(file, message)], attachments=False)


def _find(request: Request) -> Found:
    message_id = request.context.text("TBERICHT_Id")
    return request.find("messages", "message_id", message_id, "message-unknown")


def _write(found: list[Found], *, attachments: bool = True) -> dict[str, Any]:
    written = dataset("dsTBERICHTWeb", [_row(file, message) for file, message in found])
    if not attachments:
        return written
    rows = [
        attachment_row(document, message.job_id)
        for file, message in found
        for document in file.documents
        if document.document_id in message.attachment_ids
    ]
    return written | dataset("dsAttachmentWeb", rows)


def _row(file: File, message: Message) -> dict[str, Any]:
    status = code_id("TQSTATUS", "GELEZEN" if message.read else "ONGELEZEN")
    return write_row("dsTBERICHTWeb", message, file=file) | {
        "TJOB_TQSTATUS_Id": status,
        "TQSTATUS_Id": status,
        "TQRICHTING_Id": code_id("TQRICHTING", "IN" if message.incoming else "UIT"),
        "ttTagWeb": [{"Omschrijving": tag, "TQTEMPLATE_Id": "0"} for tag in message.tags],
    }
