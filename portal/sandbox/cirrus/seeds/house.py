"""What the office set up for itself: settings, templates, addons, challenges, and people to look up."""

from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.mix import at
from portal.sandbox.crm.records import Row
from portal.sandbox.seeds.people import OFFICE


def make_house(today: date) -> dict[str, list[Row]]:
    made = at(today - timedelta(days=900))
    return {
        "settings": [_settings()],
        "templates": [_template(number) for number in range(1, 5)],
        "templatecategories": _sorted_names("Offertes", "Orders"),
        "templatelanguages": _sorted_names("Nederlands", "Frans", "Duits", "Engels"),
        "addons": [_addon(number, made) for number in range(1, 6)],
        "challenges": [_challenge(number, today) for number in range(1, 13)],
        "people": PEOPLE,
        "signatures": [_signed()],
        "signaturerelations": [
            {"id": 1, "signature": 1, "type": "order", "otherid": 1, "created": made, "updated": made}
        ],
    }


def _sorted_names(*names: str) -> list[Row]:
    return [{"id": place, "name": name, "sort": place * 10} for place, name in enumerate(names, start=1)]


def _settings() -> Row:
    return {
        "id": 1,
        "currency": "EUR",
        "portal": {
            "name": OFFICE.name,
            "street": f"{OFFICE.street} {OFFICE.number}",
            "zip": OFFICE.postal_code,
            "city": OFFICE.city,
            "country": "BE",
            "phone": OFFICE.phone,
            "fax": "",
            "email": OFFICE.email,
            "plusgiro": "",
            "bankgiro": "",
            "vatnumber": f"BE{OFFICE.enterprise_number}",
            "vatregnumber": OFFICE.enterprise_number,
            "url": "https://www.lindenhof.example",
            "iban": OFFICE.account,
            "swift": None,
            "seat": OFFICE.city,
        },
        "sales": {"defaultinterest": 0},
        "fieldsales": {
            "activitytypes": {
                name: place
                for place, name in enumerate(
                    ("assigned", "knock", "note", "return", "notavailable", "rejected", "erpaccepted"),
                    start=1,
                )
            }
            | {"erpdeclined": 8},
            "numberporting": {"group": 0, "name": 0, "number": 0, "phone": 0},
            "filter": 0,
            "headlines": [{"title": "Welkom", "body": "Gerechtsdeurwaarderskantoor Lindenhof"}],
            "erpurl": "",
            "signaturefields": [1],
            "terms": "",
        },
        "consent": {
            "logofileid": 1,
            "email": {
                "fromemail": OFFICE.email,
                "fromname": OFFICE.name,
                "user": OFFICE.email,
                "port": "587",
                "server": "smtp.lindenhof.example",
                "body": "",
                "password": "",
                "auth": 1,
                "userid": 1,
                "type": 1,
            },
        },
    }


def _template(number: int) -> Row:
    kind = "quote" if number % 2 else "order"
    return {
        "id": number,
        "name": f"{'Offerte' if number % 2 else 'Orderbevestiging'} {('Nederlands', 'Frans')[number > 2]}",
        "description": "",
        "resource": kind,
        "html": "<h1>{{ number }}</h1>",
        "url": "",
        "active": 1,
        "languages": [1 + (number > 2)],
        "categories": [1 if number % 2 else 2],
        "tags": [],
    }


def _addon(number: int, made: str) -> Row:
    name = ("boekhouding", "nieuwsbrief", "kaart", "handtekening", "koppeling")[number - 1]
    return {
        "id": number,
        "title": name.capitalize(),
        "url": f"https://{name}.addon.example",
        "internalname": name,
        "sort": number * 10,
        "enabled": number != 2,
        "parameters": [{"id": number, "name": "taal", "value": "nl", "created": made, "updated": made}],
    }


def _challenge(number: int, today: date) -> Row:
    """A third waits for an answer, a third goes on, a third is over."""
    status = ("pending", "ongoing", "closed")[number % 3]
    challenger, challenged = (1, 3, 6, 7)[number % 4], (3, 6, 7, 1)[number % 4]
    start = today + timedelta(days={"pending": 3, "ongoing": -3, "closed": -40}[status])
    created = start - timedelta(days=5)
    answered = None if status == "pending" else at(created, 16)
    sides = {
        side: {
            "id": number * 2 - 1 + place,
            "accepted": at(created) if place == 0 else answered,
            "challengeid": number,
            "owner": place == 0,
            "score": 0 if status == "pending" else number * (3 + place) % 11,
            "user": user,
        }
        for place, (side, user) in enumerate((("challenger", challenger), ("challenged", challenged)))
    }
    return {
        "id": number,
        **sides,
        "active": int(status == "ongoing"),
        "created": at(created),
        "startdate": at(start, 0),
        "stopdate": at(start + timedelta(days=7), 0),
        "type": number % 3 + 1,
        "winner": challenger if status == "closed" else None,
        "_status": status,
    }


def _signed() -> Row:
    return {
        "id": 1,
        "message": "Raamovereenkomst",
        "status": "complete",
        "orderref": "00000000-0000-4000-8000-000000000001",
        "personalnumber": "199913990001",
        "autostarttoken": "00000000-0000-4000-8000-000000000002",
        "hintcode": "",
        "_asked": 3,
    }


# Month 13 and day 99: nobody has these numbers.
PEOPLE: list[Row] = [
    {
        "id": place,
        "person_number": f"1999139900{place:02d}",
        "name": name,
        "surname": surname,
        "street": f"Voorbeeldlaan {place}",
        "city": "Gent",
        "zip": "9000",
    }
    for place, (name, surname) in enumerate(
        (("Lotte", "Oefening"), ("Mathieu", "Exemple"), ("Anke", "Beispiel"), ("Oliver", "Example")), start=1
    )
]
