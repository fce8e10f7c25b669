"""Conversations as staff read them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.desk.queue.selectors import Entry as QueueEntry
from portal.file.known_numbers import shorten_id
from portal.messages.conversation.clock import is_late
from portal.messages.kinds.choices import Asked, Rows
from portal.messages.kinds.descriptions import describe_filled_in
from portal.messages.models import Kind, Message, State, Thread
from portal.messages.uploads.presenters import FileRow, present_file
from portal.outbox.presenters import describe_age
from portal.web import formats
from portal.web.formats import name_person
from portal.web.languages import name_language
from portal.web.sealed.words import explain_locked


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    title: str
    href: str
    number: str
    file: str
    age: str
    due: str
    kind_of_state: str
    state: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One message or note."""

    who: str
    when: str
    text: str
    author: str
    word: tuple[str, str] | None
    files: list[FileRow] = field(default_factory=list)


def present_row(thread: Thread, *, until: date | None = None, now: datetime | None = None) -> Row:
    """One line of the list. ``until``: the day to which it is put aside."""
    since = thread.waiting_since or thread.closed_at or thread.sent_at or thread.created_at
    kind, state = ("info", _describe_sleep(until)) if until else _describe_state(thread)
    return Row(
        title=str(thread.get_kind_display()),
        href=reverse("message-desk:thread", args=[thread.pk]),
        number=thread.number,
        file=thread.file_name or shorten_id(thread.file_id),
        age=describe_age((now or timezone.now()) - since),
        due=formats.short_day(thread.promised_on) if thread.promised_on else "",
        kind_of_state=kind,
        state=state,
    )


def present_facts(thread: Thread, entry: QueueEntry | None, *, now: datetime | None = None) -> Rows:
    """The data of the matter besides its texts, and how long it takes. ``entry``: its row of the queue."""
    now = now or timezone.now()
    facts = [
        (_("Number"), thread.number),
        (_("Language of the person"), name_language(thread.language)),
        (_("Sent"), formats.moment(thread.sent_at or thread.created_at)),
    ]
    if thread.promised_on:
        facts.append((_("Answer promised by"), formats.day(thread.promised_on)))
    if entry is not None and entry.hold is not None and entry.hold.owner is not None:
        facts.append((_("With"), name_person(entry.hold.owner)))
    if entry is not None and entry.wakes_on:
        facts.append((_("State"), _describe_sleep(entry.wakes_on)))
    if thread.first_answered_at and thread.sent_at and thread.kind != Kind.OFFICE:
        facts.append((_("First answer after"), describe_age(thread.first_answered_at - thread.sent_at)))
    elif thread.sent_at and thread.kind != Kind.OFFICE:
        facts.append((_("No answer yet, for"), describe_age(now - thread.sent_at)))
    if thread.sent_at and not thread.closed_at:
        facts.append((_("Open for"), describe_age(now - thread.sent_at)))
    if thread.closed_at and thread.sent_at:
        facts.append((_("Closed after"), describe_age(thread.closed_at - thread.sent_at)))
        facts.append((_("Why closed"), str(thread.get_close_reason_display())))
    if thread.paused_until:
        facts.append((_("The person reads: paused until"), format_pause_end(thread)))
    return facts


def asks_for_rest(thread: Thread) -> bool:
    """Whether the person asked for a pause of the file, and there is none."""
    is_asked = thread.kind == Kind.PAUSE or Asked.REST in thread.answers.get("asks", [])
    rests = thread.paused_until is not None and thread.paused_until >= timezone.localdate()
    return is_asked and not rests and thread.state == State.WAITING


def format_pause_end(thread: Thread) -> str:
    """The last day of the pause; "" without one."""
    return formats.day(thread.paused_until) if thread.paused_until else ""


def present_answers(thread: Thread) -> Rows:
    """What was filled in on the form, in the language of the desk."""
    return describe_filled_in(thread, _("What the person filled in"), to_staff=True)


def present_entry(message: Message) -> Entry:
    """One message, with who of the office wrote it."""
    names = {
        Message.Author.PERSON: _("The person"),
        Message.Author.HELPER: _("A helper of the person"),
        Message.Author.PAPER: _("The person, on paper, typed in by staff"),
        Message.Author.NOTE: _("Note"),
        Message.Author.OFFICE: _("The office"),
    }
    who = names[Message.Author(message.author)]
    if message.staff is not None:
        who = f"{who} – {name_person(message.staff)}"
    return Entry(
        who=who,
        when=formats.moment(message.sent_at),
        text=message.text or explain_locked(message, to_staff=True),
        author=message.author,
        word=_describe_delivery(message),
        files=[present_file(one) for one in message.uploads.defer("sealed_content")],
    )


def _describe_sleep(until: date) -> str:
    return _("Put aside until %(day)s") % {"day": formats.day(until)}


def _describe_state(thread: Thread) -> tuple[str, str]:
    if thread.state == State.WAITING:
        return ("bad", _("Late")) if is_late(thread) else ("wait", _("Waits for an answer"))
    words = {State.ANSWERED: ("good", _("Answered")), State.CLOSED: ("info", _("Closed"))}
    return words.get(State(thread.state), ("info", ""))


def _describe_delivery(message: Message) -> tuple[str, str] | None:
    if message.author == Message.Author.NOTE:
        return None
    if message.delivery == Message.Delivery.FAILED:
        return "bad", _("Not in Tagor: see the deliveries")
    if message.author == Message.Author.OFFICE:
        if message.read_at:
            read = {"moment": formats.moment(message.read_at)}
            return "good", _("Read by the person on %(moment)s") % read
        return "wait", _("Not read yet")
    return None
