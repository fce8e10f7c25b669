"""Conversations as the person sees them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.messages.conversation.clock import find_usual_days, is_late
from portal.messages.conversation.tagor_log import Logged
from portal.messages.conversation.threads import get_receipt_code
from portal.messages.kinds.choices import Rows
from portal.messages.kinds.descriptions import describe_filled_in
from portal.messages.models import Kind, Message, State, Thread, Upload
from portal.messages.uploads.presenters import FileRow, present_file
from portal.web import formats
from portal.web.sealed.words import explain_locked

Word = tuple[str, str]
"""A state as ``ui.state`` takes it: its kind and its word."""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A conversation in the list."""

    title: str
    number: str
    href: str
    when: str
    word: Word


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A message that was not sent. ``text``: when it was begun, and with how many files."""

    title: str
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One message. ``word`` is None when its state needs no mention."""

    who: str
    when: str
    text: str
    is_own: bool
    number: str = ""
    word: Word | None = None
    code: str = ""
    files: list[FileRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A whole conversation. ``clock``: sentences on who reads and answers when."""

    title: str
    number: str
    token: str
    when: str
    word: Word
    rows: Rows
    entries: list[Entry]
    clock: list[str]
    is_late: bool
    is_closed: bool
    close_reason: str
    is_begun_by_office: bool


@dataclass(frozen=True, slots=True)
class LooseMessage:
    """A message of the office's system that belongs to no conversation here."""

    title: str
    who: str
    when: str
    text: str
    documents: list[tuple[str, str]]


def present_row(thread: Thread) -> ThreadRow:
    """One line of the list."""
    return ThreadRow(
        title=str(thread.get_kind_display()),
        number=thread.number,
        href=reverse("messages:conversation", args=[thread.token]),
        when=formats.moment(thread.sent_at or thread.created_at),
        word=describe_state(thread),
    )


def present_thread(thread: Thread, *, with_answers: bool = True) -> ThreadPage:
    """The page of a conversation. ``with_answers``: what was filled in on its form too."""
    messages = list(thread.messages.exclude(author=Message.Author.NOTE))
    return ThreadPage(
        title=str(thread.get_kind_display()),
        number=thread.number,
        token=thread.token,
        when=formats.moment(thread.sent_at or thread.created_at),
        word=describe_state(thread),
        rows=describe_filled_in(thread, _("What you filled in")) if with_answers else [],
        entries=[_present_entry(message) for message in messages],
        clock=_list_clock(thread, messages),
        is_late=is_late(thread),
        is_closed=thread.state == State.CLOSED,
        close_reason=str(thread.get_close_reason_display()) if thread.close_reason else "",
        is_begun_by_office=thread.kind == Kind.OFFICE,
    )


def present_loose(one: Logged) -> LooseMessage:
    """A message that exists only in the office's system."""
    told = one.message
    return LooseMessage(
        title=told.subject or _("Message"),
        who=_("The office") if one.is_to_person else _("You"),
        when=formats.moment(told.sent_at) if told.sent_at else "",
        text=told.body.strip(),
        documents=[
            (paper.name, reverse("dossier:document", args=[paper.document_id]))
            for paper in told.attachments
            if paper.document_id
        ],
    )


def present_draft(thread: Any) -> DraftRow:
    """One that can be gone on with, a row of ``list_drafts``."""
    text = _("Begun on %(when)s") % {"when": formats.moment(thread.created_at)}
    if files_count := thread.files_count:
        files = ngettext("%(num)s file", "%(num)s files", files_count) % {"num": files_count}
        text = f"{text} – {files}"
    href = reverse("messages:check", args=[thread.token])
    return DraftRow(str(thread.get_kind_display()), href, text)


def describe_promise(promised_on: date) -> str:
    """The date by which the office answers."""
    return _("The office promises an answer by %(day)s.") % {"day": formats.day(promised_on)}


def _present_entry(message: Message) -> Entry:
    is_own = message.is_from_person
    names = {
        Message.Author.PERSON: _("You"),
        Message.Author.HELPER: _("Your helper"),
        Message.Author.PAPER: _("You, on paper"),
    }
    return Entry(
        who=names.get(Message.Author(message.author), _("The office")),
        when=formats.moment(message.sent_at),
        text=message.text or explain_locked(message),
        is_own=is_own,
        number=message.reference,
        word=_describe_delivery(message) if is_own else None,
        code=get_receipt_code(message) if is_own else "",
        files=[
            present_file(one, href="" if is_own else _make_href(message, one))
            for one in message.uploads.defer("sealed_content")
        ],
    )


def _make_href(message: Message, upload: Upload) -> str:
    return reverse("messages:file", args=[message.thread.token, upload.pk])


def describe_state(thread: Thread) -> Word:
    """Whose turn it is."""
    words = {
        State.WAITING: ("wait", pgettext("message", "Sent, waiting for the office")),
        State.ANSWERED: ("good", _("The office answered")),
        State.CLOSED: ("info", _("Closed")),
        State.DRAFT: ("info", _("Not sent")),
    }
    if thread.kind == Kind.OFFICE and thread.state == State.ANSWERED:
        return "good", _("The office wrote to you")
    return words[State(thread.state)]


def _describe_delivery(message: Message) -> Word:
    if message.read_at:
        return "good", _("Read by the office on %(moment)s") % {"moment": formats.moment(message.read_at)}
    words = {
        Message.Delivery.KEPT: ("wait", _("Kept here, on its way to the office")),
        Message.Delivery.DELIVERED: ("good", _("With the office, not opened yet")),
        Message.Delivery.FAILED: ("warn", _("Kept here. Someone at the office must look at it.")),
    }
    return words.get(Message.Delivery(message.delivery), ("info", ""))


def _list_clock(thread: Thread, messages: list[Message]) -> list[str]:
    if thread.state != State.WAITING:
        return []
    lines = []
    mine = [message for message in messages if message.is_from_person]
    if mine and mine[-1].read_at:
        lines.append(_("The office has opened your message. It still has to answer."))
    if thread.promised_on and thread.promised_on >= timezone.localdate():
        lines.append(describe_promise(thread.promised_on))
    usual = find_usual_days(thread.office)
    if usual is not None:
        text = ngettext(
            "It usually answers within %(num)s day.", "It usually answers within %(num)s days.", usual
        )
        lines.append(text % {"num": usual})
    return lines
