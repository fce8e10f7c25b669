"""400 opportunities of customers and prospects."""

from collections.abc import Mapping
from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.accounts import SELLERS
from portal.sandbox.cirrus.seeds.mix import at, mix, pick
from portal.sandbox.crm.records import Row

COUNT = 400
TITLES = (
    *("Raamovereenkomst invordering", "Overname lopende dossiers", "Koppeling met de boekhouding"),
    *("Plaatsbeschrijvingen nieuwbouw", "Opleiding debiteurenbeheer", "Betekeningen per maand"),
)
WON, LOST = 4, 5


def owner_of(rows: Mapping[str, list[Row]], number: int, salt: int) -> tuple[Row, Row]:
    """A firm and one of its contacts; the private persons of the practice files are passed over."""
    contacts, accounts = rows["contacts"], rows["accounts"]
    place = mix(number, salt) % len(contacts)
    while accounts[contacts[place]["account"] - 1]["type"] == 5:
        place = (place + 1) % len(contacts)
    return accounts[contacts[place]["account"] - 1], contacts[place]


def make_opportunities(rows: Mapping[str, list[Row]], today: date) -> list[Row]:
    return [_opportunity(number, rows, today) for number in range(1, COUNT + 1)]


def _opportunity(number: int, rows: Mapping[str, list[Row]], today: date) -> Row:
    account, contact = owner_of(rows, number, 31)
    status = pick((1, 1, 2, 2, 3, WON, WON, LOST), number, 32)
    closed = status in (WON, LOST)
    registered = today - timedelta(days=mix(number, 33) % 500 + 10)
    changed = min(today, registered + timedelta(days=mix(number, 34) % 90))
    user = pick(SELLERS, number, 35)
    count = mix(number, 36) % 90 + 10
    return {
        "id": number,
        "title": f"{pick(TITLES, number, 37)} {account['name']}",
        "description": f"Ongeveer {count} dossiers per jaar.",
        "account": account["id"],
        "altaccount": account["parentaccount"],
        "contact": contact["id"],
        "user": user,
        "reguser": user,
        "changeuser": user,
        "followers": [pick(SELLERS, number, 38)] if number % 5 == 0 else [],
        "phone": contact["officephone"],
        "value": float(count * 45),
        "altvalue": float(count),
        "altvaluelabel": "dossiers",
        "closed": int(closed),
        "regdate": at(registered),
        "changedate": at(changed, 14),
        "estimatedenddate": (registered + timedelta(days=120)).isoformat(),
        "estimate": pick((1, 2, 3, 4, 5), number, 39),
        "source": pick((1, 2, 3, 4), number, 40),
        "state": 2 if closed else 1,
        "status": status,
        "type": pick((1, 1, 2, 3), number, 41),
        "progressionstate": 3 if closed else pick((1, 2), number, 42),
        "lostreason": pick((1, 2, 3, 4), number, 43) if status == LOST else None,
        "winreason": pick((1, 2, 3), number, 44) if status == WON else None,
        "result": "",
        "businessarea": {"opportunityid": number, "businessareaid": 1},
        "tags": [7] if status == WON else [],
        "_dynamic": {"7": str(count)},
    }
