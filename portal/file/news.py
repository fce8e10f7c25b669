"""The news on a file's first page: rooms provide news and cards, and the page shows them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from types import FunctionType
from typing import Any, TypeVar

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.declaration import DerivedFact, Fact, Reading
from portal.file.fact_cache import InSession
from portal.file.facts import HEAD, RUNNING_PLAN
from portal.file.reading import read, recall
from portal.file.stored_rows import Stored, choose, find_stored, list_tables
from portal.file.visit import Visit
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.account import FileInfo, RunningPlan
from portal.integrations.tagor.values.dossier import FileRecord
from portal.web.formats import moment, money, plain_amount
from portal.web.room import Contribution

T = TypeVar("T")
NO_STATUS = {"", "0"}
LEAST_CENTS = 100
"""Less than this is not paid online or in parts: the office is asked first."""
STORED = "stored-rows"


@dataclass(frozen=True, slots=True)
class FileNow:
    """What the page knows about the file at this moment; None for what could not be read. Amounts in cents.

    ``reading`` holds the facts that rooms requested (``NEWS_FACTS``). ``is_in_person``: as ``Visit``.
    ``is_helper``: a helper looks. ``as_of``: when the balance was asked. ``stored``: which tables that news
    read have rows of the file.
    """

    file_id: str
    stored: Stored
    balance_cents: int | None
    plan: RunningPlan | None
    is_stopped: bool
    party_id: str = ""
    is_in_person: bool = False
    is_helper: bool = False
    reading: Reading | None = None
    as_of: datetime | None = None
    _found: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False)

    def get(self, fact: Fact[Any]) -> Any:
        """One of the facts that rooms requested, or None."""
        return self.reading.get(fact) if self.reading is not None else None

    def find(self, table: type[Model], find: Callable[[str], T | None]) -> T | None:
        """What ``find`` returns for the file, asked once; None without asking when the table has no row."""
        if not self.stored.get(table, True):
            return None
        if find not in self._found:
            self._found[find] = find(self.file_id)
        found: T | None = self._found[find]
        return found

    def once(self, make: Callable[["FileNow"], T]) -> T:
        """What ``make`` returns for this page, made once for all that need it."""
        if make not in self._found:
            self._found[make] = make(self)
        made: T = self._found[make]
        return made


@dataclass(frozen=True, slots=True)
class Lead:
    """The number to act on now, instead of the whole balance: its label, the amount, a note."""

    label: str
    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Payable:
    """What the one main button pays: the values for the payment form, and its label."""

    kind: str
    cents: int
    label: str

    @property
    def plain(self) -> str:
        """The amount as the form's field shows it."""
        return plain_amount(self.cents)


@dataclass(frozen=True, slots=True)
class News:
    """Title and words in the active language. ``rank``: lower is more important.

    ``address``: a page that says more, with ``link`` the words that lead there; "" for none. ``kind`` as a
    state's. ``lead`` and ``payable``: the number and the button that pays it. ``stops_paying``: with this
    news nobody is asked to pay. ``on_paper``: worth telling on paper too, where nothing can be pressed.
    """

    title: str
    text: str
    rank: int
    address: str = ""
    link: str = ""
    kind: str = "info"
    lead: Lead | None = None
    payable: Payable | None = None
    stops_paying: bool = False
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A next step on the first page."""

    address: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DateAhead:
    """A future date, in the active language.

    ``at``: the date and time, when the hour is known. ``address``: where to act or read more, with ``link``
    as its text. ``calendar``: a title for the person's own calendar that reveals nothing to a stranger, ""
    for a day without anything to do; ``uid``: its id there, when another calendar has it already.
    """

    on: date
    title: str
    text: str = ""
    at: datetime | None = None
    address: str = ""
    link: str = ""
    calendar: str = ""
    uid: str = ""


NEWS: Contribution[Callable[[FileNow], News | None]] = Contribution("news", FunctionType)
"""Functions that return news or None. They call no system."""
NEWS_FACTS: Contribution[Fact[Any]] = Contribution("news_facts", Fact)
"""Facts that these functions need: the page reads them with its own, in parallel."""
PLAN_FACTS: Contribution[Fact[Any]] = Contribution("plan_facts", Fact)
"""Facts about a running plan: files without one are spared the calls."""
AHEAD: Contribution[Callable[[FileNow], Iterable[DateAhead]]] = Contribution("ahead", FunctionType)
"""Functions that return future dates. They call no system."""
CARDS: Contribution[Callable[[FileNow], Card | None]] = Contribution("cards", FunctionType)
"""Functions that return a card, or None when the step makes no sense now. They call no system."""


def list_news(now: FileNow) -> list[News]:
    """All news of a file, most important first."""
    told = [news for tell in choose(NEWS.collect(), now.stored) if (news := tell(now)) is not None]
    return sorted(told, key=lambda news: news.rank)


def list_ahead(now: FileNow) -> list[DateAhead]:
    """All days to come, the next one first."""
    return [one for tell in choose(AHEAD.collect(), now.stored) for one in tell(now)]


def list_cards(now: FileNow) -> list[Card]:
    """The next steps of all rooms, in the order of the rooms."""
    return [card for offer in CARDS.collect() if (card := offer(now)) is not None]


def read_with_plan(visit: Visit, *facts: Fact[Any], anew: Collection[Fact[Any]] = ()) -> Reading:
    """These facts and, where a plan runs, all facts that rooms want about it.

    If it is unknown whether one runs, the remembered answer counts.
    """
    reading = read(visit, *facts, RUNNING_PLAN, STOPPED, anew=anew)
    plan = reading.get(RUNNING_PLAN)
    if plan is not None and plan.active:
        reading.add(read(visit, *PLAN_FACTS.collect()))
    for fact in PLAN_FACTS.collect() if plan is None else ():
        known = recall(visit, fact)
        if known is not None:
            reading.settle(fact, known, is_old=True)
    return reading


def make_now(
    visit: Visit, reading: Reading, *, balance_cents: int | None, as_of: datetime | None = None
) -> FileNow:
    """What rooms may know when they make news of the file."""
    return FileNow(
        file_id=visit.file_id,
        stored=find_stored_of(visit),
        balance_cents=balance_cents,
        as_of=as_of,
        plan=reading.get(RUNNING_PLAN),
        is_stopped=reading.get(STOPPED) or False,
        party_id=visit.party_id,
        is_in_person=visit.is_in_person,
        is_helper=visit.who == "helper",
        reading=reading,
    )


def find_stored_of(visit: Visit) -> Stored:
    """Which tables that news and days to come are read from have rows of the file: one question a page."""
    known: Stored | None = visit.held.get(STORED)
    if known is None:
        tables = list_tables((*NEWS.collect(), *AHEAD.collect()))
        known = visit.held[STORED] = find_stored(visit.file_id, tables)
    return known


def forget_stored(visit: Visit) -> None:
    """Rows were written since."""
    visit.held.pop(STORED, None)


def make_stopped_news() -> News:
    """The office stopped the file: it wants to be asked before anybody pays."""
    title = _("The office has stopped this file")
    text = _("Ask the office before you pay.")
    return News(title, text, 4, *write_to_office(), kind="warn", stops_paying=True)


def make_booked_news(cents: int, refresh_from: datetime | None) -> News:
    """A payment was booked after the balance was asked. ``refresh_from``: when it can be asked again."""
    text = _("Ask for the amount again to see what is left.")
    if refresh_from is not None and refresh_from > timezone.now():
        text = _("From %(moment)s you can ask for the amount again, and see what is left.") % {
            "moment": moment(refresh_from)
        }
    title = _("A payment of %(amount)s was booked since") % {"amount": money(cents)}
    return News(title, text, 3, kind="good", stops_paying=True)


def describe_small(cents: int) -> str:
    """What is left is less than ``LEAST_CENTS``."""
    if cents == 1:
        return _("One cent is left. Ask the office before you pay it.")
    return _("Less than %(amount)s is left. Ask the office before you pay it.") % {
        "amount": money(LEAST_CENTS)
    }


def write_to_office() -> tuple[str, str]:
    """Address and words of the link to the office."""
    return reverse("messages:conversations"), _("Write to the office")


def is_stopped(head: FileInfo | FileRecord | None) -> bool:
    """Whether the office stopped this file."""
    return head is not None and head.stop_status_id not in NO_STATUS


STOPPED = DerivedFact[bool](
    name="stopped",
    needs=(HEAD,),
    make=lambda reading: is_stopped(reading[HEAD]),
    remember=InSession("stopped", write=bool, read=bool),
    remember_for=(IntegrationError,),
)
"""Whether the office stopped the file: while nothing can be read, what this session last saw of it."""
