"""Budgets of accounts and users, one for a year and month. Whole euros."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from starlette.responses import Response

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.lists import page
from portal.sandbox.cirrus.refusals import misfit
from portal.sandbox.cirrus.system import SYSTEM
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal

OWNERS = {"account": ("accounts", "accountid"), "user": ("users", "userid")}


def _check_month(ask: Ask) -> None:
    """Raises Refusal (invalid)."""
    year, month = ask.path["year"], ask.path["month"]
    problems = []
    if not 2000 <= year <= 2100:
        problems.append(Problem("year", "range", f"{year} is not a year between 2000 and 2100"))
    if not 1 <= month <= 12:
        problems.append(Problem("month", "range", f"{month} is not a month"))
    if problems:
        raise misfit(*problems)


def _find(ask: Ask, kind: str) -> Row | None:
    """The budget at this path. Raises Refusal when its owner does not exist."""
    resource, name = OWNERS[kind]
    _check_month(ask)
    must_find(ask, resource, ask.path[name])
    wanted = (ask.path[name], ask.path["year"], ask.path["month"])
    return next(
        (
            row
            for row in ask.records.rows(f"{kind}budgets")
            if (row[name], row["year"], row["month"]) == wanted
        ),
        None,
    )


def _must_find(ask: Ask, kind: str) -> Row:
    found = _find(ask, kind)
    if found is None:
        raise Refusal(404, "not-found", "There is no budget for this month")
    return found


def _put(ask: Ask, kind: str) -> Row:
    """Makes the budget, or changes it."""
    found = _find(ask, kind)
    name = OWNERS[kind][1]
    if found is not None:
        row = {**found, **ask.body}
        ask.records.put(f"{kind}budgets", row["id"], row)
        return row
    empty = {"budget": 0, "pipeline": 0} if kind == "user" else {"budget": 0}
    place = {key: ask.path[key] for key in (name, "year", "month")}
    return ask.records.add(f"{kind}budgets", {**empty, **place, **ask.body})


def _delete(ask: Ask, kind: str) -> Response:
    ask.records.remove(f"{kind}budgets", _must_find(ask, kind)["id"])
    return Response(status_code=204)


def show_account_budget(row: Row) -> Row:
    return {name: row[name] for name in ("id", "year", "month", "budget")}


def show_user_budget(row: Row) -> Row:
    names = ("id", "userid", "year", "month", "budget", "pipeline")
    return {name: row[name] for name in names} | {"weeks": _weeks(row)}


def _weeks(row: Row) -> list[Row]:
    """The month's working days by ISO week, each with an equal part; what is left over goes to the last."""
    first = date(row["year"], row["month"], 1)
    length = calendar.monthrange(first.year, first.month)[1]
    days = [day for day in (first + timedelta(days=n) for n in range(length)) if day.weekday() < 5]
    parts = {name: _parts(row[name], len(days)) for name in ("budget", "pipeline")}
    weeks: dict[str, list[Row]] = {}
    for place, day in enumerate(days):
        year, week, _weekday = day.isocalendar()
        one = {name: parts[name][place] for name in parts}
        weeks.setdefault(f"{year}-W{week:02d}", []).append({"day": day.isoformat(), **one})
    return [
        {"week": week, **{name: sum(day[name] for day in some) for name in parts}, "days": some}
        for week, some in weeks.items()
    ]


def _parts(amount: int, count: int) -> list[int]:
    share = amount // count
    return [share] * (count - 1) + [amount - share * (count - 1)]


@SYSTEM.on("get_account_budget")
def get_account_budget(ask: Ask) -> Any:
    return show_account_budget(_must_find(ask, "account"))


@SYSTEM.on("put_account_budget")
def put_account_budget(ask: Ask) -> Any:
    return show_account_budget(_put(ask, "account"))


@SYSTEM.on("delete_account_budget")
def delete_account_budget(ask: Ask) -> Any:
    return _delete(ask, "account")


@SYSTEM.on("get_user_budget")
def get_user_budget(ask: Ask) -> Any:
    return show_user_budget(_must_find(ask, "user"))


@SYSTEM.on("put_user_budget")
def put_user_budget(ask: Ask) -> Any:
    return show_user_budget(_put(ask, "user"))


@SYSTEM.on("delete_user_budget")
def delete_user_budget(ask: Ask) -> Any:
    return _delete(ask, "user")


@SYSTEM.on("list_budgets", "list_user_budgets")
def list_user_budgets(ask: Ask) -> Any:
    """Between two months, both included; of one user, some, or all."""
    users = {int(one) for one in str(ask.query.get("userids") or "").split(",") if one.strip().isdecimal()}
    if "userid" in ask.path:
        must_find(ask, "users", ask.path["userid"])
        users = {ask.path["userid"]}
    low, high = _edge(ask.query, "from", (0, 1)), _edge(ask.query, "to", (9999, 12))
    rows = [
        row
        for row in ask.records.rows("userbudgets")
        if low <= (row["year"], row["month"]) <= high and (not users or row["userid"] in users)
    ]
    return page(ask, rows, lambda some: map(show_user_budget, some))


def _edge(query: Mapping[str, Any], side: str, open_edge: tuple[int, int]) -> tuple[int, int]:
    year = query.get(f"year_{side}")
    return (year, query.get(f"month_{side}") or open_edge[1]) if year is not None else open_edge
