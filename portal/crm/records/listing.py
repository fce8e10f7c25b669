"""Parses the parameters of a list page (filters, sorting, page), and makes links to its other pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.http import QueryDict

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.field_tree import Field
from portal.crm.document.labels import name_field
from portal.crm.entry.convert import TypedError, parse
from portal.crm.entry.inputs import Input
from portal.crm.entry.problem_words import describe_typing_problem
from portal.crm.records.presenters import label_field
from portal.crm.records.selectors import ListQuery
from portal.crm.records.tables import Column, is_amount
from portal.integrations.openapi import Operation

PREFIX = "q."
SIZE = 25
EXPORT_ROWS = 2000
FROM_PAGES = 4
MOST_CHOICES = 200
MOST_FILTERS = 7
"""Up to this many filters need no second fold."""
QUICK = ("fulltext", "name", "number", "subject")


@dataclass
class Asked:
    """The filters with what was typed, and what is sent to the system."""

    inputs: list[Input]
    query: ListQuery
    is_filtered: bool
    problems: list[str] = field(default_factory=list)
    chosen: tuple[str, ...] = ()
    """The most important filters, by name."""

    @property
    def missing(self) -> list[str]:
        """Names of the filters that the system requires."""
        return [
            str(name_field(one.field.name))
            for one in self.inputs
            if one.field.is_required and one.field.name not in self.query.filters
        ]

    @property
    def quick(self) -> Input | None:
        """The one filter shown beside the list's title."""
        named = {one.field.name: one for one in self.inputs}
        return next((named[name] for name in QUICK if name in named), None)

    @property
    def more(self) -> list[Input]:
        """The other filters, most important first."""
        others = [one for one in self.inputs if one is not self.quick]
        return sorted(others, key=lambda one: not self._matters(one))

    @property
    def most(self) -> list[Input]:
        """The few of those that are not folded again."""
        return (
            [one for one in self.more if self._matters(one)] if len(self.more) > MOST_FILTERS else self.more
        )

    @property
    def rest(self) -> list[Input]:
        """The rest of them."""
        return [one for one in self.more if one not in self.most]

    @property
    def rest_is_used(self) -> bool:
        """Whether one of those is filled in."""
        return any(one.text for one in self.rest)

    def _matters(self, one: Input) -> bool:
        return one.field.is_required or one.field.name in self.chosen

    @property
    def more_is_used(self) -> bool:
        """Whether one of them is filled in, or required."""
        return any(one.text or one.field.is_required for one in self.more)


def read_asked(given: QueryDict, catalogue: Catalogue, operation: Operation) -> Asked:
    """Filters from the URL; invalid ones are named and left out."""
    inputs, values, problems = [], {}, []
    for one in catalogue.get_query_fields(operation):
        drawn = Input(one, one.name, given.get(PREFIX + one.name, "").strip())
        if drawn.text:
            try:
                values[one.name] = _parse_filter(one, drawn.text)
            except TypedError as error:
                drawn.problems = [describe_typing_problem(error.code)]
                problems.append(f"{name_field(one.name)}: {describe_typing_problem(error.code)}")
        inputs.append(drawn)
    query = ListQuery(values, _read_sorting(given, operation), _read_number(given), SIZE)
    names = [one.field.name for one in inputs if one.field.name not in QUICK]
    return Asked(inputs, query, bool(values), problems, catalogue.choose_filters(operation, names))


def _parse_filter(one: Field, text: str) -> Any:
    if one.kind == "list" and one.item is not None:
        return [parse(one.item, part.strip()) for part in text.split(",") if part.strip()]
    if one.kind in {"integer", "number"} and "string" in one.schema.types:
        return text
    return parse(one, text)


def _read_sorting(given: QueryDict, operation: Operation) -> str:
    text = given.get("sorting", "")
    return text if text in list_sortings(operation) else ""


def _read_number(given: QueryDict) -> int:
    text = given.get("page", "1")
    return min(max(int(text), 1), 100_000) if text.isdecimal() and len(text) < 8 else 1


def list_sortings(operation: Operation) -> tuple[str, ...]:
    """The values that the system sorts by."""
    parameter = operation.get_parameter("sorting")
    return tuple(str(one) for one in parameter.schema.enum) if parameter else ()


def make_heads(
    link: Callable[..., str], operation: Operation, columns: tuple[Field, ...], sorting: str
) -> tuple[Column, ...]:
    """Column heads that sort where the system can. ``link``: the page with other values in its query."""
    known = set(list_sortings(operation))
    parameter = operation.get_parameter("sorting")
    current = sorting or str((parameter.schema.default if parameter else "") or "")
    heads = []
    for one in columns:
        up, down = f"{one.name}_asc", f"{one.name}_desc"
        word = {up: "ascending", down: "descending"}.get(current, "") if current in known else ""
        target = down if current == up else up
        href = link(sorting=target, page=None) if target in known else ""
        kind = "amount" if is_amount(one) else ""
        heads.append(Column(label_field(one.name), kind, href, word))
    return tuple(heads)


def address(path: str, given: QueryDict, **changes: Any) -> str:
    """The page of a path with other values in its query; None takes one out."""
    query = given.copy()
    query.pop("lang", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"{path}?{query.urlencode()}" if query else path


@dataclass(frozen=True, slots=True)
class Jump:
    """The form for going to any page of a list: the pages, and the other parameters to keep."""

    last: int
    current: str
    choices: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]


def make_jump(first_page: str, total: int | None, size: int, number: int) -> Jump | None:
    """None where the number of pages is unknown, or where a step is as quick."""
    last = -(-(total or 0) // size) if size else 0
    if last < FROM_PAGES:
        return None
    step = -(-last // MOST_CHOICES)
    shown = sorted({1, number, last, *range(step, last, step)})
    kept = tuple(parse_qsl(urlsplit(first_page).query))
    return Jump(last, str(number), tuple((str(one), str(one)) for one in shown), kept)


def list_kept(given: QueryDict) -> Iterator[tuple[str, str]]:
    """The parameters that a filter form passes on unchanged."""
    for name in ("sorting", "deprecated", "draft", "place"):
        if value := given.get(name):
            yield name, value


def with_column(columns: tuple[Field, ...], items: Any, make: Any) -> tuple[Field, ...]:
    """Add the record's number as the first column, where rows have one that the document omits."""
    has_id = any(isinstance(item, dict) and item.get("id") not in (None, "") for item in items)
    if has_id and all(one.name != "id" for one in columns):
        return (replace(make("id"), kind="text", reference=""), *columns)
    return columns
