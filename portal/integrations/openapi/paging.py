"""How lists are paged: page numbers, links, or skip and top."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from portal.integrations.openapi.dialect import Dialect
from portal.integrations.openapi.operation import Operation
from portal.integrations.openapi.responses import Result

_MOST_BY_DEFAULT = 100


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    ``number`` counts from 1 and is the page that the server says it sent. ``pages`` and ``total`` are None
    when the server does not say.
    """

    items: tuple[Any, ...] = field(repr=False)
    number: int
    size: int
    pages: int | None
    total: int | None
    has_more: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """The parameters that request a page; ``extra`` are those that the document lacks."""

    query: Mapping[str, Any]
    extra: Mapping[str, str]


_SIZES = {"numbers": "per_page", "links": "perPage", "skip": "$top"}


def get_size(operation: Operation, wanted: int) -> int:
    """``wanted``, at least 1 and at most what the document allows."""
    parameter = operation.get_parameter(_SIZES.get(operation.paging, ""))
    most = parameter.schema.get("maximum", _MOST_BY_DEFAULT) if parameter else _MOST_BY_DEFAULT
    return max(1, min(wanted, int(most)))


def turn_to(operation: Operation, dialect: Dialect, *, number: int, size: int) -> Turn:
    """The parameters for page ``number``, counted from 1."""
    match operation.paging:
        case "numbers":
            return Turn({"page": number, "per_page": size}, {})
        case "skip":
            return Turn({"$skip": (number - 1) * size, "$top": size}, {})
        case "links":
            name = dialect.page_name
            if number == 1:
                return Turn({"perPage": size}, {})
            if operation.get_parameter(name) is not None:  # a later version of the document may have it
                return Turn({"perPage": size, name: number}, {})
            return Turn({"perPage": size}, {name: str(number)})
        case _:
            return Turn({}, {})


def read_page(operation: Operation, result: Result, *, number: int, size: int) -> Page:
    """The page in an answer. The answer's own page numbers count, if they make sense."""
    said = _find_numbers(operation, result.data)
    pages = _get_count(said, "pages", "total_pages")
    total = _get_count(said, "total")
    number_said = _get_count(said, "page", "current", "current_page") or number
    if operation.paging == "skip":
        number_said = number
        pages = None if total is None else -(-total // size)
    if not operation.paging:
        return Page(result.items, 1, len(result.items), 1, len(result.items), has_more=False)
    if pages is not None:
        has_more = number_said < pages
    else:
        has_more = find_next(result.data) is not None or len(result.items) >= size
    # A server that does not know the parameter would send the first page for ever.
    has_more = has_more and bool(result.items) and number_said >= number
    return Page(result.items, number_said, size, pages, total, has_more)


def find_next(data: Any) -> dict[str, str] | None:
    """The parameters of the link to the next page; its host and path are never used."""
    links = _find_numbers(None, data).get("links")
    address = links.get("next") if isinstance(links, dict) else None
    if isinstance(address, dict):
        address = address.get("href")
    if not isinstance(address, str) or len(address) > 2000:
        return None
    try:
        return dict(parse_qsl(urlsplit(address).query)) or None
    except ValueError:
        return None


def _find_numbers(operation: Operation | None, data: Any) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        return {}
    if operation is not None and operation.paging != "links":
        return data
    meta = data.get("meta")
    found = meta.get("pagination") if isinstance(meta, dict) else None
    return found if isinstance(found, dict) else {}


def _get_count(said: Mapping[str, Any], *names: str) -> int | None:
    for name in names:
        value = said.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
    return None
