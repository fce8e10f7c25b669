"""The envelope: ``{"request": {…}}`` in, ``{"response": {…}}`` out, datasets nested twice, as in OpenEdge."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from starlette.responses import JSONResponse, Response

from portal.sandbox.clock import BRUSSELS
from portal.sandbox.tables import read_table

R = TypeVar("R")
TEXTS = read_table("tagor-texts", dict[str, str])
AMOUNT = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,2})?")


class WireError(Exception):
    """The body is malformed: Tagor's adapter answers 500 to that."""


class Refused(Exception):
    """A business refusal: 200, ``Success: false`` and the text of this name in ``data/tagor-texts.toml``."""

    def __init__(self, name: str, /, **values: object) -> None:
        super().__init__(TEXTS[name].format(**values))


def require(found: R | None, refusal: str) -> R:
    """What was found. Raises Refused when there is nothing."""
    if not found:
        raise Refused(refusal)
    return found


class Forbidden(Exception):
    """The user who acts may not: 403."""


class Fields:
    """Named values of a request; names compare without regard to case, as in ABL."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = {name.casefold(): value for name, value in values.items()}

    def has(self, name: str) -> bool:
        return self._values.get(name.casefold()) not in (None, "")

    def text(self, name: str) -> str:
        value = self._values.get(name.casefold())
        if value is None:
            return ""
        if not isinstance(value, str):
            raise WireError(f"{name}: character expected")
        return value

    def number(self, name: str) -> float | int:
        value = self._values.get(name.casefold())
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise WireError(f"{name}: decimal expected")
        return value

    def cents(self, name: str) -> int:
        """A decimal in euros, 0 when it is not there."""
        return round(self.number(name) * 100) if self.has(name) else 0

    def flag(self, name: str) -> bool:
        value = self._values.get(name.casefold(), False)
        if not isinstance(value, bool):
            raise WireError(f"{name}: logical expected")
        return value

    def date(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise WireError(f"{name}: date expected") from None

    def moment(self, name: str) -> datetime:
        """A date-time; without an offset it is Brussels time."""
        try:
            found = datetime.fromisoformat(self.text(name))
        except ValueError:
            raise WireError(f"{name}: datetime expected") from None
        return found if found.tzinfo else found.replace(tzinfo=BRUSSELS)

    def rows(self, name: str) -> list["Fields"]:
        """The rows of a dataset, nested once or twice; an empty one may leave its table out."""
        return [Fields(row) for row in _rows(self._values.get(name.casefold()))]

    def context(self) -> "Fields":
        """The rows of dsWebContext as named values."""
        rows = self.rows("dsWebContext")
        return Fields({row.text("ContextKey"): row.text("ContextValue") for row in rows})


def _rows(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _rows(inner)


def dataset(name: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """``{name: {name: {tt…: [rows]}}}``."""
    return {name: {name: {f"tt{name[2:]}": list(rows)}}}


def context(**values: str) -> dict[str, Any]:
    """A dsWebContext; empty it comes back without its table, as seen in the public samples."""
    if not values:
        return {"dsWebContext": {"dsWebContext": {}}}
    return dataset("dsWebContext", [{"ContextKey": k, "ContextValue": v} for k, v in values.items()])


def amount(cents: int) -> float | int:
    """Euros as a JSON number."""
    return cents // 100 if cents % 100 == 0 else cents / 100


def amount_text(cents: int) -> str:
    """Euros as the string some columns are: "1234.56"."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def amount_comma(cents: int) -> str:
    return amount_text(cents).replace(".", ",")


def parse_amount(text: str) -> int | None:
    """Cents of "123,45", "123.45" or "123"; None when it is none of these."""
    if not AMOUNT.fullmatch(text):
        return None
    euros, _, rest = text.replace(".", ",").partition(",")
    cents = int(euros.lstrip("-")) * 100 + int((rest + "00")[:2])
    return -cents if text.startswith("-") else cents


def wire_date(day: date | None) -> str | None:
    return day.isoformat() if day else None


def wire_moment(moment: datetime) -> str:
    """As OpenEdge writes DATETIME: Brussels time, no offset."""
    return moment.astimezone(BRUSSELS).replace(tzinfo=None).isoformat(timespec="milliseconds")


def answer(values: Mapping[str, Any]) -> Response:
    return JSONResponse({"response": dict(values)})


def succeed(**values: Any) -> dict[str, Any]:
    return {"Success": True, "Error": "", **values}


def page(rows: Sequence[R], asked: Fields) -> list[R]:
    """The batch asked for with BATCH-SIZE and BATCH-NUMBER, counted from 1; all rows without them."""
    size, number = asked.text("BATCH-SIZE"), asked.text("BATCH-NUMBER") or "1"
    if not size.isdecimal() or not number.isdecimal() or int(size) == 0:
        return list(rows)
    start = max(int(number) - 1, 0) * int(size)
    return list(rows[start : start + int(size)])
