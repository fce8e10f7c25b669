"""Key figures of a user, counted from the records as they are."""

from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.lists import page
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask


@SYSTEM.on("list_kpis")
def list_kpis(ask: Ask) -> Any:
    """The dashboard shows the first four."""
    user_id = ask.query["userid"]
    must_find(ask, "users", user_id)
    rows = _count(ask, user_id)
    if ask.query["location"] == "dashboard":
        rows = rows[:4]
    if ask.query["sorting"] == "sort_desc":
        rows = rows[::-1]
    return page(ask, rows, lambda some: some)


def _count(ask: Ask, user_id: int) -> list[Row]:
    view, today = view_of(ask), ask.office.clock.today()
    activities = view.pointing("activities", "user", user_id)
    month = today.isoformat()[:7]
    opportunities = view.pointing("opportunities", "user", user_id)
    orders = view.pointing("orders", "user", user_id)
    figures: tuple[tuple[str, str, float], ...] = (
        ("Open activiteiten", "count", sum(not one["closed"] for one in activities)),
        ("Activiteiten deze maand", "count", sum(one["date"][:7] == month for one in activities)),
        ("Open opportuniteiten", "count", sum(not one["closed"] for one in opportunities)),
        ("Orders deze maand", "amount", _sum(orders, month)),
        ("Waarde in behandeling", "amount", sum(one["value"] for one in opportunities if not one["closed"])),
        ("Eigen klanten", "count", len(view.pointing("accounts", "user", user_id))),
    )
    users = max(1, len(ask.records.rows("users")))
    return [
        {
            "id": number,
            "title": title,
            "type": kind,
            "subtitle": "",
            "value": f"{value:.0f}",
            "period": month,
            "average": f"{value / users:.1f}",
        }
        for number, (title, kind, value) in enumerate(figures, start=1)
    ]


def _sum(orders: list[Row], month: str) -> float:
    return sum(float(one["price"]) for one in orders if one["placedate"][:7] == month)
