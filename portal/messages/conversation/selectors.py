"""The conversations of a visit: only of this file and this party."""

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access.helper_pass.scopes import allows_address
from portal.dossier.presenters.words import find_meaning, name_line
from portal.file.balance import BALANCE
from portal.file.declaration import Reading
from portal.file.facts import KINDS, LINES, OWN_WORDS, SUMS, WORDS
from portal.file.parts import APART, LineReading
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import Line
from portal.messages.kinds.choices import Rows
from portal.messages.models import DRAFT_LIFE, State, Thread
from portal.web.formats import money, short_day

MOST_LINES = 300
MOST_THREADS = 100
MOST_COMPARED = 12


def list_threads(visit: Visit) -> "QuerySet[Thread]":
    """What was sent, newest first."""
    return _own(visit).exclude(state=State.DRAFT).order_by("-pk")[:MOST_THREADS]


def list_drafts(visit: Visit) -> "QuerySet[Thread]":
    """What was filled in and can still be sent, newest first, each with its ``files_count``.

    A helper sees nothing of what nobody sent.
    """
    if visit.who == "helper":
        return Thread.objects.none()
    drafts = _own(visit).filter(state=State.DRAFT, created_at__gt=timezone.now() - DRAFT_LIFE)
    return drafts.annotate(files_count=Count("uploads")).order_by("-pk")


def get_thread(visit: Visit, token: str) -> Thread:
    """One conversation.

    Raises: Thread.DoesNotExist for any other file or party, and for a draft that a helper may not write.
    """
    thread = _own(visit).get(token=token)
    if thread.state == State.DRAFT and not can_fill_in(visit, thread.kind):
        raise Thread.DoesNotExist
    return thread


def find_same_sent(visit: Visit, draft: Thread) -> Thread | None:
    """What was sent within a day in the same words: its page may have been lost on the way."""
    since = timezone.now() - DRAFT_LIFE
    sent = _own(visit).filter(kind=draft.kind, sent_at__gt=since).exclude(state=State.DRAFT)
    return next((one for one in sent.order_by("-pk")[:MOST_COMPARED] if _is_same(one, draft)), None)


def can_fill_in(visit: Visit, kind: str) -> bool:
    """Whether this visit may fill in the form of a kind, and read it: some are not for helpers."""
    return allows_address(visit, reverse("messages:fill-in", args=[kind]))


def list_line_choices(visit: Visit) -> Rows:
    """The lines that can be asked about: their ids, and how they are recognised; none when unknown.

    Called as on the page of the lines, with the same amounts. Never asks for the balance.
    """
    reading = read(visit, LINES, KINDS, WORDS, OWN_WORDS, SUMS)
    balance, sums = recall(visit, BALANCE), reading.get(SUMS)
    amounts = sums.fit(balance.cents if balance else None).reading if sums else APART
    lines = (reading.get(LINES) or ())[:MOST_LINES]
    return [(line.line_id, _describe(line, reading, amounts)) for line in lines if line.line_id]


def _describe(line: Line, reading: Reading, amounts: LineReading) -> str:
    kinds, words, own = (reading.get(KINDS) or {}, reading.get(WORDS) or {}, reading.get(OWN_WORDS) or {})
    meaning = find_meaning(line, kinds.get(line.line_id), own.get(line.line_id))
    parts = {
        "day": short_day(line.booked_on) if line.booked_on else _("no date"),
        "what": name_line(line, meaning, words.get(line.line_id, "")),
        "amount": money(amounts.get_total(line)),
    }
    return "{day} – {what} – {amount}".format(**parts)


def _is_same(sent: Thread, draft: Thread) -> bool:
    first = sent.messages.order_by("number").first()
    return {"text": first.text if first else "", **sent.answers} == {"text": "", **draft.answers}


def _own(visit: Visit) -> "QuerySet[Thread]":
    own = Thread.objects.select_related("office").filter(file_id=visit.file_id)
    return own.filter(party_id=visit.party_id)
