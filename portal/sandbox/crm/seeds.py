"""The first records of a system, drawn by the columns of ``data/<system>-seeds.toml``; the same for a day.

Every place has dice of its own, so that a change to one moves no other. A column is a value, a text with
names in braces, a list or an object of columns, or a table that begins with one of these words:

| word | gives |
| --- | --- |
| ``pick`` | a member of a list, or of the list of that name in ``data/<system>.toml`` |
| ``turn`` | the members one after the other, by the row's number |
| ``some`` | a list of one such member, or of none |
| ``between``, ``step`` | a number, both ends included |
| ``near`` | a coordinate within some kilometres |
| ``chance`` | whether, so often out of 1 |
| ``days``, ``after`` | the working day so many days after another day, or after today |
| ``percent``, ``of`` | a part of a number |
| ``join`` | texts with spaces between |
| ``plain`` | a text for a host or mailbox: small letters, without accents and most signs |
| ``when``, ``among``, ``then``, ``otherwise`` | one of two, by whether the first is true, or among those |

A name is ``number``, a row beside this one by the name of its records, or an earlier column. A text of one
name alone keeps its type. What comes to nothing is left out; fields that begin with ``_`` are ours.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from random import Random
from typing import Any

from portal.sandbox.crm.records import Row
from portal.sandbox.tables import read_table

_NAME = re.compile(r"\{([\w\[\]]+)\}")
Known = Mapping[int, Mapping[str, list[Row]]]
Scope = dict[str, Any]
Column = Callable[[Scope], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of ``count`` rows; or of ``times`` rows for ``each`` row of others, ``where`` that holds.

    ``resource`` is what it adds to, when that is not its name; ``like``: a table whose other columns it has;
    ``beside``: records of which one stands beside each row, the first ones more often.
    """

    columns: dict[str, Any] = field(default_factory=dict)
    resource: str = ""
    like: str = ""
    count: int = 0
    each: str = ""
    times: int = 1
    where: Any = True
    beside: str = ""


class Dice:
    """Draws the values of columns. ``makers`` are more words, each with the function that takes its value."""

    def __init__(self, system: str, today: date, makers: Mapping[str, Callable[..., Any]]) -> None:
        self.words = read_table(system, dict[str, Any])
        self.today, self.number = today, 0
        self.chance = Random()  # noqa: S311 - the same every time is the point
        self.verbs: Mapping[str, Callable[..., Any]] = {
            "pick": lambda members: self.chance.choice(self._list(members)),
            "turn": lambda members: self._list(members)[(self.number - 1) % len(self._list(members))],
            "some": lambda members: self.chance.choices(self._list(members), k=self.chance.randrange(2)),
            "between": lambda ends, step=1: self.chance.randrange(ends[0], ends[1] + 1, step),
            "near": lambda place: round(place + self.chance.uniform(-0.025, 0.025), 4),
            "chance": lambda often: self.chance.random() < often,
            "days": self._day,
            "percent": lambda percent, of: of * percent // 100,
            "join": " ".join,
            "plain": _plain,
            "when": _choose,
            **makers,
        }

    def row(self, columns: Mapping[str, Column], beside: Scope, number: int, known: Row) -> Row:
        """One row; what is ``known`` of it stands as it is."""
        self.number = number
        scope: Scope = {"number": number, **beside}
        row: Row = {"id": number}
        for name, column in columns.items():
            row[name] = known[name] if name in known else column(scope)
            scope.setdefault(name, row[name])
        return {name: value for name, value in (row | known).items() if value is not None}

    def read(self, source: Any) -> Column:
        """What gives the value of a column as it stands in the table."""
        if isinstance(source, str):
            return _read_text(source)
        if isinstance(source, list) and any(isinstance(one, str | dict) for one in source):
            members = [self.read(one) for one in source]
            return lambda scope: [one(scope) for one in members]
        if not isinstance(source, dict):
            return lambda _scope: source
        word, parts = next(iter(source), ""), {name: self.read(one) for name, one in source.items()}
        if word not in self.verbs:
            return lambda scope: {n: value for n, one in parts.items() if (value := one(scope)) is not None}
        verb, first = self.verbs[word], parts.pop(word)
        if not parts:
            return lambda scope: verb(first(scope))
        return lambda scope: verb(first(scope), **{name: one(scope) for name, one in parts.items()})

    def pick_early(self, rows: Sequence[Row]) -> Row:
        """One of them; the first ones come more often: those of the practice files need a history."""
        return rows[int(len(rows) * self.chance.random() ** 2)]

    def _list(self, members: Any) -> Any:
        """The members themselves, or those of a name, in which dots lead into tables."""
        return reduce(_step_into, members.split("."), self.words) if isinstance(members, str) else members

    def _day(self, days: int, after: str = "") -> str:
        day = (date.fromisoformat(after) if after else self.today) + timedelta(days=days)
        return (day - timedelta(days=max(0, day.weekday() - 4))).isoformat()


def _read_text(text: str) -> Column:
    """A text, with its names filled in: an empty one leaves no gap. What one name leads to may be missing."""
    if "{" not in text:
        return lambda _scope: text
    if not (name := _NAME.fullmatch(text)):
        return lambda scope: text.format_map(scope).replace("  ", " ")
    steps: list[Any] = [
        int(step) if step.isdecimal() else step for step in name[1].replace("]", "").split("[")
    ]
    return lambda scope: reduce(_step_into, steps[1:], scope[steps[0]])


def _step_into(found: Any, step: Any) -> Any:
    return found.get(step) if isinstance(found, dict) else found[step]


def _choose(told: Any, *, then: Any = None, otherwise: Any = None, among: Any = None) -> Any:
    return then if (told if among is None else told in among) else otherwise


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return "".join(one for one in letters if one.isalnum() or one in ".@-")


def make_rows(system: str, today: date, known: Known, **makers: Callable[..., Any]) -> dict[str, list[Row]]:
    """The records by resource. ``known``: by place and table, which rows stand there, and what they hold."""
    dice = Dice(system, today, makers)
    rows: dict[str, list[Row]] = {}
    tables = read_table(f"{system}-seeds", dict[str, Table])
    for name, table in tables.items():
        inherited = tables[table.like].columns if table.like else {}
        columns = {column: dice.read(source) for column, source in (inherited | table.columns).items()}
        made, holds = rows.setdefault(table.resource or name, []), dice.read(table.where)
        for place in range(1, 1 + (len(rows[table.each]) if table.each else table.count)):
            beside = {table.each: rows[table.each][place - 1]} if table.each else {}
            dice.chance.seed(f"{name} {place}")
            if table.beside:
                beside[table.beside] = dice.pick_early(rows[table.beside])
            usual: list[Row] = [{}] * table.times if holds(beside) else []
            for own in known.get(place, {}).get(name, usual):
                made.append(dice.row(columns, beside, len(made) + 1, own))
    return rows
