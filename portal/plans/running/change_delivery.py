"""The office's answer to a request to change a plan, as a message to the person in the file."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import registry
from portal.file.correspondents import find_office_party
from portal.integrations.tagor.values.parties import NewMessage
from portal.outbox.handlers import Found, GiveUp, Handler
from portal.outbox.models import Delivery
from portal.plans.models import ChangeRequest
from portal.plans.running.change_answers import DELIVERY_KIND
from portal.plans.running.change_words import describe_answer, get_language


class ChangeAnswerHandler(Handler):
    """One message for each answer that ends a request.

    After a lost answer, its subject shows whether it arrived.
    """

    kind = DELIVERY_KIND
    title = gettext_lazy("Write the answer to a request to change a plan in the file")
    permission = "plans.decide_proposal"
    reasons = {"no-receiver": gettext_lazy("Tagor names nobody at the office who takes messages.")}

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """As ``Handler.deliver``."""
        change = _get(delivery)
        sender = find_office_party(
            file_id=change.file_id, party_id=change.party_id, office_name=change.office.name
        )
        if not sender:
            raise GiveUp("no-receiver")
        message = NewMessage(
            sender_id=sender,
            receiver_id=change.party_id,
            subject=make_answer_subject(change),
            body=_make_body(change),
        )
        sent = registry.tagor().send_message(file_id=change.file_id, message=message)
        return {"message_id": sent.message_id}

    def find_out(self, delivery: Delivery) -> Found:
        """As ``Handler.find_out``."""
        change = _get(delivery)
        log = registry.tagor().list_message_log(file_id=change.file_id)
        subject = make_answer_subject(change)
        return "arrived" if any(message.subject == subject for message in log) else "absent"


def make_answer_subject(change: ChangeRequest) -> str:
    """The title of the message, in the language of the person."""
    with translation.override(get_language(change)):
        return _("Answer to your request %(number)s") % {"number": change.number}


def _make_body(change: ChangeRequest) -> str:
    with translation.override(get_language(change)):
        words = describe_answer(change)
        return "\n".join([words.title, *words.lines, *([words.own] if words.own else [])])


def _get(delivery: Delivery) -> ChangeRequest:
    return ChangeRequest.objects.select_related("office", "plan").get(pk=delivery.payload["change"])
