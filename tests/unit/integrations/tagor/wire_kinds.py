"""Rows of Tagor's datasets, made from the wire models themselves: their meaning, and the forms it has.

A model added to the client is tried without a word here. Only a new way to read a field (a validator of its
own) must be told below; until then ``find_kind`` fails.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from portal.integrations import tagor
from portal.integrations.tagor.groups.plans import write_number
from portal.integrations.tagor.wire import decode, service
from portal.integrations.tagor.wire.answers import Wire

Form = Callable[[Any], Any]
BRUSSELS = ZoneInfo("Europe/Brussels")
LANGUAGES = {"nl": "Dut", "fr": "Frn", "de": "Ger", "en": "Eng"}
MEDIA = {"email": "EMAIL", "text": "SMS", "none": "GEEN"}
# Never right, whatever the field.
NEVER: tuple[Any, ...] = ([], {}, ["1"], {"a": "1"})


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of field is written. ``forms`` turn a meaning into JSON, the usual one first.

    ``null`` is what a null means, or ``...`` when a null is refused. ``wrong`` must be refused.
    ``example`` is a meaning that is not empty.
    """

    example: Any
    meanings: st.SearchStrategy[Any]
    forms: tuple[Form, ...]
    null: Any = ...
    wrong: tuple[Any, ...] = ()


def _same(value: Any) -> Any:
    return value


def _write_dot(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _write_comma(cents: int) -> str:
    return _write_dot(cents).replace(".", ",")


def _write_grouped(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}".replace(",", ".") + f",{abs(cents) % 100:02d}"


def _write_belgian(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "9999-12-31"


def _write_moment(day: date | None) -> str:
    return f"{day.isoformat()}T00:00:00.000" if day else ""


def _cut_and_place(moment: datetime) -> datetime:
    """To the millisecond, in Brussels, not in the hours a clock may skip or repeat: those equal nothing."""
    hour = 12 if moment.hour in (1, 2, 3) else moment.hour
    return moment.replace(hour=hour, microsecond=moment.microsecond // 1000 * 1000, tzinfo=BRUSSELS)


def _write_local(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds")


CENTS = st.integers(-(10**11), 10**11)
CENTS_FORMS: tuple[Form, ...] = (write_number, _write_dot, _write_comma, _write_grouped)
NO_NUMBER = ("abc", True, "1,2,3", "12 EUR")
IDS = st.integers(1, 2**63 - 1).map(str)
NEVER_READ = "\0\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Removed from texts: what no database takes, and what turns the direction of reading."""
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
COUNTS = st.integers(0, 10**6)

KINDS: dict[Any, Kind] = {
    decode.read_text: Kind(
        "Hoofdsom",
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters=NEVER_READ), max_size=30).map(
            str.strip
        ),
        (_same, lambda text: f" {text}\n"),
        null="",
        wrong=(True, 1.5),
    ),
    decode.read_required_id: Kind("9", IDS, (_same, int), wrong=("", "0", True, 1.5)),
    decode.read_id: Kind("9", IDS | st.just(""), (_same, lambda id_: id_ or "0"), null="", wrong=(True, 1.5)),
    decode.read_day: Kind(
        date(2026, 3, 2),
        DAYS | st.none(),
        (lambda day: day and day.isoformat(), _write_belgian, _write_moment),
        null=None,
        wrong=("soon", 20260102, True, "2026-13-01"),
    ),
    decode.read_cents: Kind(12345, CENTS, CENTS_FORMS, wrong=("", *NO_NUMBER)),
    decode.read_cents_or_none: Kind(12345, CENTS, CENTS_FORMS, null=0, wrong=NO_NUMBER),
    decode.read_whole: Kind(3, COUNTS, (_same, str, float), null=0, wrong=(*NO_NUMBER, -1, 1.5)),
    decode.read_flag: Kind(
        True, st.booleans(), (_same, lambda flag: str(flag).lower()), wrong=("", "yes", 1, 0)
    ),
    decode.read_flag_or_none: Kind(
        True, st.booleans(), (_same, lambda flag: str(flag).lower()), null=None, wrong=("yes", 1, 0)
    ),
    decode.read_moment: Kind(
        datetime(2026, 3, 2, 9, 30, tzinfo=BRUSSELS),
        st.datetimes(datetime(1980, 1, 1), datetime(2999, 1, 1)).map(_cut_and_place),  # noqa: DTZ001 - placed
        (_write_local, datetime.isoformat),
        null=None,
        wrong=("soon", 20260102, True),
    ),
    decode.read_decimal: Kind(
        Decimal("8.25"),
        st.decimals(-1000, 1000, places=4),
        (float, lambda rate: f"{rate:f}", lambda rate: f"{rate:f}".replace(".", ",")),
        null=Decimal(0),
        wrong=NO_NUMBER,
    ),
    decode.read_language: Kind(
        "fr",
        st.sampled_from(sorted(LANGUAGES)),
        (LANGUAGES.__getitem__, lambda code: LANGUAGES[code].upper()),
        null=None,
        wrong=(True, 1.5),
    ),
    service._read_medium: Kind(
        "text", st.sampled_from(sorted(MEDIA)), (MEDIA.__getitem__,), wrong=("", "POST", True)
    ),
    service._read_place: Kind(3, COUNTS, (_same, str), null=0, wrong=("abc", True)),
}


def list_models() -> list[type[Wire]]:
    """Every wire model of the client that has fields."""
    for module in pkgutil.iter_modules(tagor.__path__, f"{tagor.__name__}."):
        importlib.import_module(module.name)
    return sorted(set(_list_below(Wire)), key=lambda model: model.__name__)


def _list_below(model: type[Wire]) -> Iterator[type[Wire]]:
    for child in model.__subclasses__():
        if child.model_fields and not child.__name__.startswith("_"):
            yield child
        yield from _list_below(child)


def find_kind(field: FieldInfo) -> Kind:
    """How a field is written. Raises LookupError for a validator that is not known here."""
    for validator in _list_validators(field):
        if validator in KINDS:
            return KINDS[validator]
    raise LookupError(f"no kind for {field!r}: add its validator to KINDS")


def _list_validators(field: FieldInfo) -> Iterator[Any]:
    marks = list(field.metadata)
    for part in (field.annotation, *get_args(field.annotation)):
        if get_origin(part) is Annotated:
            marks += get_args(part)[1:]
    return (mark.func for mark in marks if isinstance(mark, BeforeValidator))


def find_nested(field: FieldInfo) -> type[Wire] | None:
    """The model of the rows inside a row, if a field holds any."""
    return _find_model(field.annotation)


def _find_model(annotation: Any) -> type[Wire] | None:
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation if issubclass(annotation, Wire) else None
    return next((found for part in get_args(annotation) if (found := _find_model(part))), None)


def get_names(model: type[Wire]) -> dict[str, tuple[str, FieldInfo]]:
    """Wire name, then our name and field, of every field of a model that is a single value."""
    return {
        field.alias or name: (name, field)
        for name, field in model.model_fields.items()
        if find_nested(field) is None
    }


def get_nested(model: type[Wire]) -> dict[str, type[Wire]]:
    """Wire name and model of every field that holds rows."""
    found = {field.alias or name: find_nested(field) for name, field in model.model_fields.items()}
    return {name: inner for name, inner in found.items() if inner is not None}
