"""250 contracts, the 200 objects they cover, and the reminders of their end."""

from collections.abc import Mapping
from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.accounts import SELLERS
from portal.sandbox.cirrus.seeds.mix import at, mix, pick
from portal.sandbox.cirrus.seeds.opportunities import owner_of
from portal.sandbox.crm.records import Row

CONTRACTS, OBJECTS = 250, 200
REMINDER = 6
THINGS = ("Scanner balie", "Server dossiers", "Licentie boekhouding", "Betaalterminal", "Frankeermachine")


def make_contracts(rows: Mapping[str, list[Row]], today: date) -> dict[str, list[Row]]:
    contracts = [_contract(number, rows, today) for number in range(1, CONTRACTS + 1)]
    made = at(today - timedelta(days=200))
    times = {"created": made, "updated": made}
    links = [
        {
            "contractid": row["id"],
            "objectid": thing,
            "location": pick(("Balie", "Archief", None), thing),
            **times,
        }
        for row in contracts
        for thing in {mix(row["id"], 91) % OBJECTS + 1, mix(row["id"], 92) % OBJECTS + 1}
    ]
    return {
        "contracts": contracts,
        "objects": [_object(number, rows, made) for number in range(1, OBJECTS + 1)],
        "contractobjects": _numbered(links),
        "contractreminders": _numbered(_reminders(contracts, rows, times)),
        "objectrelations": _numbered(_relations(rows)),
    }


def _numbered(rows: list[Row]) -> list[Row]:
    return [{"id": place, **row} for place, row in enumerate(rows, start=1)]


def _contract(number: int, rows: Mapping[str, list[Row]], today: date) -> Row:
    account, contact = owner_of(rows, number, 93)
    start = today - timedelta(days=mix(number, 94) % 1200)
    end = start + timedelta(days=365 * (mix(number, 95) % 3 + 1))
    return {
        "id": number,
        "number": f"C{start.year}-{number:04d}",
        "number2": None,
        "description": f"Raamovereenkomst met {account['name']}",
        "status": 9 if end < today else pick((7, 7, 7, 8), number, 96),
        "type": pick((4, 4, 5, 6), number, 97),
        "start": at(start, 0),
        "end": at(end, 0),
        "installdate": at(start + timedelta(days=7), 0),
        "value": float(mix(number, 98) % 90 * 50 + 500),
        "financed": 0,
        "financeaccount": account["id"],
        "contact": contact["id"],
        "responsible": pick(SELLERS, number, 99),
        "responsibleservice": pick(SELLERS, number, 100),
        "reminderdays": pick((30, 60, 90), number, 101),
        "externalkey": f"CTR{number}",
    }


def _object(number: int, rows: Mapping[str, list[Row]], made: str) -> Row:
    account, _contact = owner_of(rows, number, 102)
    return {
        "id": number,
        "name": f"{pick(THINGS, number, 103)} {number}",
        "description": None,
        "serialnumber": f"SN{100_000 + mix(number, 104) % 900_000}",
        "manufacturer": account["id"],
        "modelgroup": number % 3 + 1,
        "url": None,
        "image1": None,
        "image2": None,
        "image3": None,
        "externalkey": f"OBJ{number}",
        "created": made,
        "updated": made,
        "tags": [],
    }


def _reminders(contracts: list[Row], rows: Mapping[str, list[Row]], times: Row) -> list[Row]:
    """The reminders that stand among the activities of the contract's account."""
    by_account: dict[int, int] = {}
    for activity in rows["activities"]:
        if activity["type"] == REMINDER:
            by_account.setdefault(activity["account"], activity["id"])
    return [
        {"contractid": row["id"], "activityid": by_account[row["financeaccount"]], **times}
        for row in contracts
        if row["financeaccount"] in by_account
    ]


def _relations(rows: Mapping[str, list[Row]]) -> list[Row]:
    """Each object stands at an account, and half of them came with an order."""
    relations = []
    for number in range(1, OBJECTS + 1):
        account, contact = owner_of(rows, number, 105)
        relations.append({"type": "account", "objectid": number, "otherid": account["id"]})
        relations.append({"type": "contact", "objectid": number, "otherid": contact["id"]})
        if number % 2:
            order = mix(number, 106) % len(rows["orders"]) + 1
            relations.append({"type": "order", "objectid": number, "otherid": order})
    return relations
