"""The conversations of a visit: only of this file and this party."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.file.declaration import Reading
from portal.file.facts import LINES, NATURES
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import CodeText, Line
from portal.messages.kinds.choices import Rows
from portal.messages.models import State, Thread
from portal.web.formats import money, short_day

MOST_LINES = 300
MOST_THREADS = 100


def list_threads(visit: Visit) -> "QuerySet[Thread]":
    """What was sent, newest first."""
    return _own(visit).exclude(state=State.DRAFT).order_by("-pk")[:MOST_THREADS]


def get_thread(visit: Visit, token: str) -> Thread:
    """One conversation. Raises: Thread.DoesNotExist for any other file or party."""
    return _own(visit).get(token=token)


def list_line_choices(reading: Reading) -> Rows:
    """The lines that can be asked about: their ids, and how they are recognised. None when unknown."""
    lines, natures = reading.get(LINES) or (), reading.get(NATURES) or {}
    return [(line.line_id, _describe(line, natures)) for line in lines[:MOST_LINES] if line.line_id]


def _describe(line: Line, natures: Mapping[str, CodeText]) -> str:
    nature = natures.get(line.nature_code_id)
    words = (nature.text if nature else "") or line.description
    parts = {
        "day": short_day(line.booked_on) if line.booked_on else _("no date"),
        "what": words,
        "amount": money(line.total_cents),
    }
    return "{day} – {what} – {amount}".format(**parts)


def _own(visit: Visit) -> "QuerySet[Thread]":
    own = Thread.objects.select_related("office").filter(file_id=visit.file_id)
    return own.filter(party_id=visit.party_id)
