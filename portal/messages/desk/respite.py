"""Pauses a file while somebody gets help: the person is told, Tagor gets a note, our reminders wait."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.file.models import ReportSource, Respite
from portal.file.respite.services import Reported, Word, store_respites
from portal.messages.conversation.clock import get_rules
from portal.messages.conversation.tagor_log import note_answer
from portal.messages.desk.answers import add_message, send_answer
from portal.messages.models import Message, Thread
from portal.messages.notes.delivery import write_note
from portal.web.formats import day

RESTS = gettext_lazy("The office lets your file rest until %(day)s.")
RESTS_NO_LONGER = gettext_lazy("Your file rests no longer, from %(day)s on.")


@transaction.atomic
def pause_file(thread: Thread, *, until: date, text: str, seen: int, by: Any) -> Thread:
    """Pause from now until the end of that day. ``text``: what the person reads; "" for the usual text.

    Raises: ChangedError.
    """
    text = text or _format_sentence(thread, RESTS, until)
    return _change(thread, until=until, text=text, seen=seen, by=by)


@transaction.atomic
def end_pause(thread: Thread, *, text: str, seen: int, by: Any) -> Thread:
    """End the pause. ``text`` as for ``pause_file``. Raises: ChangedError."""
    text = text or _format_sentence(thread, RESTS_NO_LONGER, timezone.localdate())
    return _change(thread, until=None, text=text, seen=seen, by=by)


def _change(thread: Thread, *, until: date | None, text: str, seen: int, by: Any) -> Thread:
    thread, message = add_message(thread, Message.Author.OFFICE, text, seen=seen, by=by)
    note_answer(thread, message)
    before, thread.paused_until = thread.paused_until, until
    thread.save(update_fields=["paused_until"])
    _store_respite(thread, until)
    _note_in_tagor(thread, until, before=before, by=by)
    days = {"before": _to_plain(before), "after": _to_plain(until)}
    details = {"thread": thread.number, "message": message.reference, **days}
    record("message-paused", by=Actor.staff(by), file_id=thread.file_id, details=details)
    send_answer(message)
    return thread


def _store_respite(thread: Thread, until: date | None) -> None:
    word = Word(is_on=until is not None, kind=Respite.Kind.COLLECTION, record_id=thread.number, until=until)
    store_respites([Reported(ReportSource(thread.office_id, timezone.now(), 0), word, thread.file_id)])


def _note_in_tagor(thread: Thread, until: date | None, *, before: date | None, by: Any) -> None:
    """Where the office named a kind of note: Tagor itself goes on, so somebody must see it there."""
    kind = get_rules(thread.office).note_code_id
    if not kind:
        return
    with translation.override(settings.LANGUAGE_CODE):
        words = _("Paused until %(day)s (%(number)s).") if until else _("The pause is over (%(number)s).")
        text = words % {"day": day(until) if until else "", "number": thread.number}
    once = f"{thread.number}/{_to_plain(before)}/{_to_plain(until)}"
    write_note(thread.file_id, kind=kind, text=text, once=once, user=by)


def _format_sentence(thread: Thread, sentence: Any, on: date) -> str:
    with translation.override(thread.language):
        return str(sentence) % {"day": day(on)}


def _to_plain(on: date | None) -> str:
    return on.isoformat() if on else ""
