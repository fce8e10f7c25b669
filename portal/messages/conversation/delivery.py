"""Sends a conversation to Tagor: each message once and in order, as a message of the file."""

from typing import Any, ClassVar

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import registry
from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.file.correspondents import find_office_party
from portal.integrations.errors import NotFound
from portal.integrations.tagor.values.dossier import NewAttachment
from portal.integrations.tagor.values.parties import NewMessage
from portal.messages.conversation.clock import get_rules
from portal.messages.conversation.orders import NOTICE, READ, SEND, order_read
from portal.messages.conversation.read_status import is_read
from portal.messages.kinds.descriptions import describe_answers
from portal.messages.models import Message, Upload
from portal.outbox.handlers import Found, GiveUp, Handler
from portal.outbox.models import Delivery
from portal.web import formats
from portal.web.sealed.seals import has_locked


class MessageHandler(Handler):
    """One message, from the person to the office or back. Its reference is in the subject."""

    kind = SEND
    title = gettext_lazy("Bring a message to the file")
    reasons: ClassVar[dict[str, Any]] = {
        "no-receiver": gettext_lazy("Tagor names nobody at the office who takes messages."),
        "gone": gettext_lazy("The message is not kept any more."),
        "file-gone": gettext_lazy("The key of a file that was sent with it is gone."),
    }

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """The id in Tagor. Raises: as ``Handler.deliver``."""
        message = _get(delivery)
        thread = message.thread
        office_party = find_office_party(
            file_id=thread.file_id, party_id=thread.party_id, office_name=thread.office.name
        )
        if not office_party:
            raise GiveUp("no-receiver")
        ends = (thread.party_id, office_party)
        sender_id, receiver_id = ends if message.is_from_person else ends[::-1]
        sent = registry.tagor().send_message(
            file_id=thread.file_id,
            message=NewMessage(
                sender_id=sender_id,
                receiver_id=receiver_id,
                subject=make_subject(message),
                body=make_body(message),
            ),
            attachments=list_attachments(message),
        )
        ids = {paper.name: paper.document_id for paper in sent.attachments}
        return {"message_id": sent.message_id, "documents": ids}

    def find_out(self, delivery: Delivery) -> Found:
        """It arrived if the file's log holds the reference."""
        message = _get(delivery)
        log = registry.tagor().list_message_log(file_id=message.thread.file_id)
        return "arrived" if any(holds(one.subject, message.reference) for one in log) else "absent"

    def on_done(self, delivery: Delivery) -> None:
        """The other side has it."""
        message = _get(delivery)
        message.delivery, message.delivered_at = Message.Delivery.DELIVERED, timezone.now()
        message.tagor_id = str(delivery.result.get("message_id", ""))
        message.save(update_fields=["delivery", "delivered_at", "tagor_id"])
        _forget_files(message, dict(delivery.result.get("documents", {})))
        details = {"message": message.reference}
        record("message-delivered", by=SYSTEM, file_id=delivery.file_id, details=details)
        if message.read_at:
            order_read(message)

    def on_given_up(self, delivery: Delivery) -> None:
        """A person must look; the text stays here."""
        Message.objects.filter(pk=delivery.payload["message"]).update(delivery=Message.Delivery.FAILED)


class ReadHandler(Handler):
    """Marks a message as read in Tagor, unless it is."""

    kind = READ
    title = gettext_lazy("Show a message as read")

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """Checks first, as a second toggle would mark it unread. Raises: as ``Handler.deliver``."""
        message_id = _get(delivery).tagor_id
        tagor = registry.tagor()
        try:
            found = tagor.get_message(message_id=message_id)
        except NotFound:
            return {"gone": True}
        if not is_read(found):
            tagor.toggle_message_read(message_id=message_id)
        return {}

    def find_out(self, delivery: Delivery) -> Found:
        """Whether it is marked as read."""
        return (
            "arrived"
            if is_read(registry.tagor().get_message(message_id=_get(delivery).tagor_id))
            else "absent"
        )


class NoticeHandler(Handler):
    """A mail or a text message from a template of the office, which says that there is an answer."""

    kind = NOTICE
    title = gettext_lazy("Tell somebody that there is an answer")

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """Sends nothing when the answer was read in the meantime. Raises: as ``Handler.deliver``."""
        message = _get(delivery)
        thread = message.thread
        rules = get_rules(thread.office)
        if message.read_at or thread.is_quiet or not (rules.mail_template or rules.text_template):
            return {"sent": False}
        tagor = registry.tagor()
        file_id, party_id = thread.file_id, thread.party_id
        if rules.mail_template:
            tagor.send_mail(template=rules.mail_template, file_id=file_id, party_id=party_id)
        else:
            tagor.send_text(template=rules.text_template, file_id=file_id, party_id=party_id)
        return {"sent": True}

    def find_out(self, delivery: Delivery) -> Found:
        """Tagor does not report what it sent: it is never sent again."""
        del delivery
        return "unclear"


def make_subject(message: Message) -> str:
    """The title in Tagor, in the office's language: the subject and the reference."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{message.thread.get_kind_display()} [{message.reference}]"


def make_body(message: Message) -> str:
    """What was filled in, in the office's language, then the text as it was written.

    Raises: GiveUp when it can no longer be opened.
    """
    thread = message.thread
    if has_locked(message) or (message.number == 1 and has_locked(thread)):
        raise GiveUp("text-gone")
    with translation.override(settings.LANGUAGE_CODE):
        lines = []
        if message.number == 1:
            lines = [f"{term}: {value}" for term, value in describe_answers(thread.kind, thread.answers)]
        said = _("Written in the portal on %(moment)s.")
        if message.author == Message.Author.PAPER:
            said = _("Came on paper, typed in by staff on %(moment)s.")
        when = said % {"moment": formats.moment(message.sent_at)}
    return "\n".join([*lines, *([message.text] if message.text else []), when])


def list_attachments(message: Message) -> list[NewAttachment]:
    """The files that go with it. Raises: GiveUp when one can no longer be opened."""
    found = []
    for upload in message.uploads.all():
        content = upload.content
        if content is None:
            raise GiveUp("file-gone")
        found.append(NewAttachment(name=_name(message, upload), extension=upload.extension, content=content))
    return found


def _name(message: Message, upload: Upload) -> str:
    """Its name in Tagor, which identifies it when only the name is returned."""
    return f"{message.reference} {upload.pk} {upload.name}"


def _forget_files(message: Message, ids: dict[str, str]) -> None:
    """The office has them: delete the content and keep their ids in Tagor."""
    for upload in message.uploads.defer("sealed_content"):
        upload.state = Upload.State.DELIVERED
        upload.document_id = ids.get(_name(message, upload), "")
        upload.sealed_content = b""
        upload.save(update_fields=["state", "document_id", "sealed_content"])


def holds(subject: str, reference: str) -> bool:
    """Whether a subject holds exactly this reference: M-000001-1 is not M-000001-11."""
    return f"[{reference}]" in subject


def _get(delivery: Delivery) -> Message:
    """Raises: GiveUp when it is gone."""
    found = Message.objects.select_related("thread__office").filter(pk=delivery.payload["message"]).first()
    if found is None:
        raise GiveUp("gone")
    return found
