"""What a document does not say about its server. Each system has a dialect in its ``tolerance.py``."""

import re
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from portal.integrations.openapi.document import Document
from portal.integrations.openapi.operation import Operation
from portal.integrations.openapi.schema import Schema

_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?")


def is_no(name: str, value: Any) -> bool:
    """Whether a field of an answer says ``success: false``, however that is written."""
    return name.casefold() == "success" and str(value).casefold() in ("false", "0")


class Dialect:
    """The habits of one server. The base class is a server that does what its document says.

    A server's time without a zone is taken as Belgian time; Dutch and Swedish clocks show the same.
    """

    zone: ClassVar[ZoneInfo] = ZoneInfo("Europe/Brussels")
    reads: ClassVar[frozenset[str]] = frozenset()
    """Operations that change nothing although their method is not GET."""
    never_query: ClassVar[frozenset[str]] = frozenset()
    """Query parameters that are never sent: secrets belong in a header."""
    null_words: ClassVar[frozenset[str]] = frozenset()
    """Texts that mean null, where the schema wants no text or wants a date."""
    empty_words: ClassVar[frozenset[str]] = frozenset()
    """Texts that mean an empty text."""
    accepts_texts: ClassVar[bool] = False
    """Whether "12" is accepted for 12, 12 for "12", 1 for true."""
    unwraps: ClassVar[bool] = False
    """Whether an object may be wrapped in a list of one, and an empty list may mean an empty object."""
    page_name: ClassVar[str] = "page"
    """The parameter that requests a page where only links are documented."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def is_read(self, operation: Operation) -> bool:
        """Whether calling it twice is harmless."""
        return operation.method in ("GET", "HEAD") or operation.operation_id in self.reads

    def is_refusal(self, data: Any) -> bool:  # noqa: ARG002 - a server that tells by status alone
        """Whether an answer with a success status is a refusal in the server's own documented words."""
        return False

    def find_date_format(self, name: str, schema: Schema) -> str:  # noqa: ARG002 - only some go by name
        """Whether a field holds a "date", a "date-time" or neither ("")."""
        return schema.format if schema.format in ("date", "date-time") else ""

    def read_date(self, text: str) -> date | datetime | None:
        """A date (or a moment, with zone) as the server writes it; None when it is neither."""
        if _ISO.fullmatch(text) is None:
            return None
        try:
            if len(text) == 10:
                return date.fromisoformat(text)
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def write_date(
        self,
        value: date | datetime,
        *,
        operation: Operation,  # noqa: ARG002 - only some documents show it by sample
        name: str,
        schema: Schema,
    ) -> str:
        """A date as the server wants it in this field. A moment without zone is Belgian time."""
        wants_moment = self.find_date_format(name, schema) == "date-time"
        if not isinstance(value, datetime):
            if not wants_moment:
                return value.isoformat()
            value = datetime(value.year, value.month, value.day, tzinfo=self.zone)
        moment = value if value.tzinfo else value.replace(tzinfo=self.zone)
        try:
            if self.find_date_format(name, schema) == "date":
                return moment.astimezone(self.zone).date().isoformat()
            return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        except OverflowError:  # the earliest or the latest possible day: no other zone can hold it
            return moment.date().isoformat() if not wants_moment else moment.isoformat(timespec="seconds")
