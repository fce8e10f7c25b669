"""Conversations, as part of the data that the portal stores about a person."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.personal_data import MOST_TOLD, KeptThing, PersonalData
from portal.messages.kinds.descriptions import describe_answers
from portal.messages.models import UNCONFIRMED, ContactChange, Message, State, Thread, Upload
from portal.messages.uploads.presenters import present_file
from portal.web.formats import pair
from portal.web.sealed.words import explain_locked


class KeptMessages(PersonalData):
    """What was written, both ways."""

    code = "messages"
    title = gettext_lazy("Your messages")

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        rule = _("The words go 400 days after the last message, once the office has answered.")
        threads = Thread.objects.filter(file_id=file_id, party_id=party_id).exclude(state=State.DRAFT)
        return [
            KeptThing(
                _("Conversation %(number)s: %(what)s")
                % {"number": one.number, "what": one.get_kind_display()},
                one.sent_at or one.created_at,
                rule,
                {
                    "number": one.number,
                    "state": one.state,
                    "answers": describe_answers(one.kind, one.answers) or explain_locked(one),
                    "messages": [
                        {
                            "number": m.reference,
                            "from": m.author,
                            "at": m.sent_at.isoformat(),
                            "text": m.text or explain_locked(m),
                        }
                        for m in one.messages.exclude(author=Message.Author.NOTE)
                    ],
                },
            )
            for one in threads[:MOST_TOLD]
        ]


class KeptDrafts(PersonalData):
    """What was filled in or added, but not sent."""

    code = "message-drafts"
    title = gettext_lazy("Messages and files you did not send")
    is_removable = True

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        rule = _("A day, or until you delete it.")
        told = [
            KeptThing(
                _("A message that was not sent: %(what)s") % {"what": one.get_kind_display()},
                one.created_at,
                rule,
                {"answers": one.answers or explain_locked(one)},
            )
            for one in self._list_drafts(file_id, party_id)[:MOST_TOLD]
        ]
        told += [
            KeptThing(
                _("A file that was not sent: %(name)s") % {"name": present_file(one).name},
                one.created_at,
                rule,
                {"name": present_file(one).name, "size": one.size},
            )
            for one in self._list_files(file_id, party_id).defer("sealed_content")[:MOST_TOLD]
        ]
        return sorted(told, key=lambda one: one.since, reverse=True)

    def remove(self, *, file_id: str, party_id: str) -> int:
        """As ``PersonalData``."""
        files = self._list_files(file_id, party_id).delete()[0]
        return files + self._list_drafts(file_id, party_id).delete()[0]

    def _list_drafts(self, file_id: str, party_id: str) -> "QuerySet[Thread]":
        return Thread.objects.filter(file_id=file_id, party_id=party_id, state=State.DRAFT)

    def _list_files(self, file_id: str, party_id: str) -> "QuerySet[Upload]":
        own = Upload.objects.filter(thread__file_id=file_id, thread__party_id=party_id)
        return own.filter(message__isnull=True)


class KeptContacts(PersonalData):
    """New addresses and numbers that were given here."""

    code = "contact"
    title = gettext_lazy("Addresses and numbers you gave")

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        rule = _("Only a part of it stays here once the office has it, for 400 days.")
        own = ContactChange.objects.filter(file_id=file_id, party_id=party_id)
        return [_describe_change(one, rule) for one in own.exclude(state__in=UNCONFIRMED)[:MOST_TOLD]]


class KeptUnconfirmed(PersonalData):
    """Addresses and numbers whose code was never typed."""

    code = "contact-unconfirmed"
    title = gettext_lazy("Addresses and numbers you did not confirm")
    is_removable = True

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        rule = _("A day, or until you delete it.")
        return [_describe_change(one, rule) for one in self._list(file_id, party_id)[:MOST_TOLD]]

    def remove(self, *, file_id: str, party_id: str) -> int:
        """As ``PersonalData``. What counts the codes of a day stays for that day, without the address."""
        own = self._list(file_id, party_id)
        return own.update(state=ContactChange.State.OVER, sealed="", masked="")

    def _list(self, file_id: str, party_id: str) -> "QuerySet[ContactChange]":
        own = ContactChange.objects.filter(file_id=file_id, party_id=party_id, state__in=UNCONFIRMED)
        return own.exclude(masked="")


def _describe_change(one: ContactChange, rule: str) -> KeptThing:
    data = {"number": one.number, "kind": one.kind, "masked": one.masked, "state": one.state}
    return KeptThing(pair(one.get_kind_display(), one.masked), one.created_at, rule, data)
