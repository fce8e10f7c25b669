"""What a room contributes to the site: declared in its ``apps.py``, imported when it is first used.

    class OutboxConfig(Room):
        name = "portal.outbox"
        navigation = (Page(_("Deliveries"), "outbox:deliveries", "outbox.manage_deliveries"),)
        retention = ("portal.outbox.retention.RETENTION",)

Rooms do not import each other for this: the code that shows a contribution collects it from all rooms with
``Contribution.collect``, in the order of INSTALLED_APPS. This module imports no room.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module
from types import MappingProxyType
from typing import Any, ClassVar, Generic, TypeVar

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.core.signals import setting_changed
from django.dispatch import Signal, receiver
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

T = TypeVar("T")
Paths = tuple[str, ...]

BY_PATH = (
    "work",
    "notices",
    "news",
    "news_facts",
    "plan_facts",
    "ahead",
    "cards",
    "history",
    "timeline",
    "kept",
    "since_receipts",
    "case_panels",
    "case_acts",
    "files_acts",
    "record_panels",
    "searches",
    "insights",
    "wordings",
    "deliveries",
    "retention",
    "findings",
    "metrics",
    "openings",
)
_KINDS: dict[str, type[Any]] = {}
"""The type that the paths of each contribution lead to, once it has been collected."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the desk. ``title``, ``text`` (what is there) and ``section`` are lazy translations.

    Pages with the same section are together in the navigation; for a page of settings it is a code of
    ``SETTINGS_GROUPS`` in ``portal.desk.frame.navigation``. ``permission``, such as "crm.view_records":
    without it, the page is not listed. ``arguments``: those of the URL.
    """

    title: Any
    url_name: str
    permission: str
    text: Any = ""
    section: Any = ""
    arguments: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def address(self) -> str:
        """The page's URL. Raises: NoReverseMatch."""
        return reverse(self.url_name, kwargs=dict(self.arguments) or None)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A receiver and its signal, both as dotted paths; ``sender`` is a model, such as "crm.CrmToken"."""

    signal: str
    receiver: str
    sender: str = ""

    def connect(self) -> None:
        """Connect the receiver; it is imported when the first signal arrives."""
        signal: Signal = import_string(self.signal)
        told = {"sender": apps.get_model(self.sender)} if self.sender else {}
        name = f"{self.signal} > {self.receiver}"
        signal.connect(partial(_receive, self.receiver), weak=False, dispatch_uid=name, **told)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Fields of a model, such as "crm.CrmToken", that hold sealed text or are empty.

    ``purpose``: dotted path to its name. ``what`` they hold and how long it is ``kept`` are for documents.
    ``keys``: the fields are objects, in which the values of these are sealed. ``digests``: by field, the one
    with the keyed hash of the same text. ``where``: which rows can hold any, by an index. ``is_large``: too
    large for many rows at once.
    """

    model: str
    fields: tuple[str, ...]
    purpose: str
    what: str
    kept: str
    keys: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    where: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    is_large: bool = False


class Room(AppConfig):
    """An app of the portal and its contributions. Everything but data is given as a dotted path."""

    # Django picks the one config of an app from its apps.py, into which this class is imported as well.
    default = False

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.default = True

    navigation: ClassVar[tuple[Page, ...]] = ()
    """Pages in the side navigation of the desk."""
    settings_pages: ClassVar[tuple[Page, ...]] = ()
    """Pages of settings: last in the navigation, and together on a page of their own."""
    work: ClassVar[Paths] = ()
    """What needs a person: classes of ``portal.desk.work.Work``."""
    notices: ClassVar[Paths] = ()
    """What the desk's first page shows at the top: functions, see ``portal.desk.frame.navigation``."""
    news: ClassVar[Paths] = ()
    """What the first page of a file shows as news: functions, see ``portal.file.news``."""
    news_facts: ClassVar[Paths] = ()
    """Facts that this page reads for the news, see ``portal.file.declaration``."""
    plan_facts: ClassVar[Paths] = ()
    """Facts that are read as well once a plan is known to run."""
    ahead: ClassVar[Paths] = ()
    """Future dates in a file, for its person: functions, see ``portal.file.news``."""
    cards: ClassVar[Paths] = ()
    """Next steps on that page: functions, see ``portal.file.news``."""
    history: ClassVar[Paths] = ()
    """What a person sent or paid: functions, see ``portal.file.history``."""
    timeline: ClassVar[Paths] = ()
    """What happened in a file: functions, see ``portal.file.timeline``."""
    case_panels: ClassVar[Paths] = ()
    """Parts of the desk's view of a file: functions, see ``portal.desk.case.contributions``."""
    case_acts: ClassVar[Paths] = ()
    """What staff can do for a file on other pages: functions, see ``portal.desk.case.contributions``."""
    files_acts: ClassVar[Paths] = ()
    """What staff can do with files ticked in a list: functions, see ``portal.desk.case.contributions``."""
    record_panels: ClassVar[Paths] = ()
    """Parts of the page of a CRM record: functions, see ``portal.crm.records.contributions``."""
    spellings: ClassVar[Paths] = ()
    """How the number of a file is spelled: functions, see ``portal.desk.search.sources``."""
    searches: ClassVar[Paths] = ()
    """Where the desk's search looks: classes of ``portal.desk.search.sources.Source``."""
    insights: ClassVar[Paths] = ()
    """Numbers for the office: functions, see ``portal.desk.insight.figures``."""
    wordings: ClassVar[Paths] = ()
    """What a change by two people says: each a ``portal.desk.guarded.presenters.Wording``."""
    kept: ClassVar[Paths] = ()
    """Stored data that a person may read: classes of ``portal.file.personal_data.PersonalData``."""
    since_receipts: ClassVar[Paths] = ()
    """What has become of what a receipt proves: functions, see ``portal.receipts.presenters``."""
    deliveries: ClassVar[Paths] = ()
    """How each kind of delivery is sent: subclasses of ``portal.outbox.handlers.Handler``."""
    retention: ClassVar[Paths] = ()
    """What is kept for a limited time: a ``portal.web.retention.Retention`` in a module ``retention.py``."""
    findings: ClassVar[Paths] = ()
    """What the doctor examines: ``portal.web.examining.Examination``."""
    metrics: ClassVar[Paths] = ()
    """Metrics for monitoring: functions in ``metrics.py`` that return a ``portal.doctor.metrics.Metric``."""
    openings: ClassVar[Paths] = ()
    """What group membership allows without a permission: ``portal.desk.people.granting.Opening``."""
    sealed: ClassVar[tuple[Sealed, ...]] = ()
    """Fields with sealed text: ``manage.py reseal`` and the doctor walk them."""
    receivers: ClassVar[tuple[Receiver, ...]] = ()
    """Signals of other rooms that this one receives."""
    checks: ClassVar[Paths] = ()
    """Modules with Django's system checks, imported when the site starts."""

    def ready(self) -> None:
        """Register the checks and connect the signals; everything else waits until it is first used."""
        for module in self.checks:
            import_module(module)
        for one in self.receivers:
            one.connect()


@dataclass(frozen=True)
class Contribution(Generic[T]):
    """One kind of contribution of rooms, by the attribute of ``Room``. Declared by the code that shows it.

    ``kind``: the class of what each dotted path leads to; a path to a subclass is instantiated once.
    """

    name: str
    kind: type[Any]

    def __post_init__(self) -> None:
        _KINDS[self.name] = self.kind

    def collect(self) -> tuple[T, ...]:
        """The contributions of all rooms, in the order of the rooms.

        Raises: ImportError, ImproperlyConfigured.
        """
        apps.check_models_ready()
        found: tuple[T, ...] = _collect(self, list_rooms())
        return found


@cache
def list_rooms() -> tuple[Room, ...]:
    """Every room, in the order of INSTALLED_APPS. Raises: AppRegistryNotReady."""
    return tuple(one for one in apps.get_app_configs() if isinstance(one, Room))


@receiver(setting_changed)
def _forget_rooms(*, setting: str, **_signal: Any) -> None:
    """Another site of a test has other rooms."""
    if setting == "INSTALLED_APPS":
        list_rooms.cache_clear()


@cache
def _collect(contribution: Contribution[Any], rooms: tuple[Room, ...]) -> tuple[Any, ...]:
    return tuple(
        _load(path, contribution.kind) for room in rooms for path in getattr(room, contribution.name)
    )


def _load(path: str, kind: type[Any]) -> Any:
    found = import_string(path)
    value = found() if isinstance(found, type) else found
    if not isinstance(value, kind):
        raise ImproperlyConfigured(f"{path} is no {kind.__name__}")
    return value


def _receive(receiver: str, **told: Any) -> Any:
    listener: Callable[..., Any] = import_string(receiver)
    return listener(**told)


@register()
def check_rooms(**_kwargs: Any) -> list[CheckMessage]:
    """Report a dotted path or an address that leads nowhere when the site starts, not on a page."""
    kinds = (_check_paths, _check_pages, _check_sealed)
    return [fault for room in list_rooms() for check in kinds for fault in check(room)]


def _check_paths(room: Room) -> Iterator[CheckMessage]:
    anything: type[Any] = object
    given = [(path, _KINDS.get(name, anything)) for name in BY_PATH for path in getattr(room, name)]
    for path, kind in (*given, *((one.receiver, anything) for one in room.receivers)):
        try:
            _load(path, kind)
        except (ImportError, ImproperlyConfigured) as error:
            yield Error(f"{room.name} gives {path}: {error}", id="web.E001")


def _check_pages(room: Room) -> Iterator[CheckMessage]:
    for page in (*room.navigation, *room.settings_pages):
        try:
            _ = page.address
        except NoReverseMatch:
            yield Error(f"{room.name} gives the page {page.url_name}, which has no address.", id="web.E002")


def _check_sealed(room: Room) -> Iterator[CheckMessage]:
    for one in room.sealed:
        try:
            model = apps.get_model(one.model)
            for name in (*one.fields, *one.digests.values(), *one.where):
                model._meta.get_field(name.partition("__")[0])
            _load(one.purpose, str)
        except (ImportError, ImproperlyConfigured, LookupError, FieldDoesNotExist) as error:
            yield Error(f"{room.name} gives sealed fields of {one.model}: {error}", id="web.E004")
