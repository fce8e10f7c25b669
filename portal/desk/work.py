"""What needs a person: each room says what, and who may do it; the desk counts it and lists it as one queue.

A room describes one kind of work as a subclass of ``Work`` and names it in its ``apps.py``::

    class ContactChecks(Work):                      # portal/<room>/work.py
        kind = "contact-check"                      # a code: it stands in addresses
        title = _("Contact details to check")
        permission = "events.view_event"            # who sees it, takes it and does it
        since = "occurred_at"                       # the field by which its rows wait

        def list_rows(self):
            return ContactCheck.objects.filter(is_open=True)

        def make_item(self, row):
            return WorkItem(file_id=row.file_id, fact=row.get_kind_display(), address=…)

    work = ("portal.<room>.work.ContactChecks",)    # portal/<room>/apps.py

What the desk does with it (``portal.desk.queue``): orders, filters and pages the rows, counts them in the
navigation, keeps who took which row and until when it sleeps. The room does nothing for that.

* A row leaves the queue when ``list_rows`` no longer holds it: when it is decided, never by a tick.
* ``since`` is a field that is never null in ``list_rows``. A row that sleeps wakes up when something new
  happens to it: when the room moves ``since`` forward, or ``news``, where ``since`` has to stand (somebody
  who writes twice has waited since the first time). ``news`` may be an annotation of ``list_rows``.
* An index must hold the condition of ``list_rows`` with ``since`` and the key, such as a partial index on
  ``since``: the queue reads the first fifty of ten thousand. ``tests/unit/desk/test_queue_plans.py``
  has every kind in its list.
* ``patience``: how long such work can wait; the queue is in the order of ``since`` plus ``patience``.
* ``file``: the field with the id of the file, "" when such work is never about one.
* ``language``: the field with the language of the person, "" when there is none.
* ``has_preview``: the page at ``address`` answers htmx with its block ``work_item``
  (``render_page(…, block="work_item")``), which then stands beside the list; its forms lead to the page.
* ``done_by``: the acts of the audit trail by which a member of staff ends such work.
* ``alerts``: of which new rows staff can hear within minutes; the office chooses among all of them.
* ``page``: the name of a page of the room's own that lists such work in the navigation; "" for the queue's.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from portal.web.room import Contribution


@dataclass(frozen=True, slots=True)
class WorkItem:
    """What a room says of one row, in the active language.

    ``fact``: the one thing to know, such as "€ 10 a month, minimum € 35,94". ``file_id`` is "" when it is
    about no file; ``file_name`` is what people call it, where the room knows. ``address``: where it is done.
    ``due_at``: when an answer was promised, None when nothing was.
    """

    fact: str
    address: str
    file_id: str = ""
    file_name: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """Rows of a kind of work that somebody should hear of at once.

    ``code``: by which the office's choice is kept; ``only``: which rows, all without it; ``since``: the field
    by which they are new, "" for that of the work; ``is_usual``: told while the office chose nothing else.
    """

    code: str
    title: Any
    only: Q = field(default_factory=Q)
    since: str = ""
    is_usual: bool = False


class Work:
    """One kind of work; see above."""

    kind: ClassVar[str]
    title: ClassVar[Any]
    permission: ClassVar[str]
    since: ClassVar[str]
    news: ClassVar[str] = ""
    patience: ClassVar[timedelta] = timedelta(days=1)
    file: ClassVar[str] = "file_id"
    language: ClassVar[str] = ""
    page: ClassVar[str] = ""
    has_preview: ClassVar[bool] = False
    done_by: ClassVar[tuple[str, ...]] = ()
    alerts: ClassVar[tuple[Alert, ...]] = ()

    def find_news(self, row: Any) -> datetime:
        """When something new last happened to a row of ``list_rows``."""
        at: datetime = getattr(row, self.news or self.since)
        return at

    def list_rows(self) -> "QuerySet[Any]":
        """The rows that wait for a person now, in no order."""
        raise NotImplementedError

    def make_item(self, row: Any) -> WorkItem:
        """What the queue shows of a row of ``list_rows``; called for each row of a page: it asks nothing."""
        raise NotImplementedError


WORK: Contribution[Work] = Contribution("work", Work)


def list_work(user: Any) -> list[Work]:
    """The kinds of work that this person may do."""
    return [work for work in WORK.collect() if user.has_perm(work.permission)]


def list_of_file(user: Any, file_id: str, *, limit: int) -> list[tuple[datetime, WorkItem]]:
    """What waits in one file that this person may do, and since when; the longest first."""
    works = [work for work in list_work(user) if work.file and file_id]
    found = [
        (getattr(row, work.since), work.make_item(row))
        for work in works
        for row in work.list_rows().filter(**{work.file: file_id}).order_by(work.since, "pk")[:limit]
    ]
    return sorted(found, key=itemgetter(0))[:limit]
