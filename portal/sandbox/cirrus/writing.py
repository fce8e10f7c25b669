"""Turns what a caller sends into a stored record: ids for other records, ids for rows, times of changes.

An invalid request is refused in the words of flask-restx.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from portal.sandbox.cirrus.shapes import Field, View, as_list
from portal.sandbox.crm.bodies import Refusal
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.records import Row

PAYLOAD = "Input payload validation failed"


def misfit(*problems: Problem) -> Refusal:
    return Refusal(400, "invalid", PAYLOAD, problems=list(problems))


def misfit_of(field: str, message: str) -> Refusal:
    """A field that is wrong for a reason that no schema expresses."""
    return misfit(Problem(field, "value", message))


MADE_NAMES = ("created", "tscreated", "regdate", "timestamp")
CHANGED_NAMES = ("updated", "tsupdated", "changedate")
# Callers may send these; the server ignores them ("some say they are ignored").
OURS = frozenset({"id", *MADE_NAMES, *CHANGED_NAMES})


class Taker:
    """Turns bodies into rows and collects what is wrong with them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.problems: list[Problem] = []

    def take(self, model: str, body: Mapping[str, Any], at: str = "") -> Row:
        """What the body says about a record of this model; ids that point to nothing are problems."""
        fields = self.view.models[model]
        taken: Row = {}
        for name, value in body.items():
            if name in OURS and not at:
                continue
            field = fields.get(name)
            held = fields.get(name[:-2]) if name.endswith("id") else None
            if held is not None and held.target:
                ids = self._ids(held, value, at + name)
                if held.name not in taken or ids:
                    taken[held.name] = _as_field(held, [*ids, *as_list(taken.get(held.name))])
            elif field is not None and field.target:
                ids = self._ids(field, value, at + name)
                taken[name] = _as_field(field, [*as_list(taken.get(name)), *ids])
            elif field is not None:
                taken[name] = self._plain(field, value, at + name)
            else:
                taken[name] = value
        return taken

    def _ids(self, field: Field, value: Any, at: str) -> list[int]:
        """The ids in a value; 0, null and {} point to nothing."""
        ids = [one.get("id") if isinstance(one, Mapping) else one for one in as_list(value)]
        found = [int(one) for one in ids if one and str(one).isdecimal()]
        for one in found:
            if self.view.find(field.target, one) is None:
                self.problems.append(Problem(at, "unknown", f"{one} does not exist in {field.target}"))
        return found

    def _plain(self, field: Field, value: Any, at: str) -> Any:
        if field.model and isinstance(value, Mapping):
            return self.take(field.model, value, f"{at}.")
        if field.model and isinstance(value, list):
            return [
                self.take(field.model, one, f"{at}.{place}.") if isinstance(one, Mapping) else one
                for place, one in enumerate(value)
            ]
        if field.kind == "number" and isinstance(value, str):
            return self._number(value, at)
        return _dated(field, value)

    def _number(self, text: str, at: str) -> float | None:
        try:
            return float(text) if text else None
        except ValueError:
            self.problems.append(Problem(at, "type", f"'{text}' is not a number"))
            return None

    def check(self) -> None:
        """Raises Refusal (invalid) when something was wrong."""
        if self.problems:
            raise misfit(*self.problems)


def _as_field(field: Field, ids: list[int]) -> Any:
    unique = list(dict.fromkeys(ids))
    if field.is_list:
        return unique
    return unique[0] if unique else None


def _dated(field: Field, value: Any) -> Any:
    """Converts between day and moment: a body may hold the one where the answer shows the other."""
    if isinstance(value, str) and field.form == "date-time" and len(value) == 10:
        return f"{value}T00:00:00Z"
    if isinstance(value, str) and field.form == "date":
        return value[:10]
    return value


def merged(old: Any, new: Any) -> Any:
    """``new`` over ``old``; objects field by field, lists as a whole."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {name: merged(old.get(name), value) for name, value in new.items()}
    return new


def stamp(view: View, model: str, row: Row, now: datetime, *, is_new: bool) -> Row:
    """The row with the timestamps that its schema shows."""
    names = (*MADE_NAMES, *CHANGED_NAMES) if is_new else CHANGED_NAMES
    return row | {name: moment(now) for name in names if name in view.models[model]}


def moment(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
