"""Files and folders, e-mails, templates, missions, challenges and the rest."""

import base64
from collections.abc import Mapping
from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.accounts import SELLERS
from portal.sandbox.cirrus.seeds.house import make_house
from portal.sandbox.cirrus.seeds.mix import at, mix, pick
from portal.sandbox.cirrus.shapes import CONNECTED
from portal.sandbox.crm.records import Row

FILES, FOLDERS, EMAILS = 200, 40, 150
PAPERS = (
    "Raamovereenkomst.pdf",
    "Volmacht.pdf",
    "Overzicht dossiers.xlsx",
    "Verslag bezoek.docx",
    "Factuur.pdf",
)


def make_extras(rows: Mapping[str, list[Row]], today: date) -> dict[str, list[Row]]:
    return {
        "files": [_file(number, rows, today) for number in range(1, FILES + 1)],
        "folders": [_folder(number) for number in range(1, FOLDERS + 1)],
        "emails": [_email(number, rows, today) for number in range(1, EMAILS + 1)],
        "missions": [_mission(number, today) for number in range(1, 7)],
        "missionconnections": _connections(rows, today),
        "accountbudgets": _budgets(today),
        "subscriptions": [_subscription(number, today) for number in range(1, 31)],
        "projects": [
            {"id": number, "name": f"Project {number}", "type": number % 3 + 1, "account": number * 13}
            for number in range(1, 41)
        ],
        **make_house(today),
    }


def _folder(number: int) -> Row:
    """Ten folders at the top, each with three inside; those of the top belong to an account."""
    inside = number > 10
    return {
        "id": number,
        "name": ("Contracten", "Briefwisseling", "Facturen")[number % 3] if inside else f"Klant {number}",
        "parentfolderid": (number - 11) // 3 + 1 if inside else 0,
        "account": (number - 11) // 3 + 1 if inside else number,
    }


def _file(number: int, rows: Mapping[str, list[Row]], today: date) -> Row:
    contact = rows["contacts"][number if number <= 40 else mix(number, 131) % len(rows["contacts"])]
    content = f"Oefenbestand {number}\n".encode()
    connected: Row = {f"connected{kind}": [] for kind in CONNECTED}
    connected |= {"connectedaccounts": [contact["account"]], "connectedcontacts": [contact["id"]]}
    if number % 3 == 0:
        connected["connectedactivities"] = [mix(number, 132) % len(rows["activities"]) + 1]
    if number % 5 == 0:
        connected["connectedopportunities"] = [mix(number, 133) % len(rows["opportunities"]) + 1]
    if number % 7 == 0:
        connected["connectedorders"] = [mix(number, 134) % len(rows["orders"]) + 1]
    return {
        "id": number,
        "name": pick(PAPERS, number, 135),
        "info": "",
        "timestamp": at(today - timedelta(days=mix(number, 136) % 300)),
        "folder": number % FOLDERS + 1,
        "template": number % 4 + 1 if number % 10 == 0 else None,
        **connected,
        "_content": base64.b64encode(content).decode(),
        "_bytes": len(content),
    }


def _email(number: int, rows: Mapping[str, list[Row]], today: date) -> Row:
    contact = rows["contacts"][number if number <= 40 else mix(number, 137) % len(rows["contacts"])]
    text = f"Beste {contact['name']},\n\nIn bijlage het overzicht.\n\nLindenhof"
    return {
        "id": number,
        "account": contact["account"],
        "contact": contact["id"],
        "sender": "info@lindenhof.example",
        "to": [contact["email"]],
        "cc": [],
        "subject": "Overzicht van uw dossiers",
        "date": at(today - timedelta(days=mix(number, 138) % 200), 11),
        "body": f"<p>{text.replace(chr(10), '<br>')}</p>",
        "text": text,
    }


def _mission(number: int, today: date) -> Row:
    start = today - timedelta(days=40 * number)
    return {
        "id": number,
        "name": ("Klanten bezoeken", "Nieuwe raamovereenkomsten", "Adressen nakijken")[number % 3],
        "description": "Alle klanten van de lijst minstens een keer spreken.",
        "startdate": start.isoformat(),
        "enddate": (start + timedelta(days=90)).isoformat(),
        "active": int(number <= 3),
        "script": "",
        "pdf": "",
        "video": "",
        "terms": "",
        "userid": pick(SELLERS, number, 139),
        "typeid": 1,
        "tscreated": at(start),
        "tsupdated": at(start),
    }


def _connections(rows: Mapping[str, list[Row]], today: date) -> list[Row]:
    """Forty accounts a mission, the activities with them, and three users."""
    made: list[tuple[int, str, int, int]] = []
    by_account: dict[int, int] = {}
    for activity in rows["activities"]:
        by_account.setdefault(activity["account"], activity["id"])
    for mission in range(1, 7):
        accounts = sorted(
            {mix(mission * 100 + place, 140) % len(rows["accounts"]) + 1 for place in range(40)}
        )
        made += [(mission, "account", one, int(one in by_account and one % 2 == 0)) for one in accounts]
        made += [(mission, "activity", by_account[one], 1) for one in accounts if one in by_account]
        made += [(mission, "user", one, 0) for one in SELLERS[:3]]
        made += [(mission, "article", mission, 0), (mission, "order", mission * 9, 1)]
    moment = at(today - timedelta(days=20))
    return [
        {
            "id": place,
            "mission": mission,
            "type": kind,
            "connectid": other,
            "result": result,
            "tscreated": moment,
            "tsupdated": moment,
        }
        for place, (mission, kind, other, result) in enumerate(made, start=1)
    ]


def _budgets(today: date) -> list[Row]:
    """This year's months of the first 25 accounts."""
    places = [(account, month) for account in range(1, 26) for month in range(1, 13)]
    return [
        {
            "id": number,
            "accountid": account,
            "year": today.year,
            "month": month,
            "budget": mix(number, 141) % 30 * 100 + 500,
        }
        for number, (account, month) in enumerate(places, start=1)
    ]


def _subscription(number: int, today: date) -> Row:
    start = (today - timedelta(days=30 * number)).isoformat()
    return {
        "id": number,
        "active": int(number % 6 != 0),
        "name": f"Raamovereenkomst {number}",
        "note": "",
        "startdate": start,
        "orderstartdate": start,
        **dict.fromkeys(("typeid", "statusid", "intervalid", "periodid", "nextperiodid"), 1),
        **dict.fromkeys(("renewalperiodid", "renewalid", "advanceid"), 1),
        "parentid": 0,
        "userid": pick(SELLERS, number, 142),
        "contactid": number * 11,
        "sort": number,
        "externalkey": f"SUB{number}",
    }
